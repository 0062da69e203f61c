package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// block is one paragraph of running text.
type block struct {
	text string
	kind string     // element it came from: "p", "h2", "li", "td", "figcaption", ...
	link int        // bytes of text inside links
	at   *html.Node // block element that holds it
}

// blocksOf gives the text below n in reading order, one block for each
// paragraph, heading, list item, quotation or table row.
func blocksOf(n *html.Node) []block {
	w := blockWriter{kind: "p"}
	w.walk(n)
	w.flush()
	return w.blocks
}

// blockWriter collects inline text until a block boundary.
type blockWriter struct {
	blocks []block
	text   strings.Builder
	space  bool // white space is due before the next word
	link   int
	inLink bool
	kind   string
	at     *html.Node
}

func (w *blockWriter) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
		return
	case html.ElementNode:
	default:
		w.children(n)
		return
	}
	switch n.Data {
	case "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea", "form", "head":
		return
	case "br", "lb":
		w.lineBreak(n)
		return
	case "a":
		was := w.inLink
		w.inLink = true
		w.children(n)
		w.inLink = was
		return
	}
	if n.Data == "td" && !wideCell(n) {
		w.space = true
		w.children(n)
		w.space = true
		return
	}
	if !isBlock(n.Data) {
		w.children(n)
		return
	}
	w.flush()
	was, wasAt := w.kind, w.at
	w.at = n
	if n.Data != "div" && n.Data != "section" && n.Data != "article" {
		w.kind = n.Data
	}
	w.children(n)
	w.flush()
	w.kind, w.at = was, wasAt
}

func (w *blockWriter) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// write adds text with its white space collapsed.
func (w *blockWriter) write(s string) {
	start := -1
	for i, r := range s {
		blank := unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF'
		switch {
		case blank && start >= 0:
			w.word(s[start:i])
			start = -1
			w.space = w.space || r != '\u200B'
		case blank:
			w.space = w.space || r != '\u200B' && r != '\uFEFF'
		case start < 0:
			start = i
		}
	}
	if start >= 0 {
		w.word(s[start:])
	}
}

func (w *blockWriter) word(s string) {
	if w.space && w.text.Len() > 0 {
		w.text.WriteByte(' ')
	}
	w.space = false
	w.text.WriteString(s)
	if w.inLink {
		w.link += len(s)
	}
}

// lineBreak ends a paragraph where two breaks meet or the line ends a
// sentence; elsewhere a break is a space.
func (w *blockWriter) lineBreak(n *html.Node) {
	if nextIsBreak(n) || nextIsLink(n) || endsSentence(w.text.String()) {
		w.flush()
		return
	}
	w.space = true
}

func nextIsBreak(n *html.Node) bool {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.TextNode && strings.TrimSpace(s.Data) == "" {
			continue
		}
		return s.Type == html.ElementNode && (s.Data == "br" || s.Data == "lb")
	}
	return false
}

// nextIsLink reports a break before a line of links.
func nextIsLink(br *html.Node) bool {
	n := br.NextSibling
	for n == nil && br.Parent != nil && !isBlock(br.Parent.Data) {
		br = br.Parent
		n = br.NextSibling
	}
	for n != nil {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "":
			n = n.NextSibling
		case n.Type == html.ElementNode && n.Data == "a":
			return true
		case n.Type == html.ElementNode && n.Data != "br" && !isBlock(n.Data):
			n = n.FirstChild
		default:
			return false
		}
	}
	return false
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " \u00a0\"'»”’)"))
	return strings.ContainsRune(".!?…؟:。！？।۔", r)
}

func (w *blockWriter) flush() {
	if s := strings.TrimSpace(w.text.String()); s != "" {
		w.blocks = append(w.blocks, block{text: s, kind: w.kind, link: w.link, at: w.at})
	}
	w.text.Reset()
	w.space, w.link = false, 0
}

// wideCell tells a cell of a layout table, which holds running text, from one
// of a table of data.
func wideCell(n *html.Node) bool {
	length := 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			length += len(strings.TrimSpace(c.Data))
		} else if c.Type == html.ElementNode && isBlock(c.Data) {
			return true
		}
	}
	return length > 120
}

func isBlock(name string) bool {
	switch name {
	case "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div",
		"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
		"header", "hgroup", "hr", "html", "item", "li", "list", "main", "nav", "ol", "p", "pre", "quote", "section",
		"summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul":
		return true
	}
	return false
}
