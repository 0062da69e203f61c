package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// sides corrects the kind of victims by the side that the text names: "côté
// ami, 29 tombés", "the rebels lost one man". Whose enemies they are depends on
// who speaks.
func (r *reading) sides(f *figure, m *measured) {
	u := &r.units[f.unit]
	p := u.p
	if r.ofRebels(f, m) {
		f.victims = conflict.Militants
		return
	}
	if p.is(m.end-1, lexicon.OwnSide) && p.lostByMilitants(u, m) {
		f.victims = conflict.Militants // "losing nine of their own"
		return
	}
	armed := r.armedGroup(f.by.ID) || f.by.ID == "" && f.by.Role == conflict.RoleParty
	if armed && !m.bare && p.near(u, m.from, m.from, 2, 0, lexicon.Lose) {
		f.victims = conflict.Militants // "the FLA said it had lost two men"
		return
	}
	if f.victims == conflict.Militants && p.is(m.end-1, lexicon.EnemySide) && (armed || f.by.Role == conflict.RoleUnknown && r.armedBefore(u, m.from)) {
		f.victims = conflict.Unknown // "60 of its enemies"
	}
	if f.victims != conflict.Unknown {
		return
	}
	switch {
	case m.bare && m.measure == 0 && (p.struckBefore(u, m) || !armed && p.neutralised(m)), p.lostByMilitants(u, m):
		f.victims = conflict.Militants
	case p.near(u, m.from, m.to2, 8, 6, lexicon.EnemySide):
		if !armed {
			f.victims = conflict.Militants
		}
	case p.near(u, m.from, m.to2, 6, 6, lexicon.OwnSide):
		f.victims = conflict.Soldiers
	}
}

// ofRebels reports whether an armed group tells its own dead: "the front admits
// three dead in its ranks".
func (r *reading) ofRebels(f *figure, m *measured) bool {
	u := &r.units[f.unit]
	if k, ok := u.p.find1(lexicon.OwnSide, max(u.from, m.from-8), m.from); ok && u.p.has(lexicon.Killed, k.to, m.from) && u.p.haveBefore(u, m.from-1) {
		return false // "ses combattants y ont tué 18 soldats"
	}
	if !u.p.near(u, m.from, m.to2, 6, 6, lexicon.OwnSide) || u.ownSideOfNext(m) {
		return false
	}
	id := f.by.ID
	if n := len(r.figures); id == "" && n > 0 {
		id = r.figures[n-1].by.ID // "the movement admits"
	}
	return r.armedGroup(id) || id == "" && f.by.Role == conflict.RoleParty
}

// ownSideOfNext reports whether the words for one's own side behind a figure
// belong to the figure after it: "tué 97 soldats et perdu neuf des siens".
func (u *unit) ownSideOfNext(m *measured) bool {
	k, ok := u.p.find1(lexicon.OwnSide, m.end, min(u.to, m.to2+6))
	if !ok || u.p.near(u, m.from, m.from, 6, 0, lexicon.OwnSide) {
		return false
	}
	for i := range u.facts.quants {
		if q := &u.facts.quants[i]; q.from >= m.end && q.from < k.from {
			return true
		}
	}
	return false
}

// armedGroup reports whether an actor is one that fights the state.
func (r *reading) armedGroup(id string) bool {
	a, ok := r.c.gaz.Actor(id)
	return ok && (a.Type == "jihadist" || a.Type == "separatist" || a.Type == "rebel")
}

// struckBefore reports whether the sentence has forces of a state strike at
// militants before it counts the dead: "a helicopter fired on a group of
// militants, killing a dozen".
func (p *part) struckBefore(u *unit, m *measured) bool {
	for _, k := range p.between(u.from, m.from) {
		if (k.class == lexicon.ForceSoldiers || k.class == lexicon.ActorState) && p.acts(u, k.to) {
			return p.hasAny(&foes, k.to, m.from) && !p.hasAny(&unarmed, k.to, m.from)
		}
	}
	return false
}

var unarmed = lexicon.SetOf(lexicon.Civilians, lexicon.People)

// neutralised reports whether the word for killing beside a bare number is one
// that forces of a state use of their enemies.
func (p *part) neutralised(m *measured) bool {
	return p.is(m.from2, lexicon.Foe) || p.is(m.to2-1, lexicon.Foe)
}

// armedBefore reports whether an armed group, and no force of a state, is named
// in the sentence before word at.
func (r *reading) armedBefore(u *unit, at int) bool {
	armed := false
	for i := range r.named(u) {
		if m := &r.named(u)[i]; m.to <= at {
			if m.class == lexicon.ActorState {
				return false
			}
			armed = armed || m.class == lexicon.ActorArmed
		}
	}
	return armed
}

// lostByMilitants reports whether militants are those who lost the ones counted.
func (p *part) lostByMilitants(u *unit, m *measured) bool {
	at := -1
	for j := m.from - 1; j >= max(u.from, m.from-3) && at < 0; j-- {
		if p.gaps[j+1]&^space != 0 {
			return false
		}
		if p.is(j, lexicon.Lose) {
			at = j
		}
	}
	if at >= 0 && (p.is(at-1, lexicon.And) || p.gaps[at]&comma != 0) { // a participle: its subject opens the sentence
		for j := u.from; j < at; j++ {
			if p.any(j, &foes) || p.any(j, &victimNouns) || p.any(j, &forces) {
				return p.any(j, &foes)
			}
		}
	}
	for j := at - 1; j >= max(u.from, at-3); j-- {
		if p.gaps[j+1]&^space != 0 {
			return false
		}
		if p.any(j, &foes) {
			return true
		}
		if p.any(j, &victimNouns) || p.any(j, &forces) {
			return false
		}
	}
	return false
}
