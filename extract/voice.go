package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/gazetteer"
)

// voice is someone who speaks in a unit.
type voice struct {
	from, to  int
	class     lexicon.Class
	actor     *gazetteer.Actor // nil when not named
	says      int              // word of the verb of speech or of "according to"
	left      bool             // what is said may stand before
	right     bool             // what is said may stand behind
	negated   bool
	according bool
	soft      bool // speaks by way of an adverb or noun: "official toll"
}

var (
	speakers = lexicon.SetOf(lexicon.Official, lexicon.Security, lexicon.Local, lexicon.Witness, lexicon.Media, lexicon.NGO,
		lexicon.UN, lexicon.Monitor, lexicon.Relay, lexicon.Analyst, lexicon.ForeignOffice, lexicon.SameSpeaker)
	forces = lexicon.SetOf(lexicon.ForceSoldiers, lexicon.ForcePolice, lexicon.ActorState, lexicon.ActorArmed, lexicon.ActorMilitia,
		lexicon.ActorForeign, lexicon.ForceMilitants, lexicon.ForceAuxiliaries)
	speech = lexicon.SetOf(lexicon.Say, lexicon.Claim, lexicon.Confirm, lexicon.Deny, lexicon.Accuse, lexicon.Condemn, lexicon.Mourn, lexicon.DenyRole)
)

// people are those who are no speakers by their name, and speak all the same.
var people = lexicon.SetOf(lexicon.Civilians, lexicon.Soldiers, lexicon.People)

// voices gives those who speak in a unit, in order.
func (r *reading) voices(dst []voice, u *unit) []voice {
	p, base := u.p, len(dst)
	for _, k := range p.between(u.from, u.to) {
		if k.class == lexicon.OfficialToll {
			dst = append(dst, voice{from: k.from, to: k.to, class: lexicon.Official, says: k.from, left: true, right: true, soft: true,
				negated: p.negated(u, k.from)})
			continue
		}
		if k.class == lexicon.Statement {
			if v, ok := r.statement(u, k); ok {
				dst = append(dst, v)
			}
			continue
		}
		if people.Has(k.class) && !p.any(k.from, &speakers) && !p.any(k.from, &forces) && p.testifies(u, k) || (k.class == lexicon.Capital || k.class == lexicon.CountryName) && p.governs(u, k) {
			k.class, k.actor = p.witnessClass(u, k), -1
		}
		if !speakers.Has(k.class) && !forces.Has(k.class) {
			continue
		}
		n := len(dst)
		overlaps := n > base && dst[n-1].to > k.from
		if overlaps && dst[n-1].to-dst[n-1].from >= k.to-k.from && !(dst[n-1].class == lexicon.Local && k.class == lexicon.Official) {
			continue
		}
		v, ok := r.voiceOf(u, k)
		if !ok {
			v, ok = p.signed(u, v)
		}
		if !ok {
			v, ok = p.askew(u, v)
		}
		r.speaksFor(u, k, &v)
		switch {
		case !ok || v.left && !v.right && !v.according && taken(dst[base:], v.says) || p.continued(u, dst[base:], &v):
		case overlaps:
			dst[n-1] = v
		default:
			dst = append(dst, v)
		}
	}
	if len(dst) == base {
		if v, ok := p.unnamed(u); ok {
			dst = append(dst, v)
		}
	}
	return dst
}

// continued reports whether the verb of a voice goes on with what one named
// before does: "Bamako dément toute implication de ses forces et promet".
func (p *part) continued(u *unit, list []voice, v *voice) bool {
	if v.according || v.says < v.to {
		return false
	}
	for k := range list {
		o := &list[k]
		if !o.right || o.according || o.to > v.from || o.says < o.to && !p.arabic(o.says) {
			continue
		}
		if o.says < v.from && p.coordinate(v.says) || o.says == v.says && !p.joins(u, v.from) && !p.has(lexicon.And, o.to, v.from) && p.gapIn(o.to-1, v.from)&comma == 0 {
			return true
		}
	}
	return false
}

