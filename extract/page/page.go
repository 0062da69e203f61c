package page

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"

	"sahelwatch/internal/conflict"
)

// Errors of Extract.
var (
	ErrNotHTML  = errors.New("not an HTML page")
	ErrEmpty    = errors.New("page has neither title nor text")
	ErrTooLarge = errors.New("page is too large to read")
)

// Input is a page as it was fetched.
type Input struct {
	URL         string                      // address the page was read from; may be empty
	HTML        []byte                      // body as sent, not decoded
	ContentType string                      // Content-Type header; may be empty
	Known       func(paragraph string) bool // reports a paragraph learned as the site's boilerplate; may be nil
	Now         time.Time                   // when the page was read: later dates are unknown; zero: not known
	Live        bool                        // the page came from its server at Now: "three hours ago" is counted from it
	Worth       func(text string) bool      // reports a text worth reading with both extractors; nil: all are
}

// Output is what was read off the page.
type Output struct {
	Article    conflict.Article
	Paragraphs []string // of Article.Text, in order
	Next       string   // address of the article's next part on the same host ("page 2"); "" when none
	Brief      bool     // Worth found nothing in title, description and text, which one extractor gave
}

// Extract reads the article off a page.
func Extract(in Input) (Output, error) {
	text, err := decode(in.HTML, in.ContentType)
	if err != nil {
		return Output{}, err
	}
	doc, err := parse(text)
	if err != nil {
		return Output{}, err
	}
	base, err := url.Parse(in.URL)
	if err != nil {
		base = nil
	}
	p := gather(doc, base)
	out := Output{Next: p.nextPart()}
	out.Article = p.article(in)
	p.dropOthers()
	prune(doc)
	if out.Article.Published.IsZero() {
		if m := guess(doc, in); !m.IsZero() {
			out.Article.Published, out.Article.PublishedFrom, out.Article.Confidence = m, "guess", guessed
		}
	}
	worth := in.worth(out.Article.Title + "\n" + p.meta("og:description", "description"))
	body := p.body(doc, worth)
	if len(body.paragraphs) == 0 && out.Article.Title == "" {
		return Output{}, ErrEmpty
	}
	if body.brief && worth(body.paragraphs) { // in what the extractor had missed
		in.Worth = nil
		return Extract(in)
	}
	p.finish(&out, body, in)
	out.Brief = body.brief
	return out, nil
}

// worth gives the test for a text that both extractors are to read, under a
// head of title and description. What is short may be a stub of the article.
func (in Input) worth(head string) func([]block) bool {
	return func(bs []block) bool {
		if in.Worth == nil || runes(bs) < enough {
			return true
		}
		text := []string{head}
		for _, b := range bs {
			text = append(text, b.text)
		}
		return in.Worth(strings.Join(text, "\n"))
	}
}

// article fills what the page's head and furniture say, before the text is known.
func (p *page) article(in Input) conflict.Article {
	a := conflict.Article{URL: in.URL, Site: p.site(), Canonical: p.canonical()}
	a.Title = p.title(a.Site)
	if a.Site == p.host() {
		a.Site = first(p.siteInTitle(a.Title), a.Site)
	}
	a.Byline = p.byline(a.Site)
	a.Section = p.section()
	d := p.dates(in)
	a.Published, a.PublishedFrom, a.Confidence = d.published, d.from, d.confidence
	a.Modified = d.modified
	return a
}

// finish adds the text and what only the text can tell.
func (p *page) finish(out *Output, b body, in Input) {
	a := &out.Article
	if end := p.signedAtEnd(b.paragraphs, a.Site); end != "" && (a.Byline == "" || isOffice(a.Byline, a.Site)) {
		a.Byline = end
	}
	if a.Byline == "" {
		a.Byline = first(p.cleanCredit(b.author, a.Site), p.cleanCredit(p.fromState().author, a.Site))
	}
	paragraphs := dropFurniture(p.withoutKicker(b.paragraphs), a.Title, a.Byline)
	a.Dateline = dateline(paragraphs)
	if c, ok := p.datelineDate(a.Dateline); ok && a.Confidence < sureURL && plausible(c.when.Time, in.Now) {
		a.Published, a.PublishedFrom, a.Confidence = c.when, c.from, c.confidence
	}
	a.Lang = p.language(strings.Join(paragraphs, "\n"), a.Title)
	a.Wire = p.wire(a.Byline, a.Dateline, paragraphs)
	a.Wall = p.wall(a.Title, paragraphs)
	if a.Wall == NotFound || a.Wall == Consent {
		// What stands there dates and signs nothing.
		a.Byline, a.Published, a.Modified, a.PublishedFrom, a.Confidence = "", conflict.Moment{}, conflict.Moment{}, "", 0
	}
	out.Paragraphs = paragraphs
	a.Text = strings.Join(paragraphs, "\n\n")
	a.Masked = mask(paragraphs, in.Known)
}

// mask gives the byte ranges, in the joined text, of paragraphs that known
// reports; neighbouring ranges are joined.
func mask(paragraphs []string, known func(string) bool) []conflict.Range {
	if known == nil {
		return nil
	}
	var masked []conflict.Range
	at := 0
	for _, p := range paragraphs {
		end := at + len(p)
		if known(p) {
			if n := len(masked); n > 0 && masked[n-1].End+2 == at {
				masked[n-1].End = end
			} else {
				masked = append(masked, conflict.Range{Start: at, End: end})
			}
		}
		at = end + 2
	}
	return masked
}

// Paragraphs splits an article's text at its blank lines.
func Paragraphs(text string) []string {
	var ps []string
	for _, p := range strings.Split(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			ps = append(ps, p)
		}
	}
	return ps
}

// attr gives an attribute's value, "" when absent.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
