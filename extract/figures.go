package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/extract/numbers"
	"sahelwatch/internal/conflict"
)

// findFigures reads the tolls of all units.
func (r *reading) findFigures() {
	for i := range r.units {
		u := &r.units[i]
		ms := r.measure(u, u.facts.quants)
		for k := range ms {
			m := &ms[k]
			if m.measure < 0 {
				r.fromContext(u, m)
			}
			if m.measure < 0 && k > 0 && m.conjunct && ms[k-1].ground == byContext && m.victims != "" && m.victims != conflict.Militants {
				m.measure, m.ground = ms[k-1].measure, byContext // "a claim of 50 Russians and ten Malians"
			}
			if m.Zero && m.measure > 0 && u.p.mixes(u, m) {
				m.measure = 0 // "no soldier was hurt or killed"
			}
			if m.measure < 0 || m.never || m.Zero && (u.p.onlyUntold(u, m.end) || u.p.is(m.to, lexicon.TollWord) || m.bare && m.from2 < m.from) || m.measure == 4 && m.Vague || u.speaks(m.to, m.end) || !m.Zero && u.p.mixes(u, m) || m.ground == byContext && m.Year || u.p.accidental(u, m) {
				continue
			}
			r.addFigure(i, m)
		}
		r.passages(i)
		r.noLoss(i)
		r.givenBy(i)
		r.sameFigure(i)
	}
}

// sameFigure notes that another speaker gives the figure told last: "une source
// militaire confirme ce bilan".
func (r *reading) sameFigure(i int) {
	u := &r.units[i]
	k, ok := u.p.find1(lexicon.SameFigure, u.from, u.to)
	if !ok || len(r.figures) == 0 || r.figures[len(r.figures)-1].unit == i || u.p.hasAny(&denials, u.from, u.to) {
		return
	}
	by, spoken := r.speakerOf(i, k.from, k.to)
	for n := len(r.figures) - 1; spoken && n >= 0; n-- {
		f := r.figures[n]
		if f.by.Role == by.Role && f.by.Name == by.Name {
			return // his own figure
		}
		if f.measure != 0 || f.initial || f.denied || f.cumulative || f.part || f.zero || r.units[f.unit].p != u.p {
			continue
		}
		f.unit, f.from, f.to, f.by, f.spoken, f.conjunct, f.others, f.revised = i, k.from, k.to, by, true, false, false, false
		f.q.Word = u.p.quote(k.from, k.to)
		r.figures = append(r.figures, f)
		return
	}
}

// noLoss notes that a unit says that nobody died.
func (r *reading) noLoss(i int) {
	u := &r.units[i]
	k, ok := u.p.find1(lexicon.NoLoss, u.from, u.to)
	if !ok || u.p.onlyUntold(u, k.to) || u.p.ofAToll(k) {
		return
	}
	for n := range r.figures {
		if f := &r.figures[n]; f.unit == i && f.from < k.to && k.from < f.to {
			return
		}
	}
	f := figure{unit: i, event: -1, from: k.from, to: k.to, victims: conflict.Unknown, zero: true}
	f.q = numbers.Quantity{Zero: true, Word: u.p.quote(k.from, k.to), Start: u.p.words[k.from].Start, End: u.p.words[k.to-1].End}
	f.by, f.spoken = r.speakerOf(i, k.from, k.to)
	r.figures = append(r.figures, f)
}

// onlyUntold reports whether no loss is told, which is not to say that there was
// none: "no deaths were reported".
func (p *part) onlyUntold(u *unit, to int) bool {
	for j := to; j < min(u.to, to+4) && p.gaps[j]&(comma|stop|colon|semicolon|dash|quote) == 0; j++ {
		if p.is(j, lexicon.Say) {
			return true
		}
	}
	return false
}

// ofAToll reports whether the words of no loss speak of a figure: "gave no
// casualty figures".
func (p *part) ofAToll(none mark) bool {
	for _, k := range p.between(none.from, min(len(p.words), none.to+1)) {
		if k.class == lexicon.TollWord && k.to > none.to {
			return true
		}
	}
	return false
}

// fromContext gives a bare number the measure of the talk about tolls around
// it: "le bilan monte à 79", "survivors said more than a hundred".
func (r *reading) fromContext(u *unit, m *measured) {
	p := u.p
	if m.spared || m.Article || m.Zero || m.Year || m.Unit != "" || m.victims == conflict.Militants ||
		!m.bare && p.near(u, m.end, m.end, 0, 3, lexicon.Strength) {
		return
	}
	if n := len(r.figures); n > 0 && m.bare && r.figures[n-1].unit == u.index && p.is(m.end, lexicon.According) && !m.Vague {
		m.measure, m.ground = r.figures[n-1].measure, byContext // "50 d'après des sources, 25 selon l'armée"
		return
	}
	if n := len(r.figures); n > 0 && m.bare && r.figures[n-1].unit == u.index && p.is(m.from-1, lexicon.Against) && !m.Vague {
		m.measure, m.ground = r.figures[n-1].measure, byContext // "86 morts, contre 79 la veille"
		return
	}
	if measure, from := p.risenMeasure(u, m); measure >= 0 {
		m.measure, m.ground, m.from2, m.total = measure, byContext, from, true
		return
	}
	if p.near(u, m.end, m.end, 0, 2, lexicon.OwnSide) {
		m.measure, m.ground, m.to2 = 0, byContext, m.end+1
		return
	}
	if p.talkOfToll(u, m) || p.putBefore(u, m) {
		return
	}
	if len(r.figures) > 0 && m.from > u.from && (!m.Vague || m.Low > 2) {
		for j := m.from - 1; j >= max(u.from, m.from-3); j-- {
			if (p.is(j, lexicon.Say) || m.bare && j == m.from-1 && p.is(j, lexicon.Claim) || m.bare && (p.is(j, lexicon.Others) || p.is(j, lexicon.People)) && r.figures[len(r.figures)-1].unit == u.index) && r.figures[len(r.figures)-1].unit >= u.index-3 {
				m.measure, m.ground, m.from2 = 0, byContext, j
				return
			}
		}
	}
}

