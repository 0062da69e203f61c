package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// accountReach is how many sentences back the one who is named behind them may
// have told.
const accountReach = 4

// givenBy gives the figures told before unit i to the one who is named in it as
// their source: "L'information a été donnée par une source militaire", "That is
// according to the mayor". Figures that have a speaker keep him.
func (r *reading) givenBy(i int) {
	u := &r.units[i]
	if u.p != &r.text || len(r.figures) == 0 || r.figures[len(r.figures)-1].unit == i || !u.p.accounts(u) {
		return
	}
	by, ok := r.accountant(u)
	if !ok {
		return
	}
	for n := len(r.figures) - 1; n >= 0; n-- {
		f := &r.figures[n]
		if f.spoken || f.unit < i-accountReach || r.units[f.unit].p != u.p {
			return
		}
		f.by, f.spoken = by, true
	}
}

// accounts reports whether a unit begins with what was told before as a thing,
// and neither disputes it nor leaves it open.
func (p *part) accounts(u *unit) bool {
	head := p.has(lexicon.Account, u.from, min(u.to, u.from+4)) || p.has(lexicon.SameFigure, u.from, min(u.to, u.from+3))
	return head && !p.hasAny(&disputes, u.from, u.to)
}

var disputes = lexicon.SetOf(lexicon.Deny, lexicon.DenyRole, lexicon.Negation, lexicon.Rumour, lexicon.Untrue, lexicon.Silence)

// accountant is the one whom a unit names as the source: its last voice, or the
// first who is named and not told.
func (r *reading) accountant(u *unit) (conflict.Speaker, bool) {
	for k := len(u.facts.voices) - 1; k >= 0; k-- {
		if v := &u.facts.voices[k]; v.class != lexicon.Media && !v.negated {
			return r.speaker(u, v), true
		}
	}
	for _, k := range u.p.between(u.from+1, u.to) {
		someone := speakers.Has(k.class) || forces.Has(k.class) || people.Has(k.class) || k.class == lexicon.Auxiliaries
		if k.class == lexicon.Media || !someone || u.p.toldTo(u, k) {
			continue
		}
		if people.Has(k.class) || k.class == lexicon.Auxiliaries {
			k.class, k.actor = u.p.witnessClass(u, k), -1
		}
		v := voice{from: k.from, to: k.to, class: k.class}
		if k.actor >= 0 {
			v.actor = r.actorOf(k)
		}
		return r.speaker(u, &v), true
	}
	return narrator(), false
}
