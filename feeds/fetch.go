package feeds

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/cespare/xxhash/v2"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

// Result is one poll of a feed.
type Result struct {
	Stubs        []conflict.Stub
	NotModified  bool
	Warnings     []string
	Lost         int // items that began but could not be read
	ETag         string
	LastModified string
	BodyHash     string
	MovedTo      string        // the feed's new address, by a permanent redirect
	TTL          time.Duration // the feed's own word on how often to ask; 0: none
	MaxAge       time.Duration // Cache-Control or Expires; 0: none
	RetryAfter   time.Duration // the host asks for a pause; 0: none
}

// accept lists the media types of feeds, best first.
const accept = "application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"

// Fetch polls a feed: what it has now, or that nothing changed since the poll
// that h tells of. An error comes with what the answer said of a pause, and the
// number of lost items, in Result. Items dated more than a day ahead of the
// client's clock lose their date.
func Fetch(ctx context.Context, client *egress.Client, src conflict.Source, h conflict.Health) (Result, error) {
	resp, err := client.Get(ctx, egress.Request{URL: src.URL, Accept: accept, ETag: h.ETag, LastModified: h.LastModified, Limit: maxSize})
	if err != nil {
		var r Result
		var status *egress.StatusError
		if errors.As(err, &status) {
			r.RetryAfter = status.RetryAfter
		}
		return r, err
	}
	r := Result{
		ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"),
		MovedTo: resp.Permanent, MaxAge: egress.MaxAge(resp.Header), BodyHash: h.BodyHash,
	}
	if resp.NotModified() {
		r.NotModified = true
		if r.ETag == "" {
			r.ETag = h.ETag
		}
		if r.LastModified == "" {
			r.LastModified = h.LastModified
		}
		return r, nil
	}
	r.BodyHash = hash(resp.Body)
	if r.BodyHash == h.BodyHash {
		r.NotModified = true
		return r, nil
	}
	f, err := Parse(resp.Body, resp.Header.Get("Content-Type"), resp.URL)
	r.Lost, r.Warnings, r.TTL = f.Lost, f.Warnings, f.TTL
	if err != nil {
		// A broken answer must be read again: it is no copy to compare with.
		r.ETag, r.LastModified, r.BodyHash = "", "", ""
		return r, fmt.Errorf("feed %s: %w", resp.URL, err)
	}
	r.Stubs = f.Stubs
	latest := client.Now().Add(24 * time.Hour)
	for i := range r.Stubs {
		present(&r.Stubs[i], latest, src)
	}
	return r, nil
}

// present drops dates from the future and fills in the source's language.
func present(s *conflict.Stub, latest time.Time, src conflict.Source) {
	if s.Published.Time.After(latest) {
		s.Published = conflict.Moment{}
	}
	if s.Updated.Time.After(latest) {
		s.Updated = conflict.Moment{}
	}
	if s.Lang == "" {
		s.Lang = src.Language
	}
}

// hash tells two bodies apart; it protects against nothing else.
func hash(b []byte) string {
	return strconv.FormatUint(xxhash.Sum64(b), 16) + "." + strconv.Itoa(len(b))
}
