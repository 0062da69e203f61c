package store

import (
	"encoding/binary"
	"math"
)

// reader takes a record's content apart: numbers of variable length, and texts
// that share the content's memory. After the first part that is not there it
// gives zeros, and short is set.
type reader struct {
	rest  string
	short bool
}

func (r *reader) unsigned() uint64 {
	var n uint64
	for shift := uint(0); shift < 64 && len(r.rest) > 0; shift += 7 {
		b := r.rest[0]
		r.rest = r.rest[1:]
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.short, r.rest = true, ""
	return 0
}

// number reads what binary.AppendVarint wrote.
func (r *reader) number() int64 {
	n := r.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

// length reads a number of things that each take a byte at least.
func (r *reader) length() int {
	n := r.unsigned()
	if n > uint64(len(r.rest)) {
		r.short, r.rest = true, ""
		return 0
	}
	return int(n)
}

func (r *reader) text() string {
	n := r.length()
	s := r.rest[:n]
	r.rest = r.rest[n:]
	return s
}

func (r *reader) float() float64 {
	if len(r.rest) < 8 {
		r.short, r.rest = true, ""
		return 0
	}
	f := math.Float64frombits(binary.BigEndian.Uint64([]byte(r.rest[:8])))
	r.rest = r.rest[8:]
	return f
}
