package web

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes text from outside fit to be shown: white space is folded, control
// characters and those that override or embed a direction are dropped (UAX #9).
func clean(s string) string {
	if plainASCII(s) {
		return s
	}
	return strings.Join(strings.Fields(strings.Map(visible, s)), " ")
}

// cleanText is clean for a text of several lines: line ends stay.
func cleanText(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return visible(r)
	}, s)
}

// visible maps a character to what may be shown of it; -1 for nothing.
func visible(r rune) rune {
	switch {
	case r == '\u2028', r == '\u2029', unicode.IsSpace(r):
		return ' '
	case r == utf8.RuneError, unicode.IsControl(r), unicode.Is(unicode.Co, r), r == '\ufeff',
		r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return -1
	}
	return r
}

// plainASCII reports whether s is one clean line already.
func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			return false
		}
	}
	return true
}

// shorten cuts s to n characters with an ellipsis, at a word where one ends near.
func shorten(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n-1]
	if at := strings.LastIndexByte(string(r), ' '); at > len(string(r))*2/3 {
		return string(r)[:at] + "…"
	}
	return string(r) + "…"
}

// link lets an address stand only where a click on it opens a page: http and
// https with a host. Anything else gives "".
func link(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// host is the site of an address, to be shown.
func host(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(clean(u.Hostname()), "www.")
}

// direction is rtl for a text whose first letter is of a script that is written
// from right to left.
func direction(s string) string {
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) {
			return "rtl"
		}
		if unicode.IsLetter(r) {
			break
		}
	}
	return "ltr"
}

// langCode is the language of an article as an attribute; "" for none.
func langCode(s string) string {
	if len(s) != 2 || s[0] < 'a' || s[0] > 'z' || s[1] < 'a' || s[1] > 'z' {
		return ""
	}
	return s
}
