package dates

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

// time reads a time of day at words[i] and gives the byte behind it.
func (r *stampReader) time(i int) (int, bool) {
	if r.clock.told {
		return 0, false
	}
	c, end, ok := r.clockAt(r.words[i].Start)
	if !ok {
		return 0, false
	}
	r.clock = c
	return end, true
}

// timeAt reports whether a time of day stands at the byte at.
func (r *stampReader) timeAt(at int) (wallClock, bool) {
	c, _, ok := r.clockAt(at)
	return c, ok
}

// clockAt reads "18:30", "18:30:05.123", "18h30", "18 h 30", "6 pm".
func (r *stampReader) clockAt(at int) (wallClock, int, bool) {
	s := r.text
	h, n, end := digits(s, at)
	if n == 0 || n > 2 || h > 24 {
		return wallClock{}, 0, false
	}
	c := wallClock{told: true, hour: h}
	marked := false
	switch {
	case strings.HasPrefix(s[end:], ":"):
		if end, marked = sexagesimal(s, end+1, &c.minute); !marked {
			return wallClock{}, 0, false
		}
		if strings.HasPrefix(s[end:], ":") {
			ok := false
			if end, ok = sexagesimal(s, end+1, &c.second); !ok {
				return wallClock{}, 0, false
			}
			end = fraction(s, end, &c.nsec)
		}
	default:
		end, marked = hourMark(s, end, &c.minute)
	}
	half, end := r.halfAt(end)
	switch {
	case half == noHalf && !marked, half != noHalf && (h > 12 && half == amHalf || h == 0 && half == pmHalf):
		return wallClock{}, 0, false
	case half == pmHalf && h < 12:
		c.hour += 12
	case half == amHalf && h == 12:
		c.hour = 0
	}
	if c.hour == 24 && (c.minute > 0 || c.second > 0) {
		return wallClock{}, 0, false
	}
	return c, end, true
}

// isoTime reads the "T18:30:00Z" or "T183000Z" behind a date that ends at the
// byte at, and gives the byte behind it.
func (r *stampReader) isoTime(at int) int {
	if at >= len(r.text) || r.text[at] != 'T' && r.text[at] != 't' {
		return at
	}
	c, end, ok := r.clockAt(at + 1)
	if !ok {
		h, n, i := digitsN(r.text, at+1, 2)
		m, k, j := digitsN(r.text, i, 2)
		sec, l, stop := digitsN(r.text, j, 2)
		if n+k < 4 || l == 1 || h > 23 || m > 59 || sec > 59 {
			return at
		}
		c, end = wallClock{told: true, hour: h, minute: m, second: sec}, stop
	}
	r.clock = c
	r.zoneBehind(end)
	return end
}

// sexagesimal reads two digits up to 59.
func sexagesimal(s string, at int, into *int) (int, bool) {
	v, n, end := digits(s, at)
	if n != 2 || v > 59 {
		return at, false
	}
	*into = v
	return end, true
}

// fraction reads the decimals of a second.
func fraction(s string, at int, nsec *int) int {
	if at >= len(s) || s[at] != '.' && s[at] != ',' {
		return at
	}
	end, unit := at+1, 100_000_000
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		*nsec += int(s[end]-'0') * unit
		unit /= 10
		end++
	}
	if end == at+1 {
		return at
	}
	return end
}

// hourMark reads the "h30" of "18h30" and "18 h 30"; "18h" is a mark too.
func hourMark(s string, at int, minute *int) (int, bool) {
	rest := strings.TrimLeft(s[at:], " \u00a0\u202f")
	if rest == "" || rest[0] != 'h' && rest[0] != 'H' {
		return at, false
	}
	end := len(s) - len(rest) + 1
	for _, word := range [...]string{"eures", "eure", "rs", "EURES"} {
		if strings.HasPrefix(s[end:], word) {
			end += len(word)
			break
		}
	}
	after := len(s) - len(strings.TrimLeft(s[end:], " \u00a0\u202f"))
	if v, n, stop := digits(s, after); n == 2 && v < 60 && (stop >= len(s) || s[stop] != '/' && s[stop] != '-') {
		*minute = v
		return stop, true
	}
	if end < len(s) {
		if c, _ := utf8.DecodeRuneInString(s[end:]); unicode.IsLetter(c) {
			return at, false
		}
	}
	return end, true
}

// halfAt reads "am", "p.m.", "م" behind a time.
func (r *stampReader) halfAt(at int) (half, int) {
	rest := strings.TrimLeft(r.text[at:], " \u00a0\u202f")
	from := len(r.text) - len(rest)
	for _, h := range [...]struct {
		word string
		half half
	}{{"a.m.", amHalf}, {"p.m.", pmHalf}, {"a.m", amHalf}, {"p.m", pmHalf}, {"am", amHalf}, {"pm", pmHalf}} {
		if len(rest) >= len(h.word) && strings.EqualFold(rest[:len(h.word)], h.word) && !letterAt(rest, len(h.word)) {
			return h.half, from + len(h.word)
		}
	}
	for i, w := range r.words {
		if w.Start != from {
			continue
		}
		if _, n := r.find(i, morning); n > 0 {
			return amHalf, r.words[i+n-1].End
		}
		if _, n := r.find(i, evening); n > 0 {
			return pmHalf, r.words[i+n-1].End
		}
	}
	return noHalf, at
}

