package page

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

//go:embed data/agencies.txt
var agencyData string

// agencies gives, for each agency, its name and its marks.
var agencies = sync.OnceValue(func() [][]string {
	var all [][]string
	for line := range strings.Lines(agencyData) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		all = append(all, f)
	}
	return all
})

// agencyIn names the agency whose mark stands in a credit; "" when none does.
func agencyIn(credit string) string {
	if strings.TrimSpace(credit) == "" {
		return ""
	}
	plain, folded := " "+spaced(credit)+" ", " "+spaced(fold.String(credit))+" "
	for _, a := range agencies() {
		for _, mark := range a[1:] {
			if utf8.RuneCountInString(mark) <= 4 && isUpper(mark) {
				if strings.Contains(plain, " "+mark+" ") {
					return a[0]
				}
			} else if strings.Contains(folded, " "+spaced(fold.String(mark))+" ") {
				return a[0]
			}
		}
	}
	return ""
}

func isUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// spaced turns everything but letters and digits into single spaces.
func spaced(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// wire names the agency whose text this is: by the byline, the dateline, or a
// credit that stands alone at the end. An agency quoted inside the text is a
// source, not the author.
func (p *page) wire(byline, line string, paragraphs []string) string {
	if a := agencyIn(byline); a != "" {
		return a
	}
	if a := agencyIn(line); a != "" {
		return a
	}
	for i := len(paragraphs) - 1; i >= 0 && i >= len(paragraphs)-3; i-- {
		if c := closingCredit(paragraphs[i]); c != "" {
			if a := agencyIn(c); a != "" {
				return a
			}
		}
	}
	for _, c := range p.credits {
		if a := agencyIn(c.text); a != "" && utf8.RuneCountInString(c.text) < 60 {
			return a
		}
	}
	return ""
}

// closingCredit gives the credit that a paragraph is ("Source : AIB", "avec
// AFP") or ends with ("... (AFP)").
func closingCredit(p string) string {
	if utf8.RuneCountInString(p) <= 60 {
		return p
	}
	t := strings.TrimRight(p, " .")
	if strings.HasSuffix(t, ")") {
		if i := strings.LastIndexByte(t, '('); i >= 0 && len(t)-i < 60 {
			return t[i:]
		}
	}
	return ""
}
