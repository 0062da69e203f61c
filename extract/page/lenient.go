package page

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// lenient reads JSON with the faults that pages have. It never fails on a
// fault inside a value: it keeps what it read so far.
type lenient struct {
	s string
	i int
}

const maxJSONDepth = 60

// value reads the next value; false when none begins here.
func (l *lenient) value(depth int) (any, bool) {
	l.skip("")
	if l.i >= len(l.s) || depth > maxJSONDepth {
		return nil, false
	}
	switch l.s[l.i] {
	case '{':
		return l.object(depth), true
	case '[':
		return l.array(depth), true
	case '"', '\'':
		return l.str(), true
	}
	return l.bare()
}

func (l *lenient) object(depth int) object {
	l.i++
	o := object{}
	for {
		l.skip(",")
		if l.i >= len(l.s) {
			return o
		}
		switch c := l.s[l.i]; {
		case c == '}':
			l.i++
			return o
		case c == ']': // mismatched end
			return o
		}
		k, ok := l.value(depth + 1)
		key, isText := k.(string)
		l.skip("")
		if !ok || !isText || l.i >= len(l.s) || l.s[l.i] != ':' {
			l.resync()
			continue
		}
		l.i++
		v, ok := l.value(depth + 1)
		if !ok {
			l.resync()
			continue
		}
		if _, twice := o[key]; !twice {
			o[key] = v
		}
	}
}

func (l *lenient) array(depth int) []any {
	l.i++
	a := []any{}
	for {
		l.skip(",")
		if l.i >= len(l.s) {
			return a
		}
		switch l.s[l.i] {
		case ']':
			l.i++
			return a
		case '}':
			return a
		}
		v, ok := l.value(depth + 1)
		if !ok {
			l.resync()
			continue
		}
		a = append(a, v)
	}
}

// str reads a string; raw line breaks are allowed, and a quote only ends it
// where JSON goes on after it.
func (l *lenient) str() string {
	quote := l.s[l.i]
	l.i++
	var b strings.Builder
	for l.i < len(l.s) {
		c := l.s[l.i]
		switch {
		case c == quote && l.endsHere():
			l.i++
			return b.String()
		case c == '\\' && l.i+1 < len(l.s):
			l.escape(&b)
		default:
			b.WriteByte(c)
			l.i++
		}
	}
	return b.String()
}

// endsHere reports whether the quote at i is followed by what may follow a
// string. A quotation mark inside a text is followed by a word.
func (l *lenient) endsHere() bool {
	for j := l.i + 1; j < len(l.s); j++ {
		switch l.s[j] {
		case ' ', '\t', '\n', '\r':
			continue
		case ',', ':', '}', ']', '"', '/':
			return true
		}
		return false
	}
	return true
}

func (l *lenient) escape(b *strings.Builder) {
	c := l.s[l.i+1]
	l.i += 2
	switch c {
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r', 'b', 'f':
		b.WriteByte(' ')
	case 'u':
		r := l.hex()
		if utf16.IsSurrogate(r) && strings.HasPrefix(l.s[l.i:], `\u`) {
			l.i += 2
			r = utf16.DecodeRune(r, l.hex())
		}
		b.WriteRune(r)
	default:
		b.WriteByte(c)
	}
}

func (l *lenient) hex() rune {
	end := min(l.i+4, len(l.s))
	v, err := strconv.ParseUint(l.s[l.i:end], 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	l.i = end
	return rune(v)
}

// bare reads a number, true, false, null or an unquoted key.
func (l *lenient) bare() (any, bool) {
	start := l.i
	for l.i < len(l.s) && !strings.ContainsRune(",:{}[] \t\r\n\"'", rune(l.s[l.i])) {
		l.i++
	}
	switch w := l.s[start:l.i]; w {
	case "":
		return nil, false
	case "true", "false":
		return w == "true", true
	case "null", "undefined":
		return nil, true
	default:
		if f, err := strconv.ParseFloat(w, 64); err == nil {
			return f, true
		}
		return w, true
	}
}

// resync passes over one character that fits nowhere.
func (l *lenient) resync() {
	if l.i < len(l.s) {
		l.i++
	}
}

// skip passes over white space, comments, and the given marks.
func (l *lenient) skip(marks string) {
	for l.i < len(l.s) {
		c := l.s[l.i]
		switch {
		case c <= ' ' || strings.IndexByte(marks, c) >= 0:
			l.i++
		case strings.HasPrefix(l.s[l.i:], "/*"):
			l.i = after(l.s, l.i, "*/")
		case strings.HasPrefix(l.s[l.i:], "//"):
			l.i = after(l.s, l.i, "\n")
		default:
			return
		}
	}
}

// after gives the position in s after the next mark.
func after(s string, i int, mark string) int {
	if j := strings.Index(s[i:], mark); j >= 0 {
		return i + j + len(mark)
	}
	return len(s)
}
