package gazetteer

import (
	_ "embed"
	"encoding/binary"
	"fmt"
)

//go:embed gazetteer.bin
var builtIn string

// The image is a magic word, the version, and sections of which each is read
// in place: nothing is decoded before it is asked for but the small tables.
const (
	magic      = "SAHELGZ1"
	versionLen = 12
)

// Sections of the image.
const (
	secStrings  = iota // text of names, ids and alternates
	secPlaces          // records of placeSize bytes, by cell and id
	secCells           // cell u32, first place u32: by cell
	secIDs             // place u24: by id
	secAlts            // place u24, offset u32, length u8: by place
	secPeople          // place u24, population u32: by place
	secKeys            // spelling keys, by first byte, length, bytes
	secGroups          // first u8, length u8, first key u32, offset u32
	secMasks           // letters of each key, u32
	secPostings        // start u32 for each key and one more
	secHits            // place u24
	secStarts          // bitmap of hashes of the beginnings of names
	secTables          // units, codes, countries, actors, …
	sectionCount
)

// image is the opened form of gazetteer.bin.
type image struct {
	version string
	sec     [sectionCount]string
}

// openImage checks the outline of data; it reads no section.
func openImage(data string) (image, error) {
	var im image
	head := len(magic) + versionLen
	if len(data) < head+4*sectionCount || data[:len(magic)] != magic {
		return im, fmt.Errorf("gazetteer image: not one (%d bytes)", len(data))
	}
	im.version = data[len(magic):head]
	sizes, rest := data[head:head+4*sectionCount], data[head+4*sectionCount:]
	for i := range im.sec {
		n := int(u32(sizes, i))
		if n > len(rest) {
			return im, fmt.Errorf("gazetteer image: section %d is cut short", i)
		}
		im.sec[i], rest = rest[:n], rest[n:]
	}
	if len(rest) != 0 {
		return im, fmt.Errorf("gazetteer image: %d bytes too many", len(rest))
	}
	return im, nil
}

// appendImage writes what openImage reads.
func appendImage(dst []byte, version string, sec *[sectionCount][]byte) []byte {
	dst = append(append(dst, magic...), version...)
	for _, s := range sec {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(len(s)))
	}
	for _, s := range sec {
		dst = append(dst, s...)
	}
	return dst
}

// u32 reads the i-th 32-bit number of s.
func u32(s string, i int) uint32 {
	s = s[4*i : 4*i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// u24 reads the 24-bit number at byte at of s.
func u24(s string, at int) int {
	s = s[at : at+3]
	return int(s[0]) | int(s[1])<<8 | int(s[2])<<16
}

func appendU24(dst []byte, n int) []byte {
	return append(dst, byte(n), byte(n>>8), byte(n>>16))
}

// table reads the small tables: numbers and strings in the order written.
type table struct {
	s   string
	bad bool
}

func (t *table) num() int {
	n, size := 0, 0
	for shift := 0; shift < 35; shift += 7 {
		if size >= len(t.s) {
			t.bad = true
			return 0
		}
		b := t.s[size]
		size++
		n |= int(b&0x7F) << shift
		if b < 0x80 {
			t.s = t.s[size:]
			return n
		}
	}
	t.bad = true
	return 0
}

func (t *table) str() string {
	n := t.num()
	if n > len(t.s) {
		t.bad = true
		return ""
	}
	s := t.s[:n]
	t.s = t.s[n:]
	return s
}

// count reads the length of a list, never more than the bytes that are left.
func (t *table) count() int {
	n := t.num()
	if n > len(t.s) {
		t.bad = true
		return 0
	}
	return n
}

func (t *table) strs() []string {
	n := t.count()
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = t.str()
	}
	return list
}

func appendStr(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendStrs(dst []byte, list []string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(list)))
	for _, s := range list {
		dst = appendStr(dst, s)
	}
	return dst
}
