package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// speakerOf gives the one by whose word a figure at words [from, to) of unit i
// stands, and whether the unit names one.
func (r *reading) speakerOf(i, from, to int) (conflict.Speaker, bool) {
	if v := r.voiceFor(i, from, to); v != nil {
		return r.speaker(&r.units[i], v), true
	}
	if by, ok := r.inherited(i); ok {
		return by, true
	}
	return r.author()
}

// voiceFor gives the nearest voice of unit i that can have said words [from, to).
func (r *reading) voiceFor(i, from, to int) *voice {
	u := &r.units[i]
	best, closest := -1, 1000
	for k := range u.facts.voices {
		v := &u.facts.voices[k]
		if v.negated || v.from <= from && to <= v.to || u.p.retold(v, from) {
			continue
		}
		d := v.distance(u, from, to)
		if d < closest {
			best, closest = k, d
		}
	}
	if best < 0 {
		return nil
	}
	if b := &u.facts.voices[best]; b.class == lexicon.Media {
		for k := range u.facts.voices { // "AFP reported, quoting a security source"
			if v := &u.facts.voices[k]; v.according && !v.negated && v.says > b.says && v.class != lexicon.Media {
				return v
			}
		}
	}
	return u.weightier(&u.facts.voices[best])
}

// weightier is the authority or security source that says the same by the same
// word beside another: "a resident and a security source said".
func (u *unit) weightier(v *voice) *voice {
	if role := roleOf(v.class); role != conflict.RoleLocal && role != conflict.RoleWitness {
		return v
	}
	for k := range u.facts.voices {
		o := &u.facts.voices[k]
		role := roleOf(o.class)
		if o.says == v.says && o.from > v.to && !o.negated && (role == conflict.RoleOfficial || role == conflict.RoleSecurity) && u.p.joins(u, o.from) {
			return o
		}
	}
	return v
}

// joins reports whether "and" leads to word i: "and to two security sources". In
// Arabic it is the first letter of a word that the lexicon knows without it alone.
func (p *part) joins(u *unit, i int) bool {
	return p.has(lexicon.And, max(u.from, i-3), i) || strings.HasPrefix(p.words[i].Key, "و") && p.reads[i][0] == 0
}

// retold reports whether words from on stand in a clause that tells of an act
// which a voice only claims: "claimed the attack that killed 28".
func (p *part) retold(v *voice, from int) bool {
	if !p.is(v.says, lexicon.Claim) || v.says >= from {
		return false
	}
	act := -1
	for j := v.says; j < from; j++ {
		switch {
		case p.any(j, &acted):
			act = j
		case act >= 0 && p.is(j, lexicon.Relative):
			return !p.has(lexicon.Say, act, from)
		}
	}
	return false
}

// acted are the nouns for what is claimed.
var acted = lexicon.SetOf(lexicon.AttackNoun, lexicon.Ambush, lexicon.Suicide, lexicon.Massacre, lexicon.Clash, lexicon.Operation, lexicon.Airstrike,
	lexicon.Shelling, lexicon.Mine)

// distance says how far a voice is from what it may have said; 1000 when it
// cannot have said it.
func (v *voice) distance(u *unit, from, to int) int {
	d := 1000
	switch {
	case v.says < from && v.right && v.from < from:
		d = from - max(v.says, v.from)
		if v.according {
			d += 2
		}
	case v.from >= to && v.left && !u.p.has(lexicon.Contrast, to, v.from):
		d = min(v.says, v.from) - to
		if v.soft && d > 1 {
			return 1000
		}
		if u.p.gapIn(to-1, v.from)&semicolon != 0 {
			d += 20
		}
	}
	return d
}

func narrator() conflict.Speaker { return conflict.Speaker{Role: conflict.RoleUnknown} }

// speaker gives the JSON form of a voice.
func (r *reading) speaker(u *unit, v *voice) conflict.Speaker {
	if v.class == lexicon.SameSpeaker {
		if b, w := r.previous(u, v.from); w != nil {
			return r.speaker(b, w)
		}
		if m, ok := r.ownerOf(u, v); ok {
			return r.speaker(u, &voice{from: m.from, to: m.to, class: m.class, actor: m.actor})
		}
	}
	if b, w := r.organisation(u, v); w != nil {
		return r.speaker(b, w)
	}
	s := conflict.Speaker{Role: roleOf(v.class), Name: u.p.quote(v.from, v.to)}
	if v.actor != nil {
		s.ID, s.Name = v.actor.ID, v.actor.Name
	} else if v.class == lexicon.ForceMilitants || v.class == lexicon.ForceAuxiliaries {
		if named, ok := r.namedAlike(u, v); ok {
			s.ID, s.Name = named.actor.ID, named.actor.Name
		} else if named, ok := r.lastOf(u, v.from, partyOf(v.class)); ok { // "le groupe"
			s.ID, s.Name = named.actor.ID, named.actor.Name
		} else if v.class == lexicon.ForceAuxiliaries {
			s.Role = conflict.RoleLocal
		}
	}
	if v.class == lexicon.Relay || v.class == lexicon.Media {
		if party, ok := r.cited(u, v); ok {
			via := r.kept.relays.one(conflict.Relay{ID: s.ID, Name: s.Name})
			s = conflict.Speaker{Role: conflict.RoleParty, Name: u.p.quote(party.from, party.to)}
			if party.actor != nil {
				s.ID, s.Name = party.actor.ID, party.actor.Name
			} else if party.class == lexicon.ForceMilitants {
				named := r.speaker(u, party)
				s.ID, s.Name = named.ID, named.Name
			}
			s.Via = via
			return s
		}
	}
	if s.Role == conflict.RoleParty {
		s.Via = r.relay(u, v)
	}
	return s
}

