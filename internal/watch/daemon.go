package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"
)

// Daemon runs a Service day and night: it ticks, serves the web pages and
// answers commands on the control socket.
type Daemon struct {
	Service *Service
	Run     Runner       // carries out commands that arrive on the control socket
	Handler http.Handler // the web pages; nil serves none
	Reload  func() error // called on SIGHUP and POST /-/reload; may be nil
	Stepped bool         // the owner calls Service.Tick by a clock of its own; nothing ticks here

	lastTick atomic.Int64 // Unix seconds of the end of the last tick
	listener net.Listener
}

// tickEvery is the grain of the daemon's time.
const tickEvery = "@every 1m"

// tickLate is how old the last tick may be while the daemon counts as alive.
const tickLate = 5 * time.Minute

// Address gives where the web pages are served once Serve has started; "" when
// none are.
func (d *Daemon) Address() string {
	if d.listener == nil {
		return ""
	}
	return d.listener.Addr().String()
}

// Serve runs until the context ends, then stops within five seconds: what is
// under way is broken off, and nothing that was stored is lost.
func (d *Daemon) Serve(ctx context.Context) error {
	s := d.Service
	if err := s.Welcome(); err != nil {
		return err
	}
	control, err := listenControl(s.Config().Store.Dir)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var group sync.WaitGroup
	group.Go(func() { serveControl(ctx, control, d.Run) })
	if err := d.serveWeb(ctx, &group); err != nil {
		cancel()
		group.Wait()
		return err
	}
	d.lastTick.Store(time.Now().Unix())
	c := d.schedule(ctx)
	if !d.Stepped {
		c.Start()
	}
	notifySystemd("READY=1")
	group.Go(func() { d.watchdog(ctx) })
	if len(s.Config().Sources) == 0 {
		s.log.Warn("the configuration names no sources: nothing will be read", "config", cmp.Or(s.Config().Path(), "built-in defaults"))
	}
	s.log.Info("running", "sources", len(s.Config().Sources), "recipients", len(s.Config().Recipients), "web", d.Address(), "data", s.Config().Store.Dir)
	for _, job := range d.jobs() {
		if d.Stepped {
			break
		}
		group.Go(func() { d.once(ctx, job) })
	}
	<-ctx.Done()
	notifySystemd("STOPPING=1")
	stopped := c.Stop()
	group.Wait()
	<-stopped.Done()
	return nil
}

// job is one step of the pipeline, run at each tick.
type job struct {
	name string
	run  func(context.Context) error
}

// jobs are independent of each other, so that slow hosts delay no digest and a
// dead mail server no poll.
func (d *Daemon) jobs() []job {
	s := d.Service
	return []job{
		{"poll", func(ctx context.Context) error {
			_, err := s.PollDue(ctx)
			return errors.Join(err, d.read(ctx))
		}},
		{"reread", func(ctx context.Context) error { return s.Reread(ctx, d.told) }},
		{"retain", func(ctx context.Context) error { return s.retain(ctx) }},
		{"send", func(ctx context.Context) error {
			_, _, err := s.Send(ctx)
			return err
		}},
	}
}

// read reads what is pending; what becomes known is sent at the next tick.
func (d *Daemon) read(ctx context.Context) error {
	_, err := d.Service.ReadPending(ctx, d.told)
	return err
}

func (d *Daemon) told(r Read) {
	for _, c := range r.Changes {
		d.Service.log.Info("change", "type", c.Type, "incident", c.Incident, "to", c.To, "url", r.URL, "late", c.Late)
	}
}

// schedule is cron as a tick: a job that still runs is skipped, a panic of a
// job is logged and ends that run only. The order of the two wrappers matters:
// the other way round, a panic would skip a job for ever.
func (d *Daemon) schedule(ctx context.Context) *cron.Cron {
	logger := cronLog{d.Service.log}
	c := cron.New(cron.WithLocation(time.UTC), cron.WithLogger(logger),
		cron.WithChain(cron.SkipIfStillRunning(logger), cron.Recover(logger)))
	for _, j := range d.jobs() {
		if _, err := c.AddFunc(tickEvery, func() { d.once(ctx, j) }); err != nil {
			panic(err) // tickEvery is a constant
		}
	}
	return c
}

// once runs one job and notes that the daemon lives.
func (d *Daemon) once(ctx context.Context, j job) {
	if err := j.run(ctx); err != nil && ctx.Err() == nil {
		d.Service.log.Error("step failed", "step", j.name, "error", err.Error())
	}
	if ctx.Err() == nil && j.name == "send" {
		d.lastTick.Store(time.Now().Unix())
	}
}

// Alive fails when the store does not answer or no tick ended lately.
func (d *Daemon) Alive(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	if err := d.Service.CheckStore(ctx); err != nil {
		return err
	}
	if age := time.Since(time.Unix(d.lastTick.Load(), 0)); age > tickLate && !d.Stepped {
		return fmt.Errorf("the last tick ended %s ago", age.Round(time.Second))
	}
	return nil
}

func (d *Daemon) serveWeb(ctx context.Context, group *sync.WaitGroup) error {
	listen := d.Service.Config().Web.Listen
	if listen == "" || d.Handler == nil {
		return nil
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return fmt.Errorf("web.listen: %w", err)
	}
	d.listener = l
	srv := &http.Server{
		Handler: d.Handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(d.Service.log.Handler(), slog.LevelDebug), BaseContext: func(net.Listener) context.Context { return ctx },
	}
	group.Go(func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			d.Service.log.Error("web pages stopped", "error", err.Error())
		}
	})
	group.Go(func() {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if srv.Shutdown(stop) != nil {
			srv.Close()
		}
	})
	return nil
}

// watchdog tells systemd that the daemon lives, only while store and tick do.
func (d *Daemon) watchdog(ctx context.Context) {
	every := watchdogEvery(os.Getenv("WATCHDOG_USEC"))
	if every == 0 {
		return
	}
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			if err := d.Alive(ctx); err != nil {
				d.Service.log.Error("watchdog not fed", "error", err.Error())
				continue
			}
			notifySystemd("WATCHDOG=1")
		}
	}
}

// cronLog hands cron's messages to slog.
type cronLog struct{ log *slog.Logger }

func (l cronLog) Info(msg string, kv ...any) { l.log.Debug("cron: "+msg, kv...) }
func (l cronLog) Error(err error, msg string, kv ...any) {
	l.log.Error("cron: "+msg, append(kv, "error", err)...)
}
