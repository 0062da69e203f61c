package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// author is the one whose communiqué the whole article is: "Communiqué de
// l'état-major".
func (r *reading) author() (conflict.Speaker, bool) {
	p := &r.title
	for _, k := range p.between(0, min(2, len(p.words))) {
		if k.class != lexicon.Statement && k.class != lexicon.Official || len(r.units) == 0 || r.units[0].p != p {
			continue
		}
		for _, o := range p.between(k.from, min(len(p.words), k.to+5)) {
			if k.class == lexicon.Statement && o.from < k.to || k.class == lexicon.Official && !p.is(o.from, lexicon.Statement) ||
				!speakers.Has(o.class) && !forces.Has(o.class) || p.gapIn(k.from, o.from)&(colon|comma|stop|quote) != 0 || !p.functional(k.to, o.from) {
				continue
			}
			v := voice{from: o.from, to: o.to, class: o.class}
			if o.actor >= 0 {
				v.actor = r.actorOf(o)
			}
			return r.speaker(&r.units[0], &v), true
		}
	}
	return narrator(), false
}

// inherited is the speaker of a unit that names none: that of the half sentence
// before it, or the one whom a pronoun stands for.
func (r *reading) inherited(i int) (conflict.Speaker, bool) {
	u := &r.units[i]
	pronoun := u.p.pronounSays(u) || u.p.sameSource(u) || r.continues(i) || u.p.addsSubjectless(u)
	if !pronoun && !u.soft {
		return narrator(), false
	}
	for b := i - 1; b >= max(0, i-3) && r.units[b].p == u.p; b-- {
		before := &r.units[b]
		if v, ok := before.mainVoice(pronoun); ok {
			return r.speaker(before, v), true
		}
		if !pronoun || !u.p.pronounSays(before) && !u.p.addsSubjectless(before) && !before.quoted() {
			break
		}
	}
	return narrator(), false
}

// mainVoice is the one whom a unit lets speak: the first subject of a verb of
// speech, else the last who is named.
func (u *unit) mainVoice(any bool) (*voice, bool) {
	var last *voice
	for k := range u.facts.voices {
		v := &u.facts.voices[k]
		if v.negated || !any && !v.right {
			continue
		}
		if any && v.right && !v.according && !v.soft {
			return v, true
		}
		last = v
	}
	return last, last != nil
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
		if k.class == lexicon.Say && k.to < u.to && (p.is(k.to, lexicon.That) || p.gaps[k.to]&(colon|quote) != 0) {
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
