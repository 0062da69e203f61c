package main

import (
	"fmt"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/watch"
)

type crawlCmd struct {
	What      []string `arg:"" optional:"" name:"source-id-or-url" help:"Ids of sources, or addresses of article pages; all enabled sources when none."`
	DryRun    bool     `help:"Store and send nothing."`
	JSON      bool     `help:"Print the coded articles as JSON lines." name:"json"`
	FeedsOnly bool     `help:"Read the sources only; the pages they announce wait for the next run."`
	Since     string   `help:"Leave out articles published longer ago than this, such as 7d." placeholder:"TIME"`
}

func (crawlCmd) Help() string {
	return `Reads the sources once, codes and links what is new, stores it, and prints it.
The pace of the configuration is kept.

Examples:
  sahelwatch crawl
  sahelwatch crawl aib-burkina lefaso-net --since 7d
  sahelwatch crawl --dry-run --json https://example.org/2025/07/attaque-dargo`
}

// Serve reads sources or pages once.
func (c crawlCmd) Serve(s *session, svc *watch.Service) error {
	ids, addresses := split(c.What)
	since, err := sinceTime(c.Since, svc.Now())
	if err != nil {
		return err
	}
	if err := c.check(svc, ids); err != nil {
		return err
	}
	p := &crawlPrinter{session: s, json: c.JSON, since: since}
	if len(addresses) > 0 {
		if err := svc.Fetch(s, addresses, c.DryRun, p.read); err != nil {
			return err
		}
	}
	if len(ids) > 0 || len(addresses) == 0 {
		if err := c.sources(s, svc, ids, p); err != nil {
			return err
		}
	}
	return p.end()
}

// check refuses unknown sources before any is read, and lets new recipients
// hear of what this crawl finds.
func (c crawlCmd) check(svc *watch.Service, ids []string) error {
	for _, id := range ids {
		if _, ok := svc.Config().Source(id); !ok {
			return usagef("no source has the id %q", id)
		}
	}
	if c.DryRun {
		return nil
	}
	return svc.Welcome()
}

func (c crawlCmd) sources(s *session, svc *watch.Service, ids []string, p *crawlPrinter) error {
	total := len(ids)
	if total == 0 {
		for _, src := range svc.Config().Sources {
			if src.Enabled {
				total++
			}
		}
	}
	if total == 0 {
		fmt.Fprintln(s.stderr, "the configuration names no sources")
	}
	bar := s.progress("sources", total)
	defer bar.end()
	polled := func(r watch.Polled) {
		bar.add(1)
		p.polled(r)
	}
	if c.DryRun {
		return svc.Try(s, ids, polled, p.read)
	}
	if _, err := svc.Poll(s, ids, polled); err != nil {
		return err
	}
	bar.end()
	if c.FeedsOnly {
		return nil
	}
	pages := s.progress("articles", -1)
	defer pages.end()
	_, err := svc.ReadPending(s, func(r watch.Read) {
		pages.add(1)
		p.read(r)
	})
	if err != nil {
		return err
	}
	return s.send(svc)
}

func split(words []string) (ids, addresses []string) {
	for _, w := range words {
		if strings.HasPrefix(w, "http://") || strings.HasPrefix(w, "https://") {
			addresses = append(addresses, w)
		} else {
			ids = append(ids, w)
		}
	}
	return ids, addresses
}

// crawlPrinter prints what a crawl finds and remembers what failed.
type crawlPrinter struct {
	*session
	json    bool
	since   time.Time
	sources int
	failed  int
	fresh   int
	stored  int
	left    int
	changes int
	err     error
}

func (p *crawlPrinter) polled(r watch.Polled) {
	p.sources++
	p.fresh += r.New
	for _, w := range r.Warnings {
		p.remark(r.Source.ID+": ", plainText(w))
	}
	if r.Err != nil {
		p.failed++
		p.remark(r.Source.ID+": ", plainText(r.Problem()))
	}
}

func (p *crawlPrinter) read(r watch.Read) {
	if r.Err != nil {
		p.remark(plainText(r.URL)+": ", plainText(r.Problem()))
		p.failed++
		return
	}
	if at := r.Coded.Published; !at.IsZero() && at.Time.Before(p.since) {
		return
	}
	if r.Skipped != "" {
		p.left++
		return
	}
	p.stored++
	p.changes += len(r.Changes)
	if p.json {
		b, err := marshalLine(r.Coded)
		if err == nil {
			_, err = p.stdout.Write(b)
		}
		if p.err == nil {
			p.err = err
		}
		return
	}
	printRead(p.session, r)
}

func printRead(s *session, r watch.Read) {
	if !r.Coded.Relevant {
		return
	}
	fmt.Fprintln(s.stdout, s.paragraph(orDash(r.Coded.Published.Day())+"  ", plainText(r.Coded.Title)))
	fmt.Fprintf(s.stdout, "    %s\n", plainText(r.URL))
	if m := r.Coded.Main(); m != nil {
		fmt.Fprintln(s.stdout, s.paragraph("    ", plainText(headline(*m))))
	}
	for _, c := range r.Changes {
		what := c.Type + " " + c.Incident + " "
		fmt.Fprintf(s.stdout, "    %s%s\n", what, s.fitted(plainText(c.To), 4+len(what)))
	}
}

// headline tells a report in one line: where, when, how many, by whose word.
func headline(r conflict.Report) string {
	parts := []string{r.SubEventType}
	if r.Place != nil {
		parts = append(parts, r.Place.Name+" ("+r.Place.Country+")")
	}
	parts = append(parts, orDash(r.Date.Start))
	if k := r.Summary.Killed; k != nil {
		parts = append(parts, "killed "+bounds(k))
	}
	if len(r.Summary.ClaimedBy) > 0 {
		parts = append(parts, "claimed by "+strings.Join(r.Summary.ClaimedBy, ", "))
	}
	return strings.Join(append(parts, "official word: "+r.Summary.Official), "; ")
}

// end prints the sum and fails when nothing could be read.
func (p *crawlPrinter) end() error {
	if p.err != nil {
		return p.err
	}
	p.remark("", fmt.Sprintf("%s, %s, %s, %s read, %s", counted(p.sources, "source"), counted(p.failed, "failure"),
		counted(p.fresh, "new announcement"), counted(p.stored, "article"), counted(p.changes, "change")))
	if p.left > 0 {
		fmt.Fprintf(p.stderr, "%s looked at and left out\n", counted(p.left, "page"))
	}
	if p.failed > 0 && p.stored+p.left == 0 && p.failed >= p.sources {
		return errQuiet
	}
	return nil
}
