package main

import (
	"fmt"
	"io"

	"sahelwatch/internal/watch"
)

type importCmd struct {
	Notify bool     `help:"Send what becomes known to the recipients."`
	Files  []string `arg:"" optional:"" help:"Files with articles as JSON lines; standard input when none." placeholder:"FILE"`
}

func (importCmd) Help() string {
	return `Codes, links and stores articles in the order of the file. An article without
"published" stays undated. The same file twice changes nothing. Nothing is sent
unless --notify.

Example:
  sahelwatch import backfill-2025.jsonl`
}

// Serve imports all input.
func (c importCmd) Serve(s *session, svc *watch.Service) error {
	if c.Notify {
		if err := svc.Welcome(); err != nil {
			return err
		}
	}
	bar := s.progress("articles", -1)
	defer bar.end()
	read, changes, bad := 0, 0, 0
	err := s.inputs(c.Files, func(name string, r io.Reader) error {
		for l := range lines(r) {
			a, err := readArticle(l.text)
			if l.err != nil {
				err = l.err
			}
			if s.Err() != nil {
				return s.Err()
			}
			if err != nil {
				bad++
				fmt.Fprintf(s.stderr, "%s:%d: %s\n", name, l.number, err)
				continue
			}
			done, err := svc.Import(s, a, c.Notify)
			if err != nil {
				return fmt.Errorf("%s:%d: %w", name, l.number, err)
			}
			bar.add(1)
			read++
			changes += len(done.Changes)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.Notify {
		if err := s.send(svc); err != nil {
			return err
		}
	}
	bar.end()
	fmt.Fprintf(s.stderr, "%s read, %s, %s not read\n", counted(read, "article"), counted(changes, "change"), counted(bad, "line"))
	if bad > 0 {
		return errQuiet
	}
	return nil
}
