package extract

import (
	"cmp"
	"strings"

	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/extract/numbers"
	"sahelwatch/internal/conflict"
)

// quant is a quantity with the noun that it counts.
type quant struct {
	numbers.Quantity
	from, to int    // words of the quantity
	end      int    // word behind its noun phrase
	victims  string // kind of those counted, "" when the noun tells none
	noun     int    // measure that the noun itself tells, -1 for none
	others   bool   // "seven others": besides those counted before
	bodies   bool   // counts bodies, which is less than all dead
	also     string // a second kind under the same number: "several soldiers and civilians"
	bare     bool   // no noun follows
	never    bool   // counts something that is no toll
	alone    bool   // "one", "another", "a third": a person without a noun
	definite bool   // "the driver": one person who was perhaps counted before
}

// victimKinds gives the kinds of those harmed, the most telling first.
func victimKinds() [6]struct {
	class lexicon.Class
	kind  string
} {
	return [6]struct {
		class lexicon.Class
		kind  string
	}{
		{lexicon.Auxiliaries, conflict.Auxiliaries}, {lexicon.Militants, conflict.Militants}, {lexicon.Police, conflict.Police},
		{lexicon.Soldiers, conflict.Soldiers}, {lexicon.Civilians, conflict.Civilians}, {lexicon.People, conflict.Unknown},
	}
}

var (
	victimNouns = lexicon.SetOf(lexicon.Soldiers, lexicon.Police, lexicon.Auxiliaries, lexicon.Civilians, lexicon.Militants,
		lexicon.People, lexicon.Member)
	harmNouns = lexicon.SetOf(lexicon.Killed+lexicon.Noun, lexicon.Wounded+lexicon.Noun, lexicon.Abducted+lexicon.Noun,
		lexicon.Missing+lexicon.Noun, lexicon.Displaced+lexicon.Noun)
	// verbs end the search for a noun.
	verbs = lexicon.SetOf(lexicon.Have, lexicon.Be, lexicon.AttackVerb, lexicon.Say, lexicon.Killed+lexicon.Subject, lexicon.Past,
		lexicon.Killed+lexicon.Part, lexicon.Wounded+lexicon.Part, lexicon.Abducted+lexicon.Part, lexicon.Missing+lexicon.Part)
)

// quants reads the quantities of a unit that may count people.
func (r *reading) quants(dst []quant, u *unit) []quant {
	p := u.p
	for i := u.from; i < u.to; {
		if end := p.dateAt(i); end > i {
			i = end
			continue
		}
		q, n := numbers.At(p.text, p.words, i, r.lang.numbers)
		if n == 0 && p.behindWeekday(i) {
			q, n = numbers.AtCount(p.text, p.words, i, r.lang.numbers)
		}
		if n == 0 || i+n > u.to {
			if p.any(i, &victimNouns) && p.dual(i) {
				dst = append(dst, p.pair(i))
			}
			if k, ok := p.find1(lexicon.Singular, i, i+1); ok && k.to <= u.to && p.stands(k) {
				dst = append(dst, p.single(k))
			}
			i++
			continue
		}
		k := quant{Quantity: q, from: i, to: i + n, noun: -1}
		p.nounOf(&k, u.to)
		k.never = k.never || q.Vague && p.is(i-1, lexicon.By) && k.bare // "emmenés par dizaines"
		if n := len(dst); n > 0 && k.Article && dst[n-1].end == k.from-1 && p.is(k.from-1, lexicon.Among) {
			k.never = true // "trois membres d'une même famille"
		}
		if !k.never {
			dst = append(dst, k)
		}
		i += n
	}
	return dst
}

// dual reports whether word i is in the dual: جنديان, two soldiers.
func (p *part) dual(i int) bool {
	_, sure, ok := p.lang.numbers.Dual(p.words[i].Key)
	return p.is(i, lexicon.Dual) || ok && sure && arabicWord(p, i)
}

