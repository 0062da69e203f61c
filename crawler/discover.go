package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"sahelwatch/internal/charset"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

// Discovery is what an address is good for as a source.
type Discovery struct {
	Kind     string // feed, sitemap, listing
	URL      string
	Title    string
	Language string
	Samples  []conflict.Stub // what it lists; empty for feeds, which package feeds reads
	Tried    []Attempt       // in order, the last one is what was found
}

// Attempt is one address that was tried.
type Attempt struct {
	Kind, URL string
	Outcome   string // in plain words
}

// Discover finds out how a site can be polled: the address itself, the feeds
// that the page announces, feeds where common systems have them, sitemaps, and
// the page as a listing. The error wraps ErrNothingFound; Tried tells why.
func (c *Crawler) Discover(ctx context.Context, address string) (Discovery, error) {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	var d Discovery
	err := contained(address, func() error { return c.discover(ctx, address, &d) })
	if err != nil {
		return d, fmt.Errorf("discover %s: %w", address, err)
	}
	return d, nil
}

func (c *Crawler) discover(ctx context.Context, address string, d *Discovery) error {
	p, err := c.fetch(ctx, address, Validators{}, "*/*")
	if err != nil {
		d.tried("page", address, egress.Explain(err))
		return err
	}
	if kind := sniff(p); kind == "feed" || kind == "sitemap" {
		d.found(kind, p.URL)
		return nil
	}
	base, err := url.Parse(p.URL)
	if err != nil {
		return err
	}
	body, _ := charset.UTF8(p.Body, p.ContentType, metaCharset(p.Body))
	scan := scanLinks(body, base)
	d.Title, d.Language = scan.title, scan.lang
	for _, kind := range []struct {
		name      string
		addresses []string
	}{{"feed", c.feedAddresses(scan, base)}, {"sitemap", c.sitemapAddresses(ctx, base)}} {
		for _, a := range kind.addresses {
			if err := ctx.Err(); err != nil {
				return context.Cause(ctx)
			}
			if c.try(ctx, kind.name, a, d) {
				return nil
			}
		}
	}
	l, err := readListing(p, "", readState(nil))
	if err != nil {
		d.tried("listing", p.URL, egress.Explain(err))
		return ErrNothingFound
	}
	d.Samples = l.stubs
	d.found("listing", p.URL)
	return nil
}

// try fetches one address and reports whether it is of the kind.
func (c *Crawler) try(ctx context.Context, kind, address string, d *Discovery) bool {
	p, err := c.fetch(ctx, address, Validators{}, "*/*")
	if err != nil {
		d.tried(kind, address, egress.Explain(err))
		return false
	}
	if got := sniff(p); got != kind {
		d.tried(kind, address, "it is no "+kind)
		return false
	}
	if kind == "sitemap" {
		r, err := c.List(ctx, conflict.Source{Kind: kind, URL: address}, conflict.Health{})
		if err != nil {
			d.tried(kind, address, egress.Explain(err))
			return false
		}
		d.Samples = r.Stubs
	}
	d.found(kind, p.URL)
	return true
}

func (d *Discovery) tried(kind, address, outcome string) {
	d.Tried = append(d.Tried, Attempt{kind, address, outcome})
}

func (d *Discovery) found(kind, address string) {
	d.Kind, d.URL = kind, address
	outcome := "it is a " + kind
	if len(d.Samples) > 0 {
		outcome += " of " + strconv.Itoa(len(d.Samples)) + " articles"
	}
	d.tried(kind, address, outcome)
}

// feedAddresses gives the announced feeds, those of comments last, and the
// places where common systems have theirs.
func (c *Crawler) feedAddresses(scan linkScan, base *url.URL) []string {
	var out, comments []string
	for _, f := range scan.feeds {
		if word := strings.ToLower(f.url + " " + f.title); strings.Contains(word, "comment") {
			comments = append(comments, f.url)
			continue
		}
		out = append(out, f.url)
	}
	for _, ref := range []string{"feed/", "/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/spip.php?page=backend", "/?feed=rss2", "/feeds/posts/default", "/index.xml"} {
		if u, err := base.Parse(ref); err == nil {
			out = append(out, u.String())
		}
	}
	return unique(append(out, comments...))
}

func (c *Crawler) sitemapAddresses(ctx context.Context, base *url.URL) []string {
	var out []string
	if rules, err := c.robots.of(ctx, base); err == nil {
		out = newsFirst(rules.sitemaps)
	}
	for _, ref := range []string{"/news-sitemap.xml", "/sitemap_news.xml", "/sitemap.xml"} {
		if u, err := base.Parse(ref); err == nil {
			out = append(out, u.String())
		}
	}
	return unique(out)
}

func unique(in []string) []string {
	var out []string
	have := map[string]bool{}
	for _, s := range in {
		if !have[s] {
			have[s] = true
			out = append(out, s)
		}
	}
	return out
}

// sniff tells what a document is by its first element: feed, sitemap, or page.
func sniff(p Page) string {
	head := p.Body[:min(len(p.Body), 8192)]
	text, _ := charset.UTF8(head, p.ContentType, "")
	text = bytes.TrimSpace(text)
	if bytes.HasPrefix(text, []byte("{")) && bytes.Contains(text, []byte("jsonfeed.org")) {
		return "feed"
	}
	for len(text) > 0 {
		i := bytes.IndexByte(text, '<')
		if i < 0 || i+1 >= len(text) {
			break
		}
		text = text[i+1:]
		if text[0] == '?' || text[0] == '!' {
			continue
		}
		end := bytes.IndexAny(text, " \t\r\n/>")
		if end < 0 {
			break
		}
		switch name := strings.ToLower(string(text[:end])); name {
		case "rss", "rdf:rdf", "feed", "atom:feed":
			return "feed"
		case "urlset", "sitemapindex":
			return "sitemap"
		case "html", "head", "body":
			return "page"
		}
	}
	return "page"
}

// Entry gives the source as an entry of the configuration file, ready to paste.
func (d Discovery) Entry() string {
	var b strings.Builder
	id := ""
	if u, err := url.Parse(d.URL); err == nil {
		id = plainHost(u.Hostname())
		if i := strings.LastIndexByte(id, '.'); i > 0 {
			id = id[:i]
		}
		id = strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return '-'
		}, id)
	}
	name := d.Title
	if name == "" {
		name = id
	}
	fmt.Fprintf(&b, "  - id: %s\n    name: %s\n    url: %s\n    kind: %s\n", id, strconv.Quote(name), strconv.Quote(d.URL), d.Kind)
	if d.Language != "" {
		fmt.Fprintf(&b, "    language: %s\n", d.Language)
	}
	return b.String()
}
