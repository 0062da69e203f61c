package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
)

// toldTo reports whether a preposition right before the name makes it the one
// who is told, met or asked: "a confirmé à la télévision", "in contact with the
// authorities".
func (p *part) toldTo(u *unit, k mark) bool {
	for j := k.from - 1; j >= max(u.from, k.from-2) && p.gaps[j+1]&(comma|colon|stop|quote) == 0; j-- {
		if p.is(j, lexicon.With) {
			return p.functional(j+1, k.from)
		}
		if p.is(j, lexicon.In) {
			return (k.class == lexicon.Media || k.class == lexicon.Official) && p.functional(j+1, k.from)
		}
	}
	return false
}

// finite reports whether word i begins a verb whose subject stands before it. The
// "à" of a place is no "a".
func (p *part) finite(i int) bool {
	return p.any(i, &finiteWords) && !p.preposition(i)
}

// preposition tells the "à" of a place from the "a" of a verb, whose folded forms
// are one.
func (p *part) preposition(i int) bool {
	return p.is(i, lexicon.In) && p.words[i].End-p.words[i].Start > len(p.words[i].Key)
}

var finiteWords = lexicon.SetOf(lexicon.Have, lexicon.Be, lexicon.Past, lexicon.AttackVerb, lexicon.Negation)

func (p *part) speaks(u *unit, v *voice, s mark) {
	v.says = s.from
	v.negated = p.negated(u, s.from) || p.is(s.from, lexicon.Silence)
}

// negated reports whether the verb at word i is denied: "n'a pas confirmé".
func (p *part) negated(u *unit, i int) bool {
	if i+1 < u.to && p.is(i+1, lexicon.Negation) && (p.is(i, lexicon.Confirm) || p.is(i, lexicon.Comment)) {
		return true // has confirmed no toll
	}
	if p.is(i, lexicon.Say) && p.is(i, lexicon.Silence) {
		return true // "have said nothing"
	}
	for j := i - 1; j >= max(u.from, i-5); j-- {
		if p.gaps[j+1]&(comma|semicolon|colon|stop) != 0 {
			return false
		}
		if p.is(j, lexicon.Negation) {
			return !(p.arabic(j) && p.is(j+1, lexicon.That)) // "غير أن" is "but"
		}
		if p.arabic(j) && p.any(j, &speech) {
			return false // "ولم تنف ما أعلنته"
		}
		if p.is(j, lexicon.Comment) && !p.is(i, lexicon.Confirm) {
			return false // "n'a pas livré de bilan et promet"
		}
	}
	return false
}

// accordingTo finds the "according to" that leads to the one named at k, if need
// be over another: "according to a nurse who saw it and to two security sources".
func (p *part) accordingTo(u *unit, k mark) (int, bool) {
	reach := 5
	if speakers.Has(k.class) && p.joins(u, k.from) {
		reach = 14
	}
	for j := k.from; j >= max(u.from, k.from-reach); j-- {
		if p.is(j, lexicon.According) {
			return j, !p.parted(u, j, k)
		}
		if j < k.from && (p.gaps[j+1]&(stop|semicolon|colon) != 0 || p.any(j, &speechVerbs) && !p.is(j, lexicon.TollWord) && !p.arabic(j)) {
			return 0, false
		}
		if j < k.from && p.arabic(j) && p.any(j, &speakers) && !p.joins(u, k.from) {
			return 0, false // "بحسب سكان طالبوا الحكومة"
		}
	}
	return 0, false
}

// accusedHere reports whether the Arabic name at word i is the object of a verb of
// blame that has its subject: "حمل الجيش الجماعة المسؤولية".
func (p *part) accusedHere(u *unit, i int) bool {
	if !p.arabic(i) {
		return false
	}
	verb, ok := p.find1(lexicon.Accuse, max(u.from, i-6), i)
	if !ok || p.gapIn(verb.from, i)&comma != 0 {
		return false
	}
	for _, o := range p.between(verb.to, i) {
		if (speakers.Has(o.class) || forces.Has(o.class)) && o.to <= i {
			return true
		}
	}
	return false
}

// parted reports whether "according to" at word j leads to someone else, and a
// comma parts him from the one named at k: "Selon le gouverneur, cinq policiers".
func (p *part) parted(u *unit, j int, k mark) bool {
	if p.joins(u, k.from) {
		return false
	}
	for _, o := range p.between(j+1, k.from) {
		if (speakers.Has(o.class) || forces.Has(o.class)) && p.gapIn(o.to-1, k.from)&comma != 0 {
			return true
		}
	}
	return false
}

var speechVerbs = lexicon.SetOf(lexicon.Say, lexicon.Claim, lexicon.Confirm, lexicon.AttackVerb)

