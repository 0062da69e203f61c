package extract

import (
	"cmp"

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
	spared   bool // arrested, freed, escaped: no harm to share with others
	people   bool // told by their nation, with a noun that no list knows: "two Spanish journalists"
	less     int  // how many of them are told to be militants
}

// measure settles what befell the people that each quantity of a unit counts.
func (r *reading) measure(u *unit, qs []quant) []measured {
	ms := r.measures[:0]
	for i, q := range qs {
		m := measured{quant: q, measure: -1, from2: q.from, to2: q.end}
		m.part = u.p.partOf(u, q.from) || u.p.is(q.to, lexicon.PartOf) && (i > 0 || r.ofThose(u, &q))
		m.conjunct = i > 0 && u.p.joined(qs[i-1].end, q.from)
		if k, ok := u.p.find1(lexicon.PartOf, q.to, q.to+1); ok && m.victims == "" { // "18 of them"
			if m.victims = cmp.Or(r.before(u, qs, i), u.p.spokenOf(u, q.from)); m.victims != "" {
				m.bare, m.end = false, k.to
			}
		}
		if m.bare && m.victims == "" && !m.Vague && !m.Article && u.soft && i == 0 && r.before(u, qs, i) == conflict.Militants {
			m.victims = conflict.Militants // "Les quatre fugitifs avaient ouvert le feu; trois ont été tués"
		}
		if m.conjunct && ms[i-1].part && !(u.p.gapIn(qs[i-1].end-1, q.from)&comma != 0 && q.from > qs[i-1].end) {
			m.part = true
		}
		if m.bare && m.conjunct && u.p.is(q.end, lexicon.In) && u.p.is(qs[i-1].end, lexicon.In) && !m.Vague && !m.Article {
			m.victims, m.bare = qs[i-1].victims, false // "70 villagers at Tchombangou and 30 at Zaroumdareye"
		}
		m.people = m.bare && u.p.is(q.to, lexicon.Demonym) && q.to+1 < u.to && u.p.gaps[q.to+1] == space && !u.p.any(q.to+1, &standAlone)
		if m.definite && u.p.isAmong(m.end) {
			m.never = true // "le pasteur figure parmi les 24 personnes tuées"
		}
		m.spared = u.p.spared(u, &m)
		u.p.ownMeasure(u, &m)
		ms = append(ms, m)
	}
	for i := range ms {
		if ms[i].ground < byNeighbour {
			u.p.verbMeasure(u, ms, i)
		}
	}
	share(ms)
	u.p.breakDown(ms)
	ofMilitants(ms)
	u.p.partsOfNoToll(ms)
	r.measures = ms
	return ms
}

// isAmong reports whether one person is told to be among those counted behind:
// "figure parmi les 24", "was among the six". A bare "of" tells something else.
func (p *part) isAmong(i int) bool {
	for j := i + 1; j < min(i+3, len(p.words)-2) && p.gaps[j]&^space == 0; j++ {
		if p.is(j, lexicon.Among) && len(p.words[j].Key) > 4 {
			return p.counts(j+1) || p.counts(j+2)
		}
	}
	return false
}

// ofThose reports whether "of them" speaks of those whom the sentence before
// counts: "وقتل 12 منهم في المكان".
func (r *reading) ofThose(u *unit, q *quant) bool {
	n := len(r.figures)
	return n > 0 && r.figures[n-1].unit >= u.index-1 && r.figures[n-1].q.Low > q.Low
}

// before gives the kind of the people whom the quantity before the i-th counts,
// in the unit or in the half sentence before it.
func (r *reading) before(u *unit, qs []quant, i int) string {
	if i > 0 && qs[i-1].victims != "" {
		return qs[i-1].victims
	}
	if i > 0 {
		return ""
	}
	if u.soft && u.index > 0 {
		if list := r.units[u.index-1].facts.quants; len(list) > 0 {
			return list[len(list)-1].victims
		}
	}
	return ""
}

// spokenOf gives the kind of the people named last before word i, if they are
// not those who act: "hit a gathering of Boko Haram men, killing 34 of them".
func (p *part) spokenOf(u *unit, i int) string {
	for j := i - 1; j >= u.from; j-- {
		if p.any(j, &victimNouns) && !p.near(u, j, j, 3, 0, lexicon.By) {
			return p.kindOf(j)
		}
	}
	return ""
}

