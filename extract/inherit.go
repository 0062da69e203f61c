package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// inherited is the speaker of a unit that names none: whom a pronoun stands for,
// the one of the half sentence or sentence before it, or the one who closes the
// sentence behind it.
func (r *reading) inherited(i int) (conflict.Speaker, bool) {
	u := &r.units[i]
	pronoun := u.p.pronounSays(u) || u.p.sameSource(u) || r.continues(i) || u.p.addsSubjectless(u)
	if pronoun || u.soft {
		for b := i - 1; b >= max(0, i-3) && r.units[b].p == u.p; b-- {
			before := &r.units[b]
			if v, ok := before.mainVoice(pronoun); ok {
				return r.speaker(before, v), true
			}
			if v, ok := before.subject(); ok && pronoun {
				return r.speaker(before, v), true
			}
			if v, ok := r.partySubject(before); ok && u.p.pronounLeads(u) {
				return r.speaker(before, v), true
			}
			if !pronoun || !u.p.pronounSays(before) && !u.p.addsSubjectless(before) && !before.quoted() {
				break
			}
		}
	}
	if by, ok := r.carriedOn(i); ok {
		return by, true
	}
	if by, ok := r.quotedFrom(i); ok {
		return by, true
	}
	return r.reachesBack(i)
}

// quotedFrom is the one with whom the next sentence begins, where a unit is
// nothing but a quotation: « On a enterré 32 personnes. » L'habitant qui parle ainsi.
func (r *reading) quotedFrom(i int) (conflict.Speaker, bool) {
	u := &r.units[i]
	if i+1 >= len(r.units) || u.p != &r.text || len(u.facts.voices) > 0 || !u.quoted() {
		return narrator(), false
	}
	next := &r.units[i+1]
	if next.p != u.p || u.p.gaps[next.from]&quote == 0 || next.quotes() {
		return narrator(), false
	}
	if v, ok := next.subject(); ok {
		return r.speaker(next, v), true
	}
	return narrator(), false
}

// quotes reports whether a quotation opens in a unit, and not only closes before it.
func (u *unit) quotes() bool {
	return u.p.inQuotation(u, u.to-1) && u.p.gapIn(u.from, u.to-1)&quote == 0 && u.to < len(u.p.gaps) && u.p.gaps[u.to]&quote != 0
}

// carriedOn is the speaker of the sentence before in the same paragraph, where it
// tells of the attack by one speaker's word and goes on in this one: "L'armée a
// annoncé avoir été attaquée. Neuf militaires ont perdu la vie." An armed group's
// word goes no further than its sentence.
func (r *reading) carriedOn(i int) (conflict.Speaker, bool) {
	u := &r.units[i]
	if u.p != &r.text || len(u.facts.voices) > 0 || r.turns(u) {
		return narrator(), false
	}
	for b := i - 1; b >= max(0, i-2); b-- {
		before := &r.units[b]
		if before.p != u.p || before.paragraph != u.paragraph || r.turns(before) {
			break
		}
		if len(before.facts.voices) == 0 {
			continue
		}
		v := &before.facts.voices[0]
		if len(before.facts.voices) > 1 || !before.facts.violence || !v.reports(before.p) || before.p.hasAny(&denials, before.from, before.to) {
			break
		}
		return r.speaker(before, v), true
	}
	return narrator(), false
}

// reachesBack is the one who closes the sentence behind a unit that names nobody,
// where that sentence goes on counting: "Onze passagers ont péri. Neuf autres sont
// blessés, rapporte la radio", "21 tués ; 30 assaillants abattus, selon l'armée";
// or the author of the statement that it goes on with: "Le communiqué évoque".
func (r *reading) reachesBack(i int) (conflict.Speaker, bool) {
	u := &r.units[i]
	if i+1 >= len(r.units) || len(u.facts.voices) > 0 || u.p != &r.text {
		return narrator(), false
	}
	next := &r.units[i+1]
	if next.paragraph != u.paragraph || len(next.facts.voices) == 0 || len(next.facts.quants) == 0 {
		return narrator(), false
	}
	v := &next.facts.voices[len(next.facts.voices)-1]
	closes := v.left && max(v.to, v.says) > next.to-7 && v.from > next.from+2
	goesOn := next.soft || next.p.hasAny(&counting, next.from, next.from+3) ||
		next.p.hasAny(&spared, next.from, next.to) && !next.p.has(lexicon.Killed, next.from, next.to)
	statement := next.p.has(lexicon.Statement, next.from, min(next.to, next.from+2)) && v.says >= v.to
	if !v.reports(next.p) || !(closes && goesOn) && !statement {
		return narrator(), false
	}
	return r.speaker(next, v), true
}

