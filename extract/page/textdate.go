package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sahelwatch/extract/dates"
)

// saidInText gives the dates of lines around the headline that speak of
// publication: "Publié le lundi 28 juillet 2025 à 18h30".
func (p *page) saidInText() []claim {
	said, _ := p.datesInText()
	return said
}

// plainInText gives the other dates around the headline.
func (p *page) plainInText() []claim {
	_, plain := p.datesInText()
	return plain
}

// datesInText reads the visible lines around the headline. A line says that it
// is about publication by its words or its class.
func (p *page) datesInText() (said, plain []claim) {
	from, to := p.nearTitle(12, 24)
	seen := map[*html.Node]bool{}
	for _, s := range p.snips[from:to] {
		if !strings.ContainsFunc(s.text, unicode.IsDigit) {
			continue
		}
		line, n := s.line()
		if seen[n] || line == "" {
			continue
		}
		seen[n] = true
		what := marks(n) + marks(s.parent)
		if strings.Contains(what, "comment") || strings.Contains(what, "related") || inBoxOfLinks(n) {
			continue
		}
		if c, ok := p.claimOfText(line, "text", sureText); ok {
			if saysDate(line, what) {
				said = append(said, c)
			} else if utf8.RuneCountInString(line) < 60 && !underFooter(n) {
				c.confidence -= 0.1
				plain = append(plain, c)
			}
		}
	}
	return said, plain
}

// inBoxOfLinks reports a line beside the article: in a list of recent or
// related ones.
func inBoxOfLinks(n *html.Node) bool {
	for ; n != nil && n.Data != "body" && n.Data != "article" && n.Data != "main"; n = n.Parent {
		what := marks(n)
		if strings.Contains(what, "recent-") || strings.Contains(what, "recent_") || strings.Contains(what, "related") {
			return !holdsHeadline(n)
		}
	}
	return false
}

// underFooter reports a line of the page's end or menu, which may date the
// journal but not the article.
func underFooter(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Data == "footer" || n.Data == "nav" {
			return true
		}
	}
	return false
}

// line gives the whole line a snip stands in, "" when it is a long paragraph.
func (s snip) line() (string, *html.Node) {
	n := s.parent
	for n.Parent != nil && !isBlock(n.Data) {
		n = n.Parent
	}
	t := innerText(n)
	if utf8.RuneCountInString(t) > 200 {
		t, n = s.text, s.parent
		if utf8.RuneCountInString(t) > 120 {
			return "", n
		}
	}
	return t, n
}

// saysDate reports a line that is about publication.
func saysDate(line, what string) bool {
	for _, w := range []string{"date", "time", "publi", "posted", "meta", "byline", "created", "submitted", "info"} {
		if strings.Contains(what, w) {
			return true
		}
	}
	l := lower(line)
	for _, w := range []string{"publie", "mis en ligne", "poste le", "redige le", "published", "posted", "نشر", "تاريخ"} {
		if strings.Contains(l, w) {
			return true
		}
	}
	return false
}

// claimOfText reads a date that is written for readers. The zone is as told,
// else that of the site's country.
func (p *page) claimOfText(s, from string, confidence float64) (claim, bool) {
	if c, ok := claimOf(s, from, confidence); ok {
		return c, true
	}
	lang := p.saidLanguage()
	if shown, clear := languageOf(p.titleTag + " " + s); clear || lang == "" {
		lang = shown
	}
	m, ok := dates.StampIn(s, lang, p.clock())
	if !ok {
		if m, ok = worldDate(s, lang, p.clock()); !ok {
			return claim{}, false
		}
	}
	return weigh(claim{m, false, from, confidence}), true
}
