package feeds

import (
	"html"
	"strings"
)

// unescape decodes the entities of XML; ok is false when there are others, on
// which parsers differ.
func unescape(s string) (string, bool) {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s, true
	}
	for i >= 0 {
		rest := s[i:]
		end := strings.IndexByte(rest[:min(len(rest), 10)], ';')
		if end < 0 || !plainEntity(rest[1:end]) {
			return "", false
		}
		next := strings.IndexByte(rest[end:], '&')
		if next < 0 {
			break
		}
		i += end + next
	}
	return html.UnescapeString(s), true
}

func plainEntity(name string) bool {
	switch name {
	case "amp", "lt", "gt", "quot", "apos":
		return true
	}
	if len(name) < 2 || name[0] != '#' {
		return false
	}
	digits := strings.TrimLeft(name[1:], "xX")
	if len(name)-1-len(digits) > 1 || digits == "" {
		return false
	}
	hex := len(digits) < len(name)-1
	for _, c := range []byte(digits) {
		if ('0' > c || c > '9') && (!hex || (c|0x20) < 'a' || (c|0x20) > 'f') {
			return false
		}
	}
	return true
}
