package page

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"

	"sahelwatch/internal/fold"
)

// title gives the headline: the page's visible heading where its head confirms
// it, else what the head says, without the site's name.
func (p *page) title(site string) string {
	said := p.saidTitles(site)
	best, bestScore := heading{}, 0.0
	for i, h := range p.headings {
		if h.text == "" || isLogo(h.class) || p.namesSite(h.text, site) {
			continue
		}
		score := 0.0
		for _, s := range said {
			score = max(score, likeness(h.text, s))
		}
		if h.marked {
			score += 0.1
		}
		if !h.top {
			score = p.lesserHeading(h.text, said)
		}
		score -= 0.01 * float64(min(i, 10))
		if score > bestScore {
			best, bestScore = h, score
		}
	}
	if bestScore >= 0.45 {
		return best.headline(said)
	}
	if h, ok := p.onlyHeading(site); ok && !p.says404() && !containsAny(fold.String(p.titleTag), wallPhrases()[NotFound]) {
		return oneLine(h.text)
	}
	if len(said) <= 1 {
		if t := p.boldLine(); t != "" {
			return t
		}
	}
	if len(said) == 1 && said[0] == p.withoutSite(oneLine(p.titleTag), site) {
		return p.shown(said[0])
	}
	if len(said) > 0 {
		return oneLine(said[0])
	}
	for _, h := range p.headings {
		if h.top && h.text != "" && !isLogo(h.class) && !p.namesSite(h.text, site) {
			return oneLine(h.text)
		}
	}
	return oneLine(first(p.meta("og:title"), p.titleTag))
}

// headline gives a heading's text, without the kicker or subtitle that
// stands in the same element when the page's head has the headline alone.
func (h heading) headline(said []string) string {
	for _, s := range said {
		for _, part := range h.parts {
			if letters(part) == letters(s) {
				return part
			}
		}
	}
	return oneLine(h.text)
}

// onlyHeading gives the one heading of the first rank that the page has beside
// its name and that no head of the page holds: the headline of a page whose
// head tells something else.
func (p *page) onlyHeading(site string) (heading, bool) {
	var only heading
	for _, h := range p.headings {
		if !h.top || h.text == "" || isLogo(h.class) || p.namesSite(h.text, site) {
			continue
		}
		if only.text != "" && only.text != h.text {
			return heading{}, false
		}
		only = h
	}
	if len(strings.Fields(only.text)) < 3 || only.node == nil || inMasthead(only.node) {
		return heading{}, false
	}
	return only, true
}

// boldLine gives the headline of a page without a heading of the first rank
// whose <title> is the site's: the last heading, bold or large line before the
// first paragraph that leads nowhere.
func (p *page) boldLine() string {
	if len(strings.Fields(p.titleTag)) > 6 || slices.ContainsFunc(p.headings, func(h heading) bool { return h.top && !isLogo(h.class) }) {
		return ""
	}
	best := ""
	for _, s := range p.snips {
		if n := len(strings.Fields(s.text)); n >= 4 && n <= 30 && utf8.RuneCountInString(s.text) < 160 && isLarge(s.parent) {
			best = s.text
		} else if best != "" && utf8.RuneCountInString(s.text) > 80 && endsSentence(s.text) {
			return oneLine(best)
		}
	}
	return ""
}

// isLarge reports text that markup makes a headline: bold and of a
// larger font, or of a class for titles.
func isLarge(n *html.Node) bool {
	bold, large := false, false
	for i := 0; i < 4 && n != nil; i, n = i+1, n.Parent {
		if n.Data == "a" || isLogo(marks(n)) {
			return false
		}
		switch n.Data {
		case "b", "strong":
			bold = true
		case "big":
			large = true
		case "font":
			size := attr(n, "size")
			large = large || size > "3" && size <= "7" || strings.HasPrefix(size, "+")
		}
		if containsAny(marks(n), []string{"title", "titre", "headline", "heading"}) {
			return true
		}
	}
	return bold && large
}

// inMasthead reports an element in the page's head rather than the article's.
func inMasthead(n *html.Node) bool {
	for a := n; a != nil && a.Data != "body"; a = a.Parent {
		if a.Data == "header" && !insideArticle(a) || containsAny(marks(a), mastheads) {
			return true
		}
	}
	return false
}

// shown reduces the content of <title> to the part of it that stands in the
// page as a line of its own; whole when none does.
func (p *page) shown(title string) string {
	lines := map[string]bool{}
	for _, s := range p.snips {
		lines[oneLine(s.text)] = true
	}
	best := ""
	for _, sep := range titleSeparators {
		for at := 0; ; {
			i := strings.Index(title[at:], sep)
			if i < 0 {
				break
			}
			i += at
			for _, piece := range []string{title[:i], title[i+len(sep):]} {
				if piece = strings.TrimSpace(piece); lines[piece] && len(strings.Fields(piece)) >= 3 && len(piece) > len(best) {
					best = piece
				}
			}
			at = i + len(sep)
		}
	}
	return first(best, title)
}

// lesserHeading weighs an h2 or h3 as the headline: only one that the page's
// head holds word for word can be it.
func (p *page) lesserHeading(s string, said []string) float64 {
	for _, t := range said[:max(0, len(said)-1)] {
		if t == s {
			return 0.95
		}
	}
	if utf8.RuneCountInString(s) < 12 || !strings.Contains(oneLine(p.titleTag), s) {
		return 0
	}
	return 0.6
}

