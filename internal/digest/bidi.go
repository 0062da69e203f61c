package digest

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bidi escapes s for HTML and marks each right-to-left passage in it with a
// span of its own, so that the numbers and brackets around it keep their place.
func bidi(s string) template.HTML {
	var b strings.Builder
	for len(s) > 0 {
		start := strings.IndexFunc(s, rightToLeft)
		if start < 0 {
			break
		}
		end := start + passage(s[start:])
		b.WriteString(template.HTMLEscapeString(s[:start]))
		b.WriteString(`<span dir="rtl">`)
		b.WriteString(template.HTMLEscapeString(s[start:end]))
		b.WriteString(`</span>`)
		s = s[end:]
	}
	b.WriteString(template.HTMLEscapeString(s))
	return template.HTML(b.String()) // each piece is escaped above
}

// passage is the length of the right-to-left passage at the start of s: up to
// its last right-to-left letter before a left-to-right one.
func passage(s string) int {
	end := 0
	for i, r := range s {
		if rightToLeft(r) || unicode.Is(unicode.Mn, r) {
			end = i + utf8.RuneLen(r)
		} else if unicode.IsLetter(r) {
			break
		}
	}
	return end
}

// rightToLeft reports a letter of a script that is written from right to left.
func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) && unicode.IsLetter(r)
}
