package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/gazetteer"
)

// fillPlaces looks for the place of an event without one in all the units that
// belong to it.
func (r *reading) fillPlaces() {
	for e := range r.events {
		ev := &r.events[e]
		if ev.place >= 0 && r.places[ev.place].place != nil {
			continue
		}
		top := 0
		if ev.place >= 0 {
			top = r.places[ev.place].score()
		}
		for k := range r.places {
			m := &r.places[k]
			if p := r.units[m.unit].p; p.is(m.from, lexicon.Capital) && !r.units[m.unit].facts.violence && p != &r.title {
				continue // a government, an airport, a clinic
			}
			if s := m.score(); r.units[m.unit].event == e && m.stance != aside && s > top {
				ev.place, ev.country, top = k, m.country(), s
			}
		}
	}
}

// samePlace reports whether two mentions are of one spot.
func (r *reading) samePlace(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	m, o := &r.places[a], &r.places[b]
	if m.region != nil || o.region != nil {
		return m.region == o.region
	}
	return m.place.ID == o.place.ID || strings.EqualFold(m.name, o.name) ||
		gazetteer.Distance(m.place.Lat, m.place.Lon, o.place.Lat, o.place.Lon) < 3
}

// elsewhere reports whether a mention is of another spot than the event's, and
// neither lies in the other.
func (r *reading) elsewhere(ev *event, place int) bool {
	return place >= 0 && ev.place >= 0 && !r.samePlace(ev.place, place) && !r.holds(place, ev.place) && !r.holds(ev.place, place)
}

// refineKm is how far the spot of an event may lie from the town near which it
// was first said to be.
const refineKm = 60

// refines reports whether a mention tells the very spot of an event that was
// placed near a town: "near Gao […] was hit at Kobé".
func (r *reading) refines(ev *event, place int) bool {
	m, o := &r.places[place], &r.places[ev.place]
	return o.stance == nearby && m.stance == inside && m.place != nil && o.place != nil &&
		gazetteer.Distance(m.place.Lat, m.place.Lon, o.place.Lat, o.place.Lon) < refineKm
}

// holds reports whether mention a is a unit in which mention b lies.
func (r *reading) holds(a, b int) bool {
	m, o := &r.places[a], &r.places[b]
	if o.place == nil {
		return m.region != nil && m.region.Level == 1 && o.region.Level == 2 && o.region.Admin1 == m.region.Name && o.region.Country == m.region.Country
	}
	if m.region != nil {
		return m.region.Holds(o.place) || m.region.MayHold(o.place)
	}
	return m.place.Level() > 0 && (m.place.Name == o.place.Admin1 || m.place.Name == o.place.Admin2)
}

// eventPlace gives the mention in unit i that best tells where it happened; -1
// for none.
func (r *reading) eventPlace(i int) int {
	best, top := -1, 0
	for k := range r.places {
		m := &r.places[k]
		if m.unit != i || m.stance == aside || m.late {
			continue
		}
		if s := m.score(); s > top {
			best, top = k, s
		}
	}
	return best
}

func (m *placeMention) score() int {
	s := [...]int{bare: 4, inside: 10, nearby: 7, along: 5, unitOf: 2, aside: 0}[m.stance]
	if m.region != nil {
		return 2
	}
	if m.late {
		return 1
	}
	if m.place.Level() > 0 {
		s = min(s-3, 3)
	}
	if m.place.Class != "P" && m.place.Level() == 0 {
		s -= 2
	}
	return max(s, 1)
}

// closer reports whether m tells the place more narrowly than o.
func (m *placeMention) closer(o *placeMention) bool {
	if m.place != nil && o.place != nil && o.stance == nearby && m.stance == inside {
		return true
	}
	return o.region != nil && m.place != nil || o.place != nil && m.place != nil && o.place.Level() > 0 && m.place.Level() == 0
}

// late reports whether the last telling word before word i, in its clause, is of
// what followed the event: "inhumés à Mopti".
func (p *part) late(u *unit, i int) bool {
	for j := i - 1; j >= max(u.from, i-14) && p.gaps[j+1]&(comma|colon|stop) == 0; j-- {
		if p.aftermath(u, j) {
			return true
		}
		if p.any(j, &eventWords) {
			return false
		}
	}
	return false
}

// distant are speakers who are not where it happened.
var distant = lexicon.SetOf(lexicon.Official, lexicon.Security, lexicon.Media, lexicon.UN, lexicon.Monitor, lexicon.Analyst,
	lexicon.ForeignOffice, lexicon.Local)

// ofSpeaker reports whether the place at word i is where someone who speaks is:
// "des sources locales à Bassikounou".
func (p *part) ofSpeaker(u *unit, i int) bool {
	if i-2 < u.from || !p.is(i-1, lexicon.In) || p.gapIn(i-2, i) != space {
		return false
	}
	for j := max(u.from, i-6); j < i-2; j++ {
		if p.is(j, lexicon.AttackVerb) || p.is(j, lexicon.AttackPart) {
			return false // "stormed a Catholic church in Dablo"
		}
	}
	return p.any(i-2, &distant) && !p.is(i-2, lexicon.Civilians)
}

// placeTold sets the spot of an event by the sentence that says where it took
// place: "Les faits se sont produits près de Léléhoy".
func (r *reading) placeTold() {
	for i := range r.units {
		u := &r.units[i]
		if u.event < 0 || !u.p.tookPlace(u) {
			continue
		}
		ev := &r.events[u.event]
		k := r.eventPlace(i)
		if k < 0 || r.places[k].place == nil || r.places[k].place.Level() > 0 || r.places[k].stance == bare {
			continue
		}
		if ev.place < 0 || r.places[ev.place].stance != inside {
			ev.place, ev.country = k, r.places[k].country()
		}
	}
}

// onTheWay reports whether word i ends the tale of a journey that had nothing to
// do with the deed: "returning from the weekly market at Bankilaré".
func (r *reading) onTheWay(u *unit, i int) bool {
	p, last := u.p, len(r.places)-1
	for j := i - 1; j >= max(u.from, i-6) && p.gaps[j+1] == space; j-- {
		if p.any(j, &eventWords) || last >= 0 && r.places[last].unit == u.index && r.places[last].to > j {
			return false // the journey ended at the place before
		}
		for _, k := range p.between(j, j+1) {
			if k.class == lexicon.Toward && k.to-k.from > 1 && k.to <= i {
				return true
			}
		}
	}
	return false
}

// ofOffice reports whether a name is that of the place which an official serves:
// where it happened only when no other place is told.
func (p *part) ofOffice(u *unit, from int) bool {
	for _, k := range p.between(max(u.from, from-4), from) {
		if k.class == lexicon.Office && k.to == from {
			return true
		}
	}
	return false
}

// saidIn reports whether the one who stands before a place speaks right behind
// it: "a health worker in Ouahigouya said".
func (p *part) saidIn(u *unit, from, to int) bool {
	return from > u.from && to < u.to && p.is(from-1, lexicon.In) && p.is(to, lexicon.Say) && p.gaps[to] == space && !p.arabic(from)
}

// fromCapital reports whether a sentence of words begins with the capital where
// they are said: "À Bamako, l'armée s'en tient au bilan donné vendredi".
func (p *part) fromCapital(u *unit, from, to int) bool {
	return p.is(from, lexicon.Capital) && from <= u.from+1 && to < u.to && p.gaps[to]&comma != 0 &&
		p.hasAny(&talkWords, to, u.to) && !p.hasAny(&attackWords, u.from, u.to)
}
