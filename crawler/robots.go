package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"sahelwatch/internal/egress"
)

const (
	robotsSize  = 500 << 10        // bytes that a crawler must read (RFC 9309, section 2.5)
	robotsFresh = 24 * time.Hour   // how long a copy is used (section 2.4)
	robotsRetry = 10 * time.Minute // until an unreachable file is tried again
	robotsKept  = 20_000           // sites whose rules are kept
)

// robots keeps the rules of the sites that are visited.
type robots struct {
	client *egress.Client
	token  string
	mu     sync.Mutex
	sites  map[string]*site
}

// site is the robots.txt of one origin. Whoever comes first fetches it; ready
// is closed when that is done.
type site struct {
	ready   chan struct{}
	rules   rules
	err     error // the one who fetched it was stopped: try again
	expires time.Time
}

func newRobots(c *egress.Client) *robots {
	return &robots{client: c, token: productToken(c.UserAgent()), sites: map[string]*site{}}
}

// allow returns the pace for a URL, or an error wrapping ErrRobots or
// ErrRobotsUnread.
func (r *robots) allow(ctx context.Context, u *url.URL, maxDelay time.Duration) (egress.Pace, error) {
	pace := r.client.PaceOf(u.Host)
	rules, err := r.of(ctx, u)
	if err != nil {
		return pace, err
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !rules.permits(path) {
		if rules.unread != nil {
			return pace, &unreadRobots{u.Host, rules.unread}
		}
		return pace, fmt.Errorf("%w: %s", ErrRobots, u.Redacted())
	}
	pace.Delay = max(pace.Delay, min(rules.delay, maxDelay))
	return pace, nil
}

// of gives the rules of a URL's origin.
func (r *robots) of(ctx context.Context, u *url.URL) (rules, error) {
	origin := u.Scheme + "://" + u.Host
	for {
		s, mine := r.entry(origin)
		if mine {
			r.fill(ctx, origin, s)
			return s.rules, s.err
		}
		select {
		case <-s.ready:
			if s.err == nil {
				return s.rules, nil
			}
		case <-ctx.Done():
			return rules{}, context.Cause(ctx)
		}
	}
}

// fill fetches an entry that is the caller's. Whatever becomes of it, those who
// wait for it go on.
func (r *robots) fill(ctx context.Context, origin string, s *site) {
	s.err = errUnfinished
	defer r.settle(origin, s)
	s.rules, s.expires, s.err = r.fetch(ctx, origin)
}

// errUnfinished marks an entry whose fetch ended without a result.
var errUnfinished = errors.New("robots.txt was not read to its end")

// entry finds the copy of an origin, or makes one that the caller must fill.
func (r *robots) entry(origin string) (s *site, mine bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.sites[origin]; s != nil {
		select {
		case <-s.ready:
			if r.client.Now().Before(s.expires) {
				return s, false
			}
		default:
			return s, false
		}
	}
	if len(r.sites) >= robotsKept {
		r.prune()
	}
	s = &site{ready: make(chan struct{})}
	r.sites[origin] = s
	return s, true
}

// prune forgets copies until a tenth of the room is free; r.mu is held.
func (r *robots) prune() {
	for origin, s := range r.sites {
		select {
		case <-s.ready:
			delete(r.sites, origin)
		default:
		}
		if len(r.sites) <= robotsKept*9/10 {
			return
		}
	}
}

func (r *robots) settle(origin string, s *site) {
	r.mu.Lock()
	if s.err != nil && r.sites[origin] == s {
		delete(r.sites, origin)
	}
	r.mu.Unlock()
	close(s.ready)
}

// fetch reads the file. By RFC 9309, section 2.3.1: a client error means that
// there are no rules; a server error or no answer means that all is forbidden.
// 429 is no sign that there are none: it counts as a server error.
func (r *robots) fetch(ctx context.Context, origin string) (rules, time.Time, error) {
	now := r.client.Now()
	resp, err := r.client.Get(ctx, egress.Request{URL: origin + "/robots.txt", Limit: robotsSize, Prefix: true})
	if ctx.Err() != nil {
		return rules{}, now, context.Cause(ctx)
	}
	var status *egress.StatusError
	switch {
	case err == nil:
		return parseRobots(resp.Body, r.token), now.Add(robotsFresh), nil
	case errors.As(err, &status) && status.Status >= 300 && status.Status < 500 && status.Status != http.StatusTooManyRequests,
		errors.Is(err, egress.ErrRedirects):
		return rules{}, now.Add(robotsFresh), nil
	}
	return rules{unread: err}, now.Add(robotsRetry), nil
}
