package page

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// Limits on what reaches the parser and the extractors. Both extractors clone
// the tree several times, recurse over it, and compare elements with their
// ancestors, so their cost grows with elements times depth.
const (
	maxTags       = 18_000  // start tags of a page
	maxDepth      = 100     // nested elements; deeper ones are unwrapped
	maxFormatting = 24      // open <b>, <font>, <a>, ...: the parser repeats them in every block
	maxAttributes = 64      // attributes that are kept of an element
	maxText       = 600_000 // bytes of text outside scripts
	maxValue      = 8 << 10 // bytes of an attribute's value; more is cut
	maxNames      = 1 << 10 // bytes of a class or id
	maxHeading    = 2 << 10 // bytes of a title or heading
)

// maxTagName is longer than the name of any element that matters.
const maxTagName = 24

// census is what one pass over the markup counts.
type census struct {
	tags, depth, formatting int
	text                    int
}

// parse builds the tree once for all readers, with bounded depth and size.
func parse(text []byte) (doc *html.Node, err error) {
	c := count(text)
	if c.tags > maxTags || c.text > maxText {
		return nil, ErrTooLarge
	}
	if c.depth > maxDepth || c.formatting > maxFormatting {
		text = flatten(text)
	}
	doc, err = parseTree(text)
	if err != nil {
		// The count took an end tag for one that closes; the rewriter does not.
		doc, err = parseTree(flatten(text))
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrTooLarge, err)
	}
	return doc, bound(doc)
}

func parseTree(text []byte) (doc *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("parser: %v", r)
		}
	}()
	return html.Parse(bytes.NewReader(text))
}

// count scans the markup without building anything. Depth is estimated from
// start and end tags; elements whose end tag is optional do not count.
func count(s []byte) census {
	var c census
	depth, formatting := 0, 0
	for i := 0; i < len(s); {
		j := bytes.IndexByte(s[i:], '<')
		if j < 0 {
			c.text += len(s) - i
			break
		}
		c.text += j
		i += j + 1
		if bytes.HasPrefix(s[i:], []byte("!--")) {
			i = skipPast(s, i, "-->")
			continue
		}
		closing := i < len(s) && s[i] == '/'
		if closing {
			i++
		}
		name := tagName(s[i:min(len(s), i+maxTagName)])
		if name == "" {
			continue
		}
		i += len(name)
		if !closing {
			c.tags++
		}
		if rawText(name) && !closing {
			i = afterFold(s, i, "</"+name)
			continue
		}
		step := 1
		if closing {
			step = -1
		}
		switch {
		case isFormatting(name):
			formatting = max(0, formatting+step)
			c.formatting = max(c.formatting, formatting)
		case !isVoid(name) && !optionalEnd(name):
			depth = max(0, depth+step)
			c.depth = max(c.depth, depth)
		}
		i = tagEnd(s, i)
	}
	return c
}

// flatten rewrites the markup so that no element lies deeper than maxDepth and
// no more than maxFormatting formatting elements are open: start tags beyond
// are dropped with their end tags, their text stays.
func flatten(text []byte) []byte {
	var out bytes.Buffer
	var open []string
	dropped := map[string]int{}
	formatting := 0
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.Bytes()
		case html.StartTagToken:
			raw := string(z.Raw())
			name := tagName(raw[1:])
			switch {
			case isVoid(name) || rawText(name):
				out.WriteString(raw)
			case len(open) >= maxDepth || isFormatting(name) && formatting >= maxFormatting:
				dropped[name]++
				out.WriteByte(' ')
			default:
				open = append(open, name)
				if isFormatting(name) {
					formatting++
				}
				out.WriteString(raw)
			}
		case html.EndTagToken:
			raw := string(z.Raw())
			name := tagName(raw[min(2, len(raw)):])
			if dropped[name] > 0 {
				dropped[name]--
				continue
			}
			if n := len(open); n > 0 && open[n-1] == name {
				open = open[:n-1]
				if isFormatting(name) {
					formatting--
				}
			}
			out.WriteString(raw)
		default:
			out.Write(z.Raw())
		}
	}
}

// bound enforces on the tree what the scan of the markup cannot promise: the
// number of nodes, their depth and their attributes. Elements too deep are
// replaced by their children.
func bound(doc *html.Node) error {
	nodes := 0
	depth := 0
	for n := doc; n != nil; {
		nodes++
		if nodes > 4*maxTags {
			return ErrTooLarge
		}
		trim(n)
		if depth > maxDepth && n.Type == html.ElementNode && n.FirstChild != nil {
			n = unwrap(n)
			continue
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			depth++
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n != nil {
			n = n.NextSibling
		}
	}
	return nil
}

// trim cuts attributes and headings that no page needs in full.
func trim(n *html.Node) {
	if len(n.Attr) > maxAttributes {
		n.Attr = n.Attr[:maxAttributes]
	}
	for i, a := range n.Attr {
		limit := maxValue
		if a.Key == "class" || a.Key == "id" {
			limit = maxNames
		}
		if len(a.Val) > limit {
			n.Attr[i].Val = strings.ToValidUTF8(a.Val[:limit], "")
		}
	}
	if n.Type == html.TextNode && len(n.Data) > maxHeading && n.Parent != nil {
		switch n.Parent.Data {
		case "title", "h1", "h2", "h3", "h4", "h5", "h6":
			n.Data = strings.ToValidUTF8(n.Data[:maxHeading], "")
		}
	}
}

// unwrap puts a node's children in its place and gives the first of them.
func unwrap(n *html.Node) *html.Node {
	first := n.FirstChild
	for c := first; c != nil; {
		next := c.NextSibling
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
		c = next
	}
	n.Parent.RemoveChild(n)
	return first
}

// tagName gives the lower-case name at the start of s, "" when none is there.
func tagName[T string | []byte](s T) string {
	if len(s) == 0 || !isASCIILetter(s[0]) {
		return ""
	}
	i := 1
	for i < len(s) && i < maxTagName && s[i] > ' ' && s[i] != '>' && s[i] != '/' {
		i++
	}
	return strings.ToLower(string(s[:i]))
}

// tagEnd gives the position after the tag's '>', quotes respected.
func tagEnd(s []byte, i int) int {
	for quote := byte(0); i < len(s); i++ {
		switch b := s[i]; {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '>':
			return i + 1
		case (b == '"' || b == '\'') && s[i-1] == '=':
			quote = b
		}
	}
	return i
}

// skipPast gives the position after the next mark.
func skipPast(s []byte, i int, mark string) int {
	if j := bytes.Index(s[i:], []byte(mark)); j >= 0 {
		return i + j + len(mark)
	}
	return len(s)
}

// afterFold finds an ASCII mark without regard to case.
func afterFold(s []byte, i int, mark string) int {
	for {
		j := bytes.IndexByte(s[i:], '<')
		if j < 0 {
			return len(s)
		}
		i += j
		if len(s)-i >= len(mark) && strings.EqualFold(string(s[i:i+len(mark)]), mark) {
			return i + len(mark)
		}
		i++
	}
}

func rawText(name string) bool {
	switch name {
	case "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes":
		return true
	}
	return false
}

func isVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param":
		return true
	}
	return false
}

// optionalEnd names elements that the next of their kind closes.
func optionalEnd(name string) bool {
	switch name {
	case "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
		"html", "head", "body", "rt", "rp", "colgroup":
		return true
	}
	return false
}

func isFormatting(name string) bool {
	switch name {
	case "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u":
		return true
	}
	return false
}
