package numbers

import (
	"strings"
	"unicode/utf8"

	"sahelwatch/extract/internal/phrase"
	"sahelwatch/internal/conflict"
)

// one reads a single number or number-like word.
func (s *scan) one(i int) (Quantity, int) {
	if i >= len(s.Words) {
		return Quantity{}, i
	}
	if q, next, ok := s.inDigits(i); ok {
		return q, next
	}
	if s.Starts(i)&starts == 0 {
		return Quantity{}, i
	}
	if q, next := s.someOf(i); next > i {
		return q, next
	}
	if q, next := s.bareGroup(i); next > i {
		return q, next
	}
	if value, next := s.spelled(i); next > i {
		q := exact(value)
		return s.scaled(q, next)
	}
	if _, n := s.match(i, zero); n > 0 {
		if s.joined(i + n - 1) {
			if _, next := s.one(i + n); next > i+n { // "n'est pas d'une centaine"
				return Quantity{}, i
			}
		}
		q := exact(0)
		q.Zero = true
		return q, i + n
	}
	for _, k := range [...]phrase.Kind{article, single} {
		if _, n := s.match(i, k); n > 0 {
			q := exact(1)
			q.Article = true
			return s.scaled(q, i+n)
		}
	}
	return Quantity{}, i
}

// inDigits reads digits; ok means that words[i] has digits, whether they are a
// quantity (next > i) or not.
func (s *scan) inDigits(i int) (q Quantity, next int, ok bool) {
	w := s.Words[i]
	start, found := s.firstDigit(i)
	if !found {
		return q, i, digitInside(s.Text[w.Start:w.End])
	}
	num, good := readNumeral(s.Text, start)
	if !good {
		return q, i, true
	}
	next = i + 1
	for next < len(s.Words) && s.Words[next].Start < num.end {
		next++
	}
	if s.Words[next-1].End > num.end {
		return q, i, true
	}
	if num.tenths >= 0 {
		q, next = s.fraction(num, i, next)
		return q, next, true
	}
	if s.isDay(i, next, num) || s.isName(i) || s.isOrdinal(next) {
		return q, i, true
	}
	q = exact(num.value)
	q.Year = num.plain && num.digits == 4 && num.value >= 1900 && num.value <= 2100
	q.Zero = num.value == 0
	q.End = num.end
	q.Unit = unitBefore(s.Text, start)
	q, next = s.scaled(q, next)
	return q, next, true
}

// firstDigit finds where the digits of words[i] begin: at its start or behind
// clitics ("و50").
func (s *scan) firstDigit(i int) (int, bool) {
	w := s.Words[i]
	if digitAt(s.Text, w.Start) {
		return w.Start, true
	}
	for j := w.Start; j < w.End; {
		if digitAt(s.Text, j) {
			return j, s.lang.table.Clitic(w.Key[:digitsFrom(w.Key)])
		}
		_, n := utf8.DecodeRuneInString(s.Text[j:])
		j += n
	}
	return 0, false
}

func digitsFrom(key string) int {
	for i := range len(key) {
		if digitAt(key, i) {
			return i
		}
	}
	return len(key)
}

// fraction reads "1,5 million"; any other decimal is no quantity.
func (s *scan) fraction(num numeral, i, next int) (Quantity, int) {
	if !s.joined(next - 1) {
		return Quantity{}, i
	}
	e, n := s.match(next, number)
	if n == 0 || e.Value < 1000 || num.value >= limit/e.Value {
		return Quantity{}, i
	}
	q := exact(num.value*e.Value + num.tenths*e.Value/10)
	return q, next + n
}

// scaled reads what multiplies a number behind it: "26 mille", "two dozen", "a
// hundred", "une cinquantaine".
func (s *scan) scaled(q Quantity, next int) (Quantity, int) {
	if q.Low == 0 || !s.joined(next-1) {
		return q, next
	}
	if e, n := s.match(next, group); n > 0 && q.Low <= limit/max(e.Value, 1) {
		q = exact(q.Low * e.Value)
		q.Qualifier = conflict.About
		return q, next + n
	}
	e, n := s.match(next, number)
	if n > 0 && q.Low <= limit/max(e.Value, 1) && (e.Value >= 1000 || e.Value == 100 && q.Article) {
		if q.Article {
			if value, after := s.spelled(next); after > next {
				return exact(value), after
			}
			return q, next
		}
		return exact(q.Low * e.Value), next + n
	}
	return q, next
}

