package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// sumOverYears is the figure from which the dead of the region are those of many
// attacks: no single one has come near it.
const sumOverYears = 1000

// leadToll reports whether title or lead gives a toll of an event.
func (r *reading) leadToll() bool {
	for i := range r.figures {
		f := &r.figures[i]
		if r.lead(f.unit) && f.measure < 3 && !f.cumulative && !f.denied && f.q.Low < sumOverYears && !r.past(f.unit) &&
			!r.tried(f.unit) {
			return true
		}
	}
	return false
}

// tried reports whether a unit speaks of a court, and not of those who attack one:
// "Gunmen raided a court".
func (r *reading) tried(i int) bool {
	u := &r.units[i]
	return u.p.has(lexicon.Trial, u.from, u.to) && !(u.p.hasAny(&foes, u.from, u.from+3) && u.p.hasAny(&inflicted, u.from, u.to))
}

// opener reports whether a unit is the title or the first sentence.
func (r *reading) opener(u *unit) bool { return u.p == &r.title || u.from == 0 }

// opensWithNews reports whether title or first sentence tell an act of violence
// as new: not as possible, over, or one of many.
func (r *reading) opensWithNews() bool {
	for i := range r.units {
		u := &r.units[i]
		if !r.opener(u) || u.p.has(lexicon.Past, u.from, u.to) || u.p.has(lexicon.Cumulative, u.from, u.to) {
			continue
		}
		if !u.facts.violence {
			continue
		}
		if u.p.hasAny(&harmed, u.from, u.to) || u.p.hasAny(&violent, u.from, u.to) || u.p.hasAny(&assaults, u.from, u.to) && u.p.hasAny(&fighters, u.from, u.to) {
			return true
		}
	}
	return false
}

// violent are the words for attacks that mean nothing else: a crisis hits and a
// party attacks too.
var violent = func() lexicon.Set {
	s := assaults
	s.Remove(lexicon.AttackVerb)
	s.Remove(lexicon.AttackPart)
	return s
}()

// harmed are the words for people killed, wounded or taken.
var harmed = lexicon.SetOf(lexicon.Killed, lexicon.Killed+lexicon.Subject, lexicon.Killed+lexicon.Object, lexicon.Killed+lexicon.Noun,
	lexicon.Killed+lexicon.Of, lexicon.Wounded, lexicon.Wounded+lexicon.Noun, lexicon.Wounded+lexicon.Object, lexicon.Abducted,
	lexicon.Abducted+lexicon.Object, lexicon.Abducted+lexicon.Of, lexicon.Missing, lexicon.Missing+lexicon.Subject)

// casualties are those of harmed that are no figure of speech: parties lose too.
var casualties = func() lexicon.Set {
	s := harmed
	s.Remove(lexicon.Killed + lexicon.Object)
	return s
}()

// armament are the words for those who carry weapons, and the weapons.
var armament = lexicon.SetOf(lexicon.Weapons, lexicon.Militants, lexicon.ActorArmed, lexicon.ForceMilitants, lexicon.Ambush)

// settled reports whether the main event has a place and not only a country or
// region.
func (r *reading) settled() bool {
	e := r.events[0].place
	return e >= 0 && r.places[e].place != nil && r.places[e].place.Class == "P"
}

// disputed reports whether the authorities deny a toll that the lead gives by the
// word of others: a report that is rejected is news of its event.
func (r *reading) disputed() bool {
	for i := range r.claims {
		c := &r.claims[i]
		if c.kind != conflict.ClaimDenial || !r.lead(c.unit) || c.by.Role != conflict.RoleOfficial {
			continue
		}
		for k := range r.figures {
			if f := &r.figures[k]; f.unit == c.unit && f.measure == 0 && !f.zero {
				return true
			}
		}
	}
	return false
}

// opens reports whether title or first sentence hold a phrase of the classes.
func (r *reading) opens(cs *lexicon.Set) bool {
	for i := range r.units {
		u := &r.units[i]
		if r.opener(u) && u.p.hasAny(cs, u.from, u.to) {
			return true
		}
	}
	return false
}

// titled reports whether the title holds a phrase of the classes.
func (r *reading) titled(cs *lexicon.Set) bool { return r.title.hasAny(cs, 0, len(r.title.words)) }

