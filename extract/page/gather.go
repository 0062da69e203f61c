package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// page is what one walk over the tree collects of a page's own words about
// itself.
type page struct {
	base     *url.URL
	metas    []meta
	links    map[string]string // rel of <link> -> href
	ld       []object          // JSON-LD objects, flattened
	state    []string          // scripts that hold the page's state as JSON
	inState  *stateArticle     // the article in state, once it was looked for
	lang     string            // lang of <html>
	rtl      bool
	titleTag string
	headings []heading // h1, and what is marked as headline
	times    []stamp   // <time> and itemprop dates
	credits  []credit  // elements marked as author
	signers  []signer  // names in bylines
	leads    []lead    // what is marked as the article's introduction
	snips    []snip    // short pieces of visible text, in order
	anchors  []anchor  // links that may lead to the next part
	textSize int       // bytes of visible text
	titleAt  *int      // index into snips of the headline, once it was looked for
	bodyAttr string    // class and id of <body>
	seen     *[]shown  // the dates that readers see, once they were looked for
	above    map[*html.Node]bool
}

type meta struct{ name, content string }

type heading struct {
	text   string
	parts  []string // texts of its children, where it has several
	class  string
	marked bool // itemprop=headline
	at     int  // index into snips
	top    bool // h1 or marked; else h2 or h3
	node   *html.Node
}

type stamp struct {
	value string // datetime or content attribute, else the text
	text  string
	what  string // itemprop, class and id, lower case
	at    int    // index into snips
	node  *html.Node
}

type credit struct {
	text string
	what string
	at   int // index into snips
}

type lead struct {
	text string
	at   int  // index into snips
	sure bool // by a name that only introductions have
}

type snip struct {
	text   string
	parent *html.Node
}

type anchor struct{ href, text, rel string }

// Bounds on what is collected of each kind.
const (
	maxSnips    = 4000
	maxMetas    = 600
	maxHeadings = 60
	maxTimes    = 200
	maxCredits  = 40
	maxLeads    = 6
	maxScript   = 2 << 20 // bytes of a script that is read
)

// gather walks the tree once.
func gather(doc *html.Node, base *url.URL) *page {
	p := &page{base: base, links: map[string]string{}}
	p.visit(doc, place{})
	return p
}

// place is where in the page an element stands.
type place struct {
	article bool // inside <article> or <main>
	apart   bool // inside comments, related articles, a sidebar
}

func (p *page) visit(n *html.Node, at place) {
	switch n.Type {
	case html.TextNode:
		p.seeText(n)
		return
	case html.ElementNode:
		at = at.enter(n)
		if p.seeElement(n, at) {
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.visit(c, at)
	}
}

// apartNames are parts of the class of what stands apart from the article.
var apartNames = []string{"comment-", "comments", "related", "sidebar", "most-read", "popular"}

// holdsHeadline reports an element around the article, whatever its class
// says: "content-with-sidebar".
func holdsHeadline(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && (c.Data == "h1" || hasProp(c, "articlebody") || hasProp(c, "headline")) {
			return true
		}
	}
	return false
}

// enter gives the place inside n.
func (at place) enter(n *html.Node) place {
	switch n.Data {
	case "article", "main":
		at.article = true
	case "aside", "nav":
		at.article, at.apart = false, true
	case "body", "html":
	default:
		if containsAny(marks(n), apartNames) && !holdsHeadline(n) {
			at.apart = true
		}
	}
	return at
}

func (p *page) seeText(n *html.Node) {
	t := strings.TrimSpace(n.Data)
	p.textSize += len(t)
	if len(t) > 1 && len(t) <= 240 && len(p.snips) < maxSnips {
		p.snips = append(p.snips, snip{t, n.Parent})
	}
}

// seeElement notes an element and reports whether its children are done with.
func (p *page) seeElement(n *html.Node, at place) bool {
	switch n.Data {
	case "html":
		p.lang = strings.ToLower(first(attr(n, "lang"), attr(n, "xml:lang")))
		p.rtl = strings.EqualFold(attr(n, "dir"), "rtl")
	case "body":
		p.bodyAttr = strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	case "meta":
		p.seeMeta(n)
	case "link":
		rel, href := strings.ToLower(attr(n, "rel")), attr(n, "href")
		if _, ok := p.links[rel]; !ok && href != "" {
			p.links[rel] = href
		}
	case "title":
		if p.titleTag == "" && (n.Parent == nil || n.Parent.Data != "svg") {
			p.titleTag = innerText(n)
		}
		return true
	case "script":
		p.seeScript(n)
		return true
	case "style", "template", "svg", "noscript":
		return true
	case "h1", "h2", "h3":
		if len(p.headings) < maxHeadings {
			p.headings = append(p.headings, heading{headingText(n), partsOf(n), marks(n), hasProp(n, "headline"), len(p.snips), n.Data == "h1", n})
		}
		if n.Data != "h1" && len(p.leads) < maxLeads && isBelowHeadline(n) {
			p.leads = append(p.leads, lead{innerText(n), len(p.snips), false})
		}
	case "time":
		if len(p.times) >= maxTimes || at.apart {
			break
		}
		p.times = append(p.times, stamp{first(attr(n, "datetime"), attr(n, "content")), innerText(n), marks(n), len(p.snips), n})
	case "a":
		p.seeAnchor(n)
	}
	if n.Data != "meta" && n.Data != "time" {
		p.seeMarks(n, at)
	}
	return false
}