// saidTitles gives the titles in the page's head, most trusted first.
func (p *page) saidTitles(site string) []string {
	var headline string
	for _, o := range p.articles() {
		if typed(o, isArticleType) {
			headline = first(headline, text(o["headline"]), text(o["name"]))
		}
	}
	var said []string
	for _, t := range []string{p.meta("og:title"), headline, p.meta("parsely-title", "sailthru.title", "dc.title",
		"dcterms.title", "headline", "twitter:title", "citation_title"), p.titleTag} {
		if t = p.withoutSite(oneLine(t), site); strings.ContainsFunc(t, unicode.IsLetter) && !p.namesSite(t, site) {
			said = append(said, t)
		}
	}
	return said
}

func isLogo(class string) bool {
	for _, w := range []string{"logo", "site-title", "site-name", "sitename", "site_title", "brand"} {
		if strings.Contains(class, w) {
			return true
		}
	}
	return false
}

// likeness is the share of words that the shorter of two titles has in common
// with the longer, weighted by their lengths.
func likeness(a, b string) float64 {
	wa, wb := words(fold.String(a)), words(fold.String(b))
	if len(wa) == 0 || len(wb) == 0 {
		return 0
	}
	in := map[string]bool{}
	for _, w := range wb {
		in[w] = true
	}
	common := 0
	for _, w := range wa {
		if in[w] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(wa)+len(wb))
}

var titleSeparators = []string{" | ", " - ", " – ", " — ", " » ", " « ", " · ", " • ", " :: ", " ~ ", " // ", " : ", "|"}

// withoutSite takes the site's name off either end of a title.
func (p *page) withoutSite(title, site string) string {
	for _, sep := range titleSeparators {
		for {
			i := strings.LastIndex(title, sep)
			if i <= 0 || !p.namesSite(title[i+len(sep):], site) {
				break
			}
			title = strings.TrimSpace(title[:i])
		}
		if i := strings.Index(title, sep); i > 0 && p.namesSite(title[:i], site) {
			title = strings.TrimSpace(title[i+len(sep):])
		}
	}
	return strings.Trim(title, " |")
}

// namesSite reports whether a piece of a title is the site's name: the name
// that the page gives, or the letters of its host.
func (p *page) namesSite(piece, site string) bool {
	key := letters(piece)
	if key == "" {
		return false
	}
	if site != "" && key == letters(site) {
		return true
	}
	if name := p.hostName(); len(name) > 3 {
		if len(name) > 5 && strings.Contains(key, name) && len(key) <= len(name)+8 && !strings.ContainsFunc(piece, unicode.IsDigit) {
			return true
		}
		bare := strings.TrimSuffix(strings.TrimSuffix(key, "com"), "net")
		return key == name || bare == name || key == letters(p.host())
	}
	return false
}

// letters is the comparison form of a name: folded, letters and digits alone.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, fold.String(s))
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// host gives the page's host without "www.".
func (p *page) host() string {
	if p.base != nil && p.base.Host != "" {
		return strings.TrimPrefix(strings.ToLower(p.base.Hostname()), "www.")
	}
	if u, err := url.Parse(first(p.links["canonical"], p.meta("og:url"))); err == nil {
		return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	return ""
}

// hostName gives the registered name of the host without its public suffix.
func (p *page) hostName() string {
	host := p.host()
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return letters(host)
	}
	suffix, _ := publicsuffix.PublicSuffix(domain)
	return letters(strings.TrimSuffix(strings.TrimSuffix(domain, suffix), "."))
}

// site gives the name of the site.
func (p *page) site() string {
	if s := oneLine(p.meta("og:site_name", "application-name", "al:android:app_name")); s != "" && utf8.RuneCountInString(s) < 60 && s != oneLine(p.titleTag) {
		return s
	}
	for _, o := range p.articles() {
		if s := text(p.deref(o["publisher"])); s != "" && !strings.Contains(s, "://") {
			return oneLine(s)
		}
	}
	for _, o := range p.ld {
		if typed(o, func(t string) bool { return t == "WebSite" || t == "NewsMediaOrganization" }) {
			if s := text(o["name"]); s != "" {
				return oneLine(s)
			}
		}
	}
	return p.host()
}

// siteInTitle gives what <title> has beside the headline: "Headline - Site".
func (p *page) siteInTitle(headline string) string {
	title := oneLine(p.titleTag)
	i := strings.Index(title, headline)
	if utf8.RuneCountInString(headline) < 12 || i < 0 || i > 0 && i+len(headline) < len(title) {
		return ""
	}
	rest := strings.Trim(title[:i]+title[i+len(headline):], " |-–—·•:»«~/")
	if n := utf8.RuneCountInString(rest); n < 2 || n > 40 {
		return ""
	}
	return rest
}

// deref follows a JSON-LD reference by @id.
func (p *page) deref(v any) any {
	o, ok := v.(object)
	if !ok || len(o) > 2 {
		return v
	}
	id, ok := o["@id"].(string)
	if _, named := o["name"]; !ok || named {
		return v
	}
	if full := p.byID(id); full != nil {
		return full
	}
	return v
}

// section gives the page's own word for the section the article stands in.
func (p *page) section() string {
	for _, o := range p.articles() {
		if s := text(o["articleSection"]); s != "" {
			return oneLine(s)
		}
	}
	if s := p.meta("article:section", "og:article:section", "parsely-section", "sailthru.section", "section", "articlesection"); s != "" {
		return oneLine(s)
	}
	return ""
}

// oneLine collapses white space and takes off invisible marks.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\u200B' || r == '\u200E' || r == '\u200F' || r == '\uFEFF' || r == '\u00AD' {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
