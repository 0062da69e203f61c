package page

import (
	"strings"

	"golang.org/x/net/html"
)

// marks gives an element's itemprop, rel, class and id in lower case.
func marks(n *html.Node) string {
	var b strings.Builder
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop", "class", "id", "rel", "property":
			b.WriteString(strings.ToLower(a.Val))
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func hasProp(n *html.Node, prop string) bool {
	for _, f := range strings.Fields(strings.ToLower(attr(n, "itemprop"))) {
		if f == prop {
			return true
		}
	}
	return false
}

// maxInner bounds, in bytes, what innerText collects.
const maxInner = 2 << 10

// innerText gives an element's text on one line, the beginning of a long one.
func innerText(n *html.Node) string {
	if n.Type == html.TextNode {
		return strings.Join(strings.Fields(n.Data), " ")
	}
	return textWithin(n, false)
}

// apartText gives an element's text on one line with a space between what
// stands in different elements.
func apartText(n *html.Node) string { return textWithin(n, true) }

// textWithin gives the text within an element on one line. Blocks and line breaks
// part words; with apart every element does.
func textWithin(n *html.Node, apart bool) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if b.Len() > maxInner {
			break
		}
		if c.Type == html.TextNode && (c.Parent == nil || c.Parent.Data != "script" && c.Parent.Data != "style") {
			b.WriteString(c.Data)
			if apart {
				b.WriteByte(' ')
			}
		} else if !apart && c.Type == html.ElementNode && (c.Data == "br" || isBlock(c.Data)) {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// partsOf gives the pieces of text of a heading that is made of several, such
// as a kicker and the headline.
func partsOf(n *html.Node) []string {
	var parts []string
	for c := range n.Descendants() {
		if t := oneLine(c.Data); c.Type == html.TextNode && t != "" && len(parts) < 8 {
			parts = append(parts, t)
		}
	}
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// marksTime reports an element that microdata or microformats mark as a date.
func marksTime(n *html.Node, what string) bool {
	if strings.Contains(what, "datepublished") || strings.Contains(what, "datemodified") {
		return true
	}
	if n.Data == "abbr" && (strings.Contains(what, "published") || strings.Contains(what, "date")) {
		return attr(n, "title") != ""
	}
	return dateAttr(n) != ""
}

// dateAttr gives the value of an attribute that holds a date beside what is
// shown, as where "two days ago" is: title or data-published, data-date.
func dateAttr(n *html.Node) string {
	switch n.Data {
	case "a", "img", "input", "iframe", "body", "article":
		return ""
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "title", "data-published", "data-publish-date", "data-pubdate", "data-date", "data-datetime", "data-published-at", "data-title", "data-original-title":
			if len(a.Val) >= 10 && len(a.Val) <= 60 && hasYear(a.Val) {
				return a.Val
			}
		}
	}
	return ""
}

// hasYear reports a text with a number of four digits, or an epoch.
func hasYear(s string) bool {
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			run++
			continue
		}
		if run == 4 || run == 10 || run == 13 {
			return true
		}
		run = 0
	}
	return false
}
