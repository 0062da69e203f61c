package extract

import (
	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// event is one thing that happened, with the units that tell it.
type event struct {
	date       conflict.Date
	rank       dateRank // how well its date is told
	place      int      // index into reading.places, -1 for none
	country    string
	units      int // how many tell it
	background bool
	first      int  // first unit that tells it
	led        bool // the headline's event has found its lead
}

// gatherEvents gives each unit its event: the one of its place and day, else
// the one last spoken of.
func (r *reading) gatherEvents() {
	current := -1
	for i := range r.units {
		u := &r.units[i]
		if u.soft && !u.facts.violence && i > 0 && r.units[i-1].event >= 0 {
			u.event = r.units[i-1].event // "six soldiers died; the ministry confirmed"
			continue
		}
		if !u.facts.violence && !r.claimsIn(i) || len(r.events) == 0 && !u.facts.violence && !r.takes(i) {
			u.event = r.follow(i, current)
			continue
		}
		u.event = r.eventOf(i, current)
		if u.event >= 0 && u.p == &r.text {
			current = u.event
		}
	}
	r.placeTold()
	r.fillPlaces()
	r.fillDates()
	r.newestFirst()
	r.markBackground()
	for i := range r.figures {
		f := &r.figures[i]
		f.event = r.units[f.unit].event
		if f.event >= 0 && (r.ofOtherMonth(f) || r.avenged(f)) {
			f.event = -1
		}
	}
	for i := range r.claims {
		r.claims[i].event = r.units[r.claims[i].unit].event
		if r.claims[i].event < 0 && len(r.events) > 0 && r.leadsUp(r.claims[i].unit) {
			r.claims[i].event = 0
		}
		if e := r.claims[i].event; len(r.events) > 0 && (r.claims[i].kind == conflict.ClaimSilence || r.claims[i].kind == conflict.ClaimDenial && e > 0 && !r.counted(e)) {
			r.claims[i].event = 0
		}
	}
}

// counted reports whether an event has a figure: what is denied elsewhere than in
// its own report is the main one.
func (r *reading) counted(e int) bool {
	for i := range r.figures {
		if r.figures[i].event == e {
			return true
		}
	}
	return false
}

func (r *reading) claimsIn(i int) bool {
	for k := range r.claims {
		if r.claims[k].unit == i {
			return true
		}
	}
	return false
}

// takes reports whether a party claims something in unit i.
func (r *reading) takes(i int) bool {
	for k := range r.claims {
		if r.claims[k].unit == i && r.claims[k].kind == conflict.ClaimResponsibility {
			return true
		}
	}
	return false
}

// follow gives the event that a unit without violence belongs to: the current
// one within a paragraph, else the main one.
func (r *reading) follow(i, current int) int {
	if len(r.events) == 0 {
		return -1
	}
	if i > 0 && r.units[i-1].paragraph == r.units[i].paragraph && current >= 0 && !r.units[i-1].other(r) {
		return current
	}
	return 0
}

// other reports whether the unit tells of an event that is not the main one.
func (u *unit) other(r *reading) bool { return u.event > 0 }

// adopt makes the headline's event the lead's, whose day and place win; the
// headline keeps what the lead lacks.
func (r *reading) adopt(t told, place int) {
	ev := &r.events[0]
	ev.led = true
	ev.units++
	if t.known() {
		ev.date, ev.rank = t.date, t.rank
	}
	if place >= 0 && (ev.place < 0 || !r.samePlace(ev.place, place) && !r.holds(place, ev.place)) {
		ev.place, ev.country = place, r.places[place].country()
	}
}

func (r *reading) open(i int, t told, place int) int {
	e := event{date: t.date, rank: t.rank, place: place, first: i, units: 1, country: r.countryIn(&r.units[i])}
	if place >= 0 {
		e.country = r.places[place].country()
	}
	r.events = append(r.events, e)
	if len(r.events) == 1 {
		r.takeLead()
	}
	return len(r.events) - 1
}

func (m *placeMention) country() string {
	if m.region != nil {
		return m.region.Country
	}
	return m.place.Country
}

func (r *reading) enrich(e, i int, t told, place int) {
	ev := &r.events[e]
	ev.units++
	if t.betters(ev) {
		ev.date, ev.rank = t.date, t.rank
	}
	if place >= 0 && (ev.place < 0 || r.places[place].closer(&r.places[ev.place])) {
		ev.place = place
		ev.country = r.places[place].country()
	}
}

// betters reports whether a unit tells the day of an event better than the
// units before it: none was told, or only one that may be that of the words.
func (t *told) betters(ev *event) bool {
	if ev.date.Precision == conflict.DateUnknown {
		return t.known() && (t.rank > alone || t.day())
	}
	if ev.undated() && t.day() && t.date.Start > ev.date.End {
		return true // "slaughtered eleven months ago, has been attacked once more"
	}
	return t.day() && t.rank > ev.rank && (t.same || t.rank == tookPlace)
}

// leadsUp reports whether unit i stands right before the main event is told: a
// bulletin is out, and then what it says.
func (r *reading) leadsUp(i int) bool {
	return i+1 < len(r.units) && r.units[i+1].event == 0 && r.units[i+1].p == r.units[i].p
}

// ofOtherMonth reports whether a month stands right behind a figure in a
// sentence that looks back: "28 morts en janvier".
func (r *reading) ofOtherMonth(f *figure) bool {
	u := &r.units[f.unit]
	for i := range u.p.dates {
		e := &u.p.dates[i]
		if f.to <= e.Word && e.Word <= f.to+1 && e.Kind == dates.Calendar && e.From.Day == 0 && e.From.Weekday == 0 && e.Word < u.to {
			return u.p.has(lexicon.Past, u.from, u.to) || u.p.has(lexicon.Elsewhere, u.from, u.to)
		}
	}
	return false
}

// avenged reports whether a figure is of what an attack answers to: "in revenge
// for the massacre of 58 civilians".
func (r *reading) avenged(f *figure) bool {
	u := &r.units[f.unit]
	k, ok := u.p.find1(lexicon.Revenge, u.from, f.from)
	return ok && k.from > u.from+2
}

// newsDays is how far before the publication the news of a report lies, as a rule.
const newsDays = 14

// newestFirst makes the newest event the main one where the report begins with an
// older one: "Trois mois après la tuerie de Fambita, la commune pleure. Jeudi, …".
func (r *reading) newestFirst() {
	if len(r.events) < 2 || r.published.IsZero() || r.units[r.events[0].first].p == &r.title {
		return
	}
	today := conflict.Date{Start: r.published.Time.Format(conflict.Day)}
	main := r.events[0].date
	if main.Start == "" || daysApart(main, today) <= 2*newsDays {
		return
	}
	for e := 1; e < len(r.events); e++ {
		if ev := &r.events[e]; ev.date.Start > main.End && daysApart(ev.date, today) <= newsDays && ev.rank > alone && ev.first <= r.events[0].first+3 {
			r.swap(e)
			return
		}
	}
}

// markBackground marks the events that are older than the main one.
func (r *reading) markBackground() {
	for e := 1; e < len(r.events); e++ {
		ev := &r.events[e]
		u := &r.units[ev.first]
		main := r.events[0].date
		older := main.Start != "" && ev.date.End != "" && ev.date.End < main.Start
		ev.background = older || r.recalls(u, told{date: ev.date}, ev.place) || ev.undated() && u.p.has(lexicon.Earlier, u.from, u.to)
	}
}

// undated reports whether no day is told for the event.
func (e *event) undated() bool {
	p := e.date.Precision
	return p == conflict.DateUnknown || p == conflict.DateMonth || p == conflict.DateYear
}

func (e *event) dated() bool { return e.date.Precision != conflict.DateUnknown }
