package page

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// maxCaption is the length, in characters, up to which the text beside a
// picture can be its caption.
const maxCaption = 200

// captionMarks are parts of the class or id of a caption or what holds it.
var captionMarks = []string{"caption", "legend", "credit", "photo", "image", "picture", "img", "media", "figure", "thumb"}

// captionWords are whole classes of a caption.
var captionWords = []string{" leg ", " cap ", " legende ", " alt ", " source ", " copyright "}

// photoCredit is the credit of a picture at the end or start of a line.
var photoCredit = regexp.MustCompile(`(?:©|\(c\)|\bPh\.|\bPh :|\b(?i:photo|crédit|credit|foto|image)s?\s?[:/]|/\s?(?:AFP|Reuters|AP|Getty)|\((?:AFP|Reuters|AP|Photo)[^)]*\)\s*$)`)

// dropCaptions takes out the short text beside a picture in one small element
// of their own, where its class or a credit tells it for a caption.
func dropCaptions(doc *html.Node) {
	var captions []*html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "img" && n.Data != "picture" {
			continue
		}
		box := n.Parent
		for box != nil && box.Data != "div" && box.Data != "td" && box.Data != "center" && box.Data != "span" && box.Data != "dl" {
			if box.Data == "body" || box.Data == "article" || box.Data == "main" || box.Data == "section" {
				box = nil
				break
			}
			box = box.Parent
		}
		if box != nil && isCaptionBox(box) {
			captions = append(captions, box)
		} else if box != nil && box.Data == "td" {
			if below := cellBelow(box); below != nil {
				captions = append(captions, below)
			}
		}
	}
	for _, n := range captions {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// cellBelow gives the row below a cell that holds a picture alone, where the
// table has nothing but the two: the caption of old layouts.
func cellBelow(cell *html.Node) *html.Node {
	row := cell.Parent
	if row == nil || innerText(row) != "" {
		return nil
	}
	below := row.NextSibling
	for below != nil && below.Type != html.ElementNode {
		below = below.NextSibling
	}
	if below == nil || below.Data != "tr" || utf8.RuneCountInString(innerText(below)) > maxCaption || innerText(row.Parent) != innerText(below) {
		return nil
	}
	return below
}

// isCaptionBox reports an element with little but a picture and its caption.
func isCaptionBox(box *html.Node) bool {
	text := innerText(box)
	if text == "" || utf8.RuneCountInString(text) > maxCaption {
		return false
	}
	what := marks(box)
	for c := range box.Descendants() {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.Data {
		case "h1", "h2", "h3", "a", "li", "time":
			return false
		case "img", "picture", "source", "svg":
			continue
		}
		what += " " + marks(c)
	}
	return photoCredit.MatchString(text) || containsAny(what, captionMarks) || containsAny(" "+strings.Join(strings.Fields(what), " ")+" ", captionWords)
}
