package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// signer is a text that the markup names a name, inside a byline.
type signer struct {
	text string
	at   int // index into snips
}

// marksName reports an element whose class says that it holds a name, in one
// that says that it holds authors.
func marksName(n *html.Node, what string) bool {
	named := false
	for _, class := range strings.Fields(what) {
		named = named || class == "name" || strings.HasSuffix(class, "-name") || strings.HasSuffix(class, "_name")
	}
	if !named || n.Data == "body" {
		return false
	}
	for a, i := n.Parent, 0; a != nil && i < 4; a, i = a.Parent, i+1 {
		if containsAny(marks(a)+attr(a, "data-testid")+attr(a, "data-component"), []string{"byline", "contributor", "authors"}) {
			return true
		}
	}
	return false
}

// signed joins the names in the byline near the headline.
func (p *page) signed(site string) string {
	from, to := p.nearTitle(12, 25)
	var names []string
	for _, s := range p.signers {
		if name := p.cleanCredit(s.text, site); s.at >= from && s.at <= to && looksLikeName(name) {
			names = appendName(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// linkedPerson gives the text of the first link near the headline that leads
// to the page of an author.
func (p *page) linkedPerson(site string) string {
	from, to := p.nearTitle(6, 12)
	for _, s := range p.snips[from:to] {
		a := s.parent
		for i := 0; i < 2 && a != nil && a.Data != "a"; i++ {
			a = a.Parent
		}
		if a == nil || a.Data != "a" || !containsAny(strings.ToLower(attr(a, "href")), personPaths) {
			continue
		}
		if name := p.cleanCredit(s.text, site); looksLikeName(name) || isNewsroom(name) {
			return name
		}
	}
	return ""
}

// besideDate gives the name that stands in one line with the date of
// publication, in an element that is marked as being about the article.
func (p *page) besideDate(site string) string {
	for _, d := range p.shownDates() {
		if d.at >= len(p.snips) {
			continue
		}
		box, ok := metaBox(p.snips[d.at].parent)
		if !ok {
			continue
		}
		for i := max(0, d.at-4); i < min(len(p.snips), d.at+5); i++ {
			s := p.snips[i]
			if !isInside(s.parent, box) || isTopicLink(s.parent) {
				continue
			}
			for _, part := range lineParts(s.text) {
				if name := p.cleanCredit(part, site); isNewsroom(name) || isPerson(name) {
					return name
				}
			}
		}
		return ""
	}
	return ""
}

// maxMetaBox is the length, in bytes, up to which an element can be the line
// of date and author.
const maxMetaBox = 200

// metaBox gives the smallest element around n that its class says to be about
// the article and that holds more than n.
func metaBox(n *html.Node) (*html.Node, bool) {
	for i := 0; i < 3 && n != nil && n.Data != "body"; i++ {
		if len(innerText(n)) > maxMetaBox {
			return nil, false
		}
		if containsAny(marks(n), []string{"meta", "info", "details", "byline", "author", "auteur", "publish", "entry-date", "signature"}) {
			return n, true
		}
		n = n.Parent
	}
	return nil, false
}

func isInside(n, box *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == box {
			return true
		}
	}
	return false
}

// isTopicLink reports a link to a topic or section.
func isTopicLink(n *html.Node) bool {
	for i := 0; i < 2 && n != nil; i, n = i+1, n.Parent {
		if n.Data == "a" {
			return !containsAny(strings.ToLower(attr(n, "href")), personPaths)
		}
	}
	return false
}

// isNewsroom reports the signature of an editorial office.
func isNewsroom(s string) bool {
	switch lower(s) {
	case "la redaction", "redaction", "la redaction web", "newsroom", "staff reporter", "our reporter", "news desk", "هيئه التحرير", "التحرير", "قسم التحرير":
		return true
	}
	return false
}

// isPerson wants two to four words that all begin with a capital, as the words
// of a headline or a section do not.
func isPerson(s string) bool {
	ws := strings.Fields(s)
	if len(ws) < 2 || len(ws) > 4 || strings.ContainsFunc(s, unicode.IsDigit) || strings.ContainsAny(s, ":©") || datesOnly(s) {
		return false
	}
	for _, w := range ws {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}
