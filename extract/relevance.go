package extract

import (
	"time"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// stale is how old an event may be when an article still reports it. Hostages
// are reported on for months; courts and anniversaries come later.
const stale = 150 * 24 * time.Hour

// uncovered is how old an event may be when an organisation makes it known with
// its toll: inquiries take months.
const uncovered = 400 * 24 * time.Hour

// relevance decides whether the article tells an incident of the region, and
// says why.
func (r *reading) relevance() (bool, string) {
	if len(r.events) == 0 {
		return false, "no violent event is told"
	}
	if why := r.genre(); why != "" {
		return false, why
	}
	r.mainFirst()
	main := &r.events[0]
	switch {
	case main.country != "" && !r.c.gaz.Watched(main.country):
		return false, "the event lies outside the region"
	case r.main == "" && !r.armed():
		return false, "no place or actor of the region is named"
	case r.outside(0), r.opensElsewhere():
		return false, "the event lies outside the region"
	case !r.happened():
		return false, "violence is spoken of, no event is told"
	case r.old(main) && !r.freshFirst():
		return false, "the event is history"
	}
	return true, "tells violence in the region"
}

// mainFirst puts the first event of a watched country first.
func (r *reading) mainFirst() {
	if c := r.events[0].country; (c == "" || r.c.gaz.Watched(c)) && !r.outside(0) {
		return
	}
	for e := range r.events {
		if c := r.events[e].country; c != "" && r.c.gaz.Watched(c) && !r.events[e].background && !r.outside(e) && r.strong(e) {
			r.swap(e)
			return
		}
	}
}

// freshFirst puts the first event first that is told and not long past, where
// there is one.
func (r *reading) freshFirst() bool {
	for e := 1; e < len(r.events); e++ {
		if ev := &r.events[e]; !ev.background && ev.date.End != "" && !r.old(ev) && r.strong(e) && (ev.country == "" || r.c.gaz.Watched(ev.country)) {
			r.swap(e)
			return true
		}
	}
	return false
}

// swap makes event e the first.
func (r *reading) swap(e int) {
	r.events[0], r.events[e] = r.events[e], r.events[0]
	other := func(x int) int {
		switch x {
		case 0:
			return e
		case e:
			return 0
		}
		return x
	}
	for i := range r.units {
		r.units[i].event = other(r.units[i].event)
	}
	for i := range r.figures {
		r.figures[i].event = other(r.figures[i].event)
	}
	for i := range r.claims {
		r.claims[i].event = other(r.claims[i].event)
	}
}

func (r *reading) armed() bool {
	for i := range r.actors {
		if r.actors[i].class == lexicon.ActorArmed && !umbrella(r.actors[i].actor.ID) {
			return true
		}
	}
	return false
}

// outside reports whether the units of an event name places outside the region
// and none inside, and no actor of it.
func (r *reading) outside(e int) bool {
	if r.outsidePart(e) {
		return true
	}
	out := false
	for i := range r.units {
		u := &r.units[i]
		if u.event != e {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			switch k.class {
			case lexicon.OutOfScope:
				out = true
			case lexicon.CountryName, lexicon.Demonym:
				if r.c.gaz.Watched(r.lang.names[k.actor].code) && u.facts.violence {
					return false
				}
			case lexicon.ActorArmed:
				if !umbrella(r.actorOf(k).ID) && !u.p.affiliated(k, u) {
					return false
				}
			case lexicon.ActorState, lexicon.ActorMilitia:
				return false
			}
		}
	}
	if !out {
		return false
	}
	for i := range r.places {
		m := &r.places[i]
		if r.units[m.unit].event == e && m.stance == inside && m.sure && r.c.gaz.Watched(m.country()) && r.countries.has(m.country()) {
			return false
		}
	}
	return true
}

// outsidePart reports whether title, first sentence or the units of an event name a
// part of a watched country that is not followed, and no armed group of the region.
func (r *reading) outsidePart(e int) bool {
	out := false
	for i := range r.units {
		u := &r.units[i]
		if u.event != e && !r.opener(u) {
			continue
		}
		if k, ok := u.p.find1(lexicon.ActorArmed, u.from, u.to); ok && !u.p.is(k.from, lexicon.OutOfPart) {
			return false
		}
		out = out || u.p.has(lexicon.OutOfPart, u.from, u.to) && u.facts.violence
	}
	return out
}

// lead reports whether unit i is the title or among the first sentences.
func (r *reading) lead(i int) bool {
	u := &r.units[i]
	return u.p == &r.title || u.paragraph <= r.units[len(r.units)-1].paragraph && r.order(i) < 3
}

// order is the place of unit i among those of the text.
func (r *reading) order(i int) int {
	for k := range r.units {
		if r.units[k].p == &r.text {
			return i - k
		}
	}
	return i
}

// strong reports whether an event is told and not only alluded to: with a toll,
// a claim, a verb of attack, or a noun for it with a day or a place.
func (r *reading) strong(e int) bool {
	for i := range r.figures {
		if f := &r.figures[i]; f.event == e && !f.cumulative && !f.denied && f.measure < 4 {
			return true
		}
	}
	for i := range r.claims {
		if c := &r.claims[i]; c.event == e && (c.kind == conflict.ClaimResponsibility || c.kind == conflict.ClaimAttribution) {
			return true
		}
	}
	ev := &r.events[e]
	told := ev.place >= 0 && (e == 0 || r.places[ev.place].place != nil) || ev.date.Precision == conflict.DateDay || ev.date.Precision == conflict.DateRange
	for i := range r.units {
		u := &r.units[i]
		if u.event != e || u.p.has(lexicon.Cumulative, u.from, u.to) || !told && !(e == 0 && u.p.hasAny(&foes, u.from, u.to) && r.placed()) {
			continue
		}
		if r.tells(u, ev) {
			return true
		}
	}
	return false
}

// placed reports whether title or first sentence name a place or country of the
// region, which the deed told next has from there.
func (r *reading) placed() bool {
	for i := range r.units {
		u := &r.units[i]
		if k, ok := u.p.find1(lexicon.CountryName, u.from, u.to); ok && r.opener(u) && r.c.gaz.Watched(r.lang.names[k.actor].code) {
			return true
		}
	}
	for i := range r.places {
		if m := &r.places[i]; r.opener(&r.units[m.unit]) && m.stance != aside && m.place != nil && r.c.gaz.Watched(m.country()) {
			return true
		}
	}
	return false
}

// tells reports whether a unit tells of an act: a verb for it, or a noun with a
// day or a place close by.
func (r *reading) tells(u *unit, ev *event) bool {
	p := u.p
	day := ev.date.Precision == conflict.DateDay || ev.date.Precision == conflict.DateRange
	for _, k := range p.between(u.from, u.to) {
		if p.possible(u, k) {
			continue
		}
		if _, mode, ok := k.class.Harm(); ok && mode != lexicon.Noun || acts.Has(k.class) {
			return true
		}
		if deeds.Has(k.class) && (day || r.placeBy(u, k)) {
			return true
		}
	}
	return u.facts.attack && p.hasAny(&damage, u.from, u.to) && p.hasAny(&foes, u.from, u.to)
}

// placeBy reports whether a place is named within a few words behind k.
func (r *reading) placeBy(u *unit, k mark) bool {
	for i := range r.places {
		m := &r.places[i]
		if m.unit == u.index && m.stance != aside && m.from >= k.from-3 && m.from < k.to+7 {
			return true
		}
	}
	return false
}

var (
	acts  = lexicon.SetOf(lexicon.AttackPart, lexicon.AttackVerb, lexicon.Overrun, lexicon.Suicide, lexicon.Mine)
	deeds = lexicon.SetOf(lexicon.AttackNoun, lexicon.Airstrike, lexicon.Shelling, lexicon.Ambush, lexicon.Clash, lexicon.Operation,
		lexicon.Massacre, lexicon.Looting)
)

// happened reports whether any event that is not background is told.
func (r *reading) happened() bool {
	for e := range r.events {
		if !r.events[e].background && r.strong(e) {
			return true
		}
	}
	return false
}

// old reports whether an event lies long before the publication.
func (r *reading) old(ev *event) bool {
	if r.published.IsZero() || ev.date.End == "" {
		return false
	}
	end, err := time.Parse(conflict.Day, ev.date.End)
	limit := stale
	if r.uncovers() {
		limit = uncovered
	}
	return err == nil && r.published.Time.Sub(end) > limit
}

// uncovers reports whether title or first sentence give a toll by the word of an
// organisation that inquires.
func (r *reading) uncovers() bool {
	for i := range r.figures {
		f := &r.figures[i]
		u := &r.units[f.unit]
		if f.measure == 0 && !f.cumulative && (f.by.Role == conflict.RoleNGO || f.by.Role == conflict.RoleUN) && (u.p == &r.title || u.from == 0) {
			return true
		}
	}
	return false
}

// opensElsewhere reports whether title and first sentence name places outside the
// region and none, no country and no party inside: a shooting in Paris whose
// victim came from Kayes.
func (r *reading) opensElsewhere() bool {
	out, abroad, native := false, false, false // by a place, by a country, a nationality inside
	for i := range r.units {
		u := &r.units[i]
		if u.p != &r.title && u.from != 0 {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			switch k.class {
			case lexicon.OutOfScope:
				out = true
			case lexicon.Demonym:
				native = native || r.c.gaz.Watched(r.lang.names[k.actor].code)
			case lexicon.CountryName:
				if r.c.gaz.Watched(r.lang.names[k.actor].code) {
					return false
				}
				abroad = true
			case lexicon.ActorArmed:
				if !umbrella(r.actorOf(k).ID) && !u.p.affiliated(k, u) {
					return false
				}
			case lexicon.ActorState, lexicon.ActorMilitia, lexicon.ActorForeign, lexicon.Capital:
				return false
			}
		}
	}
	if !out && (!abroad || native) {
		return false
	}
	for i := range r.places {
		m := &r.places[i]
		u := &r.units[m.unit]
		if (u.p == &r.title || u.from == 0) && m.sure && m.place != nil && m.place.Tier <= 2 && m.stance != aside && r.c.gaz.Watched(m.country()) && !u.p.is(m.from, lexicon.OutOfScope) {
			return false
		}
	}
	return true
}
