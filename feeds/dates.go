package feeds

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"sahelwatch/internal/conflict"
)

//go:embed dates.txt
var dateWords string

// dateTable is dates.txt as it is looked up.
type dateTable struct {
	months map[string]time.Month
	pm     map[string]bool // am: false
	zones  map[string]int  // seconds east
	skip   map[string]bool
}

var dateNames = sync.OnceValue(func() dateTable {
	t := dateTable{map[string]time.Month{}, map[string]bool{}, map[string]int{}, map[string]bool{}}
	for l := range strings.Lines(dateWords) {
		f := strings.Fields(l)
		if len(f) < 2 {
			continue
		}
		for _, w := range f[1:] {
			switch f[0] {
			case "month":
				n, _ := strconv.Atoi(f[1])
				t.months[strings.ReplaceAll(w, "_", " ")] = time.Month(n)
			case "half":
				t.pm[w] = f[1] == "pm"
			case "zone":
				t.zones[w], _ = offset(f[1])
			case "skip":
				t.skip[w] = true
			}
		}
	}
	return t
})

// date reads the date of an item: RFC 822, RFC 3339 and what feeds make of
// them, with English, French and Arabic names. It is right or the zero Moment.
// A time without a zone is taken as UTC, which RSS asks for; with a zone that
// is not known only the day is kept. Numeric dates that could be read as day
// and month or month and day are unknown.
func date(s string) conflict.Moment {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 100 {
		return conflict.Moment{}
	}
	if s[0] >= '0' && s[0] <= '9' && s[4] == '-' {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return moment(t)
		}
	} else if s[3] == ',' {
		if t, err := time.Parse(time.RFC1123Z, s); err == nil {
			return moment(t)
		}
	}
	p := dateParse{names: dateNames(), month: -1, year: -1, hour: -1}
	if !p.read(dateTokens(s)) {
		return conflict.Moment{}
	}
	return p.result()
}

// moment keeps a time that an item can have: not the zero of a clock, and not
// before there were feeds.
func moment(t time.Time) conflict.Moment {
	if t.Year() < 1990 || t.Year() > 2200 {
		return conflict.Moment{}
	}
	return conflict.Moment{Time: t}
}

// dateTokens splits a date into words, numbers and single signs; Arabic-Indic
// digits become ASCII.
func dateTokens(s string) []string {
	var out []string
	var cur []rune
	kind := 0
	flush := func() {
		if len(cur) > 0 {
			out = append(out, string(cur))
			cur = cur[:0]
		}
		kind = 0
	}
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= '٠' && r <= '٩':
			r -= '٠' - '0'
		case r == 'أ' || r == 'إ' || r == 'آ':
			r = 'ا'
		case unicode.Is(unicode.Mn, r) || r == '\u200f' || r == '\u200e' || r == 'ـ':
			continue
		}
		k := 3
		switch {
		case r >= '0' && r <= '9':
			k = 1
		case unicode.IsLetter(r):
			k = 2
		case unicode.IsSpace(r):
			flush()
			continue
		}
		if k != kind || k == 3 {
			flush()
			kind = k
		}
		cur = append(cur, r)
	}
	flush()
	return out
}

// dateParse collects the parts of a date.
type dateParse struct {
	names              dateTable
	day, month, year   int
	hour, minute, sec  int
	nano               int
	half               string
	zone               int
	hasZone, strange   bool // strange: a zone that is not known
	numbers            []string
	separators         string
	timeRead, dateRead bool
}

