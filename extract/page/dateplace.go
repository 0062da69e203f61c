package page

import (
	"strings"

	"golang.org/x/net/html"
)

// weighPlace tells how much the place of a date speaks for its being the
// article's: near the headline, rather behind it than before; false for a
// place that dates something else: a card of another article, a comment, the
// page's end.
func (p *page) weighPlace(n *html.Node, at int) (float64, bool) {
	if n == nil {
		return 0, false
	}
	above := p.aboveHeadline()
	distance := at - p.headlineAt()
	score := nearness(distance)
	line := distance >= 0 && distance <= headLines && !linksElsewhere(n, p.titleTag)
	for a := n; a != nil && a.Data != "body" && !above[a]; a = a.Parent {
		what := marks(a)
		switch {
		case a.Data == "nav" || (a.Data == "footer" || strings.Contains(what, "footer")) && !insideArticle(a.Parent) || containsAny(what, otherBoxes) || !line && p.isCard(a):
			return 0, false
		case a.Data == "header" && !insideArticle(a) || containsAny(what, mastheads) || attr(a, "id") == "top":
			score = min(score, 0) - 1
		}
	}
	return score, true
}

// insideArticle reports an element inside the article as its element or class
// tells.
func insideArticle(n *html.Node) bool {
	for ; n != nil && n.Data != "body"; n = n.Parent {
		if n.Data == "article" || n.Data == "main" {
			return true
		}
		for _, class := range strings.Fields(strings.ToLower(attr(n, "class"))) {
			switch class {
			case "article", "post", "hentry", "entry", "story", "news-single", "single-post-content":
				return true
			}
		}
	}
	return false
}

// headLines is the number of pieces of text behind the headline that are its
// own lines, whatever they link to.
const headLines = 6

// nearness weighs the distance from the headline, in snips.
func nearness(d int) float64 {
	switch {
	case d < -12:
		return -0.5
	case d < -4:
		return 0
	case d < 0:
		return 1.5
	case d <= 12:
		return 2
	case d <= 30:
		return 1.2
	}
	return 0
}

// otherBoxes are parts of the class or id of what holds dates of others.
var otherBoxes = []string{"comment", "related", "recent", "popular", "latest", "trending", "sidebar", "side-bar", "upcoming", "agenda", "calendar",
	"event-", "ticker", "breaking", "flash-info", "copyright", "most-", "recommend", "similar", "archive-list", "next-post", "prev-post", "post-navigation"}

// mastheads are parts of the class or id of a page's head, which tells today's date.
var mastheads = []string{"topbar", "top-bar", "top_bar", "masthead", "today", "datejour", "date-jour", "current-date", "current_date", "date-today",
	"live-date", "site-header", "main-header", "page-header-top", "entete", "header-top", "top-header", "td_data_time", "bandeau", "header-date", "clock"}

// publishedMarks are parts of the class or id of a date of publication.
var publishedMarks = []string{"publi", "post-date", "post_date", "postdate", "entry-date", "posted", "createdate", "created", "submitted",
	"article-date", "article_date", "dateline", "timestamp", "datetime", "pub-date", "news-date", "story-date", "single-date"}

// hintMarks are parts of the class or id of a line about the article.
var hintMarks = []string{"date", "time", "meta", "info", "byline", "details", "author", "auteur", "head"}

// weighMarks weighs what the markup of a date says of it.
func weighMarks(n *html.Node, what string) float64 {
	score := 0.0
	switch {
	case strings.Contains(what, "datepublished"):
		score = byMarkup
	case containsAny(what, publishedMarks) || n.Parent != nil && containsAny(marks(n.Parent), publishedMarks):
		score = byClass
	case containsAny(what, hintMarks) || n.Parent != nil && containsAny(marks(n.Parent), hintMarks):
		score = byHint
	}
	for _, a := range n.Attr {
		if a.Key == "pubdate" {
			score += byPubdate
		}
	}
	return score
}

// maxCard is the length, in bytes, up to which an element can be a card: the
// picture, headline and date of another article.
const maxCard = 500

// isCard reports a small element that links to another article by its headline.
func (p *page) isCard(n *html.Node) bool {
	if whole := innerText(n); len(whole) > maxCard {
		return false
	}
	if linksElsewhere(n, p.titleTag) {
		return true
	}
	for c := range n.Descendants() {
		if linksElsewhere(c, p.titleTag) {
			return true
		}
	}
	return false
}

// linksElsewhere reports a link whose text is a headline, and not this page's.
func linksElsewhere(n *html.Node, title string) bool {
	if n.Type != html.ElementNode || n.Data != "a" || attr(n, "href") == "" {
		return false
	}
	href := strings.ToLower(attr(n, "href"))
	if strings.HasPrefix(href, "#") || strings.Contains(marks(n), "author") || containsAny(href, personPaths) {
		return false
	}
	t := innerText(n)
	if len(t) < 25 || len(strings.Fields(t)) < 4 || isDateLine(t) {
		return false
	}
	return likeness(t, title) < 0.5
}

// personPaths are parts of the address of a page about an author.
var personPaths = []string{"/author", "/auteur", "/autor", "/profil", "/journalist", "/redact", "/staff/", "/people/", "/team/", "/by/", "/user", "/reporter", "/contributor", "mailto:"}

// aboveHeadline gives the elements that hold the headline.
func (p *page) aboveHeadline() map[*html.Node]bool {
	if p.above == nil {
		p.above = map[*html.Node]bool{}
		if at := p.headlineAt(); at < len(p.snips) {
			for a := p.snips[at].parent; a != nil; a = a.Parent {
				p.above[a] = true
			}
		}
	}
	return p.above
}

// headlineAt gives the index into snips of the headline.
func (p *page) headlineAt() int {
	p.nearTitle(0, 0)
	return *p.titleAt
}
