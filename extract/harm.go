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
		if (ms[i].conjunct && ms[i].victims == conflict.Unknown || ms[i].part) && ms[i].Article && ms[i-1].victims == conflict.Militants {
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
