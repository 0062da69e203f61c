package web

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// maxSigns is how many places the map draws, those with the newest changes.
const maxSigns = 800

// atlas is the data of the map.
type atlas struct {
	*outlines
	Frame     frame
	Names     []placeName
	Signs     []*sign
	Incidents int
	Off       int // incidents without a place on the map
	Cut       bool
	First     string // first and last day, for the time slider
	Last      string
	Form      form
	Legend    legend
	Unit      float64 // of the picture, about a pixel of a phone
}

// placeName is the name of a country on the map.
type placeName struct {
	X, Y  int
	Name  string
	Href  string
	Small bool // too small for its name on a phone
}

// sign is one place with its incidents.
type sign struct {
	X, Y  int
	Href  string
	Label string // what it says to a reader and to a screen reader
	Form  string // battle, civilians, explosion, other
	Fill  string // official, claimed, open
	Path  string
	Days  string // of its incidents, as days since 1970, for the time slider
	Here  bool   // the incident that the address asks for

	Place, Newest string
	Count         int
	Killed        string
	low           int
	open          bool
	days          []int
	ids           []string
}

// maxDays is how many days of one place the time slider knows.
const maxDays = 40

func (s *server) mapPage(w *words, r *http.Request, v *view) error {
	f, err := parseFilter(r.URL.Query())
	if err != nil {
		return err
	}
	v.Page, v.Title, v.Filter, v.Feed = "map", w.T("map_title"), f, f.Address("/feed.atom")
	a, err := s.namer(w).atlas(s.read.Summaries(r.Context(), f.Query), f)
	if err != nil {
		return err
	}
	at := r.URL.Query().Get("at")
	for _, g := range a.Signs {
		g.Here = at != "" && slices.Contains(g.ids, at)
	}
	a.Form = s.form(w, f, "/map")
	v.Data = a
	return nil
}

// atlas gathers incidents by place and draws a sign for each.
func (n namer) atlas(list iter.Seq2[Summary, error], f filter) (*atlas, error) {
	a := &atlas{outlines: loadOutlines(), Frame: frameOf(f.Countries)}
	a.Unit = float64(a.Frame.W) / 390
	places := map[[2]int]*sign{}
	for sum, err := range list {
		if err != nil {
			return nil, err
		}
		a.Incidents++
		x, y, ok := standsAt(sum)
		if !ok {
			a.Off++
			continue
		}
		g := places[[2]int{x, y}]
		if g == nil {
			if len(places) == maxSigns {
				a.Cut = true
				continue
			}
			g = &sign{X: x, Y: y}
			places[[2]int{x, y}] = g
			a.Signs = append(a.Signs, g)
		}
		g.take(n, sum)
		a.span(sum.Start)
	}
	for _, g := range a.Signs {
		g.finish(n, f, a.Unit)
	}
	slices.SortStableFunc(a.Signs, func(x, y *sign) int { return y.low - x.low }) // small signs stay in reach
	for _, c := range a.Countries {
		if c.Focus {
			a.Names = append(a.Names, placeName{c.Label[0], c.Label[1], n.Country(c.ID), f.Address("/map", "country", c.ID),
				c.Box[2]-c.Box[0] < a.Frame.W/8})
		}
	}
	a.Legend = newLegend(n.words)
	return a, nil
}

// standsAt gives where an incident stands on the map. One of which only the
// country is known stands nowhere: its middle would claim what nobody said.
func standsAt(s Summary) (x, y int, ok bool) {
	if s.Lat == nil || s.Lon == nil || s.PlacePrecision == conflict.PlaceCountry {
		return 0, 0, false
	}
	return onMap(*s.Lat, *s.Lon)
}

func (a *atlas) span(day string) {
	if day == "" {
		return
	}
	if a.First == "" || day < a.First {
		a.First = day
	}
	a.Last = max(a.Last, day)
}

