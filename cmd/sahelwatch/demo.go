package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"sahelwatch/internal/config"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/demo"
	"sahelwatch/internal/watch"
)

type demoCmd struct {
	Keep bool `help:"Leave the pages and the newsroom up until Ctrl-C."`
}

func (demoCmd) Help() string {
	return `A newsroom on loopback tells four days of news about an attack on Dargo; the
real pipeline polls it, and digests arrive by mail, by signed webhook and here.
With --data the data stay, and a second run on them finds nothing new.

Example:
  sahelwatch demo --keep`
}

// The demo's time: four days in steps of a quarter of an hour.
const (
	demoDays = 4
	demoStep = 15 * time.Minute
)

func demoStart() time.Time { return time.Date(2025, 7, 28, 0, 0, 0, 0, time.UTC) }

// demoSecret signs the webhooks of the demo; it protects nothing.
const demoSecret = "whsec_c2FoZWx3YXRjaC1kZW1vLXNlY3JldC0wMDA="

// Run plays the demo.
func (c demoCmd) Run(s *session) (err error) {
	dir := s.path(s.flags.Data)
	if dir == "" {
		if dir, err = os.MkdirTemp("", "sahelwatch-demo-"); err != nil {
			return err
		}
		defer os.RemoveAll(dir)
	}
	if err := refuseRealData(dir); err != nil {
		return err
	}
	p := &play{session: s, dir: dir}
	defer p.close()
	if err := p.open(); err != nil {
		return err
	}
	if err := p.run(); err != nil {
		return err
	}
	if err := p.summary(); err != nil {
		return err
	}
	if c.Keep {
		fmt.Fprintf(s.stdout, "\nPages: http://%s\nNewsroom: %s\nCtrl-C ends the demo.\n", p.daemon.Address(), p.news.Outlets()[3].URL)
		<-s.Done()
	}
	return nil
}

// refuseRealData keeps the demo's invented news out of a store of real ones.
func refuseRealData(dir string) error {
	_, noStore := os.Stat(filepath.Join(dir, watch.StoreFile))
	_, noDemo := os.Stat(filepath.Join(dir, "newsroom.json"))
	if noStore == nil && noDemo != nil {
		return usagef("%s holds a store that no demo made", dir)
	}
	return nil
}

// play is one run of the demo.
type play struct {
	*session
	dir     string
	news    *demo.Newsroom
	box     *demo.Mailbox
	hook    *demo.Hook
	svc     *watch.Service
	daemon  *watch.Daemon
	stop    context.CancelFunc
	served  chan error
	clock   atomic.Int64
	from    time.Time
	told    []conflict.Change
	reading demoCount
}

type demoCount struct{ articles, skipped, failed int }

func (p *play) now() time.Time { return time.Unix(p.clock.Load(), 0).UTC() }

func (p *play) set(t time.Time) {
	p.clock.Store(t.Unix())
	p.news.SetTime(t)
}

