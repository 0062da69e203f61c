package store

import (
	"syscall"

	"go.etcd.io/bbolt"
)

// unmap takes the file's pages out of this process; they stay in the system's
// cache, from where the next look at one maps it again. That the advice is not
// taken does no harm.
func unmap(tx *bbolt.Tx) {
	_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, tx.DB().Info().Data, uintptr(tx.Size()), syscall.MADV_DONTNEED)
}