// putAt reports whether a number closes what a verb of speech opens: "put the
// number of dead in Monday's attack on the market at 25", "estime à 25 le nombre".
func (p *part) putAt(u *unit, m *measured) bool {
	if !(p.is(m.from-1, lexicon.In) || p.is(m.from-1, lexicon.Toward) || p.arabic(m.from)) || m.from-1 <= u.from {
		return false
	}
	end := m.end >= u.to || p.gaps[m.end]&(comma|stop|semicolon) != 0 || p.is(m.end, lexicon.And)
	return end && p.has(lexicon.Say, u.from, m.from)
}

// putBefore gives a bare number the measure of the word for tolls right behind it:
// "évalue à 90 le nombre de morts".
func (p *part) putBefore(u *unit, m *measured) bool {
	if !m.bare || m.Vague || !p.is(m.from-1, lexicon.In) && !p.is(m.from-1, lexicon.Toward) || !p.has(lexicon.Say, max(u.from, m.from-4), m.from) {
		return false
	}
	k, ok := p.find1(lexicon.TollWord, m.end, min(u.to, m.end+3))
	if ok {
		m.measure, m.ground, m.to2, m.total = 0, byContext, k.to, true
	}
	return ok
}

// talkOfToll gives a number the measure of a word for tolls before it.
func (p *part) talkOfToll(u *unit, m *measured) bool {
	reach, put := 10, p.putAt(u, m)
	if p.is(m.from-1, lexicon.Toward) && m.victims != "" || put { // "ارتفعت حصيلة الهجوم الذي ... إلى 12 جنديا"
		reach = 24
	}
	for j := m.from - 1; j >= max(u.from, m.from-reach); j-- {
		if p.is(j, lexicon.TollWord) || p.is(j, lexicon.OfficialToll) || p.is(j, lexicon.Revise) || p.is(j, lexicon.ReviseFrom) || p.is(j, lexicon.Rumour) && m.from-j < 4 ||
			put && p.is(j, lexicon.Killed+lexicon.Noun) && !p.counts(j-1) && !p.counts(j-2) {
			m.measure, m.ground, m.from2, m.total = 0, byContext, j, p.is(j, lexicon.TollWord)
			if m.victims == "" && p.is(j, lexicon.TollWord) && p.has(lexicon.Militants, j, m.from) {
				m.victims = conflict.Militants // "the number of attackers killed at 19"
			}
			return true
		}
		if reach == 10 && p.any(j, &countStoppers) && !p.is(j, lexicon.Revise) || p.is(j, lexicon.Clause) && m.victims == "" && p.foesFollow(u, m.end) || p.is(j, lexicon.NotToll) && m.from-j < 4 {
			break
		}
	}
	return false
}

// foesFollow reports whether a number that has found no noun stands before
// militants after all: "300 heavily armed Boko Haram militants".
func (p *part) foesFollow(u *unit, from int) bool {
	for j := from; j < min(u.to, from+7) && p.gaps[j]&^(space|dash) == 0; j++ {
		if p.any(j, &foes) {
			return true
		}
	}
	return false
}

var countStoppers = lexicon.SetOf(lexicon.By, lexicon.Attribute)

// accidental reports whether the harm came by accident, not by attack.
func (p *part) accidental(u *unit, m *measured) bool {
	for j := max(u.from, m.from-4); j < min(u.to, m.to2+6); j++ {
		if p.is(j, lexicon.Clause) && j >= m.to2 {
			return false // "40 had been killed when those who drowned were included"
		}
		if p.is(j, lexicon.Accident) {
			return true
		}
	}
	return false
}

// mixes reports whether one number counts dead and wounded or missing together:
// "30 killed or wounded".
func (p *part) mixes(u *unit, m *measured) bool {
	last, at := -1, 0
	for j := m.from; j < min(u.to, max(m.to2, m.end)+6); j++ {
		for _, q := range u.facts.quants {
			if q.from == j && j > m.to {
				return false
			}
		}
		for _, k := range p.between(j, j+1) {
			h, ok := harmOf(k)
			if !ok || h.mode == lexicon.Object || h.mode == lexicon.Of || k.open {
				continue
			}
			if last >= 0 && h.measure != last && k.from-at <= 1 && h.measure != 4 && !(p.arabic(k.from) && p.counts(k.to)) {
				return true
			}
			last, at = h.measure, k.to
		}
	}
	return false
}

// speaks reports whether the noun of words [from, to) is one who speaks: "three
// residents said".
func (u *unit) speaks(from, to int) bool {
	for k := range u.facts.voices {
		if v := &u.facts.voices[k]; from <= v.from && v.from < to && !u.p.has(lexicon.AttackNoun, v.to, v.says) && (v.according || v.right && !v.left) {
			return true
		}
	}
	return false
}

// addFigure notes a figure; a vague word for two kinds of victims is a figure
// of each, a number for both together is one of no told kind.
func (r *reading) addFigure(i int, m *measured) {
	f := r.figureOf(i, m)
	if m.also == "" {
		r.figures = append(r.figures, f)
		return
	}
	if !m.Vague || m.Low > 2 {
		f.victims = conflict.Unknown
		r.figures = append(r.figures, f)
		return
	}
	g := f
	g.victims = m.also
	r.figures = append(r.figures, f, g)
}
