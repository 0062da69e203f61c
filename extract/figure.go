package extract

import (
	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/extract/numbers"
	"sahelwatch/internal/conflict"
)

// figure is a toll as it stands in the article.
type figure struct {
	unit       int
	event      int
	from, to   int // words of the evidence
	q          numbers.Quantity
	measure    int
	victims    string
	by         conflict.Speaker
	others     bool // "seven others": besides those counted before
	conjunct   bool // joined to the figure before it by "and"
	spoken     bool // the text names the speaker
	part       bool // inside another figure
	added      bool // counted in a sum of its speaker's figures
	bodies     bool
	named      bool // has a noun that tells no kind: "two electricians"
	definite   bool // one person told without a number, perhaps counted before
	less       int  // how many of them are told to be militants
	initial    bool // an earlier figure, replaced in this text
	revised    bool // the text says that it replaces an earlier one
	denied     bool
	cumulative bool
	bothSides  bool
	hedged     bool
	zero       bool
	total      bool // told as the toll as a whole
	supersedes *int
}

func (r *reading) figureOf(i int, m *measured) figure {
	u := &r.units[i]
	p := u.p
	f := figure{unit: i, event: -1, from: min(m.from, m.from2), to: max(m.end, m.to2), q: m.Quantity, measure: m.measure,
		victims: m.victims, part: m.part, bodies: m.bodies, definite: m.definite, less: m.less, zero: m.Zero}
	if f.victims == "" {
		f.victims = conflict.Unknown
		f.named = m.bare && p.ownNoun(u, m)
	}
	f.by, f.spoken = r.speakerOf(i, m.from, m.end)
	if !f.spoken && p.is(m.from-1, lexicon.Claim) && p.gapIn(m.from-2, m.from)&open != 0 {
		r.bracketClaim(&f) // "29 soldiers (claim: 50)"
	}
	f.total = m.total || p.near(u, m.from, m.end, 4, 3, lexicon.Total)
	f.conjunct = m.conjunct && (m.ground != byContext || m.victims != "")
	f.others = m.others || r.comesOnTop(u, m)
	if p.near(u, m.from, m.from, 3, 0, lexicon.Exceed) && !f.q.Open {
		f.q.Open, f.q.Qualifier = true, conflict.MoreThan
	}
	if m.measure == 2 && m.noun == 2 && m.victims == "" && f.by.Role == conflict.RoleOfficial {
		f.victims = conflict.Militants // prisoners whom the state shows
	}
	f.hedged = p.near(u, m.from, m.to2, 8, 8, lexicon.Hedge)
	r.standing(&f, m)
	f.bothSides = p.near(u, m.from, m.end, 6, 6, lexicon.BothSides)
	f.denied = p.deniedFigure(u, m)
	f.cumulative = r.cumulative(u, m)
	r.sides(&f, m)
	return f
}

// comesOnTop reports whether a sentence says that those whom it counts come on top
// of those counted before: "Quatre bergers ont aussi été abattus".
func (r *reading) comesOnTop(u *unit, m *measured) bool {
	n := len(r.figures)
	if n == 0 || r.figures[n-1].unit == u.index || r.units[r.figures[n-1].unit].p != u.p || m.total || m.Vague {
		return false
	}
	return u.p.near(u, m.from, m.to2, 2, 1, lexicon.Also)
}