func (p *dateParse) read(t []string) bool {
	for i := 0; i < len(t); {
		n := p.number(t[i:])
		if n == 0 {
			n = p.word(t[i:])
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

// number reads a time, a numeric date, a lone number or an offset, and says how
// many tokens it took.
func (p *dateParse) number(t []string) int {
	switch {
	case (t[0] == "+" || t[0] == "-" || t[0] == "−") && p.timeRead && len(t) > 1 && digits(t[1]):
		return p.offset(t)
	case !digits(t[0]):
		return 0
	case len(t) > 2 && (t[1] == ":" || t[1] == "h" && !p.timeRead) && digits(t[2]) && len(t[0]) <= 2:
		return p.clock(t)
	case len(t) > 4 && t[1] == t[3] && strings.Contains("-/.", t[1]) && digits(t[2]) && digits(t[4]) && !p.dateRead:
		return p.numeric(t)
	case len(t) > 3 && t[1] == "-" && t[3] == "-" && p.names.months[t[2]] != 0 && !p.dateRead:
		p.numbers = append(p.numbers, t[0]) // 28-Jul-2025
		p.month = int(p.names.months[t[2]])
		return 4
	}
	if len(p.numbers) == 2 {
		return 0
	}
	p.numbers = append(p.numbers, t[0])
	return 1
}

func (p *dateParse) clock(t []string) int {
	if p.timeRead {
		return 0
	}
	p.timeRead = true
	p.hour, p.minute = atoi(t[0]), atoi(t[2])
	n := 3
	if len(t) > n+1 && t[n] == ":" && digits(t[n+1]) {
		p.sec = min(atoi(t[n+1]), 59)
		if atoi(t[n+1]) > 60 {
			return 0
		}
		n += 2
		if len(t) > n+1 && (t[n] == "." || t[n] == ",") && digits(t[n+1]) {
			p.nano = atoi((t[n+1] + "000000000")[:9])
			n += 2
		}
	}
	return n
}

// numeric reads 2025-07-28, 28/07/2025 and their like.
func (p *dateParse) numeric(t []string) int {
	a, b, c := t[0], t[2], t[4]
	switch {
	case len(a) == 4:
		p.year, p.month, p.day = atoi(a), atoi(b), atoi(c)
	case len(c) != 4:
		return 0
	case t[1] == "." || atoi(a) > 12 || atoi(a) == atoi(b):
		p.day, p.month, p.year = atoi(a), atoi(b), atoi(c)
	case atoi(b) > 12:
		p.month, p.day, p.year = atoi(a), atoi(b), atoi(c)
	default:
		return 0
	}
	p.dateRead = true
	n := 5
	if len(t) > n && t[n] == "t" {
		n++
	}
	return n
}

// offset reads +01:00, +0100, +1 after a time.
func (p *dateParse) offset(t []string) int {
	n, v := 2, t[1]
	if len(t) > 3 && t[2] == ":" && digits(t[3]) {
		v = pad(v) + pad(t[3])
		n = 4
	} else if len(v) <= 2 {
		v = pad(v) + "00"
	}
	sign := "+"
	if t[0] != "+" {
		sign = "-"
	}
	z, ok := offset(sign + v)
	if !ok {
		return 0
	}
	if p.hasZone && p.zone != 0 && p.zone != z {
		return 0
	}
	p.zone, p.hasZone, p.strange = z, true, false
	return n
}

func (p *dateParse) word(t []string) int {
	w := t[0]
	if len(t) > 1 {
		if m, ok := p.names.months[w+" "+t[1]]; ok {
			p.month = int(m)
			return 2
		}
	}
	// "mar." is mardi before a day and mars before a year.
	weekday := p.names.skip[w] && len(p.numbers) == 0 && len(t) > 1 && (t[1] == "," || t[1] == ".")
	if m, ok := p.names.months[w]; ok && p.month < 0 && !weekday {
		p.month = int(m)
		return 1
	}
	if z, ok := p.names.zones[w]; ok && (p.timeRead || w != "z") {
		if !p.hasZone {
			p.zone, p.hasZone = z, true
		}
		return 1
	}
	if _, ok := p.names.pm[w]; ok && p.timeRead && p.half == "" {
		p.half = w
		return 1
	}
	switch {
	case p.names.skip[w], strings.Contains(",.،()-–—|", w):
		return 1
	case p.timeRead && letters(w):
		p.strange = !p.hasZone
		return 1
	}
	return 0
}

// result puts the parts together; the zero Moment when they do not fit.
func (p *dateParse) result() conflict.Moment {
	if !p.dateRead && !p.dayAndYear() {
		return conflict.Moment{}
	}
	if pm, ok := p.names.pm[p.half]; ok {
		if p.hour < 1 || p.hour > 12 {
			if !pm || p.hour > 23 {
				return conflict.Moment{}
			}
		} else if p.hour %= 12; pm {
			p.hour += 12
		}
	}
	day := time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC)
	if p.month < 1 || day.Day() != p.day || p.hour > 24 || p.minute > 59 {
		return conflict.Moment{}
	}
	if !p.timeRead || p.strange {
		m := moment(day)
		m.DayOnly = !m.IsZero()
		return m
	}
	loc := time.UTC
	if p.zone != 0 {
		loc = time.FixedZone("", p.zone)
	}
	return moment(time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.sec, p.nano, loc))
}

// dayAndYear sorts out the two numbers beside a month's name.
func (p *dateParse) dayAndYear() bool {
	if p.month < 0 || len(p.numbers) != 2 {
		return false
	}
	a, b := p.numbers[0], p.numbers[1]
	if len(a) == 4 {
		a, b = b, a
	}
	p.day, p.year = atoi(a), atoi(b)
	switch len(b) {
	case 4:
	case 2: // RFC 2822, section 4.3
		if p.year < 50 {
			p.year += 100
		}
		p.year += 1900
	default:
		return false
	}
	return len(a) <= 2
}

func offset(s string) (seconds int, ok bool) {
	if len(s) != 5 {
		return 0, false
	}
	h, m := atoi(s[1:3]), atoi(s[3:])
	if h > 14 || m > 59 {
		return 0, false
	}
	seconds = h*3600 + m*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}

func pad(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// atoi reads digits; what is too long is too large for any part of a date.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1 << 30
	}
	return n
}

func digits(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func letters(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) == 0 }
