package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// ground says on what grounds a quantity got its measure; a better ground wins.
type ground uint8

const (
	noGround    ground = iota
	byContext          // a word for tolls stands before it
	byShare            // shared with the quantity before or behind it
	byVerb             // a verb further on or back
	byNeighbour        // the word next to it
	byNoun             // its own noun
)

// measured is a quantity with what befell those it counts.
type measured struct {
	quant
	measure  int // index into lexicon.Measures, -1 for none
	ground   ground
	part     bool // inside the total before it
	from2    int  // first and last word that give the measure
	to2      int
	total    bool // told as the toll as a whole
	conjunct bool // joined to the quantity before it by "and"
}

// measure settles what befell the people that each quantity of a unit counts.
func (r *reading) measure(u *unit, qs []quant) []measured {
	ms := r.measures[:0]
	for i, q := range qs {
		m := measured{quant: q, measure: -1, from2: q.from, to2: q.end}
		m.part = u.p.partOf(u, q.from) || u.p.is(q.to, lexicon.PartOf) && i > 0
		m.conjunct = i > 0 && u.p.joined(qs[i-1].end, q.from)
		if k, ok := u.p.find1(lexicon.PartOf, q.to, q.to+1); ok && m.victims == "" { // "18 of them"
			if m.victims = r.before(u, qs, i); m.victims != "" {
				m.bare, m.end = false, k.to
			}
		}
		if m.conjunct && ms[i-1].part && !(u.p.gapIn(qs[i-1].end-1, q.from)&comma != 0 && q.from > qs[i-1].end) {
			m.part = true
		}
		u.p.ownMeasure(u, &m)
		ms = append(ms, m)
	}
	for i := range ms {
		if ms[i].ground < byNeighbour {
			u.p.verbMeasure(u, ms, i)
		}
	}
	share(ms)
	for i := 1; i < len(ms); i++ { // "30 fighters and a commander"
		if ms[i].conjunct && ms[i].Article && ms[i].victims == conflict.Unknown && ms[i-1].victims == conflict.Militants {
			ms[i].victims = conflict.Militants
		}
	}
	for i := 1; i < len(ms); i++ {
		if ms[i].part && ms[i-1].measure < 0 && u.p.is(ms[i].to, lexicon.PartOf) {
			ms[i].part = false // part of those who came, not of a toll
		}
	}
	r.measures = ms
	return ms
}

// before gives the kind of the people whom the quantity before the i-th counts,
// in the unit or in the half sentence before it.
func (r *reading) before(u *unit, qs []quant, i int) string {
	if i > 0 {
		return qs[i-1].victims
	}
	if u.soft && u.index > 0 {
		if list := r.units[u.index-1].facts.quants; len(list) > 0 {
			return list[len(list)-1].victims
		}
	}
	return ""
}

// partOf reports whether "dont", "including" opens the phrase before word i.
func (p *part) partOf(u *unit, i int) bool {
	for j := i - 1; j >= max(u.from, i-3); j-- {
		if p.is(j, lexicon.PartOf) {
			return true
		}
		if p.any(j, &verbs) || p.any(j, &victimNouns) {
			return false
		}
	}
	return false
}

// joined reports whether the words between two noun phrases only join them:
// "and", "et", a comma, "ainsi que".
func (p *part) joined(from, to int) bool {
	if to < from || to-from > 3 || p.gapIn(from-1, to)&(stop|semicolon|colon|newline) != 0 {
		return false
	}
	for j := from; j < to; j++ {
		if p.any(j, &joinStoppers) {
			return false
		}
	}
	return to > from || p.gaps[to]&comma != 0 || p.clitic(to)
}

// clitic reports whether an Arabic word carries its "and".
func (p *part) clitic(i int) bool { return arabicWord(p, i) }

var joinStoppers = func() lexicon.Set {
	s := verbs
	for _, c := range []lexicon.Class{lexicon.Wounded + lexicon.Object, lexicon.Killed + lexicon.Object, lexicon.Abducted + lexicon.Object,
		lexicon.According, lexicon.AttackNoun, lexicon.AttackPart, lexicon.Claim, lexicon.PartOf, lexicon.Accident, lexicon.Against} {
		s.Add(c)
	}
	return s
}()

// ownMeasure reads the measure off the noun itself or the words around it.
func (p *part) ownMeasure(u *unit, m *measured) {
	if m.noun >= 0 {
		m.measure, m.ground = m.noun, byNoun
		return
	}
	if m.Article && m.bare {
		return
	}
	if k, ok := p.inside(m.from, u); ok { // لقي عشرات الإرهابيين مصرعهم
		m.measure, m.ground = k.measure, byNeighbour
		m.from2, m.to2 = min(m.from, k.from), max(m.end, k.to)
		return
	}
	if p.arabic(m.from) || p.arabic(m.end) {
		if !p.governed(u, m) {
			p.trailed(u, m)
		}
		return
	}
	if !p.trailed(u, m) {
		p.governed(u, m)
	}
}

func (p *part) trailed(u *unit, m *measured) bool {
	k, ok := p.trailing(u, m)
	if ok {
		m.measure, m.ground, m.to2 = k.measure, byNeighbour, max(m.end, k.to)
	}
	return ok
}

