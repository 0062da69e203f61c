package gazetteer

import (
	"math/bits"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// Like gives the places whose spelling key is one letter from that of name,
// two for keys of eight letters and more, best first; keys under four letters
// have no neighbours. The first letter must agree.
func (g *Gazetteer) Like(name string) []Match {
	var room [128]byte
	key := fold.AppendKey(room[:0], name)
	limit := editLimit(len(key))
	if limit == 0 || key[0] >= utf8.RuneSelf {
		return nil
	}
	var list []Match
	var p pattern
	p.set(key)
	mask := letters(key)
	for _, gr := range g.groups[g.first[key[0]]:g.first[int(key[0])+1]] {
		if abs(int(gr.size)-len(key)) > limit {
			continue
		}
		size := int(gr.size)
		for k := range gr.n {
			if bits.OnesCount32(mask^u32(g.sec[secMasks], gr.key+k)) > 2*limit {
				continue
			}
			other := g.sec[secKeys][gr.off+k*size : gr.off+(k+1)*size]
			if d := p.distance(other); 0 < d && d <= limit {
				list = g.appendHits(list, gr.key+k, name, d)
			}
		}
	}
	for other, places := range g.own.keys {
		if other[0] != key[0] {
			continue
		}
		if d := p.distance(other); 0 < d && d <= limit {
			for _, i := range places {
				list = append(list, g.own.match(i, name, d))
			}
		}
	}
	return g.finish(list, 0, name)
}

// editLimit is how many letters may differ in a key of n letters.
func editLimit(n int) int {
	switch {
	case n < 4 || n > 64:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// letters is the set of letters of a key as bits; everything that is no letter shares one.
func letters[T string | []byte](key T) uint32 {
	var m uint32
	for i := range len(key) {
		if c := key[i]; 'a' <= c && c <= 'z' {
			m |= 1 << (c - 'a')
		} else {
			m |= 1 << 26
		}
	}
	return m
}

// pattern is a key prepared for comparing with many others: for each byte the
// positions at which it stands (Myers 1999, in the form of Hyyrö 2001).
type pattern struct {
	at [128]uint64
	n  int
}

func (p *pattern) set(key []byte) {
	p.n = len(key)
	for i, c := range key {
		p.at[c&127] |= 1 << i
	}
}

// distance is the Levenshtein distance of the pattern, of at most 64 bytes, to s.
func (p *pattern) distance(s string) int {
	plus, minus := ^uint64(0), uint64(0)
	d, last := p.n, uint64(1)<<(p.n-1)
	for i := range len(s) {
		eq := p.at[s[i]&127]
		x := (eq&plus + plus) ^ plus | eq | minus
		up, down := minus|^(x|plus), plus&x
		if up&last != 0 {
			d++
		}
		if down&last != 0 {
			d--
		}
		up = up<<1 | 1
		plus, minus = down<<1|^(x|up), up&x
	}
	return d
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
