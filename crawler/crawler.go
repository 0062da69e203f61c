package crawler

import (
	"fmt"
	"runtime/debug"
	"time"

	"sahelwatch/internal/egress"
)

// PanicError is a panic while a page was read, with the stack at that point.
type PanicError struct {
	URL   string
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("%s: panic: %v", e.URL, e.Value) }

// Plain is the error in plain words.
func (e *PanicError) Plain() string {
	return "a fault of this program stopped the reading of the page; it is set aside"
}

// Options of a Crawler.
type Options struct {
	MaxPages int           // pages of a listing that are followed; default 3
	MaxDelay time.Duration // of a Crawl-delay that is kept; default a minute
}

// Crawler reads listings, sitemaps and pages. It is safe for concurrent use.
type Crawler struct {
	client *egress.Client
	robots *robots
	opts   Options
}

// New returns a crawler that fetches through the client.
func New(client *egress.Client, o Options) *Crawler {
	if o.MaxPages <= 0 {
		o.MaxPages = 3
	}
	if o.MaxDelay <= 0 {
		o.MaxDelay = time.Minute
	}
	return &Crawler{client: client, robots: newRobots(client), opts: o}
}

// contained turns a panic of f into a *PanicError.
func contained(url string, f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{URL: url, Value: v, Stack: debug.Stack()}
		}
	}()
	return f()
}
