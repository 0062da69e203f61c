package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"syscall"
	"time"
)

// The head pages of a bbolt file, after its documentation of the format: 16
// bytes of page header, then magic, version, page size, flags, root (16 bytes),
// free list page, number of pages in use, transaction, checksum (FNV-1a).
const (
	headerLen  = 16
	metaLen    = 64
	metaMagic  = 0xED0CDAED
	metaFormat = 2
	noFreeList = 1<<64 - 1 // page of the list of free pages, where it was not written
)

// Of a file that was closed well only a small one is walked at every start: a
// gigabyte takes 0.3 s. One that was not is walked up to the larger size.
const (
	walkAlways = 64 << 20
	walkMost   = 4 << 30
)

// inspect refuses a file whose head pages are not whole, which is shorter than
// its last transaction left it, or (within the sizes above) whose pages do not
// hang together: the engine would take the first for a new store in some cases
// and end the process on the others. It waits for the lock first: pages change
// under a writer.
func inspect(path string, opt Options) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	defer f.Close()
	if err := lockShared(f, opt.LockTimeout); err != nil {
		return fmt.Errorf("open store: %w", &LockedError{Path: path, PID: holder(path)})
	}
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	h, ok := heads(f, int64(os.Getpagesize()))
	if !ok {
		return fmt.Errorf("open store %s: %w: no valid head page", path, ErrDamaged)
	}
	if need := int64(h.pages * h.size); info.Size() < need {
		return fmt.Errorf("open store %s: %w: the file has %d bytes, its last transaction left %d",
			path, ErrDamaged, info.Size(), need)
	}
	size := info.Size()
	whole := size <= walkAlways || h.free == noFreeList && size <= walkMost
	if !whole && h.free == noFreeList {
		return nil
	}
	data, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return fmt.Errorf("open store %s: map file: %w", path, err)
	}
	err = walkPages(data, h, whole)
	if err := errors.Join(err, syscall.Munmap(data)); err != nil {
		return fmt.Errorf("open store %s: %w", path, err)
	}
	return nil
}

// lockShared waits until no process writes the file. Closing f gives it free.
func lockShared(f *os.File, timeout time.Duration) error {
	for end := time.Now().Add(timeout); ; time.Sleep(10 * time.Millisecond) {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) || time.Now().After(end) {
			return err
		}
	}
}

// heads gives the newer valid head page. The second lies one page after the
// first; where the first is not readable the page size is tried.
func heads(f io.ReaderAt, osPage int64) (newest headPage, ok bool) {
	for _, at := range []int64{0, osPage, 4096, 8192, 16384, 65536} {
		if h, valid := head(f, at); valid && (!ok || h.txid > newest.txid) {
			newest, ok = h, true
		}
	}
	return newest, ok
}

type headPage struct{ pages, size, txid, root, free uint64 }

func head(f io.ReaderAt, at int64) (headPage, bool) {
	var buf [metaLen]byte
	if _, err := f.ReadAt(buf[:], at+headerLen); err != nil {
		return headPage{}, false
	}
	ne := binary.NativeEndian
	if ne.Uint32(buf[0:]) != metaMagic || ne.Uint32(buf[4:]) != metaFormat {
		return headPage{}, false
	}
	h := fnv.New64a()
	h.Write(buf[:56])
	if ne.Uint64(buf[56:]) != h.Sum64() {
		return headPage{}, false
	}
	return headPage{pages: ne.Uint64(buf[40:]), size: uint64(ne.Uint32(buf[8:])), txid: ne.Uint64(buf[48:]), root: ne.Uint64(buf[16:]), free: ne.Uint64(buf[32:])}, true
}
