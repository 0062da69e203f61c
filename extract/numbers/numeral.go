package numbers

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// limit is the largest number that is read.
const limit = 1_000_000_000

// numeral is a run of digits with its thousands separators.
type numeral struct {
	value      int
	start, end int
	plain      bool // no separators
	digits     int
	tenths     int // first decimal after a mark, -1 when there is none
}

// digit gives the value and width of the digit at s[i:], Western,
// Arabic-Indic or Persian; width 0 when there is none.
func digit(s string, i int) (int, int) {
	if i >= len(s) || i < 0 {
		return 0, 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		if c >= '0' && c <= '9' {
			return int(c - '0'), 1
		}
		return 0, 0
	}
	switch r, n := utf8.DecodeRuneInString(s[i:]); {
	case r >= '٠' && r <= '٩':
		return int(r - '٠'), n
	case r >= '۰' && r <= '۹':
		return int(r - '۰'), n
	}
	return 0, 0
}

func digitAt(s string, i int) bool {
	_, n := digit(s, i)
	return n > 0
}

// digitBefore tells whether a digit ends at s[:i], and where it starts.
func digitBefore(s string, i int) (int, bool) {
	if i <= 0 {
		return 0, false
	}
	_, n := utf8.DecodeLastRuneInString(s[:i])
	return i - n, digitAt(s, i-n)
}

func digitInside(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' || (c == 0xD9 || c == 0xDB) && digitAt(s, i) {
			return true
		}
	}
	return false
}

// run reads bare digits at i.
func run(s string, i int) (value, n, end int) {
	for {
		d, w := digit(s, i)
		if w == 0 {
			return value, n, i
		}
		if value < limit {
			value = value*10 + d
		}
		n++
		i += w
	}
}

// separator gives the width of a mark that may stand between thousands.
func separator(s string, i int) (rune, int) {
	r, n := utf8.DecodeRuneInString(s[i:])
	switch r {
	case ' ', '\u00a0', '\u202f', '\u2009', ',', '.', '\'', '’', '٬':
		return r, n
	}
	return 0, 0
}

// readNumeral reads a number in digits at s[i:]; ok is false when there is
// none or when the digits are part of something else: a date, an hour, an
// ordinal, a telephone number, a name.
func readNumeral(s string, i int) (numeral, bool) {
	value, n, end := run(s, i)
	if n == 0 || n > 10 {
		return numeral{}, false
	}
	num := numeral{value: value, start: i, end: end, plain: true, digits: n, tenths: -1}
	if n <= 3 && value > 0 && s[i] != '0' {
		num.thousands(s)
	}
	num.decimal(s)
	if num.value > limit || !standsAlone(s, num.start, num.end) {
		return numeral{}, false
	}
	return num, true
}

// thousands reads further groups of three behind one and the same separator.
func (num *numeral) thousands(s string) {
	var mark rune
	for {
		r, w := rune(0), 0
		if num.end < len(s) {
			r, w = separator(s, num.end)
		}
		if w == 0 || mark != 0 && r != mark {
			return
		}
		value, n, end := run(s, num.end+w)
		if n != 3 || num.value > limit/1000 {
			return
		}
		mark = r
		num.value, num.end, num.plain = num.value*1000+value, end, false
	}
}

func (num *numeral) decimal(s string) {
	if num.end >= len(s) || !strings.ContainsRune(",.٫", decode(s, num.end)) {
		return
	}
	_, w := utf8.DecodeRuneInString(s[num.end:])
	value, n, end := run(s, num.end+w)
	if n == 0 || n > 2 {
		return
	}
	if n == 2 {
		value /= 10
	}
	num.tenths, num.end = value, end
}

func decode(s string, i int) rune {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

// standsAlone reports whether the digits s[start:end] are a number of their
// own and not glued to letters or chained to further digits.
func standsAlone(s string, start, end int) bool {
	if end < len(s) {
		if r := decode(s, end); unicode.IsLetter(r) || r == '°' || r == 'º' || r == '_' {
			return false
		}
	}
	if start > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		switch {
		case strings.ContainsRune("#§@_°º", r):
			return false
		case r == '-' || r == '‑':
			if p, _ := utf8.DecodeLastRuneInString(s[:start-n]); start > n && unicode.IsLetter(p) {
				return false
			}
		case r == '+':
			return false
		}
	}
	return chain(s, start, end) < 2
}

// chain counts the further runs of digits that hang on s[start:end] by a mark,
// as far as two; marks that no two separate numbers have between them count
// double.
func chain(s string, start, end int) int {
	count := 0
	for i := end; i < len(s) && count < 2; count++ {
		weight, w := link(s, i)
		if w == 0 || !digitAt(s, i+w) {
			break
		}
		count += weight
		_, _, i = run(s, i+w)
	}
	for i := start; i > 0 && count < 2; count++ {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		weight, w := link(s, i-n)
		if w == 0 || r == utf8.RuneError {
			break
		}
		at, ok := digitBefore(s, i-n)
		if !ok {
			break
		}
		count += weight
		for ok {
			i = at
			at, ok = digitBefore(s, i)
		}
	}
	return count
}

// link gives the width of a mark that ties digits together, and what it counts
// beyond one link.
func link(s string, i int) (weight, width int) {
	switch r, n := utf8.DecodeRuneInString(s[i:]); r {
	case ' ', '\u00a0', '\u202f', '-', '–', '‑':
		return 0, n
	case '/', ':', '.', ',', '٫':
		return 1, n
	}
	return 0, 0
}