// pair is the quantity that a dual tells.
func (p *part) pair(i int) quant {
	w := p.words[i]
	q := numbers.Quantity{Low: 2, High: 2, Qualifier: conflict.Exact, Start: w.Start, End: w.End, Word: p.text[w.Start:w.End]}
	return quant{Quantity: q, from: i, to: i + 1, end: i + 1, noun: -1, victims: p.kindOf(i)}
}

// dateAt gives the word behind the date that covers word i, i when none does.
func (p *part) dateAt(i int) int {
	for k := range p.dates {
		e := &p.dates[k]
		if e.Word <= i && i < e.Next && e.Kind != dates.Since {
			return e.Next
		}
	}
	return i
}

// nounOf finds the noun behind a quantity: "40 Burkinabe soldiers", "une
// centaine de morts".
func (p *part) nounOf(k *quant, to int) {
	k.end = k.to
	k.others = p.is(k.from, lexicon.Others)
	k.alone = p.alone(k, to)
	limit := min(to, k.to+5)
	for j := k.to; j < limit; j++ {
		if g := p.gaps[j]; j > k.to && g&(comma|colon|stop|semicolon|closing) != 0 || g&(stop|colon) != 0 {
			break
		}
		if p.is(j, lexicon.NotToll) && p.dateAt(j+1) > j+1 && p.arabic(j) {
			k.bare = true // "وأصيب العشرات يوم 7 أبريل"
			return
		}
		k.others = k.others || p.is(j, lexicon.Others)
		switch {
		case p.is(j, lexicon.NotToll) && !p.any(j, &victimNouns):
			if p.countsPeople(j + 1) {
				continue // "20 bus passengers"
			}
			k.never = true
			return
		case p.any(j, &harmNouns) && !p.harmAsAdjective(j):
			if k.Article && j > k.to {
				k.bare = true
				return
			}
			p.harmNoun(k, j)
			return
		case j == k.to && p.nationals(j):
			k.end, k.victims = j+1, conflict.Unknown
			if p.is(j+1, lexicon.Among) {
				k.victims = cmp.Or(p.besides(j+1), conflict.Unknown) // "sept Russes d'Africa Corps"
				p.overForce(k)
			}
			return
		case p.any(j, &victimNouns):
			if k.Article && p.is(j, lexicon.ActorArmed) {
				continue // "a JNIM column", "a JNIM fighter"
			}
			if k.Article && !p.is(j-1, lexicon.ActorArmed) && (j > k.to+1 && !p.described(k.to, j) || j > k.to && p.is(k.to, lexicon.Among)) {
				k.bare = true // "un rassemblement de terroristes" counts no one
				return
			}
			if k.Article && p.ofThing(j) {
				k.bare = true // "an army convoy" counts no one
				return
			}
			p.victimNoun(k, j, to)
			return
		case j == k.to+1 && p.is(j, lexicon.Pronoun) && p.is(k.to, lexicon.Among): // "60 of its enemies"
		case p.any(j, &verbs) || p.any(j, &clauseWords) || j > k.to && p.any(j, &otherDoings):
			k.bare = j == k.to || k.end == k.to
			k.never = k.Unit != "" || k.Year
			return
		case j > k.to && p.counts(j):
			k.bare = true
			return
		}
	}
	k.bare = true
	k.never = k.Unit != "" || k.Year
	if k.from > 0 && p.gaps[k.from] == space && p.any(k.from-1, &victimNouns) && !k.Vague { // "sojoji 12": the noun stands first
		k.victims = p.kindOf(k.from - 1)
	}
}

// ofThing reports whether the noun at word j only says whose the thing behind it
// is: "a Nigerien army convoy", "a civilian vehicle".
func (p *part) ofThing(j int) bool {
	at := p.victimMark(j).to
	return at < len(p.words) && p.gaps[at] == space && !p.arabic(at) && p.any(at, &ownedThings) && !p.any(at, &victimNouns)
}

