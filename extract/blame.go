package extract

import (
	"slices"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// stateSide are the classes of words for the forces of a state.
var stateSide = lexicon.SetOf(lexicon.ForceSoldiers, lexicon.ActorState, lexicon.ActorForeign, lexicon.Soldiers)

// blamedForces adds the army as the one who harmed civilians, or is held to have
// done so, where no armed group is: "soldiers executed 30 villagers", "accusant
// l'armée d'avoir tué".
func (r *reading) blamedForces(e int, rep *conflict.Report) {
	for i := range r.units {
		u := &r.units[i]
		if u.event != e && !(e == 0 && u.p == &r.title) || u.p.has(lexicon.Clothing, u.from, u.to) || r.onlyMilitantsIn(i) {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			if !stateSide.Has(k.class) || u.countsAt(k) || u.p.namedAt(k) {
				continue
			}
			acts := u.p.acts(u, k.to) || u.p.arabic(k.from) && u.p.actsArabic(u, k.from)
			if acts || u.p.blames(u, k) || u.p.standsAccused(u, k.from, k.to) || u.p.holds(u, k) {
				r.addDoer(e, rep, u, k, !acts)
			}
		}
	}
}

// addDoer adds the force named at k as the one who acts, or is suspected to.
func (r *reading) addDoer(e int, rep *conflict.Report, u *unit, k mark, held bool) {
	id := armyOf(r.countryOf(e))
	if k.actor >= 0 {
		id = r.actorOf(k).ID
	}
	if a, ok := r.c.gaz.Actor(id); ok {
		doer := r.actor(a, u.p, k.from, k.to)
		doer.Suspected = held
		rep.Perpetrators = addActor(rep.Perpetrators, doer)
	}
	to := k.to
	for i := range r.named(u) { // "the army and Wagner"
		if m := &r.named(u)[i]; m.from >= to && u.p.coordinated(to, m.from) && m.class != lexicon.ActorArmed {
			a := r.party(m)
			a.Suspected = held
			rep.Perpetrators, to = addActor(rep.Perpetrators, a), m.to
		}
	}
}

// namedAt reports whether the general word at k belongs to a name: "MNJTF
// troops", "l'armée nigérienne".
func (p *part) namedAt(k mark) bool {
	return k.actor < 0 && (p.any(k.from-1, &parties) || p.is(k.from, lexicon.ActorState) || p.is(k.to-1, lexicon.ActorState))
}

// countsAt reports whether those named at k are counted: they are victims.
func (u *unit) countsAt(k mark) bool {
	for i := range u.facts.quants {
		if q := &u.facts.quants[i]; q.from <= k.from && k.from < q.end {
			return true
		}
	}
	return false
}

// onlyMilitantsIn reports whether all those whom unit i counts as harmed are
// militants.
func (r *reading) onlyMilitantsIn(i int) bool {
	some := false
	for k := range r.figures {
		f := &r.figures[k]
		if f.unit != i || f.zero || f.measure > 2 {
			continue
		}
		if f.victims != conflict.Militants {
			return false
		}
		some = true
	}
	return some
}

// blames reports whether a word of blame or "by" leads to the one named at k.
func (p *part) blames(u *unit, k mark) bool {
	for _, b := range p.between(max(u.from, k.from-5), k.from) {
		if !blamedBy.Has(b.class) || k.from-b.to > 2 || p.negated(u, b.from) {
			continue
		}
		done := b.class != lexicon.By || !p.is(b.from-1, lexicon.Escort) && p.hasAny(&doneBy, max(u.from, b.from-7), b.from)
		return done && !p.hasAny(&victimNouns, b.to, k.from)
	}
	return false
}

// standsAccused reports whether those named in words [from, to) are held to have
// killed or attacked: "sont accusés par des habitants d'avoir abattu", and in
// Arabic behind the one who accuses: "اتهمت المنظمة الجيش بقتل".
func (p *part) standsAccused(u *unit, from, to int) bool {
	if p.arabic(from) {
		return p.accusedHere(u, from) && p.hasAny(&doneBy, to, min(u.to, to+6))
	}
	for _, k := range p.between(to, min(u.to, to+6)) {
		if k.class != lexicon.Accuse && k.class != lexicon.Accused {
			continue
		}
		if p.gapIn(to-1, k.from)&^(space|quote) != 0 || p.negated(u, k.from) || p.hasAny(&victimNouns, to+1, k.from) {
			return false
		}
		held := k.class == lexicon.Accused || p.passive(u, harmMark{from: k.from}) && p.has(lexicon.By, k.to, min(u.to, k.to+2))
		return held && p.hasAny(&doneBy, k.to, u.to)
	}
	return false
}

// holds reports whether the one named at k took away people whose bodies the
// sentence tells of.
func (p *part) holds(u *unit, k mark) bool {
	s, ok := p.find1(lexicon.Spared, k.to, min(u.to, k.to+3))
	return ok && !p.passive(u, harmMark{from: s.from}) && p.has(lexicon.Bodies, s.to, u.to)
}

// doneBy are the doings that "by" can name the doer of.
var doneBy = func() lexicon.Set {
	s := strikes
	for _, c := range []lexicon.Class{lexicon.Airstrike, lexicon.Shelling, lexicon.AttackNoun, lexicon.Burn, lexicon.Loot, lexicon.Spared, lexicon.Wounded + lexicon.Noun} {
		s.Add(c)
	}
	return s
}()

// blamedBy are the words that lead to the one who did it.
var blamedBy = lexicon.SetOf(lexicon.By, lexicon.Attribute, lexicon.Accuse)

// fromAir reports whether the event is an air strike and no attack of an armed
// group: the sentence that tells it first knows no other doing.
func (r *reading) fromAir(e int) bool {
	for i := range r.units {
		u := &r.units[i]
		if u.event != e || !u.facts.violence || u.p != &r.text {
			continue
		}
		air, ground := false, false
		for _, k := range u.p.between(u.from, u.to) {
			if k.class == lexicon.Airstrike && u.p.is(k.from-1, lexicon.ActorArmed) {
				return false // "a JNIM drone"
			}
			air = air || k.class == lexicon.Airstrike
			ground = ground || u.p.onGround(u, k)
		}
		return air && !ground
	}
	return false
}

// onGround reports whether the doing at k is none of aircraft.
func (p *part) onGround(u *unit, k mark) bool {
	switch k.class {
	case lexicon.Ambush, lexicon.Mine, lexicon.Suicide, lexicon.Overrun:
		return true
	case lexicon.AttackPart, lexicon.AttackNoun, lexicon.AttackVerb:
		return !p.is(k.from, lexicon.Airstrike) && !p.is(k.to, lexicon.Airstrike) && p.hasAny(&foes, max(u.from, k.from-8), k.from)
	}
	return false
}

// castAirForce makes the state's forces the ones who strike from the air: armed
// groups seldom do, and then say so.
func (r *reading) castAirForce(e int, rep *conflict.Report) {
	rep.Perpetrators = slices.DeleteFunc(rep.Perpetrators, fightsState)
	if len(rep.Perpetrators) > 0 {
		return
	}
	for i := range r.units {
		u := &r.units[i]
		if u.event != e {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			if stateSide.Has(k.class) && !u.countsAt(k) && !u.p.namedAt(k) && (k.class != lexicon.Soldiers || k.actor >= 0) {
				r.addDoer(e, rep, u, k, false)
				return
			}
		}
	}
	if u := &r.units[r.events[e].first]; !r.kills(e, conflict.Soldiers) {
		if k, ok := u.p.find1(lexicon.Airstrike, u.from, u.to); ok && !r.foreignBefore(u, k) {
			r.addDoer(e, rep, u, k, true)
		}
	}
}

// foreignBefore reports whether a strike is said to be of a country that is not
// watched: "a French airstrike".
func (r *reading) foreignBefore(u *unit, k mark) bool {
	d, ok := u.p.find1(lexicon.Demonym, max(u.from, k.from-2), k.from)
	return ok && !r.c.gaz.Watched(r.lang.names[d.actor].code)
}

// strikesBack reports whether unit i only tells how forces of the state answer
// an attack that the event is about.
func (r *reading) strikesBack(e, i int) bool {
	if !r.onlyMilitantsIn(i) || !r.victims(e) {
		return false
	}
	for k := range r.units {
		u := &r.units[k]
		if u.event == e && k != i && u.p.hasAny(&attacked, u.from, u.to) {
			return true
		}
	}
	return false
}

// attacked are the words that tell of an attack.
var attacked = lexicon.SetOf(lexicon.AttackPart, lexicon.AttackNoun, lexicon.AttackVerb, lexicon.Ambush, lexicon.Massacre, lexicon.Mine, lexicon.Suicide)
