package egress

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// transport is the guarded http.RoundTripper.
type transport struct {
	c    *Client
	pace Pace
}

// RoundTrip waits for the host's turn, sends the request, and returns an answer
// whose body is decompressed and bounded. The place at the host is given back
// when the body is closed.
func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	return t.c.roundTrip(req, t.pace)
}

func newBase(c *Client) *http.Transport {
	return &http.Transport{
		DialContext:            c.DialContext,
		DisableCompression:     true, // done here, with bounds
		ForceAttemptHTTP2:      true,
		MaxConnsPerHost:        c.most,
		MaxIdleConnsPerHost:    c.most,
		MaxIdleConns:           1000,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    c.timeout / 2,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		TLSClientConfig:        &tls.Config{ClientSessionCache: tls.NewLRUClientSessionCache(4096), MinVersion: tls.VersionTLS12, RootCAs: c.roots},
	}
}

func (c *Client) roundTrip(req *http.Request, pace Pace) (*http.Response, error) {
	if s := req.URL.Scheme; s != "http" && s != "https" {
		return nil, fmt.Errorf("%w, not %q", ErrScheme, s)
	}
	g := c.pacer.enter(strings.ToLower(req.URL.Hostname()))
	if err := c.turn(req, g, pace); err != nil {
		g.leave()
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(req.Context())
	v := &visit{gate: g, cancel: cancel}
	started := time.Now()
	v.timer = time.AfterFunc(g.patience(c.timeout), v.expire)
	resp, err := c.base.RoundTrip(c.prepare(req, ctx))
	if err != nil {
		err = causeOf(ctx, err)
		if req.Context().Err() == nil {
			g.answered(!timedOut(err))
		}
		v.done()
		return nil, err
	}
	v.answered.Store(true)
	v.timer.Reset(c.timeout - time.Since(started))
	g.answered(true)
	c.heed(g, resp)
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		c.drain(resp, v.done)
		return resp, nil
	}
	c.guardBody(ctx, resp, v.done)
	return resp, nil
}

// visit is one request's time at a host.
type visit struct {
	gate     *gate
	cancel   context.CancelCauseFunc
	timer    *time.Timer // set before the request, used by its goroutine alone
	answered atomic.Bool
	freed    sync.Once
}

// expire ends a visit whose time is up. The place at the host is free then,
// even where the caller forgets the body: the connection is broken off.
func (v *visit) expire() {
	v.cancel(ErrTimeout)
	if !v.answered.Load() {
		v.gate.answered(false) // before the next one asks how long to wait
	}
	v.freed.Do(v.free)
}

func (v *visit) done() {
	v.timer.Stop()
	v.cancel(nil)
	v.freed.Do(v.free)
}

func (v *visit) free() {
	v.gate.release()
	v.gate.leave()
}

func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, ErrTimeout) || errors.As(err, &n) && n.Timeout()
}

// turn waits until the host may be asked.
func (c *Client) turn(req *http.Request, g *gate, pace Pace) error {
	left, status := g.paused(c.clock())
	if left > c.timeout {
		return &StatusError{URL: req.URL.Redacted(), Status: status, RetryAfter: left, Earlier: true}
	}
	if left > 0 {
		if err := sleep(req.Context(), left); err != nil {
			return err
		}
	}
	if pace.PerHost <= 0 {
		pace.PerHost = c.pace.PerHost
	}
	pace.PerHost = min(pace.PerHost, c.most)
	if err := g.acquire(req.Context(), pace); err != nil {
		return err
	}
	// The host may have asked for a pause while this request queued.
	if left, status := g.paused(c.clock()); left > c.timeout {
		g.release()
		return &StatusError{URL: req.URL.Redacted(), Status: status, RetryAfter: left, Earlier: true}
	}
	return nil
}

// prepare returns the request as it is sent; the caller's is left as it was.
func (c *Client) prepare(req *http.Request, ctx context.Context) *http.Request {
	out := req.WithContext(ctx)
	h := make(http.Header, len(req.Header)+2)
	for k, v := range req.Header {
		h[k] = v
	}
	if _, ok := h["User-Agent"]; !ok {
		h["User-Agent"] = c.agentHeader
	}
	h["Accept-Encoding"] = c.encodings
	out.Header = h
	return out
}

// heed notes a pause that the host asks for.
func (c *Client) heed(g *gate, resp *http.Response) {
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
		return
	}
	now := c.clock()
	if wait := RetryAfter(resp.Header, now); wait > 0 {
		g.asked(now.Add(wait), resp.StatusCode)
	}
}

// drain ends a redirect at once. http.Client asks whether it may follow one
// before it closes the body, and the answer may take a request to the same host.
func (c *Client) drain(resp *http.Response, done func()) {
	io.CopyN(io.Discard, resp.Body, 2<<10) // so that the connection can be used again
	resp.Body.Close()
	resp.Body = http.NoBody
	done()
}

// guardBody puts the bounds between the caller and the connection.
func (c *Client) guardBody(ctx context.Context, resp *http.Response, done func()) {
	raw := resp.Body
	b := &body{ctx: ctx, raw: raw, done: done}
	switch {
	case resp.Request.Method == http.MethodHead || resp.StatusCode == http.StatusNotModified || resp.StatusCode == http.StatusNoContent || resp.ContentLength == 0:
		b.r = raw
	default:
		r, free, err := c.decode(resp.Header.Get("Content-Encoding"), raw)
		b.r, b.free, b.err = r, free, err
		resp.ContentLength = -1
		resp.Header.Del("Content-Length")
	}
	resp.Header.Del("Content-Encoding")
	resp.Uncompressed = true
	resp.Body = b
}

// body is a response body with its bounds; it reports the cause of a broken read.
type body struct {
	ctx  context.Context
	r    io.Reader
	raw  io.Closer
	free func()
	done func()
	err  error
}

func (b *body) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	n, err := b.r.Read(p)
	if err != nil && err != io.EOF {
		err = causeOf(b.ctx, err)
	}
	b.err = err
	return n, err
}

func (b *body) Close() error {
	err := b.raw.Close()
	if b.free != nil {
		b.free()
		b.free = nil
	}
	if b.err == nil {
		b.err = net.ErrClosed
	}
	b.done()
	return err
}

// causeOf prefers the reason for which a context ended over "context canceled".
func causeOf(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		if errors.Is(cause, ErrTimeout) && !errors.Is(err, ErrTimeout) {
			return fmt.Errorf("%w: %w", ErrTimeout, err)
		}
		return cause
	}
	if strings.Contains(err.Error(), "response headers exceeded") { // net/http has no type for it
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return err
}
