package egress

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

// maxRedirects is the length of the longest chain that is followed.
const maxRedirects = 10

// Request is one document to fetch.
type Request struct {
	URL          string
	Accept       string // media types; "" for any
	ETag         string // validators of the copy at hand, for a conditional GET
	LastModified string
	Limit        int64 // bytes of the answer; 0: the client's MaxBody
	Pace         *Pace // for this host; nil: the client's
	Prefix       bool  // the first Limit bytes are enough: a longer answer is cut there
	NoRedirect   bool  // a redirect is then a *StatusError
	// Allow, when set, is asked before each redirect is followed.
	Allow func(ctx context.Context, target *url.URL) error
}

// Response is a document, or the word that it has not changed (status 304).
type Response struct {
	Status    int
	Header    http.Header
	Body      []byte
	URL       string // after redirects
	Permanent string // the new address when every redirect was permanent (301, 308)
}

// NotModified reports whether the copy at hand is still good.
func (r *Response) NotModified() bool { return r.Status == http.StatusNotModified }

// Get fetches a document. Success is 200, 203, 204 and 205 (empty), 206 when it
// holds the whole document, and 304 when validators were sent. Every other
// final status is a *StatusError.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	u, err := url.Parse(strings.TrimSpace(r.URL))
	if err != nil {
		return nil, fmt.Errorf("fetch: %w", err)
	}
	if u.Host == "" {
		return nil, fmt.Errorf("fetch %q: %w", r.URL, ErrScheme)
	}
	pace := c.PaceOf(u.Host)
	if r.Pace != nil {
		pace = *r.Pace
	}
	permanent := true
	seen := map[string]bool{}
	for hop := 0; ; hop++ {
		resp, err := c.once(ctx, u, r, pace)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", u.Redacted(), err)
		}
		target, err := redirect(u, resp)
		if target == nil || r.NoRedirect {
			if err == nil {
				err = c.finish(resp, r, u)
			}
			resp.close()
			if err != nil {
				return nil, fmt.Errorf("fetch %s: %w", u.Redacted(), err)
			}
			return resp.response(u, hop > 0 && permanent), nil
		}
		permanent = permanent && (resp.http.StatusCode == http.StatusMovedPermanently || resp.http.StatusCode == http.StatusPermanentRedirect)
		resp.close()
		seen[u.String()] = true
		if hop == maxRedirects || seen[target.String()] {
			return nil, fmt.Errorf("fetch %s: %w: %s", u.Redacted(), ErrRedirects, target.Redacted())
		}
		if r.Allow != nil {
			if err := r.Allow(ctx, target); err != nil {
				return nil, fmt.Errorf("fetch %s: redirect to %s: %w", u.Redacted(), target.Redacted(), err)
			}
		}
		u = target
	}
}

// response is the last answer as its caller gets it.
func (a *answer) response(u *url.URL, permanent bool) *Response {
	out := &Response{Status: a.http.StatusCode, Header: a.http.Header, Body: a.data, URL: withoutUser(u)}
	if permanent {
		out.Permanent = out.URL
	}
	return out
}

// withoutUser gives a URL that may be shown and stored: without a password.
func withoutUser(u *url.URL) string {
	if u.User == nil {
		return u.String()
	}
	open := *u
	open.User = nil
	return open.String()
}

// answer is one hop's response while it is being read.
type answer struct {
	http *http.Response
	data []byte
}

func (a *answer) close() { a.http.Body.Close() }

func (c *Client) once(ctx context.Context, u *url.URL, r Request, pace Pace) (*answer, error) {
	h := make(http.Header, 6)
	if r.Accept != "" {
		h["Accept"] = []string{r.Accept}
	}
	if r.ETag != "" {
		h["If-None-Match"] = []string{r.ETag}
	}
	if r.LastModified != "" {
		h["If-Modified-Since"] = []string{r.LastModified}
	}
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: h}).WithContext(ctx)
	if u.User != nil {
		password, _ := u.User.Password()
		req.SetBasicAuth(u.User.Username(), password)
	}
	resp, err := c.roundTrip(req, pace)
	if err != nil {
		return nil, err
	}
	return &answer{http: resp}, nil
}

// redirect gives the target of a redirect, nil when the answer is none.
func redirect(from *url.URL, a *answer) (*url.URL, error) {
	switch a.http.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	location := a.http.Header.Get("Location")
	if location == "" {
		return nil, nil // finish makes it a *StatusError
	}
	target, err := from.Parse(location)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRedirects, err)
	}
	target.Fragment = ""
	return target, nil
}

// finish reads the body of a success, or turns the status into an error.
func (c *Client) finish(a *answer, r Request, u *url.URL) error {
	conditional := r.ETag != "" || r.LastModified != ""
	if err := c.Check(u.Redacted(), a.http.StatusCode, a.http.Header, conditional); err != nil {
		return err
	}
	switch a.http.StatusCode {
	case http.StatusNoContent, http.StatusResetContent, http.StatusNotModified:
		return nil
	}
	limit := c.maxBody
	if r.Limit > 0 {
		limit = min(limit, r.Limit)
	}
	var err error
	a.data, err = c.bodies.read(a.http.Body, limit, r.Prefix)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fmt.Errorf("connection broke off: %w", err)
	}
	return err
}

// Check turns a final status that is no success into a *StatusError. Success is
// 200, 203, 204, 205, a 206 that holds the whole document, and 304 in answer to
// a conditional request.
func (c *Client) Check(url string, status int, h http.Header, conditional bool) error {
	switch status {
	case http.StatusOK, http.StatusNonAuthoritativeInfo, http.StatusNoContent, http.StatusResetContent:
		return nil
	case http.StatusPartialContent:
		if whole(h.Get("Content-Range")) {
			return nil
		}
	case http.StatusNotModified:
		if conditional {
			return nil
		}
	}
	return &StatusError{URL: url, Status: status, RetryAfter: RetryAfter(h, c.clock())}
}

// whole reports whether a Content-Range covers its document from end to end.
func whole(contentRange string) bool {
	var first, last, size int64
	if _, err := fmt.Sscanf(contentRange, "bytes %d-%d/%d", &first, &last, &size); err != nil {
		return false
	}
	return first == 0 && last+1 == size
}

// bodies reads bodies through buffers that are kept for reuse.
type bodies struct {
	pool sync.Pool // *bytes.Buffer
}

func (b *bodies) read(r io.Reader, limit int64, prefix bool) ([]byte, error) {
	buf, ok := b.pool.Get().(*bytes.Buffer)
	if !ok {
		buf = bytes.NewBuffer(make([]byte, 0, 64<<10))
	}
	buf.Reset()
	n, err := buf.ReadFrom(io.LimitReader(r, limit+1))
	switch {
	case n <= limit:
	case prefix:
		buf.Truncate(int(limit))
		err = nil
	case err == nil:
		err = fmt.Errorf("%w: over %d bytes", ErrTooLarge, limit)
	}
	var out []byte
	if err == nil {
		out = bytes.Clone(buf.Bytes())
	}
	if buf.Cap() <= 1<<20 {
		b.pool.Put(buf)
	}
	return out, err
}
