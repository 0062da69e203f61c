package main

import (
	"fmt"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// showIncident prints an incident for a reader at 80 columns: what happened,
// who says which figure, the official word, the articles, the changes.
func showIncident(s *session, r conflict.Record) {
	out := func(format string, args ...any) { fmt.Fprintf(s.stdout, format+"\n", args...) }
	inc := r.Incident
	out("%s  %s", inc.ID, plainText(inc.SubEventType))
	out("  when      %s%s", orDash(inc.Date.Start), rangeEnd(inc.Date))
	out("  where     %s", plainText(placeLine(inc.Place)))
	out("  by        %s", plainText(actorLine(inc.Perpetrators)))
	out("  against   %s", plainText(actorLine(inc.Targets)))
	if len(inc.ClaimedBy) > 0 {
		out("  claimed   %s", strings.Join(inc.ClaimedBy, ", "))
	}
	out("  official  %s", official(inc.Official))
	out("  sources   %d articles, %d independent", len(inc.Articles), inc.Independent)
	for _, l := range []struct {
		name   string
		ledger *conflict.Ledger
	}{{"killed", inc.Killed}, {"wounded", inc.Wounded}, {"abducted", inc.Abducted}, {"militants killed", inc.MilitantsKilled}} {
		showLedger(out, l.name, l.ledger)
	}
	out("\nArticles")
	for _, m := range inc.Articles {
		out("  %s  %s  %s", orDash(m.Published.Day()), orDash(m.Lang), plainText(cut(m.Title, 60)))
		out("    %s", plainText(m.URL))
	}
	out("\nChanges")
	for _, c := range inc.Changes {
		out("  %s  %-21s %s", minute(c.At), c.Type, plainText(cut(c.To, 36)))
	}
}

func showLedger(out func(string, ...any), name string, l *conflict.Ledger) {
	if l == nil {
		return
	}
	out("\n%s: %s", strings.ToUpper(name[:1])+name[1:], bounds(&conflict.Bounds{Low: l.Low, High: l.High}))
	for _, e := range l.By {
		state := ""
		switch {
		case e.Withdrawn:
			state = "  (withdrawn)"
		case e.Superseded:
			state = "  (superseded)"
		}
		out("  %s  %-14s %-11s %s%s", e.At.UTC().Format("2006-01-02 15:04"),
			bounds(&conflict.Bounds{Low: e.Low, High: e.High}), e.Victims, plainText(speaker(e.By)), state)
		out("      “%s”", plainText(cut(e.Evidence.Text, 66)))
	}
}

// minute shortens an instant of RFC 3339 to what a reader needs.
func minute(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func speaker(sp conflict.Speaker) string {
	name := sp.Name
	if name == "" {
		name = strings.ReplaceAll(sp.Role, "_", " ")
	}
	if sp.Via != nil {
		name += ", via " + sp.Via.Name
	}
	return name
}

func rangeEnd(d conflict.Date) string {
	if d.End != "" && d.End != d.Start {
		return " to " + d.End
	}
	return ""
}

func placeLine(p *conflict.Place) string {
	if p == nil {
		return "-"
	}
	parts := []string{p.Name}
	for _, x := range []string{p.Admin2, p.Admin1, p.Country} {
		if x != "" && x != parts[len(parts)-1] {
			parts = append(parts, x)
		}
	}
	line := strings.Join(parts, ", ")
	if p.Precision != conflict.PlaceExact {
		line += " (" + p.Precision + ")"
	}
	return line
}

func actorLine(list []conflict.Actor) string {
	if len(list) == 0 {
		return "-"
	}
	var names []string
	for _, a := range list {
		name := a.Name
		if a.ID == conflict.Unidentified {
			name = "unidentified (" + a.Text + ")"
		}
		if a.Suspected {
			name += ", suspected"
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// showWhy prints the evidence on which each article was linked.
func showWhy(s *session, r conflict.Record) {
	fmt.Fprintln(s.stdout, "\nWhy linked")
	for _, l := range r.Why {
		fmt.Fprintf(s.stdout, "  %.1f  %s\n", l.Score, plainText(l.URL))
		for _, reason := range l.Reasons {
			fmt.Fprintf(s.stdout, "    %+.1f  %-10s %s\n", reason.Score, reason.What, plainText(reason.Text))
		}
	}
}
