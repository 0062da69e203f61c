package extract

import "sahelwatch/extract/lexicon"

// risen reports whether the text says that the figure m of unit i replaces an
// earlier one: by a word close by, by a verb that leads to it over a whole
// clause ("the toll of the attack on Manda rose on Friday to 71"), or by the
// sentence before ("Le bilan s'alourdit.").
func (r *reading) risen(i int, m *measured) bool {
	u := &r.units[i]
	reach := r.reach(i, m.from)
	if u.p.near(u, m.from, m.end, min(8, reach), 1, lexicon.Revise) {
		return true
	}
	if first := len(r.figures) == 0 || r.figures[len(r.figures)-1].unit < i; first {
		return u.p.risesTo(u.from, m.from) || m.measure == 0 && r.announced(i)
	}
	return u.p.risesTo(m.from-reach, m.from)
}

// risesTo reports whether a verb of rising in words [from, to) leads to the
// figure at word to.
func (p *part) risesTo(from, to int) bool {
	return (p.is(to-1, lexicon.Toward) || p.is(to-1, lexicon.In)) && p.has(lexicon.Rise, from, to)
}

// risenMeasure gives what a bare number counts to which a verb of rising leads:
// "bringing the number of people killed in the attack to 54", and the word that
// tells; -1 for nothing.
func (p *part) risenMeasure(u *unit, m *measured) (measure, from int) {
	if !m.bare || !p.risesTo(u.from, m.from) {
		return -1, 0
	}
	rise, _ := p.find1(lexicon.Rise, u.from, m.from)
	for _, k := range p.between(rise.to, m.from) {
		if measure, _, ok := k.class.Harm(); ok {
			return measure, k.from
		}
		if k.class == lexicon.TollWord {
			return 0, k.from
		}
	}
	return -1, 0
}

// announced reports whether the sentence before unit i says that the toll
// changed, and gives none.
func (r *reading) announced(i int) bool {
	if i == 0 {
		return false
	}
	u := &r.units[i-1]
	for n := len(r.figures) - 1; n >= 0 && r.figures[n].unit >= i-1; n-- {
		if r.figures[n].unit == i-1 {
			return false
		}
	}
	return u.p.has(lexicon.TollWord, u.from, u.to) && u.p.has(lexicon.Revise, u.from, u.to)
}

// passages settles what two figures are to each other: "from 60 to 200",
// "d'abord 8, puis 54", "54; a first count had told of 8". The earlier figure
// may stand before or after the present one, in its sentence or in the next.
func (r *reading) passages(i int) {
	for k := range r.figures {
		g := &r.figures[k]
		if g.unit != i || !g.initial || g.part {
			continue
		}
		n := r.present(k)
		if n < 0 {
			continue
		}
		if f := &r.figures[n]; f.supersedes == nil && (f.q.Low != g.q.Low || r.together(n) > 1) {
			f.supersedes = r.kept.ints.one(g.q.Low)
		}
	}
}

// present finds the figure that replaces the earlier one at k: behind it in its
// unit, else before it in its unit or the one before; of several there the
// first of the highest. It is -1 where there is none.
func (r *reading) present(k int) int {
	g := &r.figures[k]
	for j := k + 1; j < len(r.figures) && r.figures[j].unit == g.unit; j++ {
		if f := &r.figures[j]; f.measure == g.measure && !f.initial && !f.part {
			return j
		}
	}
	found := -1
	for j := k - 1; j >= 0 && r.figures[j].unit >= g.unit-1; j-- {
		f := &r.figures[j]
		if f.measure != g.measure || f.initial || f.part || f.cumulative {
			continue
		}
		if found < 0 || f.unit == r.figures[found].unit && f.q.Low >= r.figures[found].q.Low {
			found = j
		}
	}
	return found
}
