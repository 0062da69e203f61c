package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/pprof"
	"time"
)

// PageSize is how many incidents a page lists.
const PageSize = 50

// Options of New. Listen alone is needed.
type Options struct {
	Listen    string   // address that is listened on: a Host header may name it
	Hosts     []string // further names under which the pages may be asked for
	PublicURL string   // address of the pages as readers know it; "" for none
	Token     string   // needed for what changes anything; "" refuses all of that
	Pprof     bool     // serve /debug/pprof/
	Reload    func() error
	Alive     func(context.Context) error // for /-/healthy; nil is always alive
	Counts    func() Counts               // for /metrics; nil leaves them out
	Links     Subscriptions               // of mails, to unsubscribe; nil: there are none
	Log       *slog.Logger
	Clock     func() time.Time
}

// Counts is what was done since the start.
type Counts struct {
	Polls, FailedPolls uint64
	Coded              uint64 // articles
}

// server answers requests.
type server struct {
	opts    Options
	read    Reader
	log     *slog.Logger
	now     func() time.Time
	pages   *pages
	metrics http.Handler
	hosts   map[string]bool
	streams streams
}

// New gives the handler of all pages.
func New(o Options, r Reader) http.Handler {
	s := &server{opts: o, read: r, log: o.Log, now: o.Clock, hosts: allowedHosts(o)}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.pages = loadPages()
	s.metrics = newMetrics(s)
	return s.guard(s.routes())
}

func (s *server) routes() http.Handler {
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", s.html(s.listPage))
	m.HandleFunc("GET /incidents", s.html(s.listPage))
	m.HandleFunc("GET /map", s.html(s.mapPage))
	m.HandleFunc("GET /trends", s.html(s.trendsPage))
	m.HandleFunc("GET /incidents/{id}", s.html(s.incidentPage))
	m.HandleFunc("GET /search", s.html(s.searchPage))
	m.HandleFunc("GET /sources", s.html(s.sourcesPage))
	m.HandleFunc("GET /deliveries", s.html(s.deliveriesPage))
	m.HandleFunc("GET /export/{format}", s.export)
	m.HandleFunc("GET /feed.atom", s.feed)
	m.HandleFunc("GET /assets/{file}", s.asset)
	m.HandleFunc("GET "+UnsubscribePath+"{link}", s.html(s.unsubscribePage))
	m.HandleFunc("POST "+UnsubscribePath+"{link}", s.html(s.unsubscribe))
	s.apiRoutes(m)
	m.HandleFunc("GET /-/healthy", s.healthy)
	m.HandleFunc("GET /-/ready", s.ready)
	m.HandleFunc("POST /-/reload", s.reload)
	m.Handle("GET /metrics", s.metrics)
	if s.opts.Pprof {
		m.HandleFunc("GET /debug/pprof/", pprof.Index)
		m.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		m.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	m.HandleFunc("/", s.notFound)
	return m
}
