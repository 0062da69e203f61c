package page

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// pageNumber is the number of a part in an address: ?page=2, /page/2/, -p2.html, /2/.
var pageNumber = regexp.MustCompile(`(?i)(?:[?&](?:page|p|pg|paged|start_page)=|/page[/-]|[-_/]p(?:age)?[-_]?|/)(\d{1,2})(?:/?|\.html?|\.php|&.*)$`)

// nextPart gives the address of the article's next part: rel=next, or a link
// "2" that differs from this page's own address by the number alone. It stays
// on the same host and never points back.
func (p *page) nextPart() string {
	if p.base == nil {
		return ""
	}
	if u := p.sameArticle(p.links["next"]); u != "" {
		return u
	}
	for _, a := range p.anchors {
		label := strings.TrimSpace(a.text)
		if a.rel == "next" || label == strconv.Itoa(p.part()+1) || isNextLabel(label) {
			if u := p.sameArticle(a.href); u != "" {
				return u
			}
		}
	}
	return ""
}

// part is the number of this part of the article.
func (p *page) part() int {
	if m := pageNumber.FindStringSubmatch(p.base.RequestURI()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil && n > 0 {
			return n
		}
	}
	return 1
}

// sameArticle resolves a link and gives it back when it is the next part of
// this very article: same host, same address but for the number of the part.
func (p *page) sameArticle(ref string) string {
	abs := p.resolve(ref)
	u, err := url.Parse(abs)
	if abs == "" || err != nil || !strings.EqualFold(u.Host, p.base.Host) {
		return ""
	}
	m := pageNumber.FindStringSubmatch(u.RequestURI())
	if m == nil || m[1] != strconv.Itoa(p.part()+1) {
		return ""
	}
	if stem(u) != stem(p.base) {
		return ""
	}
	return abs
}

// stem is an address without the number of its part.
func stem(u *url.URL) string {
	s := pageNumber.ReplaceAllString(u.RequestURI(), "")
	s, _, _ = strings.Cut(s, "?")
	for _, end := range []string{"/", ".html", ".htm", ".php"} {
		s = strings.TrimSuffix(s, end)
	}
	return s
}

func isNextLabel(s string) bool {
	switch strings.ToLower(strings.Trim(s, " »>›→")) {
	case "suivant", "page suivante", "suivante", "next", "next page", "التالي", "الصفحة التالية":
		return true
	}
	return false
}

// isNumberLink reports a link whose text is a small number.
func isNumberLink(n *html.Node) bool {
	c := n.FirstChild
	if c == nil || c.Type != html.TextNode {
		return false
	}
	t := strings.TrimSpace(c.Data)
	_, err := strconv.Atoi(t)
	return err == nil && len(t) <= 2
}
