package extract

import (
	"sahelwatch/extract/lexicon"
)

// facts is what a unit says.
type facts struct {
	quants   []quant
	voices   []voice
	attack   bool // tells of an attack
	harm     bool // tells of people harmed
	own      bool // tells of an operation of an army
	after    bool // tells of what followed: a visit, a burial, treatment
	violence bool // any of these
}

func (r *reading) factsOf(u *unit) facts {
	q, v := len(r.quantBuf), len(r.voiceBuf)
	r.quantBuf = r.quants(r.quantBuf, u)
	r.voiceBuf = r.voices(r.voiceBuf, u)
	f := facts{quants: r.quantBuf[q:len(r.quantBuf):len(r.quantBuf)], voices: r.voiceBuf[v:len(r.voiceBuf):len(r.voiceBuf)]}
	for _, k := range u.p.between(u.from, u.to) {
		if u.p.possible(u, k) {
			continue
		}
		if _, mode, ok := k.class.Harm(); ok && k.class < lexicon.Displaced && mode >= 0 {
			f.harm = true
		}
		f.attack = f.attack || attackWords.Has(k.class)
		f.harm = f.harm || k.class == lexicon.TollWord && len(f.quants) > 0
		f.after = f.after || k.class == lexicon.Aftermath
		f.own = f.own || k.class == lexicon.Operation || k.class == lexicon.Airstrike
	}
	if u.p.hasAny(&damage, u.from, u.to) && u.p.hasAny(&foes, u.from, u.to) {
		f.attack = true
	}
	if u.p.has(lexicon.Seize, u.from, u.to) && u.p.has(lexicon.Base, u.from, u.to) && u.p.hasAny(&foes, u.from, u.to) {
		f.attack = true
	}
	if u.p.has(lexicon.Seize, u.from, u.to) && u.p.has(lexicon.Civilians, u.from, u.to) && u.p.hasAny(&foes, u.from, u.to) {
		f.attack = true // "two traders were seized by JNIM"
	}
	if k, ok := u.p.find1(lexicon.Seize, u.from, u.to); ok && u.p.hasAny(&foes, u.from, u.to) && (u.p.has(lexicon.By, k.to, k.to+2) || r.seizesTown(u, k)) {
		f.attack = true
	}
	f.violence = f.attack || f.harm || f.own
	return f
}

var attackWords = lexicon.SetOf(lexicon.AttackNoun, lexicon.AttackPart, lexicon.AttackVerb, lexicon.Airstrike, lexicon.Shelling,
	lexicon.Mine, lexicon.Suicide, lexicon.Ambush, lexicon.Clash, lexicon.Massacre, lexicon.Overrun)

var (
	damage = lexicon.SetOf(lexicon.Burn, lexicon.Loot, lexicon.Destroy, lexicon.Looting)
	foes   = lexicon.SetOf(lexicon.Militants, lexicon.ActorArmed, lexicon.ForceMilitants)
)

// possible reports whether a doing is only said to be possible, feared or
// planned: "could strike", "menacent d'attaquer". "May have killed" is not.
func (p *part) possible(u *unit, k mark) bool {
	for j := k.from - 1; j >= max(u.from, k.from-3); j-- {
		if p.gaps[j+1]&(comma|stop|colon|semicolon) != 0 || p.is(j, lexicon.Have) {
			return false
		}
		if p.is(j, lexicon.Modal) && p.dateAt(j) == j { // the month of May
			return true
		}
	}
	return false
}

// seizesTown reports whether what is seized is a place: "JNIM seizes Diapaga".
func (r *reading) seizesTown(u *unit, k mark) bool {
	for i := range r.places {
		if m := &r.places[i]; m.unit == u.index && m.place != nil && m.from >= k.to && m.from < k.to+5 && u.p.gapIn(k.to-1, m.from)&(comma|stop) == 0 && m.stance != aside {
			return m.place.Class == "P"
		}
	}
	return false
}
