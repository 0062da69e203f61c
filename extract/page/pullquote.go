package page

import (
	"strings"

	"golang.org/x/net/html"
)

// minPull is the length, in bytes of letters, from which a quotation in a box
// can be told from chance.
const minPull = 20

// dropPullQuotes takes out the boxes that repeat words of the text in large
// type. Left in, they can cost the paragraph that they are taken from.
func dropPullQuotes(doc *html.Node) {
	var quotes []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "blockquote" || isPull(n)) {
			quotes = append(quotes, n)
		}
	}
	if len(quotes) == 0 || len(quotes) > 40 {
		return
	}
	whole := letters(innerText(doc))
	for _, n := range quotes {
		said := letters(innerText(n))
		if len(said) < minPull || len(said) > 600 || strings.Count(whole, said) < 2 {
			continue
		}
		for a := n.Parent; a != nil && (isPull(a) || a.Data == "figure"); a = a.Parent {
			n = a
		}
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// isPull reports an element whose class names a quotation set apart.
func isPull(n *html.Node) bool {
	switch n.Data {
	case "aside", "div", "p", "figure", "q", "span":
		return containsAny(marks(n), []string{"pull-quote", "pullquote", "pull_quote", "exergue"})
	}
	return false
}
