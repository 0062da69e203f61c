package extract

import (
	"slices"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/gazetteer"
)

// role is what an armed actor does in a sentence.
type role uint8

const (
	mentioned role = iota // named without a part in an event
	agent                 // does it
	suspected             // is held to have done it
	claimant              // says that it did it
	denier                // says that it did not
	target                // is struck
	context               // acts in the area, is fought, is feared
)

// actorMention is a named party.
type actorMention struct {
	unit     int
	from, to int
	class    lexicon.Class
	actor    *gazetteer.Actor
	role     role
	affil    bool // names whom another belongs to: "linked to al-Qaeda"
}

// parties are the classes of names that can take part in an event.
var parties = lexicon.SetOf(lexicon.ActorArmed, lexicon.ActorState, lexicon.ActorMilitia, lexicon.ActorForeign)

func (r *reading) findActors() {
	for i := range r.units {
		u := &r.units[i]
		u.actors[0] = len(r.actors)
		for _, k := range u.p.between(u.from, u.to) {
			if !parties.Has(k.class) || u.p.is(k.from, lexicon.Toward) {
				continue
			}
			a := r.actorOf(k)
			if n := len(r.actors) - 1; n >= u.actors[0] && r.actors[n].to > k.from && r.actors[n].to-r.actors[n].from < k.to-k.from {
				r.actors = r.actors[:n] // "l'organisation État islamique en Afrique de l'Ouest"
			}
			m := actorMention{unit: i, from: k.from, to: k.to, class: k.class, actor: a, affil: u.p.affiliated(k, u)}
			r.actors = append(r.actors, m)
		}
		u.actors[1] = len(r.actors)
	}
}

// actorOf settles which actor a name means: one of the country that the text
// is about, and "the Islamic State" by its branch there.
func (r *reading) actorOf(k mark) *gazetteer.Actor {
	all := r.c.gaz.Actors()
	group := r.lang.names[k.actor].actors
	best := &all[group[0]]
	for _, i := range group {
		if a := &all[i]; slices.Contains(a.Countries, r.main) {
			best = a
			break
		}
	}
	if best.Type == "person" && best.Parent != "" {
		if parent, ok := r.c.gaz.Actor(best.Parent); ok {
			best = parent
		}
	}
	if best.ID == "islamic_state" {
		if branch, ok := r.c.gaz.Actor(islamicStateIn(r.main)); ok {
			return branch
		}
	}
	return best
}

// islamicStateIn is the branch of the Islamic State that acts in a country.
func islamicStateIn(country string) string {
	switch country {
	case "ML", "BF", "NE", "BJ", "TG":
		return "is_sahel"
	case "NG", "TD", "CM":
		return "iswap"
	}
	return "islamic_state"
}

// affiliateIn is the group that "linked to al-Qaeda" means in a country.
func affiliateIn(umbrella, country string) string {
	if umbrella != "al_qaeda" {
		return islamicStateIn(country)
	}
	switch country {
	case "ML", "BF", "NE", "BJ", "TG":
		return "jnim"
	}
	return umbrella
}

// affiliated reports whether a name tells of an allegiance only.
func (p *part) affiliated(k mark, u *unit) bool { return p.allegiance(k, u) || p.alsoAffiliated(k, u) }

// allegiance reports whether "linked to" or "affiliated with" leads to a name,
// or follows it as in "al-Qaeda-linked".
func (p *part) allegiance(k mark, u *unit) bool {
	for i := k.from - 1; i >= max(u.from, k.from-3); i-- {
		if p.gaps[i+1]&(comma|stop) != 0 {
			break
		}
		if p.is(i, lexicon.Affiliation) {
			return !p.is(i-1, lexicon.ActorArmed) // al-Qaeda-linked JNIM
		}
	}
	if k.to < u.to && p.is(k.to, lexicon.Affiliation) {
		// al-Qaeda-linked
		return p.text[p.words[k.to-1].End] == '-' || p.gaps[k.to] == space && p.is(k.to, lexicon.Affiliation) && !p.is(k.to+1, lexicon.Have)
	}
	return false
}

// alsoAffiliated reports whether "and" joins a name to one that tells of an
// allegiance: "linked to al-Qaeda and the Islamic State".
func (p *part) alsoAffiliated(k mark, u *unit) bool {
	for _, o := range p.between(max(u.from, k.from-9), k.from) {
		if o.class == lexicon.ActorArmed && o.to < k.from && k.from-o.to <= 2 && p.gapIn(o.to-1, k.from)&(comma|stop|semicolon) == 0 {
			return p.allegiance(o, u)
		}
	}
	return false
}

// resolved is the actor that a mention stands for: an umbrella named alone
// means its group in the country.
func (r *reading) resolved(m *actorMention) *gazetteer.Actor {
	if umbrella(m.actor.ID) || m.affil {
		if a, ok := r.c.gaz.Actor(affiliateIn(m.actor.ID, r.main)); ok {
			return a
		}
	}
	return m.actor
}

// armedIn reports whether unit i names an armed group that is no mere umbrella.
func (r *reading) armedIn(i int) bool {
	for k := range r.named(&r.units[i]) {
		m := &r.named(&r.units[i])[k]
		if m.class == lexicon.ActorArmed && !m.affil && !umbrella(m.actor.ID) {
			return true
		}
	}
	return false
}

// named gives the parties named in a unit.
func (r *reading) named(u *unit) []actorMention { return r.actors[u.actors[0]:u.actors[1]] }

// umbrella reports whether the id is that of a movement rather than of a group
// that acts here.
func umbrella(id string) bool { return id == "al_qaeda" || id == "islamic_state" }

// party gives the JSON form of an actor.
func (r *reading) party(m *actorMention) conflict.Actor {
	u := &r.units[m.unit]
	a := r.actor(m.actor, u.p, m.from, m.to)
	a.Suspected = m.role == suspected
	return a
}

// actor gives the JSON form of an actor with the words that tell of it.
func (r *reading) actor(a *gazetteer.Actor, p *part, from, to int) conflict.Actor {
	s := r.evidence(p, from, to)
	return conflict.Actor{ID: a.ID, Name: a.Name, Kind: a.Type, Text: s.Text, Evidence: s}
}
