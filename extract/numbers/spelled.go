package numbers

import (
	"slices"

	"sahelwatch/extract/internal/phrase"
)

// spelled reads a number in words: "trente-quatre", "one hundred and five",
// "مئة وخمسة وعشرون". It gives the index behind it, i when there is none.
func (s *scan) spelled(i int) (int, int) {
	sum := spoken{lang: s.lang, scale: limit * 10}
	next := i
	for j := i; j < len(s.Words); {
		if j > i && !s.joined(j-1) {
			break
		}
		e, n, linked := s.numberWord(j, j > i)
		if n == 0 || !sum.add(e.Value, linked) {
			break
		}
		j += n
		next = j
	}
	if next == i || s.isOrdinal(next) || next == i+1 && s.single(i) {
		return 0, i
	}
	return sum.total + sum.part, next
}

// numberWord reads one number word, with the "and" before it inside a number.
func (s *scan) numberWord(j int, inside bool) (e phrase.Entry, n int, linked bool) {
	if !inside {
		if e, n = s.match(j, number); n == 0 && s.lang.reversed { // واحد وعشرون
			e, n = s.match(j, single)
			e.Value = 1
		}
		return e, n, false
	}
	if e, n = s.MatchAnd(j, number); n > 0 {
		return e, n, true
	}
	if e, n = s.plain(j); n > 0 {
		return e, n, false
	}
	if _, m := s.match(j, and); m > 0 && s.joined(j+m-1) {
		if e, n = s.plain(j + m); n > 0 {
			return e, n + m, true
		}
	}
	return phrase.Entry{}, 0, false
}

// plain reads a number word inside a number, where "un" and "one" are words
// like the others.
func (s *scan) plain(j int) (phrase.Entry, int) {
	if e, n := s.MatchBare(j, number); n > 0 {
		return e, n
	}
	e, n := s.MatchBare(j, single)
	e.Value = 1
	return e, n
}

// single reports whether words[i] is the word for one, alone an article.
func (s *scan) single(i int) bool {
	_, n := s.match(i, single)
	return n > 0
}

func (s *scan) isOrdinal(next int) bool {
	if !s.joined(next - 1) {
		return false
	}
	_, n := s.match(next, ordinal)
	if n == 0 {
		if _, m := s.match(next, and); m > 0 {
			_, n = s.match(next+m, ordinal)
		}
	}
	return n > 0
}

// spoken adds number words up as they are spoken.
type spoken struct {
	lang  *Lang
	total int // whole thousands and more
	part  int // below the next scale word
	scale int // last scale word
}

// add takes the next number word; false, and nothing added, when it begins
// another number. linked tells that "and" stands before it.
func (n *spoken) add(v int, linked bool) bool {
	last, ok := n.part%100, false
	switch {
	case v >= 1000:
		return n.addScale(v, linked)
	case v == 100:
		ok = n.part == 0 || n.part < 10 && !linked
		v *= max(n.part, 1)
		v -= n.part
	case v > 100:
		ok = n.part == 0
	case v >= 20:
		ok = last == 0 || last < 10 && n.lang.reversed && linked
	case v >= 10:
		ok = last == 0 || slices.Contains(n.lang.teens, last)
	default:
		ok = last == 0 || last >= 20 && last%10 == 0 && !n.lang.reversed
	}
	if ok {
		n.part += v
	}
	return ok
}

// addScale takes a thousand or more: a power of a thousand multiplies what
// stands before it, "ألفان" (2000) stands alone.
func (n *spoken) addScale(v int, linked bool) bool {
	power := v == 1000 || v == 1_000_000 || v == 1_000_000_000
	if v >= n.scale || n.part > limit/v || n.part > 0 && (linked || !power) {
		return false
	}
	n.total += max(n.part, 1) * v
	n.part, n.scale = 0, v
	return true
}
