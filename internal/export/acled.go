package export

import (
	"cmp"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// ACLED writes rows with the columns of ACLED's event files, coded by the rules
// of its codebook as far as reports allow, and three columns of our own.
func ACLED(w io.Writer, incidents Incidents, labels Labels) error {
	return writeTable(w, acledColumns(labels), incidents)
}

func acledColumns(l Labels) []column {
	day := func(r *row) (time.Time, bool) {
		t, err := time.Parse(conflict.Day, r.Date.Start)
		return t, err == nil
	}
	return []column{
		{"event_id_cnty", "string", "Country and our id; not an id of ACLED's", func(r *row) string { return eventID(r.Incident) }},
		{"event_date", "string", "As in ACLED's files: 28 July 2025; the middle of a month, where only that is known", func(r *row) string { return acledDate(r.Date) }},
		{"year", "integer", "Year", func(r *row) string {
			if t, ok := day(r); ok {
				return strconv.Itoa(t.Year())
			}
			return ""
		}},
		{"time_precision", "integer", "1 day, 2 week, 3 month; empty where less is known", func(r *row) string { return timePrecision(r.Date) }},
		{"disorder_type", "string", "Political violence, Demonstrations, Strategic developments", func(r *row) string { return disorder(r.EventType) }},
		{"event_type", "string", "Event type", func(r *row) string { return r.EventType }},
		{"sub_event_type", "string", "Sub-event type", func(r *row) string { return r.SubEventType }},
		{"actor1", "string", "Main perpetrator, named as ACLED does", func(r *row) string { return l.actor(r.Incident, 1) }},
		{"assoc_actor_1", "string", "Further perpetrators", func(r *row) string { return l.associates(r.Perpetrators, r.Incident) }},
		{"inter1", "integer", "Kind of actor1, 1 to 8", func(r *row) string { return code(interOf(r.Incident, 1)) }},
		{"actor2", "string", "Main target", func(r *row) string { return l.actor(r.Incident, 2) }},
		{"assoc_actor_2", "string", "Further targets", func(r *row) string { return l.associates(r.Targets, r.Incident) }},
		{"inter2", "integer", "Kind of actor2, 1 to 8", func(r *row) string { return code(interOf(r.Incident, 2)) }},
		{"interaction", "integer", "The two kinds, the lower first", func(r *row) string { return code(interaction(interOf(r.Incident, 1), interOf(r.Incident, 2))) }},
		{"civilian_targeting", "string", "Civilian targeting, or empty", func(r *row) string { return civilianTargeting(r.Incident) }},
		{"iso", "integer", "ISO 3166-1 numeric", func(r *row) string { return landOf(r.Incident).iso }},
		{"region", "string", "Region", func(r *row) string { return landOf(r.Incident).region }},
		{"country", "string", "Country", func(r *row) string { return landOf(r.Incident).name }},
		{"admin1", "string", "First-level unit", place(func(p *conflict.Place) string { return p.Admin1 })},
		{"admin2", "string", "Second-level unit", place(func(p *conflict.Place) string { return p.Admin2 })},
		{"admin3", "string", "Not coded", func(*row) string { return "" }},
		{"location", "string", "Place", place(func(p *conflict.Place) string { return p.Name })},
		{"latitude", "number", "WGS 84", place(func(p *conflict.Place) string { return degrees(p.Lat) })},
		{"longitude", "number", "WGS 84", place(func(p *conflict.Place) string { return degrees(p.Lon) })},
		{"geo_precision", "integer", "1 the place itself, 2 near it or its district, 3 a larger unit", place(geoPrecision)},
		{"source", "string", "Sites of the articles", func(r *row) string { return names(sites(r.Incident)) }},
		{"source_scale", "string", "Not coded", func(*row) string { return "" }},
		{"notes", "string", "Who says what", func(r *row) string { return notes(r.Incident) }},
		{"fatalities", "integer", "All who were killed, by the rule in fatalities_rule", func(r *row) string { return strconv.Itoa(acledDeaths(r.Incident).n) }},
		{"tags", "string", "Not coded", func(*row) string { return "" }},
		{"timestamp", "integer", "Unix time of the latest change", func(r *row) string { return strconv.FormatInt(r.Updated.Unix(), 10) }},
		{"fatalities_rule", "string", "The rule that gave fatalities", func(r *row) string { return acledDeaths(r.Incident).rule }},
		{"sahelwatch_id", "string", "Id of the incident", func(r *row) string { return r.ID }},
		{"source_urls", "string", "Addresses of the articles, separated by spaces", func(r *row) string { return strings.Join(urls(r.Incident), " ") }},
	}
}

func eventID(inc *conflict.Incident) string {
	country := "XX"
	if inc.Place != nil && inc.Place.Country != "" {
		country = inc.Place.Country
	}
	return country + "-SW-" + inc.ID
}

// acledDate codes the day; of a month the middle, of a range its first day.
func acledDate(d conflict.Date) string {
	t, err := time.Parse(conflict.Day, d.Start)
	if err != nil || d.Precision == conflict.DateYear {
		return ""
	}
	if d.Precision == conflict.DateMonth {
		t = time.Date(t.Year(), t.Month(), 15, 0, 0, 0, 0, time.UTC)
	}
	return t.Format("02 January 2006")
}

func timePrecision(d conflict.Date) string {
	switch d.Precision {
	case conflict.DateDay:
		return "1"
	case conflict.DateRange, conflict.DateWeek:
		return "2"
	case conflict.DateMonth:
		return "3"
	}
	return ""
}

func geoPrecision(p *conflict.Place) string {
	switch p.Precision {
	case conflict.PlaceExact:
		return "1"
	case conflict.PlaceNear, conflict.PlaceArea, conflict.PlaceAdmin2:
		return "2"
	case conflict.PlaceAdmin1, conflict.PlaceCountry:
		return "3"
	}
	return ""
}

func disorder(eventType string) string {
	switch eventType {
	case "":
		return ""
	case "Strategic developments":
		return eventType
	case "Protests", "Riots":
		return "Demonstrations"
	}
	return "Political violence"
}

// side gives the actors of a side; where reports name no perpetrator of
// violence, an unidentified group stands for it.
func side(inc *conflict.Incident, n int) []conflict.Actor {
	if n == 2 {
		return inc.Targets
	}
	if len(inc.Perpetrators) == 0 && disorder(inc.EventType) == "Political violence" {
		return []conflict.Actor{{ID: conflict.Unidentified, Kind: "unidentified"}}
	}
	return inc.Perpetrators
}

func (l Labels) actor(inc *conflict.Incident, n int) string {
	if list := side(inc, n); len(list) > 0 {
		return l.acledName(list[0], inc)
	}
	return ""
}

func (l Labels) associates(list []conflict.Actor, inc *conflict.Incident) string {
	var rest []string
	for i, a := range list {
		if i > 0 {
			rest = append(rest, l.acledName(a, inc))
		}
	}
	return names(rest)
}

func interOf(inc *conflict.Incident, n int) int {
	if list := side(inc, n); len(list) > 0 {
		return inter(list[0], inc.EventType)
	}
	return 0
}

// code is a code as a cell; 0 is none.
func code(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// civilianTargeting marks violence whose main target is civilians.
func civilianTargeting(inc *conflict.Incident) string {
	if inc.EventType == "Violence against civilians" || len(inc.Targets) > 0 && inter(inc.Targets[0], inc.EventType) == 7 {
		return "Civilian targeting"
	}
	return ""
}

// sites are the hosts of the articles, each once.
func sites(inc *conflict.Incident) []string {
	var list []string
	for _, m := range inc.Articles {
		u, err := url.Parse(m.URL)
		if err != nil || u.Hostname() == "" || slices.Contains(list, u.Hostname()) {
			continue
		}
		list = append(list, u.Hostname())
	}
	return list
}

// notes says in one line who says what, without taking a side.
func notes(inc *conflict.Incident) string {
	var parts []string
	if v := voices(inc.Killed); v != "" {
		parts = append(parts, "Killed: "+v)
	}
	if len(inc.ClaimedBy) > 0 {
		parts = append(parts, "Claimed by: "+strings.Join(inc.ClaimedBy, ", "))
	}
	word := cmp.Or(inc.Official, conflict.OfficialUnknown)
	if word == conflict.OfficialUnknown {
		word = "none seen"
	}
	return strings.Join(append(parts, "Official word: "+word), ". ") + "."
}
