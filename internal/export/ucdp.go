package export

import (
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// UCDP writes rows with the columns of the UCDP Georeferenced Event Dataset,
// coded by its codebook as far as reports allow, and three columns of our own.
// Ids of conflicts and dyads are UCDP's to give and stay empty.
func UCDP(w io.Writer, incidents Incidents, labels Labels) error {
	return writeTable(w, ucdpColumns(labels), incidents)
}

func ucdpColumns(l Labels) []column {
	none := func(*row) string { return "" }
	return []column{
		{"id", "integer", "Number of the row", func(r *row) string { return strconv.Itoa(r.n) }},
		{"relid", "string", "Our id of the incident", func(r *row) string { return r.ID }},
		{"year", "integer", "Year", func(r *row) string { return year(r.Date) }},
		{"active_year", "boolean", "Not coded", none},
		{"code_status", "string", "Candidate: no one of UCDP has checked it", func(*row) string { return "Candidate" }},
		{"type_of_violence", "integer", "1 state-based, 2 non-state, 3 one-sided", func(r *row) string { return code(violence(r.Incident)) }},
		{"conflict_new_id", "integer", "Not coded", none},
		{"conflict_name", "string", "Country and parties", func(r *row) string { return strings.TrimSpace(landOf(r.Incident).name + ": " + l.dyad(r.Incident)) }},
		{"dyad_new_id", "integer", "Not coded", none},
		{"dyad_name", "string", "Both sides", func(r *row) string { return l.dyad(r.Incident) }},
		{"side_a_new_id", "integer", "Id in the UCDP Actor dataset", func(r *row) string { return l.actorID(r.Incident, 0) }},
		{"side_a", "string", "Government in type 1, perpetrator in type 3", func(r *row) string { return l.sideName(r.Incident, 0) }},
		{"side_b_new_id", "integer", "Id in the UCDP Actor dataset", func(r *row) string { return l.actorID(r.Incident, 1) }},
		{"side_b", "string", "Other side; Civilians in type 3", func(r *row) string { return l.sideName(r.Incident, 1) }},
		{"number_of_sources", "integer", "Articles", func(r *row) string { return strconv.Itoa(len(r.Incident.Articles)) }},
		{"source_article", "string", "Titles", func(r *row) string { return names(titles(r.Incident)) }},
		{"source_office", "string", "Sites", func(r *row) string { return names(sites(r.Incident)) }},
		{"source_date", "string", "Days of publication", func(r *row) string { return names(published(r.Incident)) }},
		{"source_headline", "string", "Title of the first article", func(r *row) string { return first(titles(r.Incident)) }},
		{"source_original", "string", "Who gives the figures", func(r *row) string { return voices(r.Killed) }},
		{"where_prec", "integer", "1 place, 2 near it, 3 second-level unit, 4 first-level unit, 5 vague area, 6 country", place(wherePrecision)},
		{"where_coordinates", "string", "Place", place(func(p *conflict.Place) string { return p.Name })},
		{"where_description", "string", "Words of the article", place(func(p *conflict.Place) string { return p.Text })},
		{"adm_1", "string", "First-level unit", place(func(p *conflict.Place) string { return p.Admin1 })},
		{"adm_2", "string", "Second-level unit", place(func(p *conflict.Place) string { return p.Admin2 })},
		{"latitude", "number", "WGS 84", place(func(p *conflict.Place) string { return degrees(p.Lat) })},
		{"longitude", "number", "WGS 84", place(func(p *conflict.Place) string { return degrees(p.Lon) })},
		{"geom_wkt", "string", "Point as WKT", place(wkt)},
		{"priogrid_gid", "integer", "PRIO-GRID cell of half a degree", place(prioGrid)},
		{"country", "string", "Country", func(r *row) string { return landOf(r.Incident).name }},
		{"country_id", "integer", "Gleditsch and Ward", func(r *row) string { return landOf(r.Incident).gw }},
		{"region", "string", "Region", func(*row) string { return "Africa" }},
		{"event_clarity", "integer", "1 the event stands alone in the reports", func(*row) string { return "1" }},
		{"date_prec", "integer", "1 day, 2 two to six days, 3 week, 4 month, 5 longer", func(r *row) string { return datePrecision(r.Date) }},
		{"date_start", "date", "First day", func(r *row) string { return r.Date.Start }},
		{"date_end", "date", "Last day", func(r *row) string { return r.Date.End }},
		{"deaths_a", "integer", "Best estimate, side a", best(func(d *deaths) estimate { return d.a })},
		{"deaths_b", "integer", "Best estimate, side b", best(func(d *deaths) estimate { return d.b })},
		{"deaths_civilians", "integer", "Best estimate, civilians", best(func(d *deaths) estimate { return d.civilians })},
		{"deaths_unknown", "integer", "Best estimate, not told whose", best(func(d *deaths) estimate { return d.unknown })},
		{"best", "integer", "Sum of the four, by the rule in best_rule", total(func(e estimate) int { return e.best })},
		{"high", "integer", "Highest standing figures; an open one counts as its lower bound", total(func(e estimate) int { return e.high })},
		{"low", "integer", "Lowest standing figures", total(func(e estimate) int { return e.low })},
		{"gwnoa", "integer", "Country of side a, where it is a government", func(r *row) string {
			if violence(r.Incident) == 1 {
				return landOf(r.Incident).gw
			}
			return ""
		}},
		{"gwnob", "integer", "Not coded", none},
		{"best_rule", "string", "The rule that gave best", func(r *row) string { return r.deaths().rule }},
		{"sahelwatch_id", "string", "Id of the incident", func(r *row) string { return r.ID }},
		{"source_urls", "string", "Addresses of the articles, separated by spaces", func(r *row) string { return strings.Join(urls(r.Incident), " ") }},
	}
}

func year(d conflict.Date) string {
	if len(d.Start) < 4 {
		return ""
	}
	return d.Start[:4]
}

func isState(a conflict.Actor) bool { return a.Kind == "state" || a.Kind == "official" }

// violence is UCDP's type: one-sided where civilians alone are the target,
// state-based where a government's force is a party, else non-state.
func violence(inc *conflict.Incident) int {
	civilians := func(a conflict.Actor) bool { return a.Kind == "civilians" || a.ID == "civilians" }
	switch {
	case len(inc.Targets) > 0 && !slices.ContainsFunc(inc.Targets, func(a conflict.Actor) bool { return !civilians(a) }),
		len(inc.Targets) == 0 && inc.EventType == "Violence against civilians":
		return 3
	case slices.ContainsFunc(inc.Targets, isState), slices.ContainsFunc(inc.Perpetrators, isState):
		return 1
	case len(inc.Targets) == 0 && len(inc.Perpetrators) == 0:
		return 0
	}
	return 2
}

// sides orders the parties as UCDP does: the government is side a, and in
// one-sided violence the perpetrator.
func sides(inc *conflict.Incident) (a, b []conflict.Actor) {
	a, b = inc.Perpetrators, inc.Targets
	if violence(inc) == 1 && slices.ContainsFunc(b, isState) && !slices.ContainsFunc(a, isState) {
		a, b = b, a
	}
	return a, b
}

func (l Labels) sideName(inc *conflict.Incident, n int) string {
	a, b := sides(inc)
	list := a
	if n == 1 {
		list = b
	}
	main, ok := mainActor(list)
	switch {
	case n == 1 && violence(inc) == 3:
		return "Civilians"
	case !ok:
		return ""
	case n == 0 && violence(inc) == 1 && isState(main):
		return "Government of " + landOf(inc).name
	case unidentified(main):
		return "Unidentified armed group"
	}
	if main.Name != "" {
		return main.Name
	}
	return main.ID
}

// mainActor is the first that is no civilian, else the first.
func mainActor(list []conflict.Actor) (conflict.Actor, bool) {
	for _, a := range list {
		if a.Kind != "civilians" {
			return a, true
		}
	}
	if len(list) == 0 {
		return conflict.Actor{}, false
	}
	return list[0], true
}

func (l Labels) actorID(inc *conflict.Incident, n int) string {
	a, b := sides(inc)
	if n == 1 {
		a = b
	}
	main, ok := mainActor(a)
	if !ok {
		return ""
	}
	return code(l.of(main).UCDP)
}

func (l Labels) dyad(inc *conflict.Incident) string {
	a, b := l.sideName(inc, 0), l.sideName(inc, 1)
	if a == "" || b == "" {
		return a + b
	}
	return a + " - " + b
}

func best(of func(*deaths) estimate) func(*row) string {
	return func(r *row) string {
		return strconv.Itoa(of(r.deaths()).best)
	}
}

func total(of func(estimate) int) func(*row) string {
	return func(r *row) string {
		return strconv.Itoa(of(r.deaths().all()))
	}
}

func wherePrecision(p *conflict.Place) string {
	switch p.Precision {
	case conflict.PlaceExact:
		return "1"
	case conflict.PlaceNear:
		return "2"
	case conflict.PlaceAdmin2:
		return "3"
	case conflict.PlaceAdmin1:
		return "4"
	case conflict.PlaceArea:
		return "5"
	}
	return "6"
}

// datePrecision counts the days that an event may have happened on.
func datePrecision(d conflict.Date) string {
	start, err := time.Parse(conflict.Day, d.Start)
	end, errEnd := time.Parse(conflict.Day, d.End)
	if err != nil || errEnd != nil {
		return ""
	}
	switch days := int(end.Sub(start).Hours()/24) + 1; {
	case days <= 1:
		return "1"
	case days <= 6:
		return "2"
	case days <= 7:
		return "3"
	case days <= 31:
		return "4"
	}
	return "5"
}

func wkt(p *conflict.Place) string {
	if p.Lat == nil || p.Lon == nil {
		return ""
	}
	return "POINT (" + degrees(p.Lon) + " " + degrees(p.Lat) + ")"
}

// prioGrid is the cell of PRIO-GRID: half degrees counted from the south-west
// corner of the world, 720 in a row, from 1.
func prioGrid(p *conflict.Place) string {
	if p.Lat == nil || p.Lon == nil {
		return ""
	}
	return strconv.Itoa(int((*p.Lat+90)*2)*720 + int((*p.Lon+180)*2) + 1)
}

func titles(inc *conflict.Incident) []string {
	var list []string
	for _, m := range inc.Articles {
		list = append(list, m.Title)
	}
	return list
}

func published(inc *conflict.Incident) []string {
	var list []string
	for _, m := range inc.Articles {
		if day := m.Published.Day(); day != "" {
			list = append(list, day)
		}
	}
	return list
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