func (p *page) seeMeta(n *html.Node) {
	content := strings.TrimSpace(first(attr(n, "content"), attr(n, "value")))
	if content == "" || len(p.metas) >= maxMetas {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for _, name := range strings.Fields(strings.ToLower(attr(n, key))) {
			p.metas = append(p.metas, meta{name, html.UnescapeString(content)})
		}
	}
}

func (p *page) seeScript(n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	text := n.FirstChild.Data
	if len(text) > maxScript {
		return
	}
	kind := strings.ToLower(attr(n, "type"))
	switch {
	case strings.Contains(kind, "ld+json"):
		if v, ok := readJSON(text); ok {
			p.ld = flattenLD(p.ld, v, 0)
		}
	case len(p.state) < 4 && holdsState(n, kind, text):
		p.state = append(p.state, text)
	}
}

func (p *page) seeAnchor(n *html.Node) {
	href := attr(n, "href")
	rel := strings.ToLower(attr(n, "rel"))
	if href == "" || strings.HasPrefix(href, "#") || len(p.anchors) >= maxSnips {
		return
	}
	if rel == "next" || strings.Contains(href, "page") || strings.ContainsAny(href, "?") || isNumberLink(n) {
		p.anchors = append(p.anchors, anchor{href, innerText(n), rel})
	}
}

// seeMarks notes headline, date and author where microdata or class names mark
// them.
func (p *page) seeMarks(n *html.Node, at place) {
	what := marks(n)
	if what == "" && dateAttr(n) == "" && !hasUserIcon(n) || at.apart {
		return
	}
	if is, sure := marksLead(what); is && len(p.leads) < maxLeads {
		p.leads = append(p.leads, lead{innerText(n), len(p.snips), sure})
	}
	if n.Data != "h1" && n.Data != "h2" && n.Data != "h3" && hasProp(n, "headline") && len(p.headings) < maxHeadings {
		p.headings = append(p.headings, heading{headingText(n), partsOf(n), what, true, len(p.snips), true, n})
	}
	if marksTime(n, what) && len(p.times) < maxTimes {
		p.times = append(p.times, stamp{first(attr(n, "content"), attr(n, "datetime"), dateAttr(n), attr(n, "title")), innerText(n), what, len(p.snips), n})
	}
	if marksName(n, what) && len(p.signers) < maxCredits {
		p.signers = append(p.signers, signer{innerText(n), len(p.snips)})
	}
	if marksAuthor(n, what) && len(p.credits) < maxCredits {
		if t := innerText(n); t != "" && len(t) < 200 {
			p.credits = append(p.credits, credit{t, what, len(p.snips)})
		}
	}
}

// marksLead reports an element that is marked as the introduction which some
// systems keep apart from the body; sure where the name is their own: SPIP's
// chapo, K2's itemIntroText, TYPO3's teaser-text.
func marksLead(what string) (is, sure bool) {
	for _, w := range strings.Fields(what) {
		switch w {
		case "chapo", "chapeau", "tdb_single_subtitle", "td-post-sub-title", "article-chapo", "itemintrotext", "teaser-text", "standfirst", "article-standfirst",
			"field-name-field-chapo", "field--name-field-chapo", "article-intro", "article-lead", "introtext":
			return true, true
		case "lead", "lede", "article__lead", "article__intro", "intro", "excerpt", "article-teaser", "article-summary",
			"article__summary", "teaser", "dek", "subtitle":
			is = true
		}
	}
	return is, false
}

// isBelowHeadline reports an element whose neighbour above is the headline.
func isBelowHeadline(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode {
			return s.Data == "h1"
		}
	}
	return false
}

// meta gives the content of the first named <meta> that is present, in the
// order of the names.
func (p *page) meta(names ...string) string {
	for _, name := range names {
		for _, m := range p.metas {
			if m.name == name {
				return m.content
			}
		}
	}
	return ""
}

// resolve makes an address absolute; "" when it is none.
func (p *page) resolve(ref string) string {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil || ref == "" {
		return ""
	}
	if p.base != nil {
		u = p.base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

func (p *page) canonical() string {
	for _, ref := range []string{p.links["canonical"], p.meta("og:url")} {
		if c := p.resolve(ref); c != "" {
			if u, err := url.Parse(c); err == nil && (len(u.Path) > 1 || u.RawQuery != "" || p.base == nil || len(p.base.Path) <= 1) {
				return c
			}
		}
	}
	return ""
}

// first gives the first of its arguments that is not blank.
func first(ss ...string) string {
	for _, s := range ss {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}
