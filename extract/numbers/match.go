package numbers

import (
	"strings"
	"unicode/utf8"
)

// match finds the longest phrase of kind k that starts at words[i] and gives
// its number of words, 0 when there is none.
func (s *scan) match(i int, k kind) (entry, int) {
	if i >= len(s.words) {
		return entry{}, 0
	}
	key := s.words[i].Key
	if e, n := s.matchKey(key, i, k); n > 0 {
		return e, n
	}
	if len(s.lang.prefixes) > 0 && !s.whole(key) {
		if rest, ok := s.lang.bare(key, s.lang.prefixes); ok {
			return s.matchKey(rest, i, k)
		}
	}
	return entry{}, 0
}

// matchAnd is match for a word that carries the clitic "and".
func (s *scan) matchAnd(i int, k kind) (entry, int) {
	if i >= len(s.words) {
		return entry{}, 0
	}
	if rest, ok := s.lang.bare(s.words[i].Key, s.lang.and); ok {
		return s.matchKey(rest, i, k)
	}
	return entry{}, 0
}

// whole reports whether key is a word of the data as it stands, so that
// nothing may be cut off it.
func (s *scan) whole(key string) bool {
	_, ok := s.lang.phrases[key]
	return ok
}

func (s *scan) matchKey(key string, i int, k kind) (entry, int) {
next:
	for _, e := range s.lang.phrases[key] {
		if e.kind != k || i+len(e.keys) > len(s.words) {
			continue
		}
		for j := 1; j < len(e.keys); j++ {
			if s.words[i+j].Key != e.keys[j] || !s.joined(i+j-1) {
				continue next
			}
		}
		return e, len(e.keys)
	}
	return entry{}, 0
}

// joined reports whether only spaces, hyphens or apostrophes stand between
// words[i] and the next one.
func (s *scan) joined(i int) bool {
	if i < 0 || i+1 >= len(s.words) {
		return false
	}
	return loose(s.text[s.words[i].End:s.words[i+1].Start], " \u00a0\u202f\u2009\t\n-‑–'’ʼ")
}

// spaced is joined with spaces alone.
func (s *scan) spaced(i int) bool {
	if i < 0 || i+1 >= len(s.words) {
		return false
	}
	return loose(s.text[s.words[i].End:s.words[i+1].Start], " \u00a0\u202f\u2009")
}

// loose reports whether gap holds nothing but marks; a blank line parts.
func loose(gap, marks string) bool {
	for i := 0; i < len(gap); {
		r, n := utf8.DecodeRuneInString(gap[i:])
		if !strings.ContainsRune(marks, r) || r == '\n' && strings.HasPrefix(gap[i+n:], "\n") {
			return false
		}
		i += n
	}
	return true
}
