package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Page and element layout of a bbolt file. A page begins with its number (8
// bytes), flags (2), count (2) and number of further pages that it runs over
// (4). Elements of a branch are position, key length (4 each) and page (8); of
// a leaf flags, position, key length and value length (4 each). Positions count
// from the element. The value of a bucket is its root page (8) and sequence (8);
// root 0 means that a small page follows in place.
const (
	pageBranch   = 0x01
	pageLeaf     = 0x02
	pageFree     = 0x10
	leafBucket   = 0x01
	elementLen   = 16
	bucketLen    = 16
	maxPageDepth = 64
)

// pageWalk follows every page that a transaction can reach. The engine does the
// same at start to find the free ones, but ends the process on the first page
// that is not what it should be.
type pageWalk struct {
	data  []byte
	size  uint64 // of a page
	pages uint64 // in use
	seen  []uint64
}

// walkPages checks the list of free pages, where there is one, and, where whole,
// the pages of a file from the root page on: numbers, types, bounds of every
// element, and that no page hangs in two places.
func walkPages(data []byte, h headPage, whole bool) error {
	if h.size < 512 || h.pages > uint64(len(data))/h.size {
		return fmt.Errorf("%w: head page says %d pages of %d bytes", ErrDamaged, h.pages, h.size)
	}
	w := &pageWalk{data: data, size: h.size, pages: h.pages, seen: make([]uint64, h.pages/64+1)}
	if h.free != noFreeList {
		if err := w.freeList(h.free); err != nil {
			return err
		}
	}
	if !whole {
		return nil
	}
	return w.page(h.root, keyRange{}, 0)
}

func (w *pageWalk) bad(page uint64, what string) error {
	return fmt.Errorf("%w: page %d %s", ErrDamaged, page, what)
}

// keyRange is where the keys of a page may lie: from low on, before high; nil
// is open.
type keyRange struct{ low, high []byte }

func (w *pageWalk) page(no uint64, r keyRange, depth int) error {
	if depth > maxPageDepth {
		return w.bad(no, "lies too deep")
	}
	b, err := w.claim(no)
	if err != nil {
		return err
	}
	return w.elements(no, b, r, depth)
}

// claim gives a page with those that it runs over into.
func (w *pageWalk) claim(no uint64) ([]byte, error) {
	if no < 2 || no >= w.pages {
		return nil, w.bad(no, "is out of range")
	}
	b := w.data[no*w.size:]
	over := uint64(binary.NativeEndian.Uint32(b[12:]))
	if binary.NativeEndian.Uint64(b) != no || over >= w.pages-no {
		return nil, w.bad(no, "is another one, or runs over the end")
	}
	for i := no; i <= no+over; i++ {
		if err := w.mark(i); err != nil {
			return nil, err
		}
	}
	return b[:(over+1)*w.size], nil
}

func (w *pageWalk) mark(no uint64) error {
	if w.seen[no/64]&(1<<(no%64)) != 0 {
		return w.bad(no, "hangs in two places")
	}
	w.seen[no/64] |= 1 << (no % 64)
	return nil
}

// freeList checks the list of free pages, which the engine reads as it stands.
func (w *pageWalk) freeList(no uint64) error {
	b, err := w.claim(no)
	if err != nil {
		return err
	}
	count, ids := uint64(binary.NativeEndian.Uint16(b[10:])), b[headerLen:]
	if count == 0xffff { // more than fit into the word: the first id is their number
		count, ids = binary.NativeEndian.Uint64(ids), ids[8:]
	}
	if binary.NativeEndian.Uint16(b[8:]) != pageFree || count > uint64(len(ids))/8 {
		return w.bad(no, "is no list of free pages")
	}
	for i := range count {
		id := binary.NativeEndian.Uint64(ids[i*8:])
		if id < 2 || id >= w.pages {
			return w.bad(no, "lists pages out of range")
		}
		if err := w.mark(id); err != nil {
			return err
		}
	}
	return nil
}

// elements checks a page, or the small page of a bucket in place.
func (w *pageWalk) elements(no uint64, b []byte, r keyRange, depth int) error {
	count := int(binary.NativeEndian.Uint16(b[10:]))
	flags := binary.NativeEndian.Uint16(b[8:])
	if flags != pageBranch && flags != pageLeaf || flags == pageBranch && count == 0 {
		return w.bad(no, "is neither branch nor leaf")
	}
	if headerLen+count*elementLen > len(b) {
		return w.bad(no, "has more elements than bytes")
	}
	keys := make([][]byte, count+1)
	keys[count] = r.high
	for i := range count {
		key, ok := keyAt(b, i, flags)
		if !ok {
			return w.bad(no, "has a record outside of it")
		}
		if keys[i] = key; i > 0 && bytes.Compare(keys[i-1], key) >= 0 ||
			i == 0 && bytes.Compare(key, r.low) < 0 || r.high != nil && bytes.Compare(key, r.high) >= 0 {
			return w.bad(no, "has keys out of order")
		}
	}
	for i := range count {
		e := b[headerLen+i*elementLen:]
		var err error
		switch {
		case flags == pageBranch:
			err = w.page(binary.NativeEndian.Uint64(e[8:]), keyRange{keys[i], keys[i+1]}, depth+1)
		case binary.NativeEndian.Uint32(e)&leafBucket != 0:
			err = w.bucket(no, e, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *pageWalk) bucket(no uint64, e []byte, depth int) error {
	from := binary.NativeEndian.Uint32(e[4:]) + binary.NativeEndian.Uint32(e[8:])
	value := e[from:][:binary.NativeEndian.Uint32(e[12:])]
	if len(value) < bucketLen {
		return w.bad(no, "has a bucket without a root")
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		return w.page(root, keyRange{}, depth+1)
	}
	if len(value) < bucketLen+headerLen || depth > maxPageDepth {
		return w.bad(no, "has a bucket without a page")
	}
	return w.elements(no, value[bucketLen:], keyRange{}, depth+1)
}

// keyAt gives the key of an element, if it and its value lie inside of b.
func keyAt(b []byte, i int, flags uint16) ([]byte, bool) {
	at := headerLen + i*elementLen
	e := b[at:]
	pos, size, value := binary.NativeEndian.Uint32(e), binary.NativeEndian.Uint32(e[4:]), uint32(0)
	if flags == pageLeaf {
		pos, size, value = binary.NativeEndian.Uint32(e[4:]), binary.NativeEndian.Uint32(e[8:]), binary.NativeEndian.Uint32(e[12:])
	}
	from := uint64(at) + uint64(pos)
	if end := from + uint64(size) + uint64(value); end > uint64(len(b)) {
		return nil, false
	}
	return b[from : from+uint64(size)], true
}
