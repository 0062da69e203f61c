package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/names"
)

// showIncident prints an incident for a reader at 80 columns: what happened,
// who says which figure, the official word, the articles, the changes.
func showIncident(s *session, r conflict.Record) error {
	known, err := names.In("en")
	if err != nil {
		return err
	}
	who := naming(known.Actors)
	out := func(format string, args ...any) { fmt.Fprintf(s.stdout, format+"\n", args...) }
	inc := r.Incident
	out("%s  %s", inc.ID, plainText(inc.SubEventType))
	out("  when      %s%s", orDash(inc.Date.Start), rangeEnd(inc.Date))
	out("  where     %s", plainText(placeLine(inc.Place)))
	row := func(lead, text string) { out("%s", s.paragraph(lead, plainText(text))) }
	row("  by        ", who.line(inc.Perpetrators))
	row("  against   ", who.line(inc.Targets))
	if len(inc.ClaimedBy) > 0 {
		row("  claimed   ", who.claimants(inc))
	}
	out("  official  %s", official(inc.Official))
	out("  sources   %s, %d independent", counted(len(inc.Articles), "article"), inc.Independent)
	for _, l := range []struct {
		name   string
		ledger *conflict.Ledger
	}{{"killed", inc.Killed}, {"wounded", inc.Wounded}, {"abducted", inc.Abducted}, {"militants killed", inc.MilitantsKilled}} {
		s.showLedger(who, l.name, l.ledger)
	}
	out("\nArticles")
	for _, m := range inc.Articles {
		out("  %s  %s  %s", orDash(m.Published.Day()), orDash(m.Lang), s.fitted(plainText(m.Title), 18))
		out("    %s", plainText(m.URL))
	}
	out("\nChanges")
	for _, c := range inc.Changes {
		out("  %s  %-21s %s", minute(c.At), c.Type, s.fitted(plainText(c.To), 42))
	}
	return nil
}

func (s *session) showLedger(who naming, name string, l *conflict.Ledger) {
	if l == nil {
		return
	}
	fmt.Fprintf(s.stdout, "\n%s: %s\n", strings.ToUpper(name[:1])+name[1:], bounds(&conflict.Bounds{Low: l.Low, High: l.High}))
	for _, e := range l.By {
		state := ""
		switch {
		case e.Withdrawn:
			state = " (withdrawn)"
		case e.Superseded:
			state = " (superseded)"
		}
		lead := fmt.Sprintf("  %s  %-14s %-11s ", e.At.UTC().Format("2006-01-02 15:04"), bounds(&conflict.Bounds{Low: e.Low, High: e.High}), e.Victims)
		fmt.Fprintln(s.stdout, s.paragraph(lead, plainText(who.speaker(e.By))+state))
		fmt.Fprintf(s.stdout, "      “%s”\n", s.fitted(plainText(e.Evidence.Text), 8))
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

// naming is what readers call actors, by id.
type naming map[string]string

func (n naming) speaker(sp conflict.Speaker) string {
	name := cmp.Or(n[sp.ID], sp.Name)
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

// claimants names those who claim an incident, with the ids that filters take.
func (n naming) claimants(inc conflict.Incident) string {
	var list []string
	for _, id := range inc.ClaimedBy {
		name := n[id]
		for _, a := range inc.Perpetrators {
			if a.ID == id {
				name = cmp.Or(name, a.Name)
			}
		}
		list = append(list, withID(name, id))
	}
	return strings.Join(list, "; ")
}

func withID(name, id string) string {
	if name == "" {
		return id
	}
	return name + " (" + id + ")"
}

func (n naming) line(list []conflict.Actor) string {
	if len(list) == 0 {
		return "-"
	}
	var all []string
	for _, a := range list {
		name := withID(cmp.Or(n[a.ID], a.Name), a.ID)
		if a.ID == conflict.Unidentified {
			name = "unidentified (" + a.Text + ")"
		}
		if a.Suspected {
			name += ", suspected"
		}
		all = append(all, name)
	}
	return strings.Join(all, "; ")
}

// showWhy prints the evidence on which each article was linked.
func showWhy(s *session, r conflict.Record) {
	fmt.Fprintln(s.stdout, "\nWhy linked")
	for _, l := range r.Why {
		fmt.Fprintf(s.stdout, "  %.1f  %s\n", l.Score, plainText(l.URL))
		for _, reason := range l.Reasons {
			fmt.Fprintln(s.stdout, s.paragraph(fmt.Sprintf("    %+.1f  %-10s ", reason.Score, reason.What), plainText(reason.Text)))
		}
	}
}