// someOf reads the open words: "plusieurs", "dozens", "several hundred",
// "des centaines".
func (s *scan) someOf(i int) (Quantity, int) {
	e, n := s.match(i, vague)
	if n == 0 {
		return Quantity{}, i
	}
	next := i + n
	if !s.joined(next - 1) {
		return open(e.Value), next
	}
	if more, m := s.match(next, vague); m > 0 && more.Value > e.Value {
		return open(more.Value), next + m
	}
	for _, k := range [...]phrase.Kind{group, number} {
		if more, m := s.match(next, k); m > 0 && (k == group || more.Value == 100 || more.Value >= 1000) {
			return open(e.Value * more.Value), next + m
		}
	}
	return open(e.Value), next
}

// bareGroup reads a group noun without article: "half a dozen", "la dizaine de
// soldats" from its noun on.
func (s *scan) bareGroup(i int) (Quantity, int) {
	e, n := s.match(i, counted)
	if n == 0 {
		if e, n = s.match(i, group); n == 0 || !s.joined(i+n-1) {
			return Quantity{}, i
		}
		if _, m := s.match(i+n, of); m == 0 {
			return Quantity{}, i
		}
	}
	q := exact(e.Value)
	q.Qualifier = conflict.About
	return q, i + n
}

// isDay reports whether the digits words[i:next] are the day of a date.
func (s *scan) isDay(i, next int, num numeral) bool {
	if num.value > 31 || !num.plain || num.value == 0 || s.counts {
		return false
	}
	if s.joined(next - 1) {
		if _, n := s.match(next, month); n > 0 {
			return true
		}
		if s.dayList(next) {
			return true
		}
	}
	if !s.joined(i - 1) {
		return false
	}
	if e, n := s.endsAt(i, month); n > 0 {
		return e.Text != "day-first"
	}
	_, n := s.endsAt(i, dayBefore)
	return n > 0
}

// dayList reports whether "et 29 juillet" stands at words[j:].
func (s *scan) dayList(j int) bool {
	n := 0
	for _, k := range [...]phrase.Kind{and, joins, both, either} {
		if _, n = s.match(j, k); n > 0 {
			break
		}
	}
	j += n
	if j >= len(s.Words) || !digitAt(s.Text, s.Words[j].Start) {
		return false
	}
	value, digits, end := run(s.Text, s.Words[j].Start)
	if digits > 2 || value > 31 || end != s.Words[j].End || !s.joined(j) {
		return false
	}
	_, m := s.match(j+1, month)
	return m > 0
}

// isName reports whether the number at words[i] belongs to a name: "RN 4".
func (s *scan) isName(i int) bool {
	_, n := s.endsAt(i, named)
	return n > 0 && s.spaced(i-1)
}

// endsAt finds a phrase of kind that ends before words[i].
func (s *scan) endsAt(i int, kind phrase.Kind) (phrase.Entry, int) {
	for n := 1; n <= 2 && n <= i; n++ {
		if e, m := s.match(i-n, kind); m == n && s.joined(i-1) {
			return e, n
		}
	}
	return phrase.Entry{}, 0
}

// unit reads what stands behind a number. The words of a percentage belong to
// the quantity, others are left to be read as nouns.
func (s *scan) unit(q *Quantity, next int) int {
	end := max(q.End, s.Words[next-1].End)
	rest := strings.TrimLeft(s.Text[end:], " \u00a0\u202f")
	r, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '%', '٪':
		q.Unit = Percent
		return next
	case '$', '€', '£':
		q.Unit = Money
		return next
	}
	if !s.joined(next - 1) {
		return next
	}
	noun := next
	if q.Low >= 1_000_000 { // "20 millions de francs"
		if _, n := s.match(next, of); n > 0 {
			noun += n
		}
	}
	if e, n := s.match(noun, unit); n > 0 {
		q.Unit = e.Text
		if e.Text == Percent || n > 1 { // "a.m." is no article
			return next + n
		}
	}
	return next
}

func unitBefore(text string, start int) string {
	r, n := utf8.DecodeLastRuneInString(text[:start])
	if r == ' ' {
		r, _ = utf8.DecodeLastRuneInString(text[:start-n])
	}
	switch r {
	case '$', '€', '£':
		return Money
	case '٪', '%':
		return Percent
	}
	return ""
}