// standing settles whether a figure stands or is one that was told before, and
// whether the text says that it replaces another.
func (r *reading) standing(f *figure, m *measured) {
	i, u := f.unit, &r.units[f.unit]
	p := u.p
	f.initial = p.earlierFigure(u, m, r.reach(i, m.from))
	if n := len(r.figures); n > 0 && m.bare && p.is(m.from-1, lexicon.Toward) && r.figures[n-1].unit == i && m.from-r.figures[n-1].to <= 2 {
		f.initial = true // "to 18 from 24"
	}
	if n := len(r.figures); n > 0 && f.conjunct && r.figures[n-1].unit == i && r.figures[n-1].initial && r.figures[n-1].victims != conflict.Unknown {
		f.initial = true // "un précédent bilan était de 17 militaires et quatre civils"
	}
	if p.is(m.from-1, lexicon.ReviseFrom) || p.is(m.from-1, lexicon.Against) && (m.bare || m.noun >= 0 && r.reach(i, m.from) < 4) {
		f.initial = true
	}
	if n := len(r.figures); n > 0 && r.figures[n-1].unit == i && p.is(r.figures[n-1].from-1, lexicon.ReviseFrom) {
		f.revised, f.initial = true, false
	}
	if p.is(m.from-1, lexicon.Among) && m.from-1 == u.from && p.has(lexicon.Revise, m.end, u.to) {
		f.initial = true // "De 20 morts dimanche, le bilan est passé à 32"
	}
	if r.nextStep(u, m) {
		last := &r.figures[len(r.figures)-1]
		last.initial, last.revised, f.revised = true, false, true
	}
	f.revised = f.revised || !f.initial && r.risen(i, m)
	if k, ok := p.find1(lexicon.Revise, max(u.from, m.from-8), m.from); ok && f.revised && p.has(lexicon.Past, max(u.from, k.from-2), k.from) && !p.has(lexicon.TollWord, k.from, m.from) {
		f.revised, f.initial = false, true // "il était passé à 32 le lundi"
	}
}

// nextStep reports whether a bare number carries on a toll that rises step by
// step: "passé lundi à 32, mercredi à 53".
func (r *reading) nextStep(u *unit, m *measured) bool {
	n := len(r.figures)
	if n == 0 || !m.bare || !(u.p.is(m.from-1, lexicon.In) || u.p.is(m.from-1, lexicon.Toward)) {
		return false
	}
	last := &r.figures[n-1]
	return last.unit == u.index && last.revised && last.measure == m.measure && m.from-last.to <= 4 && u.p.gapIn(last.to-1, m.from)&comma != 0
}

// ownNoun reports whether a noun that no list knows stands between a number and
// its verb: "two Indian electricians were killed".
func (p *part) ownNoun(u *unit, m *measured) bool {
	j := m.to
	for j < min(u.to, m.to+3) && p.gaps[j] == space && !p.any(j, &standAlone) && !p.any(j, &clauseWords) && !p.is(j, lexicon.Others) {
		j++
	}
	return j > m.to && j < m.to2 && !p.is(j, lexicon.PartOf)
}

// bracketClaim gives a figure that is told as a claim to the armed group of its
// sentence.
func (r *reading) bracketClaim(f *figure) {
	u := &r.units[f.unit]
	for i := range r.named(u) {
		if m := &r.named(u)[i]; m.class == lexicon.ActorArmed {
			f.by, f.spoken = r.partySpeaker(u, m), true
			return
		}
	}
}

// earlierFigure reports whether words before a figure, or right behind it, make
// it one that was told at first. "12, after an initial five" makes none of the 12.
func (p *part) earlierFigure(u *unit, m *measured, reach int) bool {
	if p.near(u, m.from, m.from, reach, 0, lexicon.Initial) || reach >= 14 && p.has(lexicon.Initial, u.from, min(u.from+3, m.from)) {
		return true
	}
	for _, k := range p.between(m.from, min(u.to, m.end+3)) {
		if k.class == lexicon.Initial && (k.to >= u.to || !p.counts(k.to) && !(k.to+1 < u.to && p.counts(k.to+1))) {
			return true
		}
	}
	return false
}

// reach is how many words before a figure speak of it: up to the figure before.
func (r *reading) reach(i, from int) int {
	if n := len(r.figures); n > 0 && r.figures[n-1].unit == i {
		return max(0, from-r.figures[n-1].to)
	}
	return 18
}

// near reports whether a phrase of class c starts within so many words before
// or behind words [from, to) of the unit.
func (p *part) near(u *unit, from, to, before, behind int, c lexicon.Class) bool {
	for _, k := range p.between(max(u.from, from-before), min(u.to, to+behind)) {
		if k.class == c && p.gapIn(min(k.from, from), max(k.from, from))&semicolon == 0 {
			return true
		}
	}
	return false
}

