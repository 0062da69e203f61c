package export

import (
	"io"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// CSV writes the table of incidents: one row each, figures as ranges, with who
// told them in a column of their own.
func CSV(w io.Writer, incidents Incidents) error { return writeTable(w, csvColumns(), incidents) }

// rangeRule names how the ranges of the table come about.
const rangeRule = "lowest and highest figure that stands; no highest where one is open upwards"

func csvColumns() []column {
	columns := []column{
		{"id", "string", "Id of the incident", func(r *row) string { return r.ID }},
		{"event_type", "string", "ACLED's event type", func(r *row) string { return r.EventType }},
		{"sub_event_type", "string", "ACLED's sub-event type", func(r *row) string { return r.SubEventType }},
		{"date_start", "date", "First day it may have happened; empty when unknown", func(r *row) string { return r.Date.Start }},
		{"date_end", "date", "Last day it may have happened", func(r *row) string { return r.Date.End }},
		{"date_precision", "string", "day, range, week, month, year, unknown", func(r *row) string { return r.Date.Precision }},
		{"place", "string", "Name of the place", place(func(p *conflict.Place) string { return p.Name })},
		{"place_id", "string", "Id in the gazetteer", place(func(p *conflict.Place) string { return string(p.ID) })},
		{"admin1", "string", "First-level unit", place(func(p *conflict.Place) string { return p.Admin1 })},
		{"admin2", "string", "Second-level unit", place(func(p *conflict.Place) string { return p.Admin2 })},
		{"country", "string", "ISO 3166-1 alpha-2", place(func(p *conflict.Place) string { return p.Country })},
		{"latitude", "number", "WGS 84, of the place", place(func(p *conflict.Place) string { return degrees(p.Lat) })},
		{"longitude", "number", "WGS 84, of the place", place(func(p *conflict.Place) string { return degrees(p.Lon) })},
		{"place_precision", "string", "place, near, area, admin2, admin1, country", place(func(p *conflict.Place) string { return p.Precision })},
		{"perpetrators", "string", "Ids, separated by semicolons; suspected ones end with a question mark", func(r *row) string { return actorIDs(r.Perpetrators) }},
		{"targets", "string", "Ids, separated by semicolons", func(r *row) string { return actorIDs(r.Targets) }},
		{"claimed_by", "string", "Ids of those who claim it", func(r *row) string { return strings.Join(r.ClaimedBy, "; ") }},
		{"official", "string", "Official word: confirmed, denied, silent (an article says so), unknown (none seen)", func(r *row) string { return r.Official }},
		{"official_since", "datetime", "When the first official word was read", func(r *row) string { return instant(r.OfficialSince) }},
	}
	for _, m := range []struct {
		name, about string
		of          func(*conflict.Incident) *conflict.Ledger
	}{
		{"killed", "victims killed", func(i *conflict.Incident) *conflict.Ledger { return i.Killed }},
		{"wounded", "victims wounded", func(i *conflict.Incident) *conflict.Ledger { return i.Wounded }},
		{"abducted", "victims abducted", func(i *conflict.Incident) *conflict.Ledger { return i.Abducted }},
		{"militants_killed", "militants killed", func(i *conflict.Incident) *conflict.Ledger { return i.MilitantsKilled }},
	} {
		columns = append(columns,
			column{m.name + "_low", "integer", "Lowest standing figure of " + m.about + "; empty: none told", func(r *row) string { return low(m.of(r.Incident)) }},
			column{m.name + "_high", "integer", "Highest standing figure of " + m.about + "; empty: open upwards, or none told", func(r *row) string { return high(m.of(r.Incident)) }})
	}
	return append(columns,
		column{"killed_by", "string", "Who says how many were killed, latest figure of each voice", func(r *row) string { return voices(r.Killed) }},
		column{"figure_rule", "string", "How the figures were chosen", func(*row) string { return rangeRule }},
		column{"sources", "integer", "Sources that report it", func(r *row) string { return strconv.Itoa(r.Sources) }},
		column{"independent_sources", "integer", "Of these, independent of each other", func(r *row) string { return strconv.Itoa(r.Independent) }},
		column{"first_seen", "datetime", "When the first report was read", func(r *row) string { return instant(&r.FirstSeen) }},
		column{"updated", "datetime", "When the latest change happened", func(r *row) string { return instant(&r.Updated) }},
		column{"source_urls", "string", "Addresses of the articles, separated by spaces", func(r *row) string { return strings.Join(urls(r.Incident), " ") }},
	)
}

// place makes a cell of something of the place; empty where none is told.
func place(of func(*conflict.Place) string) func(*row) string {
	return func(r *row) string {
		if r.Place == nil {
			return ""
		}
		return of(r.Place)
	}
}

func degrees(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}

func instant(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func actorIDs(list []conflict.Actor) string {
	ids := make([]string, len(list))
	for i, a := range list {
		ids[i] = a.ID
		if a.Suspected {
			ids[i] += "?"
		}
	}
	return strings.Join(ids, "; ")
}

func low(l *conflict.Ledger) string {
	if l == nil {
		return ""
	}
	return strconv.Itoa(l.Low)
}

func high(l *conflict.Ledger) string {
	if l == nil || l.High == nil {
		return ""
	}
	return strconv.Itoa(*l.High)
}

// voices says the latest standing figure of each speaker.
func voices(l *conflict.Ledger) string {
	if l == nil {
		return ""
	}
	var parts []string
	told := map[string]bool{}
	for i := len(l.By) - 1; i >= 0; i-- {
		e := &l.By[i]
		who := e.By.Name
		if who == "" {
			who = e.By.ID
		}
		if who == "" {
			who = e.By.Role
		}
		if key := who + "\x00" + e.Victims; !told[key] && standing(e) {
			told[key] = true
			parts = append(parts, who+": "+bounds(e))
		}
	}
	return strings.Join(parts, "; ")
}

// standing reports whether a figure of the whole incident still holds.
func standing(e *conflict.Entry) bool {
	return !e.Superseded && !e.Withdrawn && e.Scope == conflict.ScopeIncident
}

func bounds(e *conflict.Entry) string {
	s := strconv.Itoa(e.Low)
	switch {
	case e.High == nil:
		s += "+"
	case *e.High != e.Low:
		s += "-" + strconv.Itoa(*e.High)
	}
	if e.Victims != "" && e.Victims != conflict.Unknown {
		s += " " + e.Victims
	}
	return s
}

// urls are the addresses of the articles that report an incident, each once.
func urls(inc *conflict.Incident) []string {
	list := make([]string, 0, len(inc.Articles))
	for _, m := range inc.Articles {
		list = append(list, strings.ReplaceAll(m.URL, " ", "%20"))
	}
	return list
}
