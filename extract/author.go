package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// author is the one whose communiqué the whole article is: "Communiqué de
// l'état-major" as its title, or "COMMUNIQUÉ. Le ministère …" as its first words.
func (r *reading) author() (conflict.Speaker, bool) {
	if len(r.units) == 0 {
		return narrator(), false
	}
	if by, ok := r.authorInTitle(); ok {
		return by, true
	}
	return r.authorInText()
}

func (r *reading) authorInTitle() (conflict.Speaker, bool) {
	p := &r.title
	for _, k := range p.between(0, min(2, len(p.words))) {
		if k.class != lexicon.Statement && k.class != lexicon.Official || r.units[0].p != p {
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

// authorInText is the first to speak behind a word for a statement that stands
// alone at the head of the text.
func (r *reading) authorInText() (conflict.Speaker, bool) {
	p := &r.text
	head := 0
	for _, k := range p.between(0, min(1, len(p.words))) {
		if k.class == lexicon.Statement {
			head = max(head, k.to)
		}
	}
	if head == 0 || head >= len(p.words) || p.gaps[head]&(stop|colon|dash|newline) == 0 {
		return narrator(), false
	}
	for i := range r.units {
		u := &r.units[i]
		if u.p != p || u.from > head {
			continue
		}
		for k := range u.facts.voices {
			if v := &u.facts.voices[k]; v.from >= head && !v.negated {
				return r.speaker(u, v), true
			}
		}
	}
	return narrator(), false
}
