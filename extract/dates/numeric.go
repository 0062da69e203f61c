package dates

import (
	"strings"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// numeric reads 28/07/2025, 28.07.2025 and 2025-07-28.
func (p *parser) numeric(i int) (Expr, int) {
	start := p.Words[i].Start
	pt, end, ok := numericAt(p.Text, start, p.lang.MonthFirst)
	if !ok {
		return Expr{}, 0
	}
	next := i + 1
	for next < len(p.Words) && p.Words[next].Start < end {
		next++
	}
	if p.Words[next-1].End > end && !strings.HasPrefix(p.Text[end:], "T") {
		return Expr{}, 0
	}
	return Expr{From: pt, Next: next}, next - i
}

// numericAt reads a date in digits at s[start:]. unclear tells that both day
// and month may stand first: then only what can be read in one way is read.
func numericAt(s string, start int, unclear bool) (pt Point, end int, ok bool) {
	if start > 0 {
		if r, _ := utf8.DecodeLastRuneInString(s[:start]); strings.ContainsRune("/-.:", r) {
			return pt, 0, false
		}
	}
	a, an, i := digits(s, start)
	if an == 0 || i >= len(s) || !strings.ContainsRune("/-.", rune(s[i])) {
		return pt, 0, false
	}
	mark := s[i]
	b, bn, j := digits(s, i+1)
	if bn == 0 || bn > 2 || j >= len(s) || s[j] != mark {
		return pt, 0, false
	}
	c, cn, end := digits(s, j+1)
	if end < len(s)-1 && s[end] == mark {
		if _, more, _ := digits(s, end+1); more > 0 {
			return pt, 0, false
		}
	}
	switch {
	case an == 4 && cn >= 1 && cn <= 2:
		pt = Point{Year: a, Month: b, Day: c}
	case an <= 2 && cn == 4 && unclear && mark != '.' && a <= 12 && b <= 12 && a != b:
		return pt, 0, false
	case an <= 2 && cn == 4 && unclear && b > 12:
		pt = Point{Year: c, Month: a, Day: b}
	case an <= 2 && cn == 4:
		pt = Point{Year: c, Month: b, Day: a}
	default:
		return pt, 0, false
	}
	return pt, end, valid(pt)
}

// digits reads up to four digits at s[i:], Western or Arabic-Indic.
func digits(s string, i int) (value, n, end int) {
	for i < len(s) && n < 5 {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '0' && r <= '9':
			value = value*10 + int(r-'0')
		case r >= '٠' && r <= '٩':
			value = value*10 + int(r-'٠')
		case r >= '۰' && r <= '۹':
			value = value*10 + int(r-'۰')
		default:
			return value, n, i
		}
		n++
		i += w
	}
	return value, n, i
}

// hijri gives the number of words of a date of the Islamic calendar.
func (p *parser) hijri(i int) int {
	if _, ok := p.day(i); !ok {
		return 0
	}
	k := p.skip(i+1, article)
	j := p.skip(k, hijri)
	if j == k || !p.tight(k-1) {
		return 0
	}
	if j < len(p.Words) && p.loose(j-1) {
		if key := p.Words[j].Key; strings.HasPrefix(key, "14") && len(strings.TrimSuffix(key, fold.String("هـ"))) == 4 {
			j++
		}
	}
	return j - i
}