// partOf reports whether "dont", "including" opens the phrase before word i.
func (p *part) partOf(u *unit, i int) bool {
	for j := i - 1; j >= max(u.from, i-3); j-- {
		if p.is(j, lexicon.PartOf) {
			return !p.is(j, lexicon.Among) // "figure parmi les 24 tués": of the whole
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
	if p.bracketed(from, to) || p.namesOnly(from, to) {
		return true
	}
	if to < from || to-from > 3 || p.gapIn(from-1, to)&(stop|semicolon|colon|newline) != 0 {
		return false
	}
	for j := from; j < to; j++ {
		again := j == to-1 && p.is(j, lexicon.In) && p.is(j-1, lexicon.And) // "la vie à onze soldats et à un civil"
		if p.any(j, &joinStoppers) && !again {
			return false
		}
	}
	return to > from || p.gaps[to]&comma != 0 || p.clitic(to)
}

// namesOnly reports whether six words at most tell whose people are counted
// before "and": "sept Russes d'Africa Corps et de trois soldats".
func (p *part) namesOnly(from, to int) bool {
	if to-from < 3 || to-from > 6 || !p.is(to-1, lexicon.And) && !p.is(to-2, lexicon.And) || p.gapIn(from-1, to)&(stop|semicolon|colon|newline|comma) != 0 {
		return false
	}
	for j := from; j < to; j++ {
		if !p.is(j, lexicon.Among) && !p.is(j, lexicon.And) && !p.any(j, &parties) {
			return false
		}
	}
	return true
}

// bracketed reports whether an apposition between commas and "and" stand between
// two noun phrases: "eleven auxiliaries, known as VDP, and two women".
func (p *part) bracketed(from, to int) bool {
	if to-from < 3 || to-from > 8 || p.gaps[from]&^(comma|space) != 0 || p.gaps[from]&comma == 0 || !p.is(to-1, lexicon.And) || p.gaps[to-1]&comma == 0 {
		return false
	}
	for j := from; j < to; j++ {
		if p.any(j, &joinStoppers) || p.gaps[j]&(stop|semicolon|colon|newline) != 0 {
			return false
		}
	}
	return true
}

// clitic reports whether an Arabic word carries its "and".
func (p *part) clitic(i int) bool { return arabicWord(p, i) }

var joinStoppers = func() lexicon.Set {
	s := verbs
	for _, c := range []lexicon.Class{lexicon.Wounded + lexicon.Object, lexicon.Killed + lexicon.Object, lexicon.Abducted + lexicon.Object,
		lexicon.According, lexicon.AttackNoun, lexicon.AttackPart, lexicon.Claim, lexicon.PartOf, lexicon.Accident, lexicon.Against,
		lexicon.By, lexicon.Spared} {
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
	if m.Article && m.bare && !m.alone {
		return
	}
	if h, ok := p.heading(m.from); ok {
		m.measure, m.ground, m.from2 = h.measure, byNeighbour, h.from
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
	k, ok := p.trailing(u, m)
	if ok && k.from > m.end && p.is(m.end, lexicon.And) && p.governed(u, m) {
		return // "kidnapped six drivers and killed another"
	}
	if g, found := p.governor(u, m.from, 2); ok && found && (g.mode == lexicon.Of || g.mode == lexicon.Object && k.measure == 2) {
		m.take(g, byNeighbour) // "the bodies of eight villagers kidnapped the day before"
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
		if p.is(k.to-1, lexicon.Lose) && p.has(lexicon.Relative, max(u.from, k.from-2), k.from) {
			m.part = true // "a woman who lost eleven relatives"
		}
	}
	return ok
}

// verbMeasure looks for the verb of which a noun phrase is the subject: "34
// soldats nigériens, dont un officier, ont été tués".
func (p *part) verbMeasure(u *unit, ms []measured, i int) {
	m := &ms[i]
	if m.Article && m.bare && !m.alone {
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
		if j <= m.end+1 && p.is(j, lexicon.PartOf) && (p.is(j-1, lexicon.Be) || p.is(j, lexicon.Among)) && p.amongHarmed(u, m, j) {
			return
		}
		for _, k := range p.between(j, j+1) {
			h, ok := harmOf(k)
			if !ok || m.spared && h.mode != lexicon.Subject {
				continue
			}
			switch h.mode {
			case lexicon.Subject:
				if !m.spared || h.measure == 0 { // "twenty men rounded up by soldiers had their throats slit"
					m.spared = false
					m.take(h, byVerb)
				}
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

// amongHarmed makes those counted a part of the ones of whom the words behind
// word j tell: "six femmes figurent parmi les vingt-trois blessés".
func (p *part) amongHarmed(u *unit, m *measured, j int) bool {
	counted := false
	for i := j; i < min(u.to, j+8); i++ {
		counted = counted || i < j+5 && p.counts(i)
		for _, k := range p.between(i, i+1) {
			if h, ok := harmOf(k); ok && counted && (h.mode == lexicon.Noun || h.mode == lexicon.Part) {
				m.take(h, byVerb)
				m.part = true
				return true
			}
		}
	}
	return false
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
	if j == m.end && p.is(j, lexicon.AttackPart) && p.is(j+1, lexicon.By) {
		return false // "cinq civils touchés par des balles perdues sont décédés"
	}
	return p.any(j, &otherDoings) || m.definite && p.any(j, &speech) || p.is(j, lexicon.Say) && p.gaps[j]&comma == 0 && j <= m.end+1
}

// otherDoings are verbs after which a noun phrase is no longer the subject of
// what befell someone.
var otherDoings = lexicon.SetOf(lexicon.Strength, lexicon.AttackVerb, lexicon.Killed+lexicon.Object, lexicon.AttackPart,
	lexicon.Burn, lexicon.Loot, lexicon.Claim)

// measureName gives the word of the contract for a measure.
func measureName(m int) string {
	return [...]string{conflict.Killed, conflict.Wounded, conflict.Abducted, conflict.Missing, conflict.Displaced}[m]
}