func (p *part) governed(u *unit, m *measured) bool {
	reach := 4
	if m.bare {
		reach = 2
	}
	k, ok := p.governor(u, m.from, reach)
	if ok {
		m.measure, m.ground, m.from2 = k.measure, byNeighbour, min(k.from, m.from)
	}
	return ok
}

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
		if p.is(j, lexicon.Have) {
			return true
		}
	}
	if p.arabic(h.from) {
		return false
	}
	return h.to < u.to && p.gaps[h.to] == space && p.objectAt(h.to, u)
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
		if p.any(j, &victimNouns) {
			return true
		}
		if p.any(j, &verbs) || p.any(j, &prepositions) {
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
		if p.gaps[j+1]&(stop|semicolon|colon|closing) != 0 || p.gaps[j+1]&comma != 0 {
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

var governorStoppers = lexicon.SetOf(lexicon.Say, lexicon.AttackPart, lexicon.AttackVerb, lexicon.AttackNoun, lexicon.According, lexicon.Be, lexicon.By)

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
		if h, ok := harmOf(k); ok && k.to == i && !k.open && (!found || prefer(h, best)) {
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

// verbMeasure looks for the verb of which a noun phrase is the subject: "34
// soldats nigériens, dont un officier, ont été tués".
func (p *part) verbMeasure(u *unit, ms []measured, i int) {
	m := &ms[i]
	if m.Article && m.bare {
		return
	}
	reach := 16
	if m.bare {
		reach = 4
	}
	for j := m.end; j < min(u.to, m.end+reach); j++ {
		if p.gaps[j]&(semicolon|colon|stop|newline) != 0 {
			return
		}
		for _, k := range p.between(j, j+1) {
			h, ok := harmOf(k)
			if !ok {
				continue
			}
			switch h.mode {
			case lexicon.Subject:
				m.take(h, byVerb)
				return
			case lexicon.Noun: // "dozens of soldiers among the dead"
				if p.is(j-1, lexicon.Among) || p.is(j-2, lexicon.Among) {
					m.take(h, byVerb)
					m.part = m.part || m.Article || m.Low == 1 // "a captain was among the dead"
					return
				}
			case lexicon.Part:
				if !p.active(u, h) && (p.passive(u, h) || j == m.end || p.gaps[j]&comma != 0 || h.measure == 3) {
					m.take(h, byVerb)
				}
				if h.measure != 3 {
					return
				}
				continue // missing first, found dead or abducted later
			case lexicon.Object:
				return
			}
		}
		if p.stopsSubject(u, j, m) {
			return
		}
	}
}

func (m *measured) take(h harmMark, g ground) {
	m.measure, m.ground = h.measure, g
	m.from2, m.to2 = min(m.from, h.from), max(m.end, h.to)
}

// passive reports whether a form of to be stands before a participle.
func (p *part) passive(u *unit, h harmMark) bool {
	for j := h.from - 1; j >= max(u.from, h.from-4); j-- {
		if p.is(j, lexicon.Be) {
			return true
		}
	}
	return p.arabic(h.from)
}

// stopsSubject reports whether word j is the verb of another doing of the same
// subject.
func (p *part) stopsSubject(u *unit, j int, m *measured) bool {
	return p.any(j, &otherDoings) || p.is(j, lexicon.Say) && p.gaps[j]&comma == 0 && j <= m.end+1
}

// otherDoings are verbs after which a noun phrase is no longer the subject of
// what befell someone.
var otherDoings = lexicon.SetOf(lexicon.Strength, lexicon.AttackVerb, lexicon.Killed+lexicon.Object, lexicon.AttackPart,
	lexicon.Burn, lexicon.Loot, lexicon.Claim)

// share hands the measure on to quantities that only "and" joins: "12 soldats
// et quatre supplétifs ont été tués", and to parts from their total.
func share(ms []measured) {
	for i := len(ms) - 2; i >= 0; i-- {
		if m := &ms[i]; m.measure < 0 && ms[i+1].conjunct && ms[i+1].measure >= 0 && !m.bare {
			m.measure, m.ground, m.to2 = ms[i+1].measure, byShare, ms[i+1].to2
		}
	}
	for i := 1; i < len(ms); i++ {
		m, before := &ms[i], &ms[i-1]
		switch {
		case m.measure >= 0 || before.measure < 0:
		case m.conjunct && (!m.bare || before.ground == byNoun) && m.victims != "":
			m.measure, m.ground, m.from2 = before.measure, byShare, before.from2
		case m.part && (m.victims != "" || m.bare):
			m.measure, m.ground = before.measure, byShare
		}
	}
	for i := len(ms) - 2; i >= 0; i-- { // the total behind its parts
		if m := &ms[i]; m.measure < 0 && m.victims != "" && ms[i+1].part && ms[i+1].measure >= 0 && ms[i+1].ground == byVerb {
			m.measure, m.ground = ms[i+1].measure, byShare
		}
	}
}

// measureName gives the word of the contract for a measure.
func measureName(m int) string {
	return [...]string{conflict.Killed, conflict.Wounded, conflict.Abducted, conflict.Missing, conflict.Displaced}[m]
}