// coordinate reports whether "and" stands right before the verb at word i.
func (p *part) coordinate(i int) bool {
	if p.arabic(i) {
		rest, ok := strings.CutPrefix(p.words[i].Key, "و")
		return ok && p.lang.lex.Knows(rest, rest) || p.gaps[i]&comma != 0 // "، مؤكدة مقتل": of the subject of the sentence
	}
	return p.is(i-1, lexicon.And) || p.is(i-1, lexicon.Have) && p.is(i-2, lexicon.And)
}

// signed gives the voice of one who is put before or behind what he says without
// a verb: "Army: 12 killed", "12 morts (armée)".
func (p *part) signed(u *unit, v voice) (voice, bool) {
	if v.class == lexicon.ActorArmed || v.class == lexicon.ActorForeign || v.to >= len(p.words) && v.to > u.to {
		return v, false
	}
	v.says = v.from
	switch last := v.to == u.to; {
	case !last && v.from == u.from+p.articles(u) && p.gaps[v.to]&colon != 0 && p.gaps[v.to]&quote == 0:
		v.right = true
	case v.from > u.from+2 && last && (p.gaps[v.from]&(open|dash) != 0 || p.name == "title" && p.gaps[v.from]&colon != 0):
		v.left = true
	case !last && speakers.Has(v.class) && v.from > u.from+2 && p.gaps[v.from]&open != 0 && p.gaps[v.to]&closing != 0:
		v.left = true
	default:
		return v, false
	}
	return v, true
}

// articles counts the articles that a unit begins with.
func (p *part) articles(u *unit) int {
	n := 0
	for u.from+n < min(u.to, u.from+2) && p.functional(u.from+n, u.from+n+1) && !p.any(u.from+n, &speakers) && !p.any(u.from+n, &forces) {
		n++
	}
	return n
}

// speaksFor gives a voice to those whom it speaks for: "un responsable local de la
// Croix-Rouge", "le porte-parole du FLA", "the rebels of the CSP".
func (r *reading) speaksFor(u *unit, k mark, v *voice) {
	p := u.p
	for _, o := range p.between(k.to, min(u.to, k.to+4)) {
		if p.gapIn(k.to-1, o.from)&^space != 0 || !p.functional(k.to, o.from) || p.has(lexicon.And, k.to, o.from) {
			return
		}
		switch {
		case (o.class == lexicon.NGO || o.class == lexicon.UN) && (v.class == lexicon.Local || v.class == lexicon.Official):
			v.class = o.class
			return
		case o.class == lexicon.ActorArmed && (v.class == lexicon.Official || v.class == lexicon.ForceMilitants):
			v.class, v.actor, v.from, v.to = o.class, r.actorOf(o), o.from, o.to
			return
		case o.class == lexicon.ForceMilitants && v.class == lexicon.Official:
			v.class = o.class
			return
		}
	}
}

// governs reports whether a capital stands for its government: "Ouagadougou ne
// s'est pas exprimé", "Niamey accuse".
func (p *part) governs(u *unit, k mark) bool {
	if k.from > u.from && p.any(k.from-1, &placeLeaders) && p.gaps[k.from] == space {
		return false
	}
	if k.from > u.from && p.arabic(k.from) && p.any(k.from-1, &speech) && p.gaps[k.from] == space {
		return true // "ونفت باماكو"
	}
	for j := k.to; j < min(u.to, k.to+2); j++ {
		if p.gaps[j] != space {
			return false
		}
		if p.any(j, &speech) || p.is(j, lexicon.Have) || p.is(j, lexicon.Negation) || p.is(j, lexicon.Silence) {
			return true
		}
	}
	return false
}

