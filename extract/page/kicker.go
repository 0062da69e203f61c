package page

import (
	"strings"

	"golang.org/x/net/html"
)

// kickerNames are parts of the class of what stands in the headline's element
// above or below the headline: the line of topic, a date, a hidden mark.
var kickerNames = []string{"kicker", "dachzeile", "overline", "supertitle", "suptitle", "surtitre", "subtitle", "sub-title", "eyebrow",
	"topline", "roofline", "topic-label", "pretitle", "pre-title", "antetitulo", "occhiello", "spitzmarke", "headline-label"}

// headingText gives a heading's text without the kicker that its class or
// element tells from the headline; whole when little else would be left.
func headingText(n *html.Node) string {
	whole := innerText(n)
	rest := whole
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || c.Data != "time" && !containsAny(marks(c), kickerNames) {
			continue
		}
		if t := innerText(c); t != "" {
			rest = strings.Replace(rest, t, " ", 1)
		}
	}
	if rest == whole {
		return whole
	}
	if rest = strings.Trim(oneLine(rest), " -–—:|/•·"); len(strings.Fields(rest)) < 3 {
		return whole
	}
	return rest
}
