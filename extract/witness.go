package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/extract/numbers"
)

// witnessClass is the class of speaker that a capital, a soldier or a civilian
// is: an authority, a security source, a witness where he lived through it.
func (p *part) witnessClass(u *unit, k mark) lexicon.Class {
	switch {
	case k.class == lexicon.Capital, k.class == lexicon.CountryName:
		return lexicon.Official
	case k.class == lexicon.Soldiers && p.capital(k.to) && k.to < u.to && p.gaps[k.to] == space:
		return lexicon.Official // "le colonel Dembélé" speaks for the army
	case k.class == lexicon.Soldiers:
		return lexicon.Security
	case p.livedThrough(u, k):
		return lexicon.Witness
	}
	return lexicon.Local
}

// livedThrough reports whether a clause right behind the one named at k says that
// he came away from it: "a man who survived", "un homme ayant échappé à l'attaque".
func (p *part) livedThrough(u *unit, k mark) bool {
	return p.has(lexicon.Spared, k.to, min(u.to, k.to+4))
}

// testifies reports whether a person is the subject of a verb of speech close
// behind, or of one right before that follows what was said: "un berger raconte",
// "…, a raconté un berger".
func (p *part) testifies(u *unit, k mark) bool {
	if p.answers(u, k.from) {
		return true
	}
	reach := 5
	if k.to < u.to && p.is(k.to, lexicon.Relative) {
		reach = 9 // "a man who hid in a tree told"
	}
	from := k.to
	if k.from <= u.from+2 {
		from = p.pastAside(u, k.to)
	}
	for j := from; j < min(u.to, from+reach); j++ {
		pause := p.gaps[j]&(comma|stop|colon|semicolon|open|closing|dash) != 0 && (j > from || from == k.to)
		if pause || p.any(j, &subjectEnders) || p.is(j, lexicon.Be) || p.is(j, lexicon.And) || p.any(j, &speakers) {
			return false
		}
		if p.is(j, lexicon.Say) && !p.is(j, lexicon.Accuse) {
			return j+1 >= u.to || !p.any(j+1, &subjectEnders) // "12 people reported killed"
		}
	}
	return false
}

// pastAside gives the word behind an aside between commas that follows a noun at
// word i: "un commerçant de la place, joint mercredi, affirme". It is i where
// there is none.
func (p *part) pastAside(u *unit, i int) int {
	const few, aside = 3, 8
	begin := i
	for begin < min(u.to, i+few+1) && p.gaps[begin] == space {
		begin++
	}
	if begin >= u.to || p.gaps[begin]&comma == 0 || p.hasAny(&speech, i, begin) {
		return i
	}
	for j := begin + 1; j < min(u.to, begin+aside); j++ {
		if p.gaps[j]&(stop|semicolon|colon|quote) != 0 || p.any(j-1, &subjectEnders) {
			return i
		}
		if p.gaps[j]&comma != 0 {
			return j
		}
	}
	return i
}

// answers reports whether a verb of speech stands right before word i, behind
// what was said; in Arabic wherever it stands.
func (p *part) answers(u *unit, i int) bool {
	for j := i - 1; j >= max(u.from, i-3) && p.gaps[j+1] == space; j-- {
		if p.is(j, lexicon.Say) && !p.is(j, lexicon.Accuse) {
			from := j
			for from > u.from && p.is(from-1, lexicon.Say) && p.gaps[from] == space {
				from--
			}
			return p.arabic(i) && j == i-1 || p.leadIn(u, from)&(comma|quote) != 0
		}
		if !p.functional(j, j+1) {
			return false
		}
	}
	return false
}

// unnamed is the speaker whom no list knows, behind the verb of speech that
// closes a sentence, or in Arabic opens it: `…," said a fish smoker`, "وذكر رئيس
// مجموعة الحراسة أن". He is one of the place.
func (p *part) unnamed(u *unit) (voice, bool) {
	for _, m := range p.between(u.from, u.to) {
		if m.class != lexicon.Say || m.to >= u.to || p.negated(u, m.from) {
			continue
		}
		if at, ok := p.stranger(u, m); ok {
			return voice{from: at, to: min(m.from, at+2), class: lexicon.Local, says: m.from, right: true}, true
		}
		if p.gaps[m.to] != space || !p.person(u, m.to) {
			continue
		}
		v := voice{from: m.to, to: min(u.to, m.to+2), class: lexicon.Local, says: m.from}
		switch {
		case p.arabic(m.from) && m.from <= u.from+1 && (p.has(lexicon.That, m.to+1, min(u.to, m.to+12)) || p.gapIn(m.to, u.to-1)&(colon|quote) == colon|quote):
			v.right = true
		case !p.arabic(m.from) && m.from > u.from+1 && p.leadIn(u, m.from)&(comma|quote) != 0 && p.idle(m.to, u.to):
			v.left = true
		default:
			continue
		}
		if p.has(lexicon.Spared, v.from, min(u.to, v.to+4)) {
			v.class = lexicon.Witness
		}
		return v, true
	}
	return voice{}, false
}

// stranger gives the first word of a subject whom no list knows, with which a
// clause begins that goes on with a verb of speech: "Un agent du marché dit avoir
// compté". It must be introduced as one of many.
func (p *part) stranger(u *unit, m mark) (int, bool) {
	if p.arabic(m.from) || m.from-u.from < 2 {
		return 0, false
	}
	at := m.from - 1
	for at > u.from && m.from-at < 9 && p.gaps[at]&^(space|quote) == 0 {
		if p.any(at, &subjectEnders) || p.any(at, &noStranger) {
			return 0, false
		}
		at--
	}
	if at != u.from && p.gaps[at]&comma == 0 || !p.article(at) {
		return 0, false
	}
	return at, p.person(u, at+1) || p.person(u, at)
}

// article reports whether "a", "one" or "un" stands at word i.
func (p *part) article(i int) bool {
	q, n := numbers.At(p.text, p.words, i, p.lang.numbers)
	return n > 0 && q.Article
}

// noStranger are words that a subject which no list knows does not hold.
var noStranger = lexicon.SetOf(lexicon.Statement, lexicon.TollWord, lexicon.AttackNoun, lexicon.Be, lexicon.That, lexicon.Pronoun, lexicon.Vehicle,
	lexicon.Weapons, lexicon.Militants)

// person reports whether word i can begin the name or the description of a
// person: a word that means nothing else, nor the word behind it.
func (p *part) person(u *unit, i int) bool {
	if p.any(i, &noPerson) || p.dateAt(i) > i || p.preposition(i) {
		return false
	}
	if p.capital(i) && !p.arabic(i) {
		return true
	}
	plain := p.sets[i]
	plain.Remove(lexicon.Person)
	return plain == (lexicon.Set{}) && i+1 < u.to && p.gaps[i+1]&^(space|comma) == 0 && (p.gaps[i+1] == space || p.arabic(i)) && !p.any(i+1, &noPerson) && p.dateAt(i+1) == i+1
}

// noPerson are words with which no person's name or description begins.
var noPerson = lexicon.SetOf(lexicon.Pronoun, lexicon.In, lexicon.With, lexicon.By, lexicon.That, lexicon.Negation, lexicon.And, lexicon.Statement,
	lexicon.According, lexicon.Have, lexicon.Be, lexicon.Media)
