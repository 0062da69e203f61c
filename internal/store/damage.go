package store

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// The head pages of a bbolt file, after its documentation of the format: 16
// bytes of page header, then magic, version, page size, flags, root (16 bytes),
// free list page, number of pages in use, transaction, checksum (FNV-1a).
const (
	headerLen  = 16
	metaLen    = 64
	metaMagic  = 0xED0CDAED
	metaFormat = 2
)

// inspect refuses a file whose head pages are not whole, or which is shorter
// than its last transaction left it: the engine would take the first for a new
// store in some cases and crash on the second.
func inspect(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open store: %w", err)
	}
	pages, size, ok := heads(f, int64(os.Getpagesize()))
	if !ok {
		return fmt.Errorf("open store %s: %w: no valid head page", path, ErrDamaged)
	}
	if need := int64(pages * size); info.Size() < need {
		return fmt.Errorf("open store %s: %w: the file has %d bytes, its last transaction left %d",
			path, ErrDamaged, info.Size(), need)
	}
	return nil
}

// heads reads both head pages and gives pages in use and page size by the
// newer valid one. The second lies one page after the first; where the first
// is not readable the page size is tried.
func heads(f io.ReaderAt, osPage int64) (pages, size uint64, ok bool) {
	var newest uint64
	for _, at := range []int64{0, osPage, 4096, 8192, 16384, 65536} {
		m, valid := head(f, at)
		if valid && (!ok || m.txid > newest) {
			pages, size, newest, ok = m.pages, m.size, m.txid, true
		}
	}
	return pages, size, ok
}

type headPage struct{ pages, size, txid uint64 }

func head(f io.ReaderAt, at int64) (headPage, bool) {
	var buf [metaLen]byte
	if _, err := f.ReadAt(buf[:], at+headerLen); err != nil {
		return headPage{}, false
	}
	le := binary.NativeEndian
	if le.Uint32(buf[0:]) != metaMagic || le.Uint32(buf[4:]) != metaFormat {
		return headPage{}, false
	}
	h := fnv.New64a()
	h.Write(buf[:56])
	if le.Uint64(buf[56:]) != h.Sum64() {
		return headPage{}, false
	}
	return headPage{pages: le.Uint64(buf[40:]), size: uint64(le.Uint32(buf[8:])), txid: le.Uint64(buf[48:])}, true
}
