package extract

import (
	"sahelwatch/extract/lexicon"
)

// tagged reports whether speaker and verb close a sentence behind a comma:
// ", the government said."
func (p *part) tagged(u *unit, k, s mark) bool {
	if p.is(k.from-1, lexicon.Relative) || p.is(k.from-1, lexicon.That) {
		return false // "which the group claimed"
	}
	lead := p.gaps[k.from] | p.gaps[max(k.from-1, u.from)]
	for j := k.from - 2; j >= max(u.from, k.from-8) && lead&(comma|quote|colon) == 0 && !p.any(j+1, &subjectEnders) && !p.any(j+1, &prepositions); j-- {
		lead |= p.gaps[j]
	}
	if k.from <= u.from+1 {
		return false
	}
	if lead&quote != 0 && !p.inQuotation(u, k.from) {
		return true // whatever follows: `"…," the chief said of the attack`
	}
	if lead&colon != 0 {
		return !p.countsIn(s.to, u.to) // "37 morts : les autorités ont complété le bilan"
	}
	return lead&(comma|quote) != 0 && p.idle(p.audience(s.to, u.to), u.to)
}

// countsIn reports whether a number stands in words [from, to).
func (p *part) countsIn(from, to int) bool {
	for j := from; j < to; j++ {
		if p.counts(j) {
			return true
		}
	}
	return false
}

// audience gives the word behind those who are told something: "told lawmakers".
func (p *part) audience(from, to int) int {
	for j := from; j < min(to, from+2) && p.gaps[j] == space; j++ {
		if p.any(j, &people) || p.any(j, &speakers) {
			return j + 1
		}
		if !p.functional(j, j+1) {
			break
		}
	}
	return from
}

// idle reports whether words from on up to a comma, a quotation or the end tell
// nothing more than when, where and to whom something was said: "in its weekly
// bulletin on Wednesday".
func (p *part) idle(from, to int) bool {
	for j := from; j < min(to, from+12); j++ {
		if p.gaps[j]&(comma|stop) != 0 || j == from && p.gaps[j]&(quote|colon) == quote {
			return true
		}
		if j == from && p.is(j, lexicon.Clause) {
			return true // "said after Sunday's attack on the village"
		}
		if p.is(j, lexicon.That) || p.gaps[j]&(colon|quote) != 0 || p.any(j, &busy) && !p.preposition(j) {
			return false
		}
	}
	return to-from <= 12
}

// busy are the words by which a clause tells what was said.
var busy = func() lexicon.Set {
	s := subjectEnders
	for _, c := range []lexicon.Class{lexicon.Be, lexicon.Have, lexicon.AttackNoun, lexicon.TollWord, lexicon.Killed + lexicon.Noun, lexicon.Killed + lexicon.Of,
		lexicon.Soldiers, lexicon.Civilians, lexicon.Militants, lexicon.People} {
		s.Add(c)
	}
	return s
}()