// counting are the words with which a sentence goes on with those counted before;
// spared are those for people who were harmed beside the dead.
var (
	counting = lexicon.SetOf(lexicon.Others, lexicon.Pronoun, lexicon.PartOf)
	spared   = lexicon.SetOf(lexicon.Wounded, lexicon.Wounded+lexicon.Noun, lexicon.Abducted, lexicon.Missing)
)

// reports reports whether a voice tells what happened, and does not claim,
// blame, mourn or deny it.
func (v *voice) reports(p *part) bool {
	switch roleOf(v.class) {
	case conflict.RoleParty, conflict.RoleUnknown:
		return false
	}
	return !v.negated && !v.soft && v.class != lexicon.Relay && v.class != lexicon.Analyst && v.class != lexicon.ForeignOffice &&
		!p.is(v.says, lexicon.Deny) && !p.is(v.says, lexicon.Condemn) && !p.is(v.says, lexicon.Mourn) && !p.is(v.says, lexicon.Accuse)
}

// turns reports whether a unit turns to another matter: an earlier event, a sum
// over time, a claim.
func (r *reading) turns(u *unit) bool {
	return u.p.hasAny(&turning, u.from, u.to)
}

var denials = lexicon.SetOf(lexicon.Deny, lexicon.DenyRole)

var turning = lexicon.SetOf(lexicon.Earlier, lexicon.Cumulative, lexicon.Elsewhere, lexicon.Claim, lexicon.Initial, lexicon.Rumour)

// mainVoice is the one whom a unit lets speak: the first subject of a verb of
// speech, else the last who is named.
func (u *unit) mainVoice(any bool) (*voice, bool) {
	var last *voice
	for k := range u.facts.voices {
		v := &u.facts.voices[k]
		if v.negated || !any && !v.right || any && v.class == lexicon.Media && u.othersSpeak() {
			continue
		}
		if any && v.right && !v.according && !v.soft {
			return v, true
		}
		last = v
	}
	return last, last != nil
}

// partySubject is the armed group with which a sentence begins that lets nobody
// speak: "Les combattants du Jnim ont pris le camp. Ils disent avoir tué".
func (r *reading) partySubject(u *unit) (*voice, bool) {
	for i := range r.named(u) {
		m := &r.named(u)[i]
		if m.from > u.from+4 {
			break
		}
		if m.class != lexicon.ActorArmed || m.affil || umbrella(m.actor.ID) || u.p.gapIn(u.from, m.from)&comma != 0 || u.p.struck(u, m) {
			continue
		}
		return &voice{from: m.from, to: m.to, class: m.class, actor: m.actor, says: m.to}, true
	}
	return nil, false
}

// pronounLeads reports whether a unit begins with a pronoun that speaks: "Ils
// disent", "They say", "وقالوا إنهم".
func (p *part) pronounLeads(u *unit) bool {
	return p.is(u.from, lexicon.Pronoun) || p.arabic(u.from) && p.is(u.from, lexicon.Say)
}

// othersSpeak reports whether someone else than the press speaks in a unit: a
// pronoun stands for him.
func (u *unit) othersSpeak() bool {
	for k := range u.facts.voices {
		if v := &u.facts.voices[k]; v.class != lexicon.Media && !v.negated {
			return true
		}
	}
	return false
}

