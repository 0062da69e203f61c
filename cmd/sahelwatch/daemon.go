package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"sahelwatch/internal/watch"
	"sahelwatch/internal/web"
)

// frugal is how far the daemon's heap grows, in percent, before garbage is
// collected. It runs for months beside other programs and waits most of the
// time: a third less memory is worth a fifth more time while it reads.
const frugal = 25

// many sources make a heap of which each collection looks at a lot: with more
// than these it may double, as is usual.
const many = 5000

func percentFor(sources int) int {
	if sources > many {
		return 100
	}
	return frugal
}

type daemonCmd struct{}

func (daemonCmd) Help() string {
	return `Runs until SIGTERM or Ctrl-C. SIGHUP reads the configuration again. Every other
command works beside it, through the control socket in the data folder.

Example:
  sahelwatch daemon --config /etc/sahelwatch.yaml --data /var/lib/sahelwatch`
}

// Run runs the daemon on the store of the configuration.
func (daemonCmd) Run(s *session) error {
	if s.service != nil {
		return errors.New("this data folder has a daemon: the one that answers")
	}
	cfg, err := s.config()
	if err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percentFor(len(cfg.Sources)))
	}
	svc, err := s.open(cfg, s.logger(cfg))
	if err != nil {
		return err
	}
	d := newDaemon(s, svc)
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	go func() {
		for range hup {
			if err := d.Reload(); err != nil {
				s.logger(cfg).Error("configuration not reloaded", "error", err.Error())
			}
		}
	}()
	err = d.Serve(s)
	signal.Stop(hup)
	close(hup)
	return errors.Join(err, svc.Close())
}

// newDaemon wires a daemon around an open service.
func newDaemon(s *session, svc *watch.Service) *watch.Daemon {
	d := &watch.Daemon{Service: svc}
	d.Run = func(ctx context.Context, c watch.Call) int {
		return run(ctx, call{
			args: c.Args, environ: s.environ, dir: c.Dir, stdin: c.Stdin, stdout: c.Stdout, stderr: c.Stderr,
			terminal: c.Terminal, columns: c.Columns, width: c.Width, service: svc, alive: d.Alive,
		})
	}
	d.Reload = func() error {
		cfg, err := s.config()
		if err != nil {
			return err
		}
		return svc.Reload(cfg)
	}
	cfg := svc.Config()
	d.Handler = web.New(web.Options{
		Listen: cfg.Web.Listen, Hosts: cfg.Web.Hosts, PublicURL: cfg.Web.PublicURL, Token: cfg.Web.Token, Pprof: cfg.Web.Pprof,
		Reload: d.Reload, Alive: d.Alive, Counts: svc.Counts, Links: svc, Log: s.logger(cfg), Clock: svc.Now,
	}, svc.Reader())
	return d
}
