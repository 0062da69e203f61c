package page

import (
	_ "embed"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

//go:embed data/prune.txt
var pruneData string

// prune takes boxes out of the tree whose class, id or element says that they
// are no part of the text, before the extractors weigh it. A box that holds a
// headline or most of the page's running text is left alone, whatever it is
// called.
func prune(doc *html.Node) {
	pr := pruner{boxes: loadBoxes(), total: prose(doc)}
	pr.walk(doc)
}

// boxes are the names of data/prune.txt.
type boxes struct {
	whole []string // class or id, the whole word, with a space at both ends
	parts []string // part of a class or id
}

var loadBoxes = sync.OnceValue(func() boxes {
	var b boxes
	for line := range strings.Lines(pruneData) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			b.whole = append(b.whole, " "+strings.TrimSpace(line[1:])+" ")
		default:
			b.parts = append(b.parts, line)
		}
	}
	return b
})

type pruner struct {
	boxes
	total int // bytes of running text on the page
}

func (pr *pruner) walk(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode {
			if pr.isBox(c) && !pr.holdsArticle(c) {
				n.RemoveChild(c)
			} else {
				pr.walk(c)
			}
		} else if c.Type == html.CommentNode {
			n.RemoveChild(c)
		}
		c = next
	}
}

func (pr *pruner) isBox(n *html.Node) bool {
	switch n.Data {
	case "body", "html", "head", "main", "p":
		return false
	case "figcaption":
		return true
	}
	what := ""
	for _, a := range n.Attr {
		if a.Key == "class" || a.Key == "id" {
			what += " " + strings.ToLower(a.Val)
		}
	}
	if what == "" {
		return false
	}
	what += " "
	for _, w := range pr.whole {
		if strings.Contains(what, w) {
			return true
		}
	}
	for _, w := range pr.parts {
		if strings.Contains(what, w) {
			return true
		}
	}
	return false
}

// holdsArticle reports whether a box holds the headline or a large share of
// the page's running text.
func (pr *pruner) holdsArticle(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (c.Data == "h1" || hasProp(c, "articlebody")) {
			return true
		}
	}
	return prose(n)*3 > pr.total
}

// prose counts the bytes of text in paragraphs outside links.
func prose(n *html.Node) int {
	total := 0
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && c.Data == "p" {
			for t := range c.Descendants() {
				if t.Type == html.TextNode && t.Parent.Data != "a" {
					total += len(t.Data)
				}
			}
		}
	}
	return total
}