// subject is the one with whom a sentence begins that lets nobody speak: "Le
// président s'est rendu à Bohoma. …, a-t-il dit".
func (u *unit) subject() (*voice, bool) {
	for _, k := range u.p.between(u.from, min(u.to, u.from+2)) {
		if speakers.Has(k.class) && k.class != lexicon.SameSpeaker && k.class != lexicon.Media {
			return &voice{from: k.from, to: k.to, class: k.class, says: k.to}, true
		}
	}
	return nil, false
}

// quoted reports whether a unit opens with a quotation.
func (u *unit) quoted() bool { return u.p.gaps[u.from]&quote != 0 }

// addsSubjectless reports whether an Arabic unit begins with a verb of speech
// whose subject was told before: "وأضاف أن".
func (p *part) addsSubjectless(u *unit) bool {
	if !p.arabic(u.from) {
		return false
	}
	for _, k := range p.between(u.from, min(u.to, u.from+2)) {
		if k.class == lexicon.Say && k.to < u.to && (p.is(k.to, lexicon.That) || p.gaps[k.to]&(colon|quote) != 0 || p.is(k.to+1, lexicon.Killed+lexicon.Of) || p.is(k.to, lexicon.Killed+lexicon.Of)) {
			return true
		}
	}
	return false
}

// previous is the voice heard last before word at of a unit: whom "cette source"
// stands for.
func (r *reading) previous(u *unit, at int) (*unit, *voice) {
	for i := u.index; i >= max(0, u.index-3) && r.units[i].p == u.p; i-- {
		b := &r.units[i]
		for k := len(b.facts.voices) - 1; k >= 0; k-- {
			if v := &b.facts.voices[k]; v.class != lexicon.SameSpeaker && !v.soft && (b != u || v.to <= at) {
				return b, v
			}
		}
	}
	return nil, nil
}

// sameSource reports whether a unit speaks by the source of the one before:
// "selon la même source".
func (p *part) sameSource(u *unit) bool {
	for _, k := range p.between(u.from, u.to) {
		if k.class == lexicon.According && k.to < u.to && p.is(k.to, lexicon.Pronoun) {
			return true
		}
	}
	return false
}

// continues reports whether unit i goes on with the toll of an official
// statement told in the sentence before: "Le bilan provisoire est de …".
func (r *reading) continues(i int) bool {
	u := &r.units[i]
	if i == 0 || !u.p.has(lexicon.TollWord, u.from, min(u.to, u.from+4)) || r.units[i-1].paragraph != u.paragraph {
		return false
	}
	vs := r.units[i-1].facts.voices
	return len(vs) > 0 && roleOf(vs[len(vs)-1].class) == conflict.RoleOfficial && !vs[len(vs)-1].negated
}

// pronounSays reports whether a pronoun is the subject of a verb of speech.
func (p *part) pronounSays(u *unit) bool {
	for j := u.from + 1; j < u.to; j++ { // "affirme-t-il", "he said"
		if p.is(j, lexicon.Pronoun) && (p.is(j-1, lexicon.Say) || j-2 >= u.from && p.is(j-2, lexicon.Say)) && p.text[p.words[j].Start-1] == '-' {
			return true
		}
	}
	for j := u.from + 2; j+1 < u.to; j++ { // "…, a-t-il dit"
		if p.is(j, lexicon.Pronoun) && p.text[p.words[j].Start-1] == '-' && p.is(j+1, lexicon.Say) && (p.is(j-1, lexicon.Have) || p.is(j-2, lexicon.Have)) {
			return true
		}
	}
	for j := u.from + 1; j+1 < u.to; j++ { // "…, it said, but"
		if p.gaps[j]&(comma|quote) != 0 && p.is(j, lexicon.Pronoun) && !p.is(j, lexicon.Relative) && p.is(j+1, lexicon.Say) && p.gaps[j+1] == space {
			return true
		}
	}
	for j := u.from; j < min(u.to, u.from+6); j++ {
		if p.is(j, lexicon.Pronoun) {
			for k := j + 1; k < min(u.to, j+5); k++ {
				if p.is(k, lexicon.Say) {
					return true
				}
			}
		}
	}
	return false
}