func (p *play) open() error {
	var err error
	if p.news, err = demo.Start(filepath.Join(p.dir, "newsroom.json")); err != nil {
		return err
	}
	if p.box, err = demo.OpenMailbox(nil); err != nil {
		return err
	}
	if p.hook, err = demo.OpenHook(demoSecret); err != nil {
		return err
	}
	if p.from, err = readDemoClock(p.dir); err != nil {
		return err
	}
	p.set(p.from)
	cfg, err := p.demoConfig()
	if err != nil {
		return err
	}
	p.svc, err = watch.Open(p, watch.Options{
		Config: cfg, Clock: p.now, Terminal: p.stdout,
		Log: slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	if err != nil {
		return err
	}
	p.daemon = newDaemon(p.session, p.svc)
	p.daemon.Stepped = true
	ctx, stop := context.WithCancel(p)
	p.stop, p.served = stop, make(chan error, 1)
	go func() { p.served <- p.daemon.Serve(ctx) }()
	return nil
}

// demoConfig is a config that reads the newsroom and tells the receivers.
func (p *play) demoConfig() (*config.Config, error) {
	body := fmt.Sprintf(`store: {dir: %q}
http: {user_agent: Sahelwatch-demo/1.0, allow_private: [127.0.0.0/8], delay: 0s, timeout: 5s}
smtp: {host: %s, port: %d, insecure: true, from: "Sahelwatch demo <demo@sahelwatch.example>"}
web: {listen: "127.0.0.1:0"}
recipients:
  - {name: terminal, terminal: true}
  - {name: desk, email: [desk@newsroom.example], language: fr, timezone: Africa/Ouagadougou}
  - {name: hook, webhook: %q, secret: %s}
sources:
`, p.dir, p.box.Host, p.box.Port, p.hook.URL, demoSecret)
	for _, o := range p.news.Outlets() {
		entry, err := json.Marshal(map[string]string{"id": o.ID, "name": o.Name, "url": o.URL, "kind": o.Kind, "language": o.Language,
			"country": o.Country, "type": o.Type, "family": o.Family, "fetch": o.Fetch})
		if err != nil {
			return nil, err
		}
		body += "  - " + string(entry) + "\n"
	}
	return config.Parse("demo", []byte(body), nil)
}

// run steps through the simulated days.
func (p *play) run() error {
	fmt.Fprintln(p.stdout, p.paragraph("", fmt.Sprintf("Sahelwatch demo: a newsroom of %s on this machine, %s.",
		counted(len(p.news.Outlets()), "outlet"), counted(demoDays, "simulated day"))))
	end := p.from.Add(demoDays * 24 * time.Hour)
	day := ""
	for t := p.from; t.Before(end); t = t.Add(demoStep) {
		p.set(t)
		if d := t.Format("Monday 2 January 2006"); d != day {
			day = d
			fmt.Fprintf(p.stdout, "\n== %s\n", day)
		}
		r, err := p.svc.Tick(p)
		if err != nil {
			return err
		}
		p.note(t, r)
	}
	return writeDemoClock(p.dir, end)
}

func (p *play) note(t time.Time, r watch.Round) {
	for _, polled := range r.Polled {
		p.reading.skipped += polled.Skipped
		p.reading.articles += polled.New
		if polled.Err != nil {
			p.reading.failed++
		}
	}
	for _, a := range r.Articles {
		for _, c := range a.Changes {
			p.told = append(p.told, c)
			fmt.Fprintf(p.stdout, "-- %s  %s\n", t.Format("15:04"), c.Type)
		}
	}
}

func (p *play) close() {
	if p.stop != nil {
		p.stop()
		<-p.served
	}
	if p.svc != nil {
		if err := p.svc.Close(); err != nil {
			fmt.Fprintln(p.stderr, err)
		}
	}
	if p.hook != nil {
		p.hook.Close()
	}
	if p.box != nil {
		p.box.Close()
	}
	if p.news != nil {
		p.news.Close()
	}
}

// summary prints what came of it all, in a form that a script can check.
func (p *play) summary() error {
	n, err := p.svc.Store().CountIncidents()
	if err != nil {
		return err
	}
	waiting, err := p.svc.Store().Outbox("waiting", "failed", "aside")
	if err != nil {
		return err
	}
	letters, bodies := p.box.Letters(), p.hook.Bodies()
	fmt.Fprintf(p.stdout, "\n== Summary\n%s simulated, %s\n", counted(demoDays, "day"), counted(n, "incident"))
	changes := table{elastic: 2, least: 8}
	for i, c := range p.told {
		place := "-"
		if r, err := p.svc.Store().Incident(c.Incident); err == nil && r.Place != nil {
			place = r.Place.Name
		}
		changes.add(fmt.Sprintf("%2d. %s", i+1, c.Type), place, plainText(c.To))
	}
	if err := changes.write(p.stdout, p.room()); err != nil {
		return err
	}
	for _, line := range []string{
		fmt.Sprintf("%s announced, %d left out by triage, robots.txt broken %s",
			counted(p.reading.articles+p.reading.skipped, "article"), p.reading.skipped, counted(p.news.Forbidden(), "time")),
		fmt.Sprintf("%s received, %s verified, %s refused, %s waiting", counted(len(letters), "letter"), counted(len(bodies), "webhook"),
			counted(p.hook.Refused(), "signature"), counted(len(waiting), "delivery", "deliveries")),
	} {
		if p.width > 0 { // a script reads it by lines
			line = p.paragraph("", line)
		}
		fmt.Fprintln(p.stdout, line)
	}
	return nil
}

// readDemoClock gives the moment at which an earlier run on these data ended.
func readDemoClock(dir string) (time.Time, error) {
	text, err := os.ReadFile(filepath.Join(dir, "demo-clock"))
	if errors.Is(err, fs.ErrNotExist) {
		return demoStart(), nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, string(text))
}

func writeDemoClock(dir string, t time.Time) error {
	return os.WriteFile(filepath.Join(dir, "demo-clock"), []byte(t.Format(time.RFC3339)), 0o600)
}
