package main

import (
	"fmt"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/watch"
)

type sourcesCmd struct {
	List    sourcesListCmd    `cmd:"" help:"List the sources with their health."`
	Test    sourcesTestCmd    `cmd:"" help:"Try a source once and show what it yields."`
	Learned sourcesLearnedCmd `cmd:"" help:"Show or forget the boilerplate learned of a site."`
	Import  sourcesImportCmd  `cmd:"" help:"Turn OPML into entries for the configuration."`
	Export  sourcesExportCmd  `cmd:"" help:"Write the feeds of the configuration as OPML."`
}

type sourcesListCmd struct {
	Failing bool `help:"Only those that failed or fell silent."`
}

func (sourcesListCmd) Help() string {
	return `Example:
  sahelwatch sources list --failing`
}

// Serve lists sources.
func (c sourcesListCmd) Serve(s *session, svc *watch.Service) error {
	states, err := svc.Store().Sources()
	if err != nil {
		return err
	}
	if len(states) == 0 {
		fmt.Fprintln(s.stderr, "the configuration names no sources")
	}
	now := svc.Now()
	t := table{elastic: 3, least: 24}
	for _, st := range states {
		word := condition(st.Health, now)
		if !st.Source.Enabled && word == "not read yet" {
			word = "disabled"
		}
		if c.Failing && st.Health.LastError == "" && !st.Health.Silent(now) {
			continue
		}
		t.add(cut(st.Source.ID, 24), orDash(st.Source.Country), lastRead(st.Health, now), plainText(word))
	}
	return t.write(s.stdout, s.width)
}

// condition says how a source fares, in plain words.
func condition(h conflict.Health, now time.Time) string {
	switch {
	case h.LastError != "":
		return fmt.Sprintf("failing since %s (%d in a row): %s", h.FailingSince.UTC().Format("2 Jan 15:04"), h.Failures, h.LastError)
	case h.LastSuccess.IsZero():
		return "not read yet"
	case h.Silent(now):
		return fmt.Sprintf("silent since %s, usually something new every %s", h.LastItem.UTC().Format("2 Jan 15:04"), h.Rhythm.Round(time.Minute))
	case h.Lost > 0:
		return fmt.Sprintf("read; %s lost to damage", counted(h.Lost, "item"))
	case h.Moved >= 3:
		return "read; moved for good to " + h.MovedTo
	}
	return "ok"
}

func lastRead(h conflict.Health, now time.Time) string {
	if h.LastSuccess.IsZero() {
		return "never"
	}
	age := now.Sub(h.LastSuccess).Round(time.Minute)
	if age == 0 {
		return "just now"
	}
	return strings.TrimSuffix(age.String(), "0s") + " ago"
}
