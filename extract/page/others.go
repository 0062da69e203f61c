package page

import "golang.org/x/net/html"

// minOther is the running text, in bytes, that an element must hold to be an
// article in full.
const minOther = 150

// dropOthers takes out the articles in full that pages with endless scrolling
// put below this one: later siblings of the element that holds this headline,
// of the same kind and class, with a headline of their own.
func (p *page) dropOthers() {
	at := p.headlineAt()
	if at >= len(p.snips) {
		return
	}
	for own := p.snips[at].parent; own != nil && own.Data != "body"; own = own.Parent {
		if own.Data != "article" && own.Data != "div" && own.Data != "section" || prose(own) < minOther {
			continue
		}
		for n := own.NextSibling; n != nil; {
			next := n.NextSibling
			if n.Type == html.ElementNode && n.Data == own.Data && attr(n, "class") == attr(own, "class") &&
				(own.Data == "article" || attr(own, "class") != "") && holdsOther(n, p.titleTag) && n.Parent != nil {
				n.Parent.RemoveChild(n)
			}
			n = next
		}
		if own.Data == "article" {
			return
		}
	}
}

// holdsOther reports an element with text below a headline of the first rank
// that is not the page's.
func holdsOther(n *html.Node, title string) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (c.Data == "h1" || hasProp(c, "headline")) {
			t := innerText(c)
			return t != "" && likeness(t, title) < 0.4 && prose(n) >= minOther
		}
	}
	return false
}
