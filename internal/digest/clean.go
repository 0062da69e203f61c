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

// Bounds of names and of what a source's problem is, in characters: who writes
// a longer one gets it shortened.
const (
	maxName    = 90
	maxProblem = 160
)

// label is a name from outside: clean and of bounded length.
func label(s string) string { return shorten(clean(s), maxName) }

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

// maxLink is the longest address that is linked, in bytes.
const maxLink = 2000

// link gives s when it is an http or https address with a host, else "".
func link(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || len(s) > maxLink || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	u.User = nil
	return u.String()
}

// langCode gives s when it has the form of a language code ("ar", "pt-BR"),
// else "".
func langCode(s string) string {
	if len(s) < 2 || len(s) > 12 {
		return ""
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' {
			return ""
		}
	}
	return s
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
