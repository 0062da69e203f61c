package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/export"
	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
)

type exportCmd struct {
	As      string   `help:"Form: jsonl, csv, geojson, acled, ucdp." enum:"jsonl,csv,geojson,acled,ucdp" default:"jsonl"`
	From    string   `help:"First day." placeholder:"DAY"`
	To      string   `help:"Last day." placeholder:"DAY"`
	Country []string `help:"ISO country codes." placeholder:"BF"`
	Actor   []string `help:"Ids of actors." placeholder:"jnim"`
	Into    string   `help:"Write the file and its datapackage.json into this folder, in place of stdout." placeholder:"DIR"`
}

func (exportCmd) Help() string {
	return `Writes incidents with the addresses of their articles. acled and ucdp have those
datasets' columns and follow their codebooks; a column names the rule that gave
the figure.

Examples:
  sahelwatch export --as csv --country BF --from 2025-07-01 > july.csv
  sahelwatch export --as acled --into ./july`
}

// Serve exports.
func (c exportCmd) Serve(s *session, svc *watch.Service) error {
	format, ok := export.Find(c.As, svc.Labels())
	if !ok {
		return usagef("no form has the name %q", c.As)
	}
	if err := errors.Join(days(c.From, c.To), svc.Known(c.Country, c.Actor)); err != nil {
		return err
	}
	records := svc.Store().Incidents(s, store.Query{From: c.From, To: c.To, Countries: upper(c.Country), Actors: c.Actor})
	bar := s.progress("incidents", -1)
	defer bar.end()
	incidents := func(yield func(conflict.Incident, error) bool) {
		for r, err := range records {
			bar.add(1)
			if !yield(r.Incident, err) {
				return
			}
		}
	}
	if c.Into == "" {
		return format.Write(s.stdout, incidents)
	}
	return c.into(s, svc, format, incidents)
}

// into writes the file and its description into a folder.
func (c exportCmd) into(s *session, svc *watch.Service, format export.Format, incidents export.Incidents) error {
	dir := s.path(c.Into)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := "incidents" + format.Extension
	for _, part := range []string{name, "datapackage.json"} {
		f, err := os.Create(filepath.Join(dir, part))
		if err != nil {
			return err
		}
		if part == name {
			err = format.Write(f, incidents)
		} else {
			err = export.DataPackage(f, format, name, svc.Now())
		}
		if errClose := f.Close(); err == nil {
			err = errClose
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", part, err)
		}
	}
	fmt.Fprintf(s.stderr, "%s and datapackage.json written to %s\n", name, c.Into)
	return nil
}
