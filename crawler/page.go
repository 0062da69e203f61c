package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gocolly/colly/v2"

	"sahelwatch/internal/egress"
)

// Validators are those of the copy at hand; both empty when there is none.
type Validators struct {
	ETag         string
	LastModified string
}

// Page is an article page as it came.
type Page struct {
	URL          string // after redirects
	Canonical    string // the page's own word for its address, folded; else URL folded
	Status       int
	ContentType  string
	Body         []byte // decompressed, in the page's own charset
	ETag         string
	LastModified string
	NotModified  bool   // the copy at hand is still good; Body is then empty
	Permanent    string // the new address when every redirect was permanent
}

// maxRedirects is the length of the longest chain that is followed.
const maxRedirects = 10

// Page fetches one article page. A status that is no success is an
// *egress.StatusError; a page that is gone says so by its Gone method.
func (c *Crawler) Page(ctx context.Context, address string, v Validators) (Page, error) {
	var p Page
	err := contained(address, func() error {
		var err error
		p, err = c.fetch(ctx, address, v, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")
		if err == nil && len(p.Body) > 0 {
			p.Canonical = canonicalOf(p)
		}
		return err
	})
	if err != nil {
		return Page{}, err
	}
	return p, nil
}

// fetch runs one collector for one address.
func (c *Crawler) fetch(ctx context.Context, address string, v Validators, accept string) (Page, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Page{}, fmt.Errorf("fetch %q: %w", address, egress.ErrScheme)
	}
	pace, err := c.robots.allow(ctx, u, c.opts.MaxDelay)
	if err != nil {
		return Page{}, fmt.Errorf("fetch %s: %w", u.Redacted(), err)
	}
	var p Page
	var failed error
	moved := permanence{}
	run := c.collector(ctx, pace, &moved)
	run.OnResponseHeaders(func(r *colly.Response) {
		// colly decodes by the header alone, wrongly for pages whose own word
		// differs: without a content type it leaves the bytes as they are.
		p.ContentType = r.Headers.Get("Content-Type")
		r.Headers.Del("Content-Type")
		if media(p.ContentType) {
			failed = ErrMedia
			r.Request.Abort()
		}
	})
	run.OnResponse(func(r *colly.Response) {
		p.URL, p.Status, p.Body = r.Request.URL.String(), r.StatusCode, r.Body
		p.ETag, p.LastModified = r.Headers.Get("ETag"), r.Headers.Get("Last-Modified")
		p.NotModified = r.StatusCode == http.StatusNotModified
		conditional := v.ETag != "" || v.LastModified != ""
		failed = c.client.Check(r.Request.URL.Redacted(), r.StatusCode, *r.Headers, conditional)
	})
	err = run.Request(http.MethodGet, u.String(), nil, nil, headers(v, accept))
	if errors.Is(err, colly.ErrAbortedAfterHeaders) && failed != nil {
		err = failed
	}
	if err != nil {
		return Page{}, fmt.Errorf("fetch %s: %w", u.Redacted(), err)
	}
	if failed != nil {
		return Page{}, fmt.Errorf("fetch %s: %w", u.Redacted(), failed)
	}
	if moved.hops > 0 && !moved.temporary {
		p.Permanent = p.URL
	}
	p.Canonical = Canonical(p.URL)
	return p, nil
}

// collector is made anew for each run; only the transport is shared. Its own
// robots, limits and visited list stay off: they are done before, by egress
// and robots, where waits end with the context. COLLY_ variables of the
// environment are not read.
func (c *Crawler) collector(ctx context.Context, pace egress.Pace, moved *permanence) *colly.Collector {
	run := &colly.Collector{}
	run.Init()
	run.Context = ctx
	run.UserAgent = c.client.UserAgent()
	run.MaxBodySize = 0 // egress bounds it, and says so
	run.AllowURLRevisit = true
	run.ParseHTTPErrorResponse = true
	run.WithTransport(c.client.Paced(pace))
	run.SetRequestTimeout(0) // egress has the deadline
	run.SetRedirectHandler(func(req *http.Request, via []*http.Request) error {
		moved.hop(req.Response)
		if len(via) >= maxRedirects {
			return fmt.Errorf("%w: %s", egress.ErrRedirects, req.URL.Redacted())
		}
		for _, before := range via {
			if before.URL.String() == req.URL.String() && len(req.Cookies()) == len(before.Cookies()) {
				return fmt.Errorf("%w: %s", egress.ErrRedirects, req.URL.Redacted())
			}
		}
		if req.URL.Host != via[len(via)-1].URL.Host {
			req.Header.Del("Authorization")
		}
		_, err := c.robots.allow(ctx, req.URL, c.opts.MaxDelay)
		return err
	})
	return run
}

// media reports whether a content type is one of files that hold no article,
// which may be large: they are not downloaded.
func media(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(contentType)), ";")
	for _, prefix := range []string{"image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/msword", "application/vnd."} {
		if strings.HasPrefix(strings.TrimSpace(kind), prefix) {
			return true
		}
	}
	return false
}

// permanence tells whether all redirects of a chain were permanent.
type permanence struct {
	hops      int
	temporary bool
}

func (m *permanence) hop(answer *http.Response) {
	m.hops++
	if answer == nil || answer.StatusCode != http.StatusMovedPermanently && answer.StatusCode != http.StatusPermanentRedirect {
		m.temporary = true
	}
}

func headers(v Validators, accept string) http.Header {
	h := http.Header{"Accept": {accept}}
	if v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		h.Set("If-Modified-Since", v.LastModified)
	}
	return h
}