var ownedThings = lexicon.SetOf(lexicon.Convoy, lexicon.Base, lexicon.Vehicle, lexicon.Building, lexicon.Village, lexicon.NotToll,
	lexicon.AttackNoun, lexicon.Airstrike, lexicon.Operation, lexicon.ForceSoldiers)

// described reports whether words [from, to) only describe the one named behind
// them: "a suspected cattle thief".
func (p *part) described(from, to int) bool {
	for j := from; j < to; j++ {
		if !p.is(j, lexicon.Suspect) && !p.is(j, lexicon.NotToll) {
			return false
		}
	}
	return true
}

// clauseWords end a noun phrase that has not begun.
var clauseWords = lexicon.SetOf(lexicon.According, lexicon.PartOf, lexicon.And, lexicon.Pronoun, lexicon.Initial, lexicon.In,
	lexicon.AttackNoun, lexicon.Near, lexicon.Killed+lexicon.Of, lexicon.Killed+lexicon.Object, lexicon.Wounded+lexicon.Of,
	lexicon.Wounded+lexicon.Object)

// harmAsAdjective reports whether a word for harm only describes the noun
// behind it: "wounded soldiers".
func (p *part) harmAsAdjective(j int) bool {
	return j+1 < len(p.words) && p.any(j, &harmParts) && p.any(j+1, &victimNouns) && p.gaps[j+1] == space && p.is(j, lexicon.Wounded)
}

var harmParts = lexicon.SetOf(lexicon.Killed, lexicon.Wounded, lexicon.Abducted, lexicon.Missing, lexicon.Displaced)

func (p *part) harmNoun(k *quant, j int) {
	for _, m := range p.marks {
		if measure, mode, ok := m.class.Harm(); ok && mode == lexicon.Noun && m.from <= j && j < m.to {
			k.noun, k.end = measure, m.to
			break
		}
	}
	k.bodies = k.noun == 0 && p.is(j, lexicon.Bodies)
	k.victims = p.besides(k.end)
}

// victimNoun takes the noun at word j; in a compound the last noun counts:
// "army officers", "civilian auxiliaries".
func (p *part) victimNoun(k *quant, j, to int) {
	m := p.victimMark(j)
	for m.to < to && p.gaps[m.to] == space && !p.andWord(m.to) && p.any(m.to, &victimNouns) && !p.is(m.to, lexicon.ActorState) && !(p.is(m.to, lexicon.ActorMilitia) && !p.is(m.from, lexicon.Civilians)) {
		next := p.victimMark(m.to)
		if next.to <= m.to {
			break
		}
		m = next
	}
	k.end = m.to
	k.victims = p.kindOf(m.from)
	switch {
	case p.is(m.from, lexicon.Member):
		k.victims = p.besides(m.to)
	case k.victims == conflict.Militants && (p.is(m.from-1, lexicon.ActorMilitia) || p.is(m.to, lexicon.ActorMilitia)):
		k.victims = conflict.Auxiliaries // "13 MSA fighters"
	case k.victims == conflict.Militants && p.is(m.to, lexicon.Among):
		if side := p.besides(m.to); side != "" {
			k.victims = side // "quatre combattants de la milice"
			p.overForce(k)
		}
	}
	if p.is(k.end+1, lexicon.ActorForeign) && p.is(k.end, lexicon.Among) {
		p.overForce(k)
	}
	p.secondKind(k, to)
}

// overForce carries a noun phrase on over the foreign force that it names: "30
// fighters from Russia's Wagner group".
func (p *part) overForce(k *quant) {
	if f, ok := p.find1(lexicon.ActorForeign, k.end+1, k.end+4); ok && p.gapIn(k.end-1, f.from)&^(space|quote) == 0 {
		k.end = f.to
	}
}

// andWord reports whether an Arabic word carries its "and": "ومتطوعا".
func (p *part) andWord(i int) bool { return strings.HasPrefix(p.text[p.words[i].Start:], "و") }

