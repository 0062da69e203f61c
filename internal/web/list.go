package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"sahelwatch/internal/conflict"
)

// row is one incident of a list.
type row struct {
	ID, Href   string
	When       string
	Place      string
	Where      string // admin unit and country
	Event      string
	By, On     []string
	Suspected  bool
	Claimed    []string
	Official   string // confirmed, denied, silent, unknown
	Killed     string
	KilledNone bool // no figure told
	Title      string
	Sources    int
	Updated    time.Time
}

// listing is the data of the list of incidents.
type listing struct {
	Rows    []row
	Older   string // address of the next page; "" on the last
	First   string // address of the first page; "" on it
	Total   int    // incidents in the store
	Exports []export
	Form    form
	State   state
}

// export is one file of what is shown.
type export struct{ Name, URL string }

// state says in one line whether the watch works.
type state struct {
	Read, Watched int
	Failing       int
	Latest        time.Time // of the sources read
	Ago           string
}

func (s *server) listPage(w *words, r *http.Request, v *view) error {
	f, err := parseFilter(r.URL.Query())
	if err != nil {
		return err
	}
	v.Page, v.Title, v.Filter = "list", w.T("incidents"), f
	v.Feed = f.Address("/feed.atom")
	q := f.Query
	q.Limit, q.Cursor = PageSize+1, r.URL.Query().Get("cursor")
	l := listing{Form: s.form(w, f, "/incidents")}
	namer := s.namer(w)
	var last Summary
	for sum, err := range s.read.Summaries(r.Context(), q) {
		if err != nil {
			return err
		}
		if len(l.Rows) == PageSize {
			l.Older = f.Address("/incidents", "cursor", s.read.After(q, last))
			break
		}
		l.Rows, last = append(l.Rows, namer.row(sum)), sum
	}
	if q.Cursor != "" {
		l.First = f.Address("/incidents")
	}
	for _, x := range s.read.Formats() {
		l.Exports = append(l.Exports, export{x.Name, f.Address("/export/" + x.Name)})
	}
	stats, err := s.read.Stats()
	if err != nil {
		return err
	}
	l.Total = stats.Incidents
	if l.State, err = s.state(); err != nil {
		return err
	}
	l.State.Ago = w.Span(s.now().Sub(l.State.Latest))
	v.Data = l
	return nil
}

// state counts the sources that are read.
func (s *server) state() (state, error) {
	var st state
	sources, err := s.read.Sources()
	if err != nil {
		return st, err
	}
	for _, src := range sources {
		if !src.Enabled {
			continue
		}
		st.Watched++
		if src.Health.Failures > 0 {
			st.Failing++
		} else if !src.Health.LastSuccess.IsZero() {
			st.Read++
		}
		if src.Health.LastSuccess.After(st.Latest) {
			st.Latest = src.Health.LastSuccess
		}
	}
	return st, nil
}

// namer names actors and places in the reader's language.
type namer struct {
	*words
	actors map[string]string
	sites  map[string]string // names of sources by the addresses of their articles
}

func (s *server) namer(w *words) namer { return namer{words: w, actors: s.read.Actors()} }

// site names the source of an article; by its host where that is all that is
// known.
func (n namer) site(url string) string { return cmp.Or(n.sites[url], host(url)) }

// Actor names an actor by its id.
func (n namer) Actor(id string) string {
	return cmp.Or(n.names.Actors[id], clean(n.actors[id]), clean(id))
}

func (n namer) actorNames(ids []string) []string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		if name := n.Actor(id); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (n namer) row(s Summary) row {
	r := row{
		ID: s.ID, Href: incidentPath(s.ID), When: n.dates(s.Start, s.End, s.DatePrecision), Place: n.place(s),
		Event: n.Event(cmp.Or(s.SubEventType, s.EventType)), By: n.actorNames(s.Perpetrators), On: n.actorNames(s.Targets),
		Claimed: n.actorNames(s.ClaimedBy), Official: cmp.Or(s.Official, conflict.OfficialUnknown),
		Killed: n.Range(s.Killed), KilledNone: s.Killed == nil, Title: shorten(clean(s.Title), 140), Sources: s.Sources, Updated: s.Updated,
	}
	if s.SubEventType == "Attack" && slices.Equal(s.Targets, []string{"civilians"}) {
		r.On = nil // the event says it
	}
	r.Where = clean(s.Admin1)
	if s.Country != "" && s.PlacePrecision != conflict.PlaceCountry {
		if r.Where != "" && r.Where != r.Place {
			r.Where += ", "
		} else {
			r.Where = ""
		}
		r.Where += n.Country(s.Country)
	}
	return r
}

func (n namer) place(s Summary) string {
	switch {
	case s.PlacePrecision == conflict.PlaceCountry && s.Country != "":
		return n.Country(s.Country)
	case s.Place == "":
		return n.T("place_unknown")
	case s.PlacePrecision == conflict.PlaceNear || s.PlacePrecision == conflict.PlaceArea:
		return n.T("place_near", clean(s.Place))
	}
	return clean(s.Place)
}

func incidentPath(id string) string { return "/incidents/" + pathEscape(id) }

// dates says when an incident happened, no more exactly than is known.
func (w *words) dates(start, end, precision string) string {
	switch {
	case start == "" || precision == conflict.DateUnknown:
		return w.T("date_unknown")
	case precision == conflict.DateYear:
		return start[:min(4, len(start))]
	case precision == conflict.DateMonth:
		if t, err := time.Parse(time.DateOnly, start); err == nil {
			return w.Months[t.Month()-1] + " " + strconv.Itoa(t.Year())
		}
	case precision == conflict.DateWeek:
		return w.T("week_of", w.ShortDay(start))
	case end != "" && end != start:
		return w.ShortDay(start) + " – " + w.ShortDay(end)
	}
	return w.ShortDay(start)
}

// Range says a figure's range: "50", "40 to 60", "at least 40".
func (w *words) Range(b *conflict.Bounds) string {
	switch {
	case b == nil:
		return w.T("no_figure")
	case b.High == nil:
		return w.T("at_least", b.Low)
	case *b.High == b.Low:
		return strconv.Itoa(b.Low)
	}
	return w.T("low_high", b.Low, *b.High)
}