// verbBehind finds the verb of speech of which k is the subject.
func (p *part) verbBehind(u *unit, k mark) (mark, bool) {
	quoted := p.inQuotation(u, k.from) && p.gaps[k.from]&quote == 0
	for j := k.to; j < min(u.to, k.to+12); j++ {
		if p.gaps[j]&(semicolon|stop) != 0 || quoted && p.gaps[j]&quote != 0 || j == k.to && p.gaps[j]&closing != 0 && p.gaps[k.from]&open != 0 {
			return mark{}, false
		}
		for _, m := range p.between(j, j+1) {
			if !speech.Has(m.class) || p.is(j, lexicon.ClaimNot) || p.told(m) || p.noun(m) && m.from > k.to && p.functional(m.from-1, m.from) {
				continue
			}
			if p.is(j, lexicon.Accused) && !p.is(j-1, lexicon.Have) {
				return mark{}, false
			}
			if !p.ofAnother(u, k.to, m) {
				return m, true
			}
			if m.class == lexicon.Say { // another speaks from here on
				return mark{}, false
			}
		}
		if p.any(j, &subjectEnders) {
			return mark{}, false
		}
	}
	return mark{}, false
}

var subjectEnders = lexicon.SetOf(lexicon.AttackVerb, lexicon.AttackPart, lexicon.Killed, lexicon.Killed+lexicon.Subject,
	lexicon.Killed+lexicon.Object, lexicon.According, lexicon.Burn, lexicon.Loot, lexicon.Abducted, lexicon.Abducted+lexicon.Object)

// inQuotation reports whether a quotation that the unit opens is still open at
// word i.
func (p *part) inQuotation(u *unit, i int) bool {
	in := false
	for j := u.from; j <= i; j++ {
		in = in != (p.gaps[j]&quote != 0)
	}
	return in
}

// told reports whether the text itself says that someone had no part in it: "the
// army was not involved".
func (p *part) told(m mark) bool {
	return m.class == lexicon.DenyRole && !p.is(m.from, lexicon.Deny) && !p.is(m.from, lexicon.Say) && (p.functional(m.from, m.from+1) || p.is(m.from, lexicon.Negation))
}

// ofAnother reports whether the verb m belongs to someone named in between, or
// is passive: "l'attaque a été revendiquée".
func (p *part) ofAnother(u *unit, from int, m mark) bool {
	for _, k := range p.between(from, m.from) {
		if (speakers.Has(k.class) || forces.Has(k.class)) && p.gapIn(k.to-1, m.from)&comma == 0 && p.gapIn(from-1, k.from)&comma != 0 {
			return true
		}
	}
	if m.from >= from && (p.inverted(u, m) || p.detached(u, from, m) || p.ofPronoun(from, m)) {
		return true // "…, disent des sources", "…, it wrote": another speaks
	}
	if p.arabic(m.from) && m.from > from && (p.any(m.to, &speakers) || p.any(m.to, &forces)) {
		return true // the subject stands behind its verb
	}
	if m.class == lexicon.Claim || m.class == lexicon.Accuse {
		for j := m.from - 1; j >= max(from, m.from-3); j-- {
			if p.is(j, lexicon.Be) {
				return true
			}
		}
		return m.to < u.to && p.is(m.to, lexicon.By) && p.gaps[m.to] == space
	}
	return false
}

// ofPronoun reports whether a pronoun behind a comma or quotation is the
// subject of the verb m.
func (p *part) ofPronoun(from int, m mark) bool {
	j := m.from - 1
	for j > from && p.is(j, lexicon.Have) {
		j--
	}
	return j >= from && p.is(j, lexicon.Pronoun) && !p.is(j, lexicon.Relative) && p.gaps[j]&(comma|quote) != 0 && p.gaps[j+1]&comma == 0
}

// leadIn gathers the gap before the verb at word i and its auxiliaries: ", a
// déclaré".
func (p *part) leadIn(u *unit, i int) gap {
	g := p.gaps[i]
	for j := i - 1; j > max(u.from, i-4) && g == space && p.is(j, lexicon.Have); j-- {
		g = p.gaps[j]
	}
	return g
}

// inverted reports whether the verb m follows what is said and leads to its
// subject: "…, a indiqué l'Union des routiers".
func (p *part) inverted(u *unit, m mark) bool {
	if p.leadIn(u, m.from)&(comma|quote|dash) == 0 || p.is(m.from, lexicon.Accuse) || p.is(m.from, lexicon.Condemn) {
		return false
	}
	for _, k := range p.between(m.to, min(u.to, m.to+3)) {
		if p.gapIn(m.to-1, k.from)&(comma|colon|quote|stop) != 0 || k.class == lexicon.That || k.class == lexicon.Negation || k.class == lexicon.Have {
			return false
		}
		if k.class == lexicon.Media && p.lang.lex.Lang == "en" {
			return false // told AFP
		}
		if speakers.Has(k.class) || forces.Has(k.class) {
			return p.functional(m.to, k.from)
		}
	}
	return false
}

// functional reports whether words [from, to) are articles and the like.
func (p *part) functional(from, to int) bool {
	for j := from; j < to; j++ {
		key := p.words[j].Key
		if !p.lang.lex.IsFunction(key) && (len(key) > 2 || key[0] >= '0' && key[0] <= '9') {
			return false
		}
	}
	return true
}

