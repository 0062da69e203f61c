package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
)

// harmMark is a word for harm.
type harmMark struct {
	measure, mode int
	from, to      int
}

func harmOf(k mark) (harmMark, bool) {
	measure, mode, ok := k.class.Harm()
	return harmMark{measure, mode, k.from, k.to}, ok
}

// inside gives the open phrase for harm that word i lies in.
func (p *part) inside(i int, u *unit) (harmMark, bool) {
	for _, k := range p.between(max(u.from, i-4), i) {
		if h, ok := harmOf(k); ok && k.open && k.from < i && i < k.to {
			return h, true
		}
	}
	return harmMark{}, false
}

// trailing finds the participle right behind a noun phrase: "107 soldats
// nigériens tués". Not when it is the active verb of which they are the subject.
func (p *part) trailing(u *unit, m *measured) (harmMark, bool) {
	for j := m.end; j < min(u.to, m.end+3); j++ {
		if p.gaps[j]&(comma|stop|semicolon|colon|closing) != 0 {
			break
		}
		for _, k := range p.between(j, j+1) {
			h, ok := harmOf(k)
			if ok && p.arabic(k.from) && k.from > m.end && strings.HasPrefix(p.words[k.from].Key, "و") {
				return harmMark{}, false // "جنديان وأصيب 6": another clause
			}
			if !ok || k.open || h.mode == lexicon.Of || h.mode == lexicon.Object || m.bare && m.Vague && m.Low <= 2 {
				continue
			}
			if h.mode == lexicon.Part && p.active(u, h) {
				return harmMark{}, false
			}
			if h.mode == lexicon.Noun && (m.bare || j > m.end+1) || h.measure == 3 && p.is(h.from-1, lexicon.Pronoun) {
				continue
			}
			return h, true
		}
		if p.any(j, &verbs) && !p.is(j, lexicon.Be) || p.is(j, lexicon.AttackNoun) || p.is(j, lexicon.NotToll) {
			break
		}
	}
	return harmMark{}, false
}

// active reports whether a participle is the verb of an active sentence: "ont
// tué", "killed 15 people".
func (p *part) active(u *unit, h harmMark) bool {
	for j := h.from - 1; j >= max(u.from, h.from-3); j-- {
		if p.gaps[j+1]&(comma|stop|colon|semicolon) != 0 {
			break
		}
		if p.is(j, lexicon.Be) {
			return false
		}
		if p.is(j, lexicon.Say) {
			break // "a dénombré soixante tués"
		}
		if p.is(j, lexicon.Have) {
			return true
		}
	}
	if p.arabic(h.from) {
		return false
	}
	return h.to < u.to && p.gaps[h.to]&^(space|quote) == 0 && !p.is(h.to, lexicon.PartOf) && p.objectAt(h.to, u) // "32 civils tués dont des enfants"
}

func (p *part) arabic(i int) bool { return arabicAt(p, i) }

// objectAt reports whether a noun phrase of people begins at word i.
func (p *part) objectAt(i int, u *unit) bool {
	for _, q := range u.facts.quants {
		if q.from == i {
			return true
		}
	}
	for j := i; j < min(u.to, i+3); j++ {
		if j > i && p.gaps[j] != space {
			return false
		}
		if p.any(j, &victimNouns) || p.is(j, lexicon.Others) || j == i && p.counts(j) {
			return true
		}
		if p.any(j, &verbs) || p.any(j, &prepositions) || p.is(j, lexicon.Clause) {
			return false
		}
	}
	return false
}

var prepositions = lexicon.SetOf(lexicon.In, lexicon.By, lexicon.Against, lexicon.Near, lexicon.Toward, lexicon.According, lexicon.AttackNoun)

// governor finds the verb or noun right before a noun phrase that makes it its
// object: "tuant 41 soldats", "la mort de quarante militaires".
func (p *part) governor(u *unit, at, reach int) (harmMark, bool) {
	for j := at - 1; j >= max(u.from, at-reach); j-- {
		if p.dateAt(j) > j { // a date does not part them: "coûté la vie mardi à onze soldats"
			at = j
			continue
		}
		if p.gaps[j+1]&(stop|semicolon|colon|closing) != 0 || p.gaps[j+1]&comma != 0 && p.dateAt(j+1) == j+1 {
			return harmMark{}, false
		}
		if h, ok := p.endsAt(j + 1); ok {
			switch h.mode {
			case lexicon.Object, lexicon.Of:
				return h, true
			case lexicon.Part:
				if p.arabic(h.from) || p.active(u, h) || p.haveBefore(u, h.from) {
					return h, true
				}
			case lexicon.Subject:
				if p.arabic(h.from) {
					return h, true
				}
			}
			return harmMark{}, false
		}
		if p.any(j, &governorStoppers) {
			return harmMark{}, false
		}
	}
	return harmMark{}, false
}

var governorStoppers = lexicon.SetOf(lexicon.Spared, lexicon.That, lexicon.Clause, lexicon.Contrast, lexicon.Say, lexicon.AttackPart, lexicon.AttackVerb, lexicon.AttackNoun, lexicon.According, lexicon.Be, lexicon.By)

func (p *part) haveBefore(u *unit, i int) bool {
	for j := i - 1; j >= max(u.from, i-3); j-- {
		if p.is(j, lexicon.Be) {
			return false
		}
		if p.is(j, lexicon.Have) {
			return true
		}
	}
	return false
}

// endsAt gives the word for harm that ends right before word i.
func (p *part) endsAt(i int) (harmMark, bool) {
	best, found := harmMark{}, false
	for _, k := range p.between(i-6, i) {
		if h, ok := harmOf(k); ok && k.to == i && (!k.open || h.mode == lexicon.Object) && (!found || prefer(h, best)) {
			best, found = h, true
		}
	}
	return best, found
}

// prefer reports whether reading h of a word governs better than reading b.
func prefer(h, b harmMark) bool {
	rank := [...]int{lexicon.Object: 3, lexicon.Of: 3, lexicon.Part: 2, lexicon.Subject: 1, lexicon.Noun: 0}
	return rank[h.mode] > rank[b.mode]
}
