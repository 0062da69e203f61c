package extract

import (
	"time"

	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// eventOf finds or opens the event that a unit with violence tells.
func (r *reading) eventOf(i, current int) int {
	u := &r.units[i]
	t := r.dateIn(u)
	place := r.eventPlace(i)
	if place >= 0 && r.beside(u, place) {
		place = -1
	}
	if u.p == &r.title {
		return r.titleEvent(i, t, place)
	}
	if len(r.events) == 0 {
		return r.open(i, t, place)
	}
	if !u.facts.violence || u.facts.after && !u.facts.attack {
		return r.spokenOf(i, current, place)
	}
	if r.headlined() && r.agrees(t, place) {
		r.adopt(t, place)
		return 0
	}
	if r.resumes(u, current, t, place) {
		r.enrich(current, i, t, place)
		return current
	}
	if r.recalls(u, t, place) {
		return r.open(i, t, place)
	}
	country := r.countryAround(u)
	best := -1
	for e := range r.events {
		if r.fits(&r.events[e], t, place, country) && (best < 0 || e == current && place < 0) {
			best = e
		}
	}
	elsewhere := r.turnsAside(u, place)
	switch {
	case best >= 0 && elsewhere && place >= 0 && !r.samePlace(r.events[best].place, place):
		return r.open(i, t, place)
	case best >= 0 && elsewhere && !t.known() && place < 0:
		return r.open(i, t, place)
	case best < 0 && (t.known() || place >= 0 || country != ""):
		return r.open(i, t, place)
	case best < 0:
		return current
	}
	r.enrich(best, i, t, place)
	return best
}

// turnsAside reports whether a unit says that it turns to something else. A sentence
// that only gives a figure says so at once: "Le même soir, 14 morts à Tadaryat".
func (r *reading) turnsAside(u *unit, place int) bool {
	reach := 3
	if u.facts.attack || u.facts.own || place >= 0 {
		reach = 12
	}
	return u.p.has(lexicon.Elsewhere, u.from, min(u.to, u.from+reach))
}

// beside reports whether a unit gives a figure and names a place that is not
// where it happened: "des blessés ont succombé sur la route de Torodi".
func (r *reading) beside(u *unit, place int) bool {
	if u.facts.attack || u.facts.own || len(r.events) == 0 || r.headlined() || r.places[place].stance == inside {
		return false
	}
	for e := range r.events {
		if !r.elsewhere(&r.events[e], place) {
			return false
		}
	}
	return true
}

// resumes reports whether a unit goes on with the event told last: it begins
// with "the attack", and neither its place nor its day is another's.
func (r *reading) resumes(u *unit, current int, t told, place int) bool {
	if current < 0 || !u.p.has(lexicon.SameDeed, u.from, u.from+4) || u.p.has(lexicon.Elsewhere, u.from, u.to) || u.p.has(lexicon.Initial, u.from, u.from+4) {
		return false
	}
	ev := &r.events[current]
	if r.elsewhere(ev, place) && !r.refines(ev, place) {
		return false
	}
	return !t.known() || !ev.clashes(t)
}

// spokenOf gives the event that a unit only speaks of: the one at the place that
// it names, else the current one.
func (r *reading) spokenOf(i, current, place int) int {
	for e := range r.events {
		if place >= 0 && r.events[e].place >= 0 && r.samePlace(r.events[e].place, place) {
			return e
		}
	}
	return r.follow(i, current)
}

// recalls reports whether a unit turns to something older: a pluperfect or a
// word for it, with a day or a place of its own.
func (r *reading) recalls(u *unit, t told, place int) bool {
	earlier := u.p.has(lexicon.Earlier, u.from, min(u.to, u.from+6))
	past := u.p.has(lexicon.Past, u.from, u.to)
	leads := r.dateLeads(u)
	if t.known() && r.events[0].date.Start != "" && t.date.Start > r.events[0].date.Start {
		return false // what was said later
	}
	if !t.known() && u.p.has(lexicon.Say, u.from, u.from+8) && past {
		return false // what was said before: "un responsable avait parlé de"
	}
	return leads && past || earlier && (leads || past || t.known() && !t.day()) || earlier && place >= 0 && r.events[0].place >= 0 && !r.samePlace(r.events[0].place, place)
}

// dateLeads reports whether a unit begins with a date of its own.
func (r *reading) dateLeads(u *unit) bool {
	for i := range u.p.dates {
		if e := &u.p.dates[i]; e.Word >= u.from && e.Word < min(u.to, u.from+5) && e.Kind != dates.Since && u.p.belongs(u, e) != ofStatement {
			return true
		}
	}
	return false
}

// titleEvent opens the main event from the title alone.
func (r *reading) titleEvent(i int, t told, place int) int {
	if len(r.events) == 0 {
		return r.open(i, t, place)
	}
	r.enrich(0, i, t, place)
	return 0
}

// headlined reports whether only the headline has told of an event so far.
func (r *reading) headlined() bool {
	return len(r.events) == 1 && !r.events[0].led && r.units[r.events[0].first].p == &r.title
}

// agrees reports whether the first violence of the text can be the headline's
// event: it is, unless both its place and its day contradict.
func (r *reading) agrees(t told, place int) bool {
	ev := &r.events[0]
	day := t.known() && ev.date.Precision != conflict.DateUnknown && !overlap(ev.date, t.date)
	return !day || !r.elsewhere(ev, place)
}

// fits reports whether what a unit tells of day, place and country can be of
// the event.
func (r *reading) fits(e *event, t told, place int, country string) bool {
	if t.known() && e.clashes(t) {
		return false
	}
	if r.elsewhere(e, place) && (t.known() || !r.refines(e, place)) {
		return false
	}
	if place < 0 && country != "" && e.country != "" && country != e.country {
		return false
	}
	return true
}

// sameWeek is how many days may lie between the day of an event and one that a
// sentence only names: that of a visit, a funeral or a speech.
const sameWeek = 7

// clashes reports whether a date is of another event: the days differ and both
// stand with words of an event, or more than a week lies between.
func (e *event) clashes(t told) bool {
	if e.date.Precision == conflict.DateUnknown || overlap(e.date, t.date) {
		return false
	}
	return e.rank > alone && t.rank > alone || daysApart(e.date, t.date) > sameWeek
}

// daysApart counts the days between the starts of two dates.
func daysApart(a, b conflict.Date) int {
	x, errX := time.Parse(conflict.Day, a.Start)
	y, errY := time.Parse(conflict.Day, b.Start)
	if errX != nil || errY != nil {
		return 0
	}
	return int(x.Sub(y).Abs().Hours() / 24)
}

// overlap reports whether two dates can be of one event: a day's difference is
// the night between.
func overlap(a, b conflict.Date) bool {
	if a.Start == "" || b.Start == "" {
		return true
	}
	return a.Start <= b.End && b.Start <= a.End
}