// detached reports whether one comma alone parts the verb m from a name that
// stands in the middle of what is said: "…contre Boko Haram dans le Lac, a
// déclaré".
func (p *part) detached(u *unit, from int, m mark) bool {
	if p.arabic(m.from) || p.leadIn(u, m.from)&(comma|quote) == 0 || from < u.from+6 {
		return false
	}
	for j := from - 1; j > max(u.from, from-6); j-- {
		if p.gaps[j]&(comma|colon|dash|semicolon|quote) != 0 {
			return false
		}
	}
	for j := from; j < m.from; j++ {
		if p.gaps[j]&comma != 0 && !p.aux(j, m.from) {
			return false
		}
	}
	return true
}

// aux reports whether nothing but auxiliaries stand in words [from, to).
func (p *part) aux(from, to int) bool {
	for j := from; j < to; j++ {
		if !p.is(j, lexicon.Have) {
			return false
		}
	}
	return true
}

// passedOnBy finds the participle by which a toll is another's: "revu à la
// hausse jeudi par le porte-parole", "raised by the ministry to 53".
func (p *part) passedOnBy(u *unit, k mark) (int, bool) {
	by := -1
	for j := k.from - 1; j >= max(u.from, k.from-3) && p.gaps[j+1]&(comma|stop|colon|semicolon) == 0; j-- {
		if p.is(j, lexicon.By) {
			by = j
		}
	}
	if by < 0 {
		return 0, false
	}
	for j := by - 1; j >= max(u.from, by-7); j-- {
		if p.is(j, lexicon.Statement) && p.is(j-1, lexicon.TollWord) {
			return j, true // "le bilan communiqué par"
		}
		if p.is(j, lexicon.Accused) && j >= by-2 {
			return j, true // "sont accusés par le CISC d'avoir tué"
		}
		if p.any(j, &blames) || p.any(j, &subjectEnders) || p.any(j, &acted) {
			return 0, false
		}
		if p.is(j, lexicon.Revise) || p.is(j, lexicon.Say) || p.is(j, lexicon.TollWord) {
			return j, true
		}
	}
	return 0, false
}

// blames are the verbs whose "by" names no speaker of a toll.
var blames = lexicon.SetOf(lexicon.Claim, lexicon.Attribute, lexicon.Accuse, lexicon.Condemn, lexicon.Deny, lexicon.Statement)

// verbBefore finds the verb of speech before its subject: "a annoncé l'armée",
// and the one of "revendiquée par".
func (p *part) verbBefore(u *unit, k mark) (mark, bool) {
	if p.arabic(k.from) && (k.from > u.from && p.is(k.from-1, lexicon.Toward) || strings.HasPrefix(p.words[k.from].Key, "لل")) {
		return mark{}, false // "نسبت الهجمات إلى كتيبة", "رتلا للجيش": no subject
	}
	for j := k.from - 1; j >= max(u.from, k.from-9); j-- {
		if p.gaps[j+1]&(comma|stop|semicolon|colon|quote) != 0 && !p.arabic(k.from) {
			return mark{}, false
		}
		for _, m := range p.between(max(u.from, j-4), j+1) {
			if m.to == j+1 && speech.Has(m.class) && !p.noun(m) {
				led := p.leadIn(u, m.from)&(comma|quote|closing|dash) != 0 || p.arabic(k.from)
				if k.from-m.to > 5 && (p.arabic(k.from) || !p.idle(m.to, k.from)) {
					return mark{}, false
				}
				if m.class == lexicon.Claim || p.is(m.from, lexicon.Accuse) || p.lang.lex.Lang == "en" {
					return m, led || p.has(lexicon.By, m.to, k.from) // "claims attack on the army" is no word of the army
				}
				return m, led || k.from-m.to-p.dateWords(m.to, k.from) <= 1 || p.is(m.to, lexicon.By)
			}
		}
		if p.is(k.from, lexicon.Media) && p.is(j, lexicon.In) {
			return mark{}, false // "dit à l'AFP": told to, not told by
		}
		if p.any(j, &speakers) && !p.is(j, lexicon.Media) || p.any(j, &victimNouns) || p.arabic(j) && p.any(j, &forces) {
			return mark{}, false
		}
	}
	return mark{}, false
}

// noun reports whether a word of speech is the noun for a statement here: "un
// communiqué de l'armée".
func (p *part) noun(m mark) bool {
	return m.to-m.from == 1 && p.is(m.from, lexicon.Statement) && !p.is(m.from-1, lexicon.Have) && p.gaps[m.from]&(comma|quote) == 0
}

// dateWords counts the words in [from, to) that are part of a date.
func (p *part) dateWords(from, to int) int {
	n := 0
	for j := from; j < to; j++ {
		if p.dateAt(j) > j {
			n++
		}
	}
	return n
}