// secondKind reads a noun of another kind that shares the number: "dozens of
// soldiers and civilians".
func (p *part) secondKind(k *quant, to int) {
	for j := k.end; j < min(to, k.end+3); j++ {
		if p.gaps[j]&(stop|semicolon|colon|newline) != 0 || p.any(j, &joinStoppers) || p.any(j, &harmNouns) || p.counts(j) || p.is(j, lexicon.ActorForeign) {
			return
		}
		if !p.any(j, &victimNouns) {
			continue
		}
		if kind := p.kindOf(j); (j > k.end || p.gaps[j]&comma != 0 || arabicWord(p, j)) && kind != k.victims && kind != "" && !k.Article {
			k.also, k.end = kind, p.victimMark(j).to
			p.secondKind(k, to)
		}
		return
	}
}

// counts reports whether a quantity starts at word j.
func (p *part) counts(j int) bool {
	_, n := numbers.At(p.text, p.words, j, p.lang.numbers)
	return n > 0
}

// victimMark gives the longest phrase for people that covers word j.
func (p *part) victimMark(j int) mark {
	best := mark{from: j, to: j + 1}
	for _, m := range p.between(j-4, j+1) {
		if m.from <= j && j < m.to && !m.open && m.to-m.from >= best.to-best.from && (victimNouns.Has(m.class) || parties.Has(m.class)) {
			best = m
		}
	}
	return best
}

// kindOf is the kind of the people that word i names.
func (p *part) kindOf(i int) string {
	for _, v := range victimKinds() {
		if p.is(i, v.class) {
			return v.kind
		}
	}
	return ""
}

// arabicAt reports whether an Arabic word stands at i: its "of" is the order of
// words.
func arabicAt(p *part, i int) bool { return i < len(p.words) && arabicWord(p, i) }

// nationals reports whether word j, right behind a number, names people by
// their country: "un Nigérien", "15 موريتانيا".
func (p *part) nationals(j int) bool {
	if p.any(j, &victimNouns) || !p.is(j, lexicon.Demonym) && !(p.arabic(j) && p.is(j, lexicon.CountryName)) {
		return false
	}
	return j+1 >= len(p.words) || p.gaps[j+1]&^(space|quote) != 0 && p.text[p.words[j].End] != '-' || p.any(j+1, &standAlone) || p.any(j+1, &harmParts)
}

// besides looks behind a noun for whose people it speaks of: "morts parmi les
// soldats", "membres de l'armée".
func (p *part) besides(i int) string {
	if !p.is(i, lexicon.Among) && !p.is(i-1, lexicon.Member) && !p.is(i, lexicon.Suspect) && !arabicAt(p, i) && !p.any(i, &victimNouns) {
		return ""
	}
	for j := i; j < min(i+6, len(p.words)); j++ {
		if p.gaps[j]&(comma|stop|semicolon|colon|newline) != 0 {
			break
		}
		if p.any(j, &victimNouns) && !p.is(j, lexicon.People) && !p.is(j, lexicon.Member) {
			return p.kindOf(j)
		}
		for _, f := range [6]struct {
			class lexicon.Class
			kind  string
		}{{lexicon.ForceSoldiers, conflict.Soldiers}, {lexicon.ForcePolice, conflict.Police}, {lexicon.ForceAuxiliaries, conflict.Auxiliaries},
			{lexicon.ForceMilitants, conflict.Militants}, {lexicon.ForceCivilians, conflict.Civilians}, {lexicon.ActorForeign, conflict.Auxiliaries}} {
			if p.is(j, f.class) && !(f.class == lexicon.ForceMilitants && p.is(j+1, lexicon.ActorMilitia)) { // "the Movement for ..."
				return f.kind
			}
		}
		if p.arabic(j) && (p.is(j, lexicon.AttackNoun) || p.is(j, lexicon.Relative)) || j > i && (p.any(j, &verbs) && !p.is(j, lexicon.Suspect) || p.is(j, lexicon.According) || p.is(j, lexicon.AttackNoun) || p.is(j, lexicon.By)) {
			break
		}
	}
	return ""
}
