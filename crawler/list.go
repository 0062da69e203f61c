package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cespare/xxhash/v2"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

// Result is one poll of a listing page or sitemap.
type Result struct {
	Stubs        []conflict.Stub
	NotModified  bool // the same articles as at the last poll
	Warnings     []string
	Lost         int
	ETag         string
	LastModified string
	BodyHash     string
	MovedTo      string
	TTL          time.Duration
	MaxAge       time.Duration
	RetryAfter   time.Duration
	State        []byte // what was learned of the page; for the next poll
}

// List polls a source of kind listing or sitemap. An error comes with what the
// answer said of a pause in Result.
func (c *Crawler) List(ctx context.Context, src conflict.Source, h conflict.Health) (Result, error) {
	var r Result
	err := contained(src.URL, func() error {
		var err error
		if src.Kind == "sitemap" {
			r, err = c.listSitemap(ctx, src, h)
		} else {
			r, err = c.listPages(ctx, src, h)
		}
		return err
	})
	var status *egress.StatusError
	if errors.As(err, &status) {
		r.RetryAfter = status.RetryAfter
	}
	if err != nil {
		return Result{RetryAfter: r.RetryAfter, Warnings: r.Warnings, State: h.State}, err
	}
	latest := c.client.Now().Add(24 * time.Hour)
	for i := range r.Stubs {
		if s := &r.Stubs[i]; s.Published.Time.After(latest) {
			s.Published = conflict.Moment{}
		}
		if r.Stubs[i].Lang == "" {
			r.Stubs[i].Lang = src.Language
		}
	}
	return r, nil
}

// listPages reads a listing and, where none of its articles was there at the
// last poll, the pages behind it, up to MaxPages.
func (c *Crawler) listPages(ctx context.Context, src conflict.Source, h conflict.Health) (Result, error) {
	known := readState(h.State)
	first, err := c.fetch(ctx, src.URL, Validators{ETag: h.ETag, LastModified: h.LastModified}, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5")
	if err != nil {
		return Result{}, err
	}
	r := Result{ETag: first.ETag, LastModified: first.LastModified, BodyHash: h.BodyHash, MovedTo: first.Permanent, State: h.State}
	if first.NotModified {
		r.NotModified = true
		return r, nil
	}
	l, err := readListing(first, src.Selector, known)
	if err != nil {
		return r, fmt.Errorf("listing %s: %w", src.URL, err)
	}
	r.Stubs = l.stubs
	r.Warnings = c.followPages(ctx, src, l.next, known, &r)
	known.learn(r.Stubs, l.shapes)
	r.State = known.bytes()
	hash := stubsHash(r.Stubs)
	if r.NotModified = hash == h.BodyHash; r.NotModified {
		r.Stubs = nil
	}
	r.BodyHash = hash
	return r, nil
}

// followPages adds the articles of further pages while nothing on the last one
// was known. A page that fails ends it with a warning.
func (c *Crawler) followPages(ctx context.Context, src conflict.Source, next string, known *state, r *Result) []string {
	have := map[string]bool{}
	for _, s := range r.Stubs {
		have[Canonical(s.URL)] = true
	}
	visited := map[string]bool{src.URL: true}
	for n := 1; n < c.opts.MaxPages && next != "" && !visited[next] && !known.overlaps(r.Stubs); n++ {
		visited[next] = true
		p, err := c.fetch(ctx, next, Validators{}, "text/html")
		if err != nil {
			return []string{"page " + strconv.Itoa(n+1) + " of the listing could not be read: " + egress.Explain(err)}
		}
		l, err := readListing(p, src.Selector, known)
		if err != nil {
			return nil // an end page without articles
		}
		for _, s := range l.stubs {
			if key := Canonical(s.URL); !have[key] {
				have[key] = true
				r.Stubs = append(r.Stubs, s)
			}
		}
		next = l.next
	}
	return nil
}

func stubsHash(stubs []conflict.Stub) string {
	d := xxhash.New()
	for _, s := range stubs {
		d.WriteString(s.URL)
		d.WriteString("\x00")
		d.WriteString(s.Title)
		d.WriteString("\x00")
	}
	return strconv.FormatUint(d.Sum64(), 16)
}

// sameSite reports whether two hosts belong to one site, as far as their names
// tell: one is the other or lies under it.
func sameSite(a, b *url.URL) bool {
	x, y := plainHost(a.Host), plainHost(b.Host)
	return x == y || strings.HasSuffix(x, "."+y) || strings.HasSuffix(y, "."+x)
}