// statement gives the voice of a statement that speaks for itself: "le
// communiqué évoque". It is that of the party whose statement was told of last,
// else of the authorities.
func (r *reading) statement(u *unit, k mark) (voice, bool) {
	p := u.p
	v := voice{from: k.from, to: k.to, class: lexicon.Official, right: true}
	s, ok := p.verbBehind(u, k)
	if !ok {
		if s, ok = p.verbBefore(u, k); ok && p.leadIn(u, s.from)&(comma|quote) != 0 { // ", précise le texte"
			v.left, v.right = true, false
		} else {
			ok = false
		}
	}
	if !ok || p.hasAny(&ownersOfStatements, u.from, s.from) && v.right || v.left && p.hasAny(&ownersOfStatements, k.to, min(u.to, k.to+4)) {
		return voice{}, false
	}
	p.speaks(u, &v, s)
	for i := len(r.units) - 1; i >= 0; i-- {
		o := &r.units[i]
		if o.p != u.p || o.from >= u.from {
			continue
		}
		for n := len(o.facts.voices) - 1; n >= 0; n-- {
			w := &o.facts.voices[n]
			if role := roleOf(w.class); role == conflict.RoleParty || w.class == lexicon.Relay {
				v.class, v.actor = w.class, w.actor
				return v, true
			} else if role == conflict.RoleOfficial {
				return v, true
			}
		}
	}
	return v, true
}

var ownersOfStatements = func() lexicon.Set {
	s := speakers
	for _, c := range []lexicon.Class{lexicon.ActorArmed, lexicon.ActorState, lexicon.ForceSoldiers, lexicon.ForceMilitants} {
		s.Add(c)
	}
	return s
}()

// taken reports whether the verb of speech at word i has a subject already.
func taken(list []voice, i int) bool {
	for k := range list {
		if list[k].says == i && list[k].from < i {
			return true
		}
	}
	return false
}

// voiceOf reports whether the one named at k speaks: "selon X", "X a annoncé",
// "a annoncé X".
func (r *reading) voiceOf(u *unit, k mark) (voice, bool) {
	p := u.p
	v := voice{from: k.from, to: k.to, class: k.class}
	if k.class == lexicon.Local {
		v.class = p.sourceIn(u, k)
	}
	if k.actor >= 0 {
		v.actor = r.actorOf(k)
	}
	if !speakers.Has(k.class) && p.affiliated(k, u) || p.accusedHere(u, k.from) {
		return v, false
	}
	if at, ok := p.accordingTo(u, k); ok {
		v.says, v.according, v.left, v.right = at, true, true, true
		return v, true
	}
	if s, ok := p.verbBefore(u, k); ok && p.arabic(k.from) {
		p.speaks(u, &v, s)
		v.left, v.right = p.leadIn(u, s.from)&quote != 0, true
		return v, true
	}
	if at, ok := p.passedOnBy(u, k); ok {
		v.says, v.according, v.left, v.right = at, true, true, true
		return v, true
	}
	if s, ok := p.verbBefore(u, k); ok && p.leadIn(u, s.from)&(comma|quote|closing|dash) != 0 && s.class != lexicon.Claim && !p.finite(k.to) {
		p.speaks(u, &v, s)
		v.left = true
		return v, true
	}
	if s, ok := p.verbBehind(u, k); ok && !p.toldTo(u, k) {
		p.speaks(u, &v, s)
		v.right = true
		v.left = p.tagged(u, k, s)
		return v, true
	}
	if s, ok := p.verbBefore(u, k); ok && !p.finite(k.to) && !p.toldTo(u, k) {
		p.speaks(u, &v, s)
		v.left = s.from == u.from || p.leadIn(u, s.from)&(comma|quote|dash|colon|closing) != 0 || p.is(s.from, lexicon.Claim) || p.has(lexicon.Account, s.from-6, s.from)
		return v, true
	}
	return v, false
}

// sourceIn tells a source by what it belongs to: "une source au sein de la
// gendarmerie" is one of security, "a source in the presidency" an official.
func (p *part) sourceIn(u *unit, k mark) lexicon.Class {
	if k.to >= u.to || !p.is(k.to, lexicon.Among) && !p.is(k.to, lexicon.In) {
		return k.class
	}
	for j := k.to; j < min(u.to, k.to+5); j++ {
		switch {
		case p.gaps[j]&(comma|stop|colon|semicolon) != 0 || p.any(j, &speechVerbs) || p.is(j, lexicon.That):
			return k.class
		case p.is(j, lexicon.ForceSoldiers), p.is(j, lexicon.ForcePolice), p.is(j, lexicon.Soldiers):
			return lexicon.Security
		case p.is(j, lexicon.Official):
			return lexicon.Official
		}
	}
	return k.class
}
