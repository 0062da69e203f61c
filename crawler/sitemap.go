package crawler

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"sahelwatch/extract/dates"
	"sahelwatch/internal/charset"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

const (
	maxSitemaps  = 5       // of an index that are read in one poll
	maxEntries   = 1000    // articles of a sitemap that are returned, the newest
	maxMapTokens = 700_000 // of a sitemap: 50,000 entries (the protocol's limit) with some to spare
)

// sitemap is a document by the protocol of sitemaps.org.
type sitemap struct {
	entries  []mapEntry
	children []mapEntry // of an index
}

type mapEntry struct {
	loc, title, lang   string
	modified, released conflict.Moment
}

// date gives an entry's time: that of its news, else that of its last change.
func (e mapEntry) date() conflict.Moment {
	if !e.released.IsZero() {
		return e.released
	}
	return e.modified
}

// listSitemap polls a sitemap, an index of sitemaps, or the sitemaps that a
// robots.txt names.
func (c *Crawler) listSitemap(ctx context.Context, src conflict.Source, h conflict.Health) (Result, error) {
	addresses, err := c.sitemapsAt(ctx, src.URL)
	if err != nil {
		return Result{}, err
	}
	var r Result
	var entries []mapEntry
	var failed error
	left := maxSitemaps
	for n, address := range addresses {
		if left == 0 {
			break
		}
		v := Validators{}
		if len(addresses) == 1 {
			v = Validators{ETag: h.ETag, LastModified: h.LastModified}
		}
		p, m, err := c.sitemap(ctx, address, v)
		left--
		if err != nil {
			failed = err
			r.Warnings = append(r.Warnings, address+": "+egress.Explain(err))
			continue
		}
		if p.NotModified {
			return Result{NotModified: true, ETag: h.ETag, LastModified: h.LastModified, BodyHash: h.BodyHash, State: h.State}, nil
		}
		if n == 0 && len(addresses) == 1 && len(m.children) == 0 {
			r.ETag, r.LastModified, r.MovedTo = p.ETag, p.LastModified, p.Permanent
		}
		entries = append(entries, m.entries...)
		entries, left = c.children(ctx, m.children, entries, left, &r)
	}
	if len(entries) == 0 && failed != nil {
		return r, failed
	}
	r.Stubs = mapStubs(entries)
	if len(r.Stubs) == 0 {
		return r, fmt.Errorf("sitemap %s: %w", src.URL, ErrNoArticles)
	}
	hash := stubsHash(r.Stubs)
	if r.NotModified = hash == h.BodyHash; r.NotModified {
		r.Stubs = nil
	}
	r.BodyHash, r.State = hash, h.State
	return r, nil
}

// sitemapsAt gives the address itself, or the sitemaps that the robots.txt names
// when the address is that file or the root of a site.
func (c *Crawler) sitemapsAt(ctx context.Context, address string) ([]string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Path != "" && u.Path != "/" && u.Path != "/robots.txt" {
		return []string{address}, nil
	}
	rules, err := c.robots.of(ctx, u)
	if err != nil {
		return nil, err
	}
	if len(rules.sitemaps) == 0 {
		return nil, fmt.Errorf("%s: robots.txt names no sitemap: %w", address, ErrNotSitemap)
	}
	return newsFirst(rules.sitemaps), nil
}

// children reads the sitemaps of an index, those of news and the latest first.
func (c *Crawler) children(ctx context.Context, index, entries []mapEntry, left int, r *Result) ([]mapEntry, int) {
	slices.SortStableFunc(index, func(a, b mapEntry) int {
		if x, y := newsMap(a.loc), newsMap(b.loc); x != y {
			if x {
				return -1
			}
			return 1
		}
		return b.modified.Time.Compare(a.modified.Time)
	})
	for _, child := range index {
		if left == 0 {
			break
		}
		left--
		_, m, err := c.sitemap(ctx, child.loc, Validators{})
		if err != nil {
			r.Warnings = append(r.Warnings, child.loc+": "+egress.Explain(err))
			continue
		}
		entries = append(entries, m.entries...)
		if newsMap(child.loc) && len(m.entries) > 0 {
			break // a news sitemap has all of the last two days
		}
	}
	return entries, left
}

func newsMap(address string) bool { return strings.Contains(strings.ToLower(address), "news") }