// take adds an incident to its place; the first is the one that changed last.
func (g *sign) take(n namer, s Summary) {
	g.Count++
	if len(g.ids) < maxDays {
		g.ids = append(g.ids, s.ID)
		if day, err := time.Parse(conflict.Day, s.Start); err == nil {
			g.days = append(g.days, int(day.Unix()/(24*60*60)))
		}
	}
	form := signForm(s.EventType)
	if g.Count == 1 {
		g.Place, g.Form, g.Fill = n.place(s), form, signFill(s)
		g.Newest = n.dates(s.Start, s.End, s.DatePrecision) + ", " + n.Event(cmp.Or(s.SubEventType, s.EventType))
	} else if g.Form != form {
		g.Form = "other"
	}
	if s.Killed != nil {
		g.low += s.Killed.Low
		g.open = g.open || s.Killed.High == nil || *s.Killed.High != s.Killed.Low
	}
}

func (g *sign) finish(n namer, f filter, unit float64) {
	g.Killed = strconv.Itoa(g.low)
	if g.open {
		g.Killed = n.T("at_least", g.low)
	}
	g.Label = g.Place + n.T("colon") + g.Newest
	g.Href = incidentPath(g.ids[0])
	if g.Count > 1 {
		g.Label = g.Place + n.T("colon") + n.T("incidents_n", g.Count)
		g.Href = f.Address("/incidents", "q", strings.TrimSpace(f.Text+" "+g.Place))
	}
	if g.low > 0 {
		g.Label += ", " + strings.ToLower(n.T("killed")) + n.T("colon") + g.Killed
	}
	g.Path = signPath(g.Form, signSize(g.low)*unit)
	slices.Sort(g.days)
	g.Days = strings.Trim(fmt.Sprint(slices.Compact(g.days)), "[]")
}

// signForm tells kinds of events apart by form, not by colour alone.
func signForm(event string) string {
	switch event {
	case "Battles":
		return "battle"
	case "Violence against civilians":
		return "civilians"
	case "Explosions/Remote violence":
		return "explosion"
	}
	return "other"
}

// signFill is what was said about an incident.
func signFill(s Summary) string {
	switch {
	case s.Official == conflict.OfficialConfirmed || s.Official == conflict.OfficialDenied:
		return "official"
	case len(s.ClaimedBy) > 0:
		return "claimed"
	}
	return "open"
}

// signSize is half a sign's width in pixels of a phone: its area grows with the
// victims killed, up to a bound that leaves the neighbours visible.
func signSize(killed int) float64 { return math.Min(4.5+1.1*math.Sqrt(float64(killed)), 17) }

// signPath draws a sign around the origin.
func signPath(form string, r float64) string {
	p := func(format string, args ...float64) string {
		list := make([]any, len(args))
		for i, v := range args {
			list[i] = strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
		}
		return fmt.Sprintf(format, list...)
	}
	switch form {
	case "battle":
		return p("M%s 0a%s %s 0 1 0 %s 0a%s %s 0 1 0 %s 0z", -r, r, r, 2*r, r, r, -2*r)
	case "civilians":
		d := r * 1.2
		return p("M0 %sL%s 0L0 %sL%s 0z", -d, d, d, -d)
	case "explosion":
		return p("M0 %sL%s %sL%s %sz", -1.25*r, 1.15*r, 0.8*r, -1.15*r, 0.8*r)
	}
	d := r * 0.88
	return p("M%s %sH%sV%sH%sz", -d, -d, d, d, -d)
}

// legend shows each form, filling and size once.
type legend struct {
	Forms, Fills, Sizes []legendItem
}

type legendItem struct{ Form, Fill, Path, Text string }

func newLegend(w *words) legend {
	var l legend
	for _, form := range []string{"battle", "civilians", "explosion", "other"} {
		l.Forms = append(l.Forms, legendItem{form, "open", signPath(form, 7), w.T("form_" + form)})
	}
	for _, fill := range []string{"official", "claimed", "open"} {
		l.Fills = append(l.Fills, legendItem{"battle", fill, signPath("battle", 7), w.T("fill_" + fill)})
	}
	for _, n := range []int{1, 50} {
		l.Sizes = append(l.Sizes, legendItem{"battle", "open", signPath("battle", signSize(n)), w.T("size_n", n)})
	}
	return l
}
