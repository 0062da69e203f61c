package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// castForces adds the forces that were struck, by the victims and the bases
// that the event tells of, or the army that struck.
func (r *reading) castForces(e int, rep *conflict.Report) {
	country := r.countryOf(e)
	if r.operation(e) {
		r.castOperation(e, rep, country)
		return
	}
	for i := range r.units {
		u := &r.units[i]
		if u.event != e || !u.facts.violence {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			switch k.class {
			case lexicon.Soldiers, lexicon.Base, lexicon.ActorState, lexicon.ForceSoldiers:
				if u.p.namedAt(k) {
					continue
				}
				r.addForce(rep, u, k, country)
			case lexicon.Auxiliaries, lexicon.ActorMilitia:
				r.addNamed(rep, u, k, "vdp", country)
			case lexicon.Civilians:
				if !u.p.hasAny(&strikes, u.from, u.to) || u.p.has(lexicon.Cumulative, u.from, u.to) {
					continue
				}
				if !hasActor(rep.Targets, "civilians") {
					rep.Targets = append(rep.Targets, r.civilians(u, k))
				}
			}
		}
	}
}

// strikes are the words by which those named in a sentence are struck.
var strikes = lexicon.SetOf(lexicon.AttackPart, lexicon.AttackVerb, lexicon.Killed, lexicon.Killed+lexicon.Subject, lexicon.Killed+lexicon.Object,
	lexicon.Killed+lexicon.Of, lexicon.Killed+lexicon.Noun, lexicon.Wounded, lexicon.Abducted, lexicon.Abducted+lexicon.Of, lexicon.Abducted+lexicon.Object,
	lexicon.Massacre)

func (r *reading) civilians(u *unit, k mark) conflict.Actor {
	s := r.evidence(u.p, k.from, k.to)
	return conflict.Actor{ID: "civilians", Name: "Civilians", Kind: "civilians", Text: s.Text, Evidence: s}
}

func hasActor(list []conflict.Actor, id string) bool {
	for i := range list {
		if list[i].ID == id {
			return true
		}
	}
	return false
}

// addForce adds the army of the country, or the force that is named.
func (r *reading) addForce(rep *conflict.Report, u *unit, k mark, country string) {
	id := armyOf(country)
	if k.actor >= 0 {
		id = r.actorOf(k).ID
	}
	if a, ok := r.c.gaz.Actor(id); ok && !hasActor(rep.Targets, id) {
		rep.Targets = addActor(rep.Targets, r.actor(a, u.p, k.from, k.to))
	}
}

func (r *reading) addNamed(rep *conflict.Report, u *unit, k mark, id, country string) {
	if k.actor >= 0 {
		id = r.actorOf(k).ID
	} else if country != "BF" {
		return
	}
	if a, ok := r.c.gaz.Actor(id); ok {
		rep.Targets = addActor(rep.Targets, r.actor(a, u.p, k.from, k.to))
	}
}

// civilianHarm reports whether the event tells of civilians killed or of a
// massacre.
func (r *reading) civilianHarm(e int) bool {
	for i := range r.figures {
		if f := &r.figures[i]; f.event == e && (f.victims == conflict.Civilians || f.victims == conflict.Unknown) {
			return true
		}
	}
	return false
}

// armyOf is the id of a country's army.
func armyOf(country string) string {
	switch country {
	case "":
		return ""
	case "ML":
		return "fama"
	}
	return strings.ToLower(country) + "_army"
}

// operation reports whether the event is an army's own: it strikes, and no
// attack on it is told.
func (r *reading) operation(e int) bool {
	own, attacked := false, false
	for i := range r.units {
		u := &r.units[i]
		if u.event != e {
			continue
		}
		own = own || u.facts.own
		for _, k := range u.p.between(u.from, u.to) {
			attacked = attacked || k.class == lexicon.AttackPart || k.class == lexicon.AttackNoun && !u.p.is(k.from, lexicon.Operation) || k.class == lexicon.Ambush ||
				k.class == lexicon.AttackVerb || k.class == lexicon.Massacre
		}
	}
	foes := r.kills(e, conflict.Militants)
	for i := range r.figures {
		f := &r.figures[i]
		p := r.units[f.unit].p
		ownLoss := foes && f.victims == conflict.Soldiers && (p.near(&r.units[f.unit], f.from, f.to, 6, 6, lexicon.OwnSide) || p.near(&r.units[f.unit], f.from, f.to, 3, 0, lexicon.Lose))
		attacked = attacked || f.event == e && f.measure == 0 && f.victims != conflict.Militants && f.victims != conflict.Unknown && !f.zero && !ownLoss
	}
	return own && !attacked && !r.namedAgent(e)
}

// kills reports whether the event tells of dead of a kind.
func (r *reading) kills(e int, kind string) bool {
	for i := range r.figures {
		if f := &r.figures[i]; f.event == e && f.measure == 0 && f.victims == kind && !f.zero {
			return true
		}
	}
	return false
}

// castOperation makes the army the one who acts.
func (r *reading) castOperation(e int, rep *conflict.Report, country string) {
	for i := range r.actors {
		m := &r.actors[i]
		if r.units[m.unit].event == e && m.class == lexicon.ActorState {
			rep.Perpetrators = addActor(rep.Perpetrators, r.party(m))
		}
	}
	if len(rep.Perpetrators) > 0 {
		return
	}
	for i := range r.units {
		u := &r.units[i]
		if u.event != e {
			continue
		}
		if k, ok := u.p.find1(lexicon.ForceSoldiers, u.from, u.to); ok {
			if a, ok := r.c.gaz.Actor(armyOf(country)); ok {
				rep.Perpetrators = addActor(rep.Perpetrators, r.actor(a, u.p, k.from, k.to))
				return
			}
		}
	}
}

// armyStrikes adds the army as the one who acts, where it strikes a group that
// is named and nobody attacks it.
func (r *reading) armyStrikes(e int, rep *conflict.Report) {
	if len(rep.Targets) == 0 && !r.onlyMilitants(e) {
		return
	}
	country := r.countryOf(e)
	for i := range r.units {
		u := &r.units[i]
		if u.event != e {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			if k.class != lexicon.ForceSoldiers || !u.p.acts(u, k.to) || r.strikesBack(e, i) {
				continue
			}
			if a, ok := r.c.gaz.Actor(armyOf(country)); ok {
				rep.Perpetrators = addActor(rep.Perpetrators, r.actor(a, u.p, k.from, k.to))
				return
			}
		}
	}
}

// onlyMilitants reports whether all those killed in an event are militants, and
// there are some.
func (r *reading) onlyMilitants(e int) bool {
	any := false
	for i := range r.figures {
		f := &r.figures[i]
		if f.event != e || f.measure != 0 || f.zero {
			continue
		}
		if f.victims != conflict.Militants {
			return false
		}
		any = true
	}
	return any
}
