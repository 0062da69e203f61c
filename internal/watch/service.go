package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"sahelwatch/crawler"
	"sahelwatch/extract"
	"sahelwatch/internal/archive"
	"sahelwatch/internal/config"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
	"sahelwatch/internal/egress"
	"sahelwatch/internal/gazetteer"
	"sahelwatch/internal/store"
)

// Inside the data folder.
const (
	StoreFile  = "sahelwatch.db" // the database
	ArchiveDir = "warc"          // pages as they were read, where the config asks for it
)

// Options of a Service.
type Options struct {
	Config   *config.Config
	Log      *slog.Logger
	Clock    func() time.Time
	Terminal io.Writer // where recipients of the kind "terminal" read
}

// Service works on one open store.
type Service struct {
	opts     Options
	log      *slog.Logger
	now      func() time.Time
	store    *store.Store
	setup    atomic.Pointer[setup]
	tongue   func() (*tongue, error) // loaded at its first use
	desks    chan struct{}           // one for each page that may be parsed at a time
	linking  sync.Mutex              // candidates are read and records written by one at a time
	busy     inFlight                // sources that are being read
	feed     broadcast               // wakes those who wait for changes
	done     counters
	retained atomic.Int64 // when old texts were last looked for, Unix seconds
}

// setup is what follows from the config and is exchanged by Reload.
type setup struct {
	cfg       *config.Config
	client    *egress.Client
	crawler   *crawler.Crawler
	out       *outlets
	archive   *archive.Writer // nil: pages are not archived
	templates digest.Templates
}

// ownPaces gives the hosts of sources that the config treats otherwise than
// the rest. Of two sources on one host the gentler word holds.
func ownPaces(cfg *config.Config) map[string]egress.Pace {
	hosts := map[string]egress.Pace{}
	for _, src := range cfg.Sources {
		u, err := url.Parse(src.URL)
		if err != nil || src.PerHost == 0 && src.Delay == 0 {
			continue
		}
		p := egress.Pace{PerHost: cfg.HTTP.PerHost, Delay: cfg.HTTP.Delay}
		if src.PerHost > 0 {
			p.PerHost = src.PerHost
		}
		if src.Delay > 0 {
			p.Delay = src.Delay
		}
		if other, ok := hosts[u.Host]; ok {
			p.PerHost, p.Delay = min(p.PerHost, other.PerHost), max(p.Delay, other.Delay)
		}
		hosts[u.Host] = p
	}
	return hosts
}

func (s *setup) close() error {
	s.client.Close()
	if s.archive == nil {
		return nil
	}
	return s.archive.Close()
}

// tongue is what reads articles.
type tongue struct {
	places *gazetteer.Gazetteer
	coder  *extract.Coder
}

// Open opens the store of the config's data folder and takes its lock.
func Open(ctx context.Context, o Options) (*Service, error) {
	s := &Service{opts: o, log: o.Log, now: o.Clock, desks: make(chan struct{}, runtime.GOMAXPROCS(0))}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	set, err := s.prepare(o.Config)
	if err != nil {
		return nil, err
	}
	s.setup.Store(set)
	s.tongue = sync.OnceValues(func() (*tongue, error) { return loadTongue(o.Config) })
	path := filepath.Join(o.Config.Store.Dir, StoreFile)
	if s.store, err = store.Open(path, store.Options{Clock: s.now, Identity: crawler.Canonical}); err != nil {
		return nil, err
	}
	if err := s.syncSources(); err != nil {
		return nil, errors.Join(err, s.store.Close())
	}
	return s, nil
}

// Close ends all connections and closes the store.
func (s *Service) Close() error {
	return errors.Join(s.setup.Load().close(), s.store.Close())
}

// Config is the configuration in force.
func (s *Service) Config() *config.Config { return s.setup.Load().cfg }

// Store is the open store, for commands that only read.
func (s *Service) Store() *store.Store { return s.store }

// Now is the service's clock.
func (s *Service) Now() time.Time { return s.now() }

// Outbound is the guarded transport of the configuration in force.
func (s *Service) Outbound() http.RoundTripper { return outbound{s} }

type outbound struct{ s *Service }

func (o outbound) RoundTrip(req *http.Request) (*http.Response, error) {
	return o.s.setup.Load().client.Transport().RoundTrip(req)
}

// Reload puts another config in force. The data folder and the addresses that
// the daemon listens on stay as they are.
func (s *Service) Reload(cfg *config.Config) error {
	old := s.setup.Load()
	if cfg.Store.Dir != old.cfg.Store.Dir {
		return fmt.Errorf("store.dir cannot change while the daemon runs: %s", cfg.Store.Dir)
	}
	set, err := s.prepare(cfg)
	if err != nil {
		return err
	}
	s.setup.Store(set)
	if err := errors.Join(old.close(), s.syncSources(), s.Welcome()); err != nil {
		return err
	}
	s.log.Info("configuration reloaded", "sources", len(cfg.Sources), "recipients", len(cfg.Recipients))
	return nil
}

func (s *Service) prepare(cfg *config.Config) (*setup, error) {
	client, err := egress.New(egress.Options{
		UserAgent: cfg.HTTP.UserAgent, Contact: cfg.HTTP.Contact, Timeout: cfg.HTTP.Timeout,
		PerHost: cfg.HTTP.PerHost, Delay: cfg.HTTP.Delay, Hosts: ownPaces(cfg), AllowPrivate: cfg.HTTP.Allowed, Proxy: cfg.HTTP.Proxy,
	})
	if err != nil {
		return nil, err
	}
	set := &setup{cfg: cfg, client: client, crawler: crawler.New(client, crawler.Options{})}
	if set.templates, err = loadTemplates(cfg.Templates); err != nil {
		return nil, err
	}
	if set.out, err = newOutlets(cfg, client, s.opts.Terminal, s.unsubscribeAt(cfg)); err != nil {
		return nil, err
	}
	if cfg.Archive == "warc" {
		set.archive, err = archive.Open(filepath.Join(cfg.Store.Dir, ArchiveDir), archive.Options{Clock: s.now, Software: cfg.HTTP.UserAgent})
	}
	return set, err
}

func loadTemplates(dir string) (digest.Templates, error) {
	if dir == "" {
		return digest.Templates{}, nil
	}
	t, err := digest.LoadTemplates(os.DirFS(dir))
	if err != nil {
		return t, fmt.Errorf("templates: %w", err)
	}
	return t, nil
}

func (s *Service) syncSources() error {
	cfg := s.Config()
	list := make([]conflict.Source, 0, len(cfg.Sources))
	for _, src := range cfg.Sources {
		list = append(list, src.Conflict())
	}
	return s.store.SyncSources(list, s.now())
}

// NewCoder builds the coder of a config: the built-in gazetteer and lexicons
// with the user's own actors and places.
func NewCoder(cfg *config.Config) (*extract.Coder, error) {
	t, err := loadTongue(cfg)
	if err != nil {
		return nil, err
	}
	return t.coder, nil
}

func loadTongue(cfg *config.Config) (*tongue, error) {
	places, err := cfg.Gazetteer()
	if err != nil {
		return nil, err
	}
	coder, err := extract.NewCoder(places)
	if err != nil {
		return nil, err
	}
	return &tongue{places: places, coder: coder}, nil
}