func newsFirst(addresses []string) []string {
	out := slices.Clone(addresses)
	slices.SortStableFunc(out, func(a, b string) int {
		switch x, y := newsMap(a), newsMap(b); {
		case x == y:
			return 0
		case x:
			return -1
		}
		return 1
	})
	return out
}

func (c *Crawler) sitemap(ctx context.Context, address string, v Validators) (Page, sitemap, error) {
	p, err := c.fetch(ctx, address, v, "application/xml,text/xml;q=0.9,*/*;q=0.5")
	if err != nil || p.NotModified {
		return p, sitemap{}, err
	}
	m, err := parseSitemap(p.Body, p.ContentType)
	if err != nil {
		return p, m, fmt.Errorf("sitemap %s: %w", address, err)
	}
	base, err := url.Parse(p.URL)
	if err != nil {
		return p, m, err
	}
	m.entries = within(m.entries, base)
	m.children = within(m.children, base)
	return p, m, nil
}

// within keeps the entries that lie on the sitemap's own site, as the protocol
// asks.
func within(entries []mapEntry, base *url.URL) []mapEntry {
	out := entries[:0]
	for _, e := range entries {
		if u := resolve(base, e.loc); u != nil && sameSite(u, base) {
			e.loc = u.String()
			out = append(out, e)
		}
	}
	return out
}

// parseSitemap reads a sitemap token by token, without recursion. What comes
// before a fault is kept.
func parseSitemap(body []byte, contentType string) (sitemap, error) {
	text, _ := charset.UTF8(body, contentType, "")
	if i := bytes.Index(text[:min(len(text), 1024)], []byte("?>")); i >= 0 {
		text = text[i+2:] // the declared encoding is no longer true
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	var m sitemap
	var e mapEntry
	var words bytes.Buffer
	root := ""
	for range maxMapTokens {
		t, err := d.RawToken()
		if err != nil {
			if root == "" || err != io.EOF && len(m.entries)+len(m.children) == 0 {
				return m, ErrNotSitemap
			}
			return m, nil
		}
		switch t := t.(type) {
		case xml.ProcInst:
			if strings.EqualFold(t.Target, "xml") {
				return m, nil
			}
		case xml.StartElement:
			words.Reset()
			if root == "" {
				if root = t.Name.Local; root != "urlset" && root != "sitemapindex" {
					return m, ErrNotSitemap
				}
			}
			if t.Name.Local == "url" || t.Name.Local == "sitemap" {
				e = mapEntry{}
			}
		case xml.CharData:
			if words.Len() < 4096 {
				words.Write(t)
			}
		case xml.EndElement:
			m.end(t.Name, &e, strings.TrimSpace(words.String()))
			words.Reset()
		}
	}
	return m, ErrComplex
}

// end takes the text of an element that ends.
func (m *sitemap) end(name xml.Name, e *mapEntry, text string) {
	switch name.Local {
	case "loc":
		if name.Space == "" && e.loc == "" { // image:loc is that of a picture
			e.loc = text
		}
	case "lastmod":
		e.modified, _ = dates.Stamp(text, "")
	case "publication_date":
		e.released, _ = dates.Stamp(text, "")
	case "title":
		if name.Space == "news" || name.Space == "n" {
			e.title = oneLine(text)
		}
	case "language":
		e.lang = language(text)
	case "url":
		if e.loc != "" {
			m.entries = append(m.entries, *e)
		}
	case "sitemap":
		if e.loc != "" {
			m.children = append(m.children, *e)
		}
	}
}

// mapStubs gives the newest entries, newest first. Without news a sitemap lists
// section pages too: those that look like none of an article are left out.
func mapStubs(entries []mapEntry) []conflict.Stub {
	slices.SortStableFunc(entries, func(a, b mapEntry) int { return b.date().Time.Compare(a.date().Time) })
	var out []conflict.Stub
	have := map[string]bool{}
	for _, e := range entries {
		u, err := url.Parse(e.loc)
		if err != nil || e.released.IsZero() && (addressScore(u) < 1 || file(u)) {
			continue
		}
		key := Canonical(e.loc)
		if have[key] {
			continue
		}
		have[key] = true
		s := conflict.Stub{URL: e.loc, Title: e.title, Lang: e.lang, Published: e.released}
		if e.released.IsZero() {
			s.Published = pathDate(u) // lastmod is the time of any change
			s.Updated = e.modified
		}
		if out = append(out, s); len(out) == maxEntries {
			break
		}
	}
	return out
}
