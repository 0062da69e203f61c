package main

import (
	"fmt"
	"strings"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/watch"
)

type sourcesTestCmd struct {
	What string `arg:"" name:"id-or-url" help:"Id of a configured source, or any address of a site."`
}

func (sourcesTestCmd) Help() string {
	return `Reads a source once and shows what it yields and what triage leaves out. An
address is tried as feed, sitemap and listing; the entry to paste into the
configuration is printed. Nothing is stored.

Examples:
  sahelwatch sources test aib-burkina
  sahelwatch sources test https://www.example.org`
}

// Serve tries a source.
func (c sourcesTestCmd) Serve(s *session, svc *watch.Service) error {
	if !strings.Contains(c.What, "://") && !strings.Contains(c.What, ".") {
		return c.known(s, svc, c.What)
	}
	d, err := svc.Discover(s, c.What)
	for _, t := range d.Tried {
		s.remark(fmt.Sprintf("%-8s ", t.Kind), plainText(t.URL)+": "+plainText(t.Outcome))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%s", d.Entry())
	return c.show(s, svc, conflict.Source{ID: "try", Name: d.Title, URL: d.URL, Kind: d.Kind, Language: d.Language, Fetch: "triage", Enabled: true})
}

func (c sourcesTestCmd) known(s *session, svc *watch.Service, id string) error {
	src, ok := svc.Config().Source(id)
	if !ok {
		return usagef("no source has the id %q", id)
	}
	return c.show(s, svc, src.Conflict())
}

func (c sourcesTestCmd) show(s *session, svc *watch.Service, src conflict.Source) error {
	y, err := svc.TrySource(s, src)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "\n%s, %d worth reading, %d left out\n", counted(len(y.Kept)+len(y.Skips), "item"), len(y.Kept), len(y.Skips))
	for _, stub := range y.Kept {
		fmt.Fprintf(s.stdout, "  read  %s  %s\n", orDash(stub.Published.Day()), s.fitted(plainText(stub.Title), 20))
	}
	for _, skip := range y.Skips {
		fmt.Fprintf(s.stdout, "  skip  %s\n        %s\n", s.fitted(plainText(skip.Title), 8), s.fitted(plainText(skip.Reason), 8))
	}
	for _, w := range y.Warnings {
		fmt.Fprintln(s.stderr, plainText(w))
	}
	return nil
}
