package main

import (
	"fmt"

	"sahelwatch/internal/watch"
)

type replayCmd struct {
	Since string `help:"Code again only articles first seen since then, such as 30d." placeholder:"TIME"`
	Apply bool   `help:"Store what changes."`
}

func (replayCmd) Help() string {
	return `Codes and links the stored articles again under the present rules and prints
what would change. Nothing is fetched and nothing is ever sent.

Examples:
  sahelwatch replay --since 30d
  sahelwatch replay --apply`
}

// Serve replays.
func (c replayCmd) Serve(s *session, svc *watch.Service) error {
	since, err := sinceTime(c.Since, svc.Now())
	if err != nil {
		return err
	}
	bar := s.progress("articles", -1)
	r, err := svc.Replay(s, since, c.Apply, func() { bar.add(1) })
	bar.end()
	if err != nil {
		return err
	}
	for _, d := range r.Differences {
		fmt.Fprintln(s.stdout, plainText(d))
	}
	verb := "would change"
	if c.Apply {
		verb = "changed"
	}
	fmt.Fprintf(s.stderr, "%s read again, %d coded otherwise, %s %s\n",
		counted(r.Versions, "article version"), r.Recoded, counted(len(r.Differences), "thing"), verb)
	return nil
}
