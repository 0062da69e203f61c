package extract

import (
	"slices"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// reports gives one report for each event, the main one first.
func (r *reading) reports() []conflict.Report {
	out := make([]conflict.Report, 0, len(r.events))
	for e := range r.events {
		if code := r.events[e].country; e > 0 && (code != "" && !r.c.gaz.Watched(code) || r.outside(e) || !r.strong(e)) {
			continue
		}
		out = append(out, r.report(e))
	}
	return out
}

func (r *reading) report(e int) conflict.Report {
	ev := &r.events[e]
	rep := conflict.Report{Background: ev.background, Date: ev.date, Perpetrators: r.room.perpetrators[:0], Targets: r.room.targets[:0],
		Claims: r.room.claims[:0], Outcomes: r.room.outcomes[:0], OutcomeSpans: r.room.spans[:0]}
	switch {
	case ev.place >= 0:
		rep.Place = r.place(&r.places[ev.place])
	case ev.country != "":
		rep.Place = r.countryPlace(ev.country)
	case r.main != "":
		rep.Place = r.countryPlace(r.main)
	}
	rep.Tolls = r.tolls(e)
	for i := range r.claims {
		if c := &r.claims[i]; c.event == e && !said(rep.Claims, c) {
			rep.Claims = append(rep.Claims, r.claimJSON(c))
		}
	}
	r.castParties(e, &rep)
	r.outcomes(e, &rep)
	rep.EventType, rep.SubEventType = r.kind(e, &rep)
	rep.Summary = r.summary(e, &rep)
	if u := &r.units[ev.first]; u.to > u.from {
		rep.Evidence = r.evidence(u.p, u.from, u.to)
	}
	r.keep(&rep)
	return rep
}

// said reports whether the same is claimed by the same already.
func said(list []conflict.Claim, c *claim) bool {
	for _, o := range list {
		if o.Kind == c.kind && o.About == c.about && o.By.ID == c.by.ID && o.By.Role == c.by.Role && (o.By.ID != "" || o.By.Name == c.by.Name) {
			return true
		}
	}
	return false
}

// castParties gives a report its perpetrators and targets.
func (r *reading) castParties(e int, rep *conflict.Report) {
	for i := range r.actors {
		m := &r.actors[i]
		if r.units[m.unit].event != e || m.role == mentioned || m.role == context || m.role == denier {
			continue
		}
		a := r.party(m)
		if m.role == agent && m.class != lexicon.ActorArmed && (r.namedAgent(e) || r.strikesBack(e, m.unit)) {
			continue // the army strikes back
		}
		if r.outclaimed(e, m) {
			continue
		}
		if m.role == target {
			rep.Targets = addActor(rep.Targets, a)
			continue
		}
		if umbrella(m.actor.ID) {
			if r.namedArmed(e) {
				continue
			}
			sub := r.resolved(m)
			a.ID, a.Name, a.Kind = sub.ID, sub.Name, sub.Type
		}
		rep.Perpetrators = addActor(rep.Perpetrators, a)
	}
	r.castUnnamed(e, rep)
	r.castForces(e, rep)
}

// castUnnamed looks for those who acted where no sentence names them in that
// part: who claims, who strikes from the air, whose dead are told, who is blamed.
func (r *reading) castUnnamed(e int, rep *conflict.Report) {
	if len(rep.Perpetrators) == 0 {
		r.claimants(e, rep)
	}
	if r.fromAir(e) && !r.claimed(e) {
		r.castAirForce(e, rep)
	}
	if len(rep.Perpetrators) == 0 {
		r.armyStrikes(e, rep)
	}
	if len(rep.Perpetrators) == 0 && r.victims(e) && !r.operation(e) { // both sides have dead: who fought is named by its dead
		for _, a := range rep.Targets {
			if fightsState(a) {
				rep.Perpetrators = append(rep.Perpetrators, a)
			}
		}
	}
	if r.repelled(e) {
		rep.Perpetrators, rep.Targets = attackers(rep.Perpetrators, rep.Targets)
	}
	rep.Perpetrators = r.withoutParents(rep.Perpetrators)
	if !slices.ContainsFunc(rep.Perpetrators, fightsState) && r.civilianHarm(e) {
		r.blamedForces(e, rep)
	}
}

// outclaimed reports whether a group that others hold to have done it stands
// against another that claims it: the claim settles who did.
func (r *reading) outclaimed(e int, m *actorMention) bool {
	if m.class != lexicon.ActorArmed || m.role != agent && m.role != suspected {
		return false
	}
	if _, ok := r.units[m.unit].p.blamed(&r.units[m.unit], m); !ok {
		return false
	}
	rival := false
	for i := range r.actors {
		c := &r.actors[i]
		if r.units[c.unit].event != e || c.role != claimant || umbrella(c.actor.ID) || umbrella(m.actor.ID) {
			continue
		}
		if c.actor.ID == m.actor.ID || c.actor.Parent == m.actor.ID || m.actor.Parent == c.actor.ID {
			return false
		}
		rival = true
	}
	return rival
}

// victims reports whether a toll of others than militants is told.
func (r *reading) victims(e int) bool {
	for i := range r.figures {
		if f := &r.figures[i]; f.event == e && f.victims != conflict.Militants && !f.zero && f.measure < 3 {
			return true
		}
	}
	return false
}

// repelled reports whether the event is an attack that was beaten back.
func (r *reading) repelled(e int) bool {
	for i := range r.units {
		u := &r.units[i]
		if u.event == e && u.p.has(lexicon.Repel, u.from, u.to) && u.p.has(lexicon.AttackNoun, u.from, u.to) {
			return true
		}
	}
	return false
}

// claimants makes those who claim the event its perpetrators where no sentence
// names them in that part: "the group claimed the raid".
func (r *reading) claimants(e int, rep *conflict.Report) {
	for i := range r.claims {
		c := &r.claims[i]
		if c.event != e || c.kind != conflict.ClaimResponsibility {
			continue
		}
		if a, ok := r.c.gaz.Actor(c.about); ok {
			rep.Perpetrators = addActor(rep.Perpetrators, r.actor(a, r.units[c.unit].p, c.from, c.to))
		}
	}
}

// fightsState reports whether an actor is one that fights the state.
func fightsState(a conflict.Actor) bool {
	return a.Kind == "jihadist" || a.Kind == "separatist" || a.Kind == "rebel"
}

// claimed reports whether an armed group claims the event.
func (r *reading) claimed(e int) bool {
	for i := range r.claims {
		if c := &r.claims[i]; c.event == e && c.kind == conflict.ClaimResponsibility {
			return true
		}
	}
	return false
}

// attackers makes the groups that were struck back the ones who attacked, and
// the forces that struck their target.
func attackers(by, struck []conflict.Actor) (perpetrators, targets []conflict.Actor) {
	if !slices.ContainsFunc(struck, fightsState) {
		return by, struck
	}
	perpetrators, targets = []conflict.Actor{}, []conflict.Actor{}
	for _, a := range append(by, struck...) {
		if fightsState(a) {
			perpetrators = addActor(perpetrators, a)
		} else {
			targets = addActor(targets, a)
		}
	}
	return perpetrators, targets
}

// withoutParents drops a group where one of its own units is named: the unit
// stands alone.
func (r *reading) withoutParents(list []conflict.Actor) []conflict.Actor {
	kept := list[:0]
	for _, a := range list {
		child := false
		for _, b := range list {
			if sub, ok := r.c.gaz.Actor(b.ID); ok && sub.Parent == a.ID {
				child = true
			}
		}
		if !child {
			kept = append(kept, a)
		}
	}
	return kept
}

// namedAgent reports whether an armed group does something in the event, other
// than being struck.
func (r *reading) namedAgent(e int) bool {
	for i := range r.actors {
		m := &r.actors[i]
		if r.units[m.unit].event == e && m.class == lexicon.ActorArmed && (m.role == agent || m.role == claimant || m.role == suspected) {
			return true
		}
	}
	return false
}

// namedArmed reports whether the event's units name an armed group in a part.
func (r *reading) namedArmed(e int) bool {
	for i := range r.actors {
		m := &r.actors[i]
		if r.units[m.unit].event == e && m.class == lexicon.ActorArmed && !m.affil && !umbrella(m.actor.ID) && m.role != context {
			return true
		}
	}
	return false
}

func addActor(list []conflict.Actor, a conflict.Actor) []conflict.Actor {
	for i := range list {
		if list[i].ID == a.ID {
			list[i].Suspected = list[i].Suspected && a.Suspected
			return list
		}
	}
	return append(list, a)
}
