package page

import (
	"unicode/utf8"

	"golang.org/x/net/html"

	"sahelwatch/extract/dates"
)

// line gives the whole line a snip stands in, "" when it is a long paragraph.
func (s snip) line() (string, *html.Node) {
	t, n := lineOf(s.parent)
	if utf8.RuneCountInString(t) > 200 {
		t, n = s.text, s.parent
		if utf8.RuneCountInString(t) > 120 {
			return "", n
		}
	}
	return t, n
}

// lineOf gives the text of the block that n stands in, its inline parts set
// apart.
func lineOf(n *html.Node) (string, *html.Node) {
	for n.Parent != nil && !isBlock(n.Data) {
		n = n.Parent
	}
	return apartText(n), n
}

// claimOfText reads a date that is written for readers. The zone is as told,
// else that of the site's country.
func (p *page) claimOfText(s, from string, confidence float64) (claim, bool) {
	if c, ok := p.claimOf(s, from, confidence); ok {
		return c, true
	}
	lang := p.languageFor(s)
	m, ok := dates.StampIn(s, lang, p.clock())
	if !ok {
		if m, ok = worldDate(s, lang, p.clock()); !ok {
			return claim{}, false
		}
	}
	return weigh(claim{when: m, from: from, confidence: confidence}), true
}

// languageFor gives the language of a line of the page.
func (p *page) languageFor(line string) string {
	lang := p.saidLanguage()
	if shown, clear := languageOf(p.titleTag + " " + line); clear || lang == "" {
		return shown
	}
	return lang
}

// monthFirst reports a page whose readers may put the month before the day.
func (p *page) monthFirst() bool {
	lang := p.languageFor("")
	return lang == "en" || lang == ""
}
