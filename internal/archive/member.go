package archive

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// A gzip member begins with 10 bytes, and here with an extra field of 14: two
// bytes of its length, "sl", two bytes of length, then the sizes of the member,
// packed and unpacked, in four bytes each.
const (
	gzipHead   = 10
	skipField  = 12
	memberHead = gzipHead + 2 + skipField
	flagExtra  = 4
)

var errTorn = errors.New("the member is not whole")

// pack makes one gzip member of content.
func pack(content []byte) ([]byte, error) {
	if uint64(len(content)) > 1<<31 {
		return nil, fmt.Errorf("a record of %d bytes is too large", len(content))
	}
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	z.Extra = make([]byte, skipField)
	copy(z.Extra, "sl\x08\x00")
	binary.LittleEndian.PutUint32(z.Extra[8:], uint32(len(content)))
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	member := buf.Bytes()
	binary.LittleEndian.PutUint32(member[gzipHead+2+4:], uint32(len(member)))
	return member, nil
}

// memberSize gives the packed size of the member at the head of b, when it
// names it; 0 when it does not.
func memberSize(b []byte) int64 {
	if len(b) < memberHead || b[0] != 0x1f || b[1] != 0x8b || b[3]&flagExtra == 0 ||
		binary.LittleEndian.Uint16(b[gzipHead:]) != skipField || string(b[gzipHead+2:gzipHead+6]) != "sl\x08\x00" {
		return 0
	}
	return int64(binary.LittleEndian.Uint32(b[gzipHead+6:]))
}

// wholeUntil gives the offset behind the last whole member of a file of size
// bytes. It jumps from member to member and unpacks the last one only.
func wholeUntil(f io.ReaderAt, size int64) (int64, error) {
	at, last := int64(0), int64(-1)
	for at < size {
		var head [memberHead]byte
		n, err := f.ReadAt(head[:], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		next := memberSize(head[:n])
		if next < memberHead || at+next > size {
			break
		}
		at, last = at+next, at
	}
	if last < 0 {
		return 0, nil
	}
	if _, err := unpack(io.NewSectionReader(f, last, at-last)); err != nil {
		return last, nil
	}
	return at, nil
}

// unpack gives the content of one member; errTorn when its checksum is wrong
// or it ends early.
func unpack(r io.Reader) ([]byte, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errTorn, err)
	}
	z.Multistream(false)
	content, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errTorn, err)
	}
	return content, nil
}