// deniedFigure reports whether the text says that the figure is not so.
func (p *part) deniedFigure(u *unit, m *measured) bool {
	for _, k := range p.between(max(u.from, m.from-10), m.from) {
		told := m.from-k.to <= 5 && p.has(lexicon.TollWord, k.to, m.from) && !p.has(lexicon.Be, k.to, m.from) // "sur les réseaux sociaux, un chiffre de 30 morts"
		if k.class == lexicon.Rumour && (m.from-k.from <= 5 || told) {
			return true
		}
	}
	if k, ok := p.find1(lexicon.Untrue, m.end, min(u.to, m.end+8)); ok && p.gapIn(m.end-1, k.from)&(comma|semicolon) == 0 {
		return true
	}
	if !m.Zero && (p.didNot(u, m) || m.bare && p.corrected(u, m.from)) {
		return true
	}
	for _, k := range p.between(u.from, m.from) {
		if (k.class == lexicon.Deny || k.class == lexicon.DenyRole) && m.from-k.to < 12 && p.gapIn(k.to-1, m.from)&(comma|colon) == 0 && !p.othersSay(k.to, m.from) && !p.saysInstead(k.to, m.from) {
			return true
		}
	}
	return false
}

// othersSay reports whether words [from, to) name a source that says or accuses:
// what is denied is theirs, and stands as such.
func (p *part) othersSay(from, to int) bool {
	source := p.hasAny(&accusers, from, to)
	return source && (p.has(lexicon.Accuse, from, to) || p.has(lexicon.Say, from, to) || p.has(lexicon.According, from, to))
}

// saysInstead reports whether the one who denies goes on to what he says himself:
// "dispute that figure and say".
func (p *part) saysInstead(from, to int) bool {
	for _, k := range p.between(from, to) {
		if k.class == lexicon.Say && k.from > from && p.coordinate(k.from) {
			return true
		}
	}
	return false
}

var accusers = lexicon.SetOf(lexicon.NGO, lexicon.UN, lexicon.Witness, lexicon.Local, lexicon.Media, lexicon.Monitor, lexicon.Security,
	lexicon.ActorArmed)

// didNot reports whether the verb of which a figure is the subject is negated:
// "quarante soldats n'ont pas été tués".
func (p *part) didNot(u *unit, m *measured) bool {
	for j := m.end; j < min(u.to, m.end+3); j++ {
		if p.gaps[j]&^space != 0 {
			return false
		}
		if p.is(j, lexicon.Negation) && m.to2 > j && !p.is(j, lexicon.Among) {
			return true
		}
	}
	return false
}

// corrected reports whether a number is told only to be set right: "49 soldiers,
// and not 53".
func (p *part) corrected(u *unit, at int) bool {
	for _, k := range p.between(max(u.from, at-3), at) {
		if k.class == lexicon.Instead && k.to == at {
			return true
		}
	}
	return false
}

// cumulative reports whether the figure sums several events or years.
func (r *reading) cumulative(u *unit, m *measured) bool {
	p := u.p
	if m.Vague && m.Low >= 1000 || m.measure == 0 && m.Low >= 2000 || r.sinceThen(u) {
		return true
	}
	for _, k := range p.between(max(u.from, m.from-9), min(u.to, m.to2+7)) {
		if k.class != lexicon.Cumulative || r.fromPlace(u, k) {
			continue
		}
		if !p.near(u, k.from, k.from, 4, 0, lexicon.Earlier) {
			return true
		}
	}
	return false
}

// sinceThen reports whether a unit, or the half sentence before it, begins with
// a stretch of time: "Depuis 2012, les violences ont fait …".
func (r *reading) sinceThen(u *unit) bool {
	if u.soft && u.index > 0 && r.units[u.index-1].p == u.p && r.sinceThen(&r.units[u.index-1]) {
		return true
	}
	p := u.p
	for i := range p.dates {
		if e := &p.dates[i]; e.Kind == dates.Since && u.from <= e.Word && e.Word < u.from+2 && e.Word < u.to {
			return true
		}
	}
	k, ok := p.find1(lexicon.Cumulative, u.from, min(u.to, u.from+2))
	return ok && !r.fromPlace(u, k)
}

// fromPlace reports whether a word for a stretch of time leads to a place between
// commas, where one speaks: "Depuis Boma, le président…".
func (r *reading) fromPlace(u *unit, k mark) bool {
	for i := range r.places {
		if m := &r.places[i]; m.unit == u.index && m.from == k.to {
			return m.to < u.to && u.p.gaps[m.to]&comma != 0
		}
	}
	return false
}
