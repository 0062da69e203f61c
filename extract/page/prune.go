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
	dropCaptions(doc)
	dropPullQuotes(doc)
}

// boxes are the names of data/prune.txt.
type boxes struct {
	whole []string // class or id, the whole word, with a space at both ends
	parts []string // part of a class or id
	sure  []string // those of them that name a box of any size
}

var loadBoxes = sync.OnceValue(func() boxes {
	var b boxes
	for line := range strings.Lines(pruneData) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, sure := strings.CutPrefix(line, "! ")
		if word, ok := strings.CutPrefix(name, "= "); ok {
			name = " " + word + " "
			b.whole = append(b.whole, name)
		} else {
			b.parts = append(b.parts, name)
		}
		if sure {
			b.sure = append(b.sure, name)
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
			if is, sure := pr.isBox(c); is && !pr.holdsArticle(c, sure) {
				n.RemoveChild(c)
				pr.total -= prose(c)
			} else {
				pr.walk(c)
			}
		} else if c.Type == html.CommentNode {
			n.RemoveChild(c)
		}
		c = next
	}
}

// isBox reports whether an element is a box by its name; sure that it is one
// whatever its size.
func (pr *pruner) isBox(n *html.Node) (is, sure bool) {
	switch n.Data {
	case "body", "html", "head", "main", "p":
		return false, false
	case "figcaption":
		return true, false
	}
	what := ""
	for _, a := range n.Attr {
		if a.Key == "class" || a.Key == "id" {
			what += " " + strings.ToLower(a.Val)
		}
	}
	if what == "" {
		return false, false
	}
	what += " "
	if !containsAny(what, pr.whole) && !containsAny(what, pr.parts) {
		return false, false
	}
	return true, containsAny(what, pr.sure)
}

// minOutside is the running text, in bytes, that must remain outside of a box
// that is taken out.
const minOutside = 200

// holdsArticle reports whether a box holds the headline or, by its share of
// the page's running text, the article.
func (pr *pruner) holdsArticle(n *html.Node, sure bool) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (c.Data == "h1" || hasProp(c, "articlebody") && !sure) {
			return true
		}
	}
	if sure {
		return pr.total-prose(n) < minOutside
	}
	return prose(n)*3 > pr.total
}

// minRun is the length, in bytes, from which a piece of text is running text.
const minRun = 40

// prose counts the bytes of running text outside links and scripts.
func prose(n *html.Node) int {
	total := 0
	for c := range n.Descendants() {
		if c.Type != html.TextNode || len(c.Data) < minRun {
			continue
		}
		switch c.Parent.Data {
		case "a", "script", "style", "noscript", "title", "option", "textarea", "template":
			continue
		}
		if run := len(strings.TrimSpace(c.Data)); run >= minRun {
			total += run
		}
	}
	return total
}