// inflicted are the words for what someone does to others; assaults are these and
// the nouns for attacks, some of which ("explosion") accidents share.
var (
	inflicted = lexicon.SetOf(lexicon.AttackPart, lexicon.AttackVerb, lexicon.Ambush, lexicon.Clash, lexicon.Airstrike, lexicon.Shelling,
		lexicon.Suicide, lexicon.Mine, lexicon.Massacre, lexicon.Overrun, lexicon.Abducted, lexicon.Abducted+lexicon.Object)
	assaults = func() lexicon.Set {
		s := inflicted
		s.Add(lexicon.AttackNoun)
		return s
	}()
)

// opensWithToll reports whether title or first sentence count dead or wounded.
func (r *reading) opensWithToll() bool {
	for i := range r.figures {
		f := &r.figures[i]
		if f.measure < 2 && !f.zero && !f.cumulative && !f.denied && f.q.Low < sumOverYears && r.opener(&r.units[f.unit]) {
			return true
		}
	}
	return false
}

// opensWithKilling reports whether the first sentence says that people were
// killed, not that they died.
func (r *reading) opensWithKilling() bool {
	for i := range r.units {
		if u := &r.units[i]; u.p == &r.text && u.from == 0 {
			return u.p.has(lexicon.Killed, u.from, u.to)
		}
	}
	return false
}

func (r *reading) past(i int) bool {
	u := &r.units[i]
	return u.p.has(lexicon.Past, u.from, u.to)
}

// dated reports whether the day of the main event is told.
func (r *reading) dated() bool {
	ev := &r.events[0]
	return ev.date.Precision == conflict.DateDay || ev.date.Precision == conflict.DateRange
}

// allOld reports whether every event with a date lies long before the
// publication, and there is one.
func (r *reading) allOld() bool {
	any := false
	for e := range r.events {
		if r.events[e].date.End == "" {
			continue
		}
		if !r.old(&r.events[e]) {
			return false
		}
		any = true
	}
	return any
}

// leadAssault reports whether title or lead tells of an attack with someone
// who fights, or of people harmed.
func (r *reading) leadAssault() bool {
	for i := range r.units {
		u := &r.units[i]
		if r.lead(i) && (u.facts.harm || u.facts.attack && u.p.hasAny(&fighters, u.from, u.to)) {
			return true
		}
	}
	return false
}

var fighters = lexicon.SetOf(lexicon.Militants, lexicon.Soldiers, lexicon.ForceSoldiers, lexicon.ForceMilitants, lexicon.ActorArmed,
	lexicon.ActorState, lexicon.ActorMilitia, lexicon.Base, lexicon.Convoy)

// leadAttack reports whether title or lead tells of an attack by someone.
func (r *reading) leadAttack() bool {
	for i := range r.units {
		u := &r.units[i]
		if !r.lead(i) {
			continue
		}
		if u.facts.attack || u.p.has(lexicon.Militants, u.from, u.to) || u.p.has(lexicon.ActorArmed, u.from, u.to) {
			return true
		}
	}
	return false
}

// opensWith reports whether title or text begins with a phrase of the class.
func (r *reading) opensWith(c lexicon.Class) bool {
	return r.title.has(c, 0, 3) || r.text.has(c, 0, 3)
}

// reacts reports whether the first sentence only condemns or mourns an event:
// no toll in it and no verb that tells it.
func (r *reading) reacts() bool {
	for i := range r.units {
		u := &r.units[i]
		if u.p != &r.text {
			continue
		}
		p := u.p
		if r.title.has(lexicon.Condemn, 0, len(r.title.words)) && p.has(lexicon.Condemn, u.from, u.from+4) && !r.leadToll() {
			return true // "L'Algérie condamne l'attaque qui a visé des soldats"
		}
		if !p.has(lexicon.Condemn, u.from, u.to) && !p.has(lexicon.Reaction, u.from, u.to) || p.hasAny(&tellingVerbs, u.from, u.to) ||
			p.has(lexicon.Deny, u.from, u.to) {
			return false
		}
		for k := range r.figures {
			if r.figures[k].unit == i {
				return false
			}
		}
		return true
	}
	return false
}

var tellingVerbs = lexicon.SetOf(lexicon.AttackPart, lexicon.AttackVerb, lexicon.Killed, lexicon.Killed+lexicon.Subject, lexicon.Killed+lexicon.Object,
	lexicon.Claim, lexicon.Abducted)
