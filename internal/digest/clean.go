package digest

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes text from outside fit for one line of any rendering: white space
// is folded to single spaces; control characters, and the characters that
// override or embed a direction, are dropped.
func clean(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == utf8.RuneError, unicode.IsControl(r), directs(r), unicode.Is(unicode.Co, r), r == '\ufeff', r == '\u2028', r == '\u2029':
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// directs reports the explicit bidirectional controls of UAX #9: embeddings,
// overrides, isolates and their ends. The two marks that only hint (LRM, RLM)
// stay.
func directs(r rune) bool { return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' }

// shorten cuts s at a word to at most n characters, with an ellipsis.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)[:n-1]
	for i := len(runes) - 1; i > n*2/3; i-- {
		if runes[i] == ' ' {
			runes = runes[:i]
			break
		}
	}
	return strings.TrimRight(string(runes), " ,;:.") + "…"
}

// link gives s when it is an http or https address with a host, else "".
func link(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	u.User = nil
	return u.String()
}

// direction is "rtl" for text whose first strong letter is of a right-to-left
// script (the rule of HTML's dir=auto), else "ltr".
func direction(s string) string {
	for _, r := range s {
		if rightToLeft(r) {
			return "rtl"
		}
		if unicode.IsLetter(r) {
			return "ltr"
		}
	}
	return "ltr"
}
