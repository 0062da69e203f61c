package numbers

import (
	"sahelwatch/internal/conflict"
)

// span reads a range or a single number without its qualifier.
func (s *scan) span(i int) (Quantity, int) {
	if q, next := s.opened(i); next > i {
		return q, next
	}
	q, next := s.one(i)
	if next == i || q.Vague || q.Zero || q.Article {
		return q, next
	}
	if again, n := s.bothForms(next, q.Low); n > 0 {
		q.End = again
		return q, next + n
	}
	if high, n := s.upper(i, q, next); n > next {
		return s.interval(q, high, i, n-1), n
	}
	if next < len(s.Words) && s.dashed(next-1, q.End) { // a score: 3-0
		return Quantity{}, i
	}
	return q, next
}

// second reports whether the digits of words[i] follow others behind a dash:
// they are the end of a range or of a score, never a quantity of their own.
func (s *scan) second(i int) bool {
	return i > 0 && digitAt(s.Text, s.Words[i].Start) && s.Words[i-1].End+1 == s.Words[i].Start &&
		s.Text[s.Words[i-1].End] == '-' && digitAt(s.Words[i-1].Key, len(s.Words[i-1].Key)-1)
}

// opened reads "entre 40 et 50", "de 30 à 40", "بين 40 و50".
func (s *scan) opened(i int) (Quantity, int) {
	_, n := s.match(i, between)
	if n == 0 {
		return Quantity{}, i
	}
	low, j := s.one(i + n)
	if j == i+n || low.Vague || low.Zero || !s.joined(j-1) {
		return Quantity{}, i
	}
	k := j
	if _, m := s.match(j, both); m > 0 {
		k = j + m
	} else if _, m := s.match(j, joins); m > 0 && !s.changes(i) {
		k = j + m
	} else if !s.andDigits(j) {
		return Quantity{}, i
	}
	bound, k := s.qualifiers(k) // "from 150 to more than 270"
	high, next := s.one(k)
	if next == k || high.Vague || high.Zero || high.Low <= low.Low {
		return Quantity{}, i
	}
	q := s.interval(low, high, i+n, next-1)
	if bound == conflict.MoreThan || bound == conflict.AtLeast {
		q.Open, q.Qualifier = true, conflict.AtLeast
	}
	return q, next
}

// andDigits reports whether words[j] is a number with the clitic "and" on it.
func (s *scan) andDigits(j int) bool {
	if j >= len(s.Words) {
		return false
	}
	if _, n := s.MatchAnd(j, number); n > 0 {
		return true
	}
	rest, ok := s.lang.table.CliticAnd(s.Words[j].Key)
	return ok && digitAt(rest, 0)
}

// upper reads the upper end of a range that opens with its number: "40-50",
// "40 to 50", "deux ou trois". "from 17 to 42" and "passe de 17 à 42" tell a
// change and are no range.
func (s *scan) upper(i int, low Quantity, next int) (Quantity, int) {
	if next >= len(s.Words) || low.Year && !s.dashed(next-1, low.End) {
		return Quantity{}, next
	}
	k := next
	if s.dashed(next-1, low.End) {
		if high, n := s.one(next); n > next && high.Low > low.Low && !high.Vague && digitAt(s.Text, s.Words[next].Start) {
			return high, n
		}
		return Quantity{}, next
	}
	if !s.spaced(next - 1) {
		return Quantity{}, next
	}
	limit := 0
	if _, m := s.match(next, joins); m > 0 && !s.changes(i) {
		k = next + m
	} else if _, m := s.match(next, either); m > 0 {
		k, limit = next+m, 2*low.Low+3
	} else {
		return Quantity{}, next
	}
	high, n := s.one(k)
	if n == k || high.Vague || high.Zero || high.Article || high.Low <= low.Low || limit > 0 && high.Low > limit {
		return Quantity{}, next
	}
	return high, n
}

// changes reports whether a word shortly before words[i] makes "from N to M" a
// change of figures.
func (s *scan) changes(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && s.joined(j); j-- {
		if _, n := s.match(j, change); n > 0 {
			return true
		}
	}
	return false
}

// dashed reports whether a lone dash stands between words[i] and the next.
func (s *scan) dashed(i, end int) bool {
	switch s.Text[end:max(end, s.Words[i+1].Start)] {
	case "-", "–", "—", "‑", " - ", " – ":
		return digitAt(s.Text, s.Words[i+1].Start)
	}
	return false
}

// interval joins the ends of a range. "Three to four hundred" names the
// hundreds once for both.
func (s *scan) interval(low, high Quantity, from, to int) Quantity {
	if !digitAt(s.Text, s.Words[from].Start) && !digitAt(s.Text, s.Words[to].Start) {
		for _, power := range [...]int{1_000_000, 1000, 100} {
			if high.Low%power == 0 && low.Low < high.Low/power {
				low.Low *= power
				break
			}
		}
	}
	low.Article = false
	low.High, low.Open, low.End = high.High, high.Open, high.End
	low.Year = low.Year && high.Year
	if low.Unit == "" {
		low.Unit = high.Unit
	}
	return low
}

// bothForms reads "(40)" behind a 40 in words, or the words behind the digits.
func (s *scan) bothForms(next, value int) (end, n int) {
	if next == 0 || next >= len(s.Words) {
		return 0, 0
	}
	switch s.Text[s.Words[next-1].End:s.Words[next].Start] {
	case " (", "(", "\u00a0(":
	default:
		return 0, 0
	}
	q, after := s.one(next)
	if after == next || q.Low != value || q.Open {
		return 0, 0
	}
	end = max(q.End, s.Words[after-1].End)
	if end >= len(s.Text) || s.Text[end] != ')' {
		return 0, 0
	}
	return end + 1, after - next
}

// exact gives the quantity of a plain number.
func exact(n int) Quantity {
	return Quantity{Low: n, High: n, Qualifier: conflict.Exact}
}

// open gives the quantity of a word such as dozens.
func open(n int) Quantity {
	return Quantity{Low: n, Open: true, Qualifier: conflict.AtLeast, Vague: true}
}