func letterAt(s string, i int) bool {
	c, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(c)
}

// zoneBehind reads the zone behind a time: "Z", "+0100", "GMT+1", "WAT". A word
// that may be a zone and is not known leaves the instant unknown.
func (r *stampReader) zoneBehind(at int) {
	rest := strings.TrimLeft(r.text[at:], " \u00a0\u202f(,")
	if i := r.used; i < len(r.words) && r.words[i].Start == len(r.text)-len(rest) {
		if r.lookup(i, greenwich) {
			r.zone = time.UTC
			return
		}
		if r.lookup(i, localTime) {
			r.noZone = true
			return
		}
	}
	name := leadingLetters(rest)
	rest = rest[len(name):]
	offset, named := zoneOffset(name)
	hours, n, numeric := numericOffset(rest)
	switch {
	case strings.HasPrefix(rest, "/"): // Africa/Lagos
		r.noZone = true
	case name == "" && numeric, named && offset == 0 && numeric:
		r.zone = time.FixedZone("", hours)
		r.pass(len(r.text) - len(rest) + n)
	case named:
		r.zone = time.FixedZone(strings.ToUpper(name), offset)
		if offset == 0 {
			r.zone = time.UTC
		}
	case len(name) >= 2 && len(name) <= 5 && name == strings.ToUpper(name) && isASCII(name):
		r.noZone = true
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func leadingLetters(s string) string {
	for i, c := range s {
		if !unicode.IsLetter(c) {
			return s[:i]
		}
	}
	return s
}

// numericOffset reads "+0100", "+01:00", "-5" as seconds east of UTC, with the
// bytes that it takes.
func numericOffset(s string) (seconds, n int, ok bool) {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0, 0, false
	}
	v, digitsRead, end := digits(s, 1)
	hours, minutes := v, 0
	switch {
	case digitsRead == 4:
		hours, minutes = v/100, v%100
	case digitsRead == 0 || digitsRead > 2:
		return 0, 0, false
	case strings.HasPrefix(s[end:], ":"):
		var m int
		stop, good := sexagesimal(s, end+1, &m)
		if !good {
			return 0, 0, false
		}
		minutes, end = m, stop
	}
	if hours > 14 || minutes > 59 {
		return 0, 0, false
	}
	seconds = hours*3600 + minutes*60
	if s[0] == '-' {
		seconds = -seconds
	}
	return seconds, end, true
}

// zoneOffset gives the seconds east of UTC of a zone's abbreviation where it
// means one zone only, as RFC 822 and the use of African newsrooms have it.
func zoneOffset(name string) (int, bool) {
	hours := 0
	switch strings.ToUpper(name) {
	case "Z", "UT", "UTC", "GMT", "TU", "TUC", "WET":
	case "WAT", "CET", "WEST", "BST":
		hours = 1
	case "CAT", "CEST", "SAST", "EET":
		hours = 2
	case "EAT", "EEST", "MSK":
		hours = 3
	case "EDT":
		hours = -4
	case "EST", "CDT":
		hours = -5
	case "CST", "MDT":
		hours = -6
	case "MST", "PDT":
		hours = -7
	case "PST":
		hours = -8
	default:
		return 0, false
	}
	return hours * 3600, true
}

// shortNumeric reads 28/07/25 where the day is known to come first.
func shortNumeric(s string, at int, unclear bool) (Point, int, bool) {
	a, an, i := digits(s, at)
	if unclear || an == 0 || an > 2 || i >= len(s) || !strings.ContainsRune("/-.", rune(s[i])) {
		return Point{}, 0, false
	}
	mark := s[i]
	b, bn, j := digits(s, i+1)
	if bn == 0 || bn > 2 || j >= len(s) || s[j] != mark {
		return Point{}, 0, false
	}
	c, cn, end := digits(s, j+1)
	pt := Point{Year: century(c), Month: b, Day: a}
	return pt, end, cn == 2 && valid(pt)
}

// compact reads 20250728 and 20250728T183000.
func compact(s string, at int) (Point, int, bool) {
	y, n, i := digitsN(s, at, 4)
	m, k, j := digitsN(s, i, 2)
	d, l, end := digitsN(s, j, 2)
	pt := Point{Year: y, Month: m, Day: d}
	if n != 4 || k != 2 || l != 2 || !valid(pt) {
		return Point{}, 0, false
	}
	_, more, _ := digits(s, end)
	return pt, end, more == 0
}

func digitsN(s string, i, most int) (value, n, end int) {
	for i < len(s) && n < most && s[i] >= '0' && s[i] <= '9' {
		value = value*10 + int(s[i]-'0')
		n++
		i++
	}
	return value, n, i
}

// epoch reads seconds or milliseconds since 1970, standing alone.
func epoch(s string) (conflict.Moment, bool) {
	if len(s) != 10 && len(s) != 13 {
		return conflict.Moment{}, false
	}
	var v int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return conflict.Moment{}, false
		}
		v = v*10 + int64(s[i]-'0')
	}
	if len(s) == 10 {
		v *= 1000
	}
	t := time.UnixMilli(v).UTC()
	return conflict.Moment{Time: t}, t.Year() >= 1990 && t.Year() <= 2100
}
