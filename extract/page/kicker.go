package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// kickerNames are parts of the class of what stands in the headline's element
// above or below the headline: the line of topic, a date, a hidden mark.
var kickerNames = []string{"kicker", "dachzeile", "overline", "supertitle", "suptitle", "surtitre", "subtitle", "sub-title", "eyebrow",
	"topline", "roofline", "topic-label", "pretitle", "pre-title", "antetitulo", "occhiello", "spitzmarke", "headline-label"}

// headingText gives a heading's text without the kicker that its class or
// element tells from the headline; whole when little else would be left.
func headingText(n *html.Node) string {
	whole := innerText(n)
	rest := whole
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || c.Data != "time" && !containsAny(marks(c), kickerNames) && !isBadge(c) {
			continue
		}
		if t := innerText(c); t != "" {
			rest = strings.Replace(rest, t, " ", 1)
		}
	}
	if rest == whole {
		return whole
	}
	if rest = strings.Trim(oneLine(rest), " -–—:|/•·"); len(strings.Fields(rest)) < 3 {
		return whole
	}
	return rest
}

// withoutKicker takes the line of topic off the top of the text: a short one
// that the page's <title> holds beside the headline, or that stands just above
// the headline and nowhere below it.
func (p *page) withoutKicker(bs []block) []block {
	for len(bs) > 1 && utf8.RuneCountInString(bs[0].text) <= maxDateLine && !endsSentence(bs[0].text) {
		key := letters(bs[0].text)
		if !p.standsAbove(bs[0].text) && (len(key) <= 3 || !strings.Contains(letters(p.titleTag+" "+p.meta("og:title")), key)) {
			break
		}
		bs = bs[1:]
	}
	return bs
}

// standsAbove reports a line just above the headline that stands nowhere below.
func (p *page) standsAbove(line string) bool {
	from, to := p.nearTitle(10, len(p.snips))
	above := false
	for i := from; i < to; i++ {
		if oneLine(p.snips[i].text) != line {
			continue
		}
		if i >= p.headlineAt() {
			return false
		}
		above = true
	}
	return above
}

// isBadge reports a mark of the section or kind beside a headline.
func isBadge(n *html.Node) bool {
	for _, class := range strings.Fields(strings.ToLower(attr(n, "class"))) {
		switch class {
		case "badge", "label", "tag", "cat", "category":
			return true
		}
	}
	return false
}