// ownerOf is the party named last before a voice in its unit: whose spokesman
// "son porte-parole" is.
func (r *reading) ownerOf(u *unit, v *voice) (*actorMention, bool) {
	list := r.named(u)
	for i := len(list) - 1; i >= 0; i-- {
		if m := &list[i]; m.to <= v.from && (m.class == lexicon.ActorArmed || m.class == lexicon.ActorMilitia) && !umbrella(m.actor.ID) {
			return m, true
		}
	}
	return nil, false
}

// organisation is the one heard last whom "l'organisation" stands for, where that
// is no armed group and no party was named since.
func (r *reading) organisation(u *unit, v *voice) (*unit, *voice) {
	if v.class != lexicon.ForceMilitants || v.actor != nil {
		return nil, nil
	}
	b, w := r.previous(u, v.from)
	if w == nil {
		return nil, nil
	}
	if role := roleOf(w.class); role != conflict.RoleNGO && role != conflict.RoleUN && role != conflict.RoleMonitor || w.class == lexicon.Relay {
		return nil, nil
	}
	if party, ok := r.lastOf(u, v.from, lexicon.ActorArmed); ok && party.from > w.to {
		return nil, nil
	}
	return b, w
}

// cited gives the armed group whose word a monitor passes on in the same unit.
func (r *reading) cited(u *unit, by *voice) (*voice, bool) {
	for k := range u.facts.voices {
		v := &u.facts.voices[k]
		if v != by && (v.class == lexicon.ActorArmed || v.class == lexicon.ForceMilitants) && !v.negated {
			return v, true
		}
	}
	if by.class != lexicon.Relay {
		return nil, false
	}
	for k := range r.named(u) {
		m := &r.named(u)[k]
		if m.class == lexicon.ActorArmed && !m.affil && !umbrella(m.actor.ID) {
			return &voice{from: m.from, to: m.to, class: m.class, actor: m.actor}, true
		}
	}
	return r.lastParty(u)
}

// lastParty is the armed group named last before a unit: the one whose word a
// relay passes on without naming it again.
func (r *reading) lastParty(u *unit) (*voice, bool) { return r.lastOf(u, u.from, lexicon.ActorArmed) }

// partyOf is the class of names that a common noun for a group stands for.
func partyOf(c lexicon.Class) lexicon.Class {
	if c == lexicon.ForceAuxiliaries {
		return lexicon.ActorMilitia
	}
	return lexicon.ActorArmed
}

// lastOf is the party of a class named last before word at of a unit, in an
// earlier sentence if there is one.
func (r *reading) lastOf(u *unit, at int, c lexicon.Class) (*voice, bool) {
	for _, end := range [...]int{u.actors[0], u.actors[1]} {
		for k := end - 1; k >= 0; k-- {
			m := &r.actors[k]
			if r.units[m.unit].p != u.p {
				break
			}
			if m.class != c || m.unit == u.index && m.from >= at {
				continue
			}
			if a := r.resolved(m); !umbrella(a.ID) && (!m.affil || a != m.actor) {
				return &voice{from: m.from, to: m.to, class: m.class, actor: a}, true
			}
		}
	}
	return nil, false
}

// namedAlike is the party whose name begins with the noun that stands for it:
// "the movement" for the Movement for the Salvation of Azawad.
func (r *reading) namedAlike(u *unit, v *voice) (*voice, bool) {
	noun := u.p.words[v.to-1].Key
	for k := u.actors[1] - 1; k >= 0; k-- {
		m := &r.actors[k]
		if r.units[m.unit].p != u.p || m.from >= v.from {
			continue
		}
		if (m.class == lexicon.ActorArmed || m.class == lexicon.ActorMilitia) && !umbrella(m.actor.ID) && u.p.words[m.from].Key == noun && m.to-m.from > 1 {
			return &voice{from: m.from, to: m.to, class: m.class, actor: m.actor}, true
		}
	}
	return nil, false
}

// relay gives the monitor or channel that passes a group's word on.
func (r *reading) relay(u *unit, v *voice) *conflict.Relay {
	for _, k := range u.p.between(u.from, u.to) {
		if k.class == lexicon.Relay && k.from != v.from {
			out := r.kept.relays.one(conflict.Relay{Name: u.p.quote(k.from, k.to)})
			if k.actor >= 0 {
				a := r.actorOf(k)
				out.ID, out.Name = a.ID, a.Name
			}
			return out
		}
	}
	return nil
}

func roleOf(c lexicon.Class) string {
	switch c {
	case lexicon.ActorArmed, lexicon.ActorMilitia, lexicon.ForceMilitants, lexicon.ForceAuxiliaries:
		return conflict.RoleParty
	case lexicon.Official, lexicon.ForceSoldiers, lexicon.ForcePolice, lexicon.ActorState, lexicon.ActorForeign, lexicon.ForeignOffice:
		return conflict.RoleOfficial
	case lexicon.Security:
		return conflict.RoleSecurity
	case lexicon.Local, lexicon.SameSpeaker:
		return conflict.RoleLocal
	case lexicon.Witness:
		return conflict.RoleWitness
	case lexicon.Media:
		return conflict.RoleMedia
	case lexicon.NGO:
		return conflict.RoleNGO
	case lexicon.UN:
		return conflict.RoleUN
	case lexicon.Monitor, lexicon.Relay, lexicon.Analyst:
		return conflict.RoleMonitor
	}
	return conflict.RoleUnknown
}
