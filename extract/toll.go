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
	bodies     bool
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

// facts is what a unit says.
type facts struct {
	quants   []quant
	voices   []voice
	attack   bool // tells of an attack
	harm     bool // tells of people harmed
	own      bool // tells of an operation of an army
	violence bool // any of these
}

func (r *reading) factsOf(u *unit) facts {
	q, v := len(r.quantBuf), len(r.voiceBuf)
	r.quantBuf = r.quants(r.quantBuf, u)
	r.voiceBuf = r.voices(r.voiceBuf, u)
	f := facts{quants: r.quantBuf[q:len(r.quantBuf):len(r.quantBuf)], voices: r.voiceBuf[v:len(r.voiceBuf):len(r.voiceBuf)]}
	for _, k := range u.p.between(u.from, u.to) {
		if _, mode, ok := k.class.Harm(); ok && k.class < lexicon.Displaced && mode >= 0 {
			f.harm = true
		}
		f.attack = f.attack || attackWords.Has(k.class)
		f.harm = f.harm || k.class == lexicon.TollWord && len(f.quants) > 0
		f.own = f.own || k.class == lexicon.Operation || k.class == lexicon.Airstrike
	}
	if u.p.hasAny(&damage, u.from, u.to) && u.p.hasAny(&foes, u.from, u.to) {
		f.attack = true
	}
	f.violence = f.attack || f.harm || f.own
	return f
}

var attackWords = lexicon.SetOf(lexicon.AttackNoun, lexicon.AttackPart, lexicon.AttackVerb, lexicon.Airstrike, lexicon.Shelling,
	lexicon.Mine, lexicon.Suicide, lexicon.Ambush, lexicon.Clash, lexicon.Massacre, lexicon.Overrun)

var (
	damage = lexicon.SetOf(lexicon.Burn, lexicon.Loot, lexicon.Destroy, lexicon.Looting)
	foes   = lexicon.SetOf(lexicon.Militants, lexicon.ActorArmed, lexicon.ForceMilitants)
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
			if m.measure < 0 || m.never || m.measure == 4 && m.Vague || u.speaks(m.to, m.end) || u.p.mixes(u, m) || m.ground == byContext && m.Year || u.p.accidental(u, m) {
				continue
			}
			r.addFigure(i, m)
		}
		r.passages(i)
		r.noLoss(i)
		r.sameFigure(i)
	}
}

// sameFigure notes that another speaker gives the figure told last: "une source
// militaire confirme ce bilan".
func (r *reading) sameFigure(i int) {
	u := &r.units[i]
	k, ok := u.p.find1(lexicon.SameFigure, u.from, u.to)
	if !ok || len(r.figures) == 0 || r.figures[len(r.figures)-1].unit == i {
		return
	}
	by, spoken := r.speakerOf(i, k.from, k.to)
	for n := len(r.figures) - 1; spoken && n >= 0; n-- {
		f := r.figures[n]
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
	if !ok {
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

// fromContext gives a bare number the measure of the talk about tolls around
// it: "le bilan monte à 79", "survivors said more than a hundred".
func (r *reading) fromContext(u *unit, m *measured) {
	p := u.p
	if m.Article || m.Zero || m.Year || m.Unit != "" || m.victims == conflict.Militants ||
		!m.bare && p.near(u, m.end, m.end, 0, 3, lexicon.Strength) {
		return
	}
	if n := len(r.figures); n > 0 && m.bare && r.figures[n-1].unit == u.index && p.is(m.end, lexicon.According) && !m.Vague {
		m.measure, m.ground = r.figures[n-1].measure, byContext // "50 d'après des sources, 25 selon l'armée"
		return
	}
	if p.near(u, m.end, m.end, 0, 2, lexicon.OwnSide) {
		m.measure, m.ground, m.to2 = 0, byContext, m.end+1
		return
	}
	for j := m.from - 1; j >= max(u.from, m.from-10); j-- {
		if p.is(j, lexicon.TollWord) || p.is(j, lexicon.OfficialToll) || p.is(j, lexicon.Revise) || p.is(j, lexicon.ReviseFrom) || p.is(j, lexicon.Rumour) && m.from-j < 4 {
			m.measure, m.ground, m.from2, m.total = 0, byContext, j, p.is(j, lexicon.TollWord)
			return
		}
		if p.any(j, &countStoppers) && !p.is(j, lexicon.Revise) || p.is(j, lexicon.NotToll) && m.from-j < 4 {
			break
		}
	}
	if len(r.figures) > 0 && m.from > u.from && (!m.Vague || m.Low > 2) {
		for j := m.from - 1; j >= max(u.from, m.from-3); j-- {
			if (p.is(j, lexicon.Say) || m.bare && (p.is(j, lexicon.Others) || p.is(j, lexicon.People)) && r.figures[len(r.figures)-1].unit == u.index) && r.figures[len(r.figures)-1].unit >= u.index-3 {
				m.measure, m.ground, m.from2 = 0, byContext, j
				return
			}
		}
	}
}

var countStoppers = lexicon.SetOf(lexicon.By, lexicon.Attribute)

// accidental reports whether the harm came by accident, not by attack.
func (p *part) accidental(u *unit, m *measured) bool {
	for j := max(u.from, m.from-4); j < min(u.to, m.to2+6); j++ {
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
			if last >= 0 && h.measure != last && k.from-at <= 1 && h.measure != 4 {
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
		if v := &u.facts.voices[k]; from <= v.from && v.from < to && v.right && !v.left {
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

func (r *reading) figureOf(i int, m *measured) figure {
	u := &r.units[i]
	p := u.p
	f := figure{unit: i, event: -1, from: min(m.from, m.from2), to: max(m.end, m.to2), q: m.Quantity, measure: m.measure,
		victims: m.victims, part: m.part, bodies: m.bodies, zero: m.Zero}
	if f.victims == "" {
		f.victims = conflict.Unknown
	}
	f.by, f.spoken = r.speakerOf(i, m.from, m.end)
	f.total = m.total
	f.conjunct, f.others = m.conjunct && (m.ground != byContext || m.victims != ""), m.others
	if p.near(u, m.from, m.from, 3, 0, lexicon.Exceed) && f.q.High != nil {
		f.q.High, f.q.Qualifier = nil, conflict.MoreThan
	}
	if m.measure == 2 && m.noun == 2 && m.victims == "" && f.by.Role == conflict.RoleOfficial {
		f.victims = conflict.Militants // prisoners whom the state shows
	}
	f.hedged = p.near(u, m.from, m.to2, 8, 8, lexicon.Hedge)
	f.initial = p.near(u, m.from, m.end, r.reach(i, m.from), 3, lexicon.Initial)
	if n := len(r.figures); n > 0 && m.bare && p.is(m.from-1, lexicon.Toward) && r.figures[n-1].unit == i && m.from-r.figures[n-1].to <= 2 {
		f.initial = true // "to 18 from 24"
	}
	if p.is(m.from-1, lexicon.ReviseFrom) || m.bare && p.is(m.from-1, lexicon.Against) {
		f.initial = true
	}
	if n := len(r.figures); n > 0 && r.figures[n-1].unit == i && p.is(r.figures[n-1].from-1, lexicon.ReviseFrom) {
		f.revised, f.initial = true, false
	}
	f.revised = f.revised || !f.initial && p.near(u, m.from, m.end, min(8, r.reach(i, m.from)), 1, lexicon.Revise)
	f.bothSides = p.near(u, m.from, m.end, 6, 6, lexicon.BothSides)
	f.denied = p.deniedFigure(u, m)
	f.cumulative = p.cumulative(u, m)
	f.sides(p, u, m)
	return f
}

// reach is how many words before a figure speak of it: up to the figure before.
func (r *reading) reach(i, from int) int {
	if n := len(r.figures); n > 0 && r.figures[n-1].unit == i {
		return max(0, from-r.figures[n-1].to)
	}
	return 14
}

// sides corrects the kind of victims by the side that the text names: "côté
// ami, 29 tombés".
func (f *figure) sides(p *part, u *unit, m *measured) {
	if f.victims != conflict.Unknown {
		return
	}
	switch {
	case p.near(u, m.from, m.to2, 6, 6, lexicon.EnemySide):
		f.victims = conflict.Militants
	case p.near(u, m.from, m.to2, 6, 6, lexicon.OwnSide):
		f.victims = conflict.Soldiers
	}
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
	if p.near(u, m.from, m.from, 5, 0, lexicon.Rumour) {
		return true
	}
	if k, ok := p.find1(lexicon.Untrue, m.end, min(u.to, m.end+8)); ok && p.gapIn(m.end-1, k.from)&(comma|semicolon) == 0 {
		return true
	}
	for _, k := range p.between(u.from, m.from) {
		if (k.class == lexicon.Deny || k.class == lexicon.DenyRole) && m.from-k.to < 12 && p.gapIn(k.to-1, m.from)&(comma|colon) == 0 {
			return true
		}
	}
	return false
}

// cumulative reports whether the figure sums several events or years.
func (p *part) cumulative(u *unit, m *measured) bool {
	if m.Vague && m.Low >= 1000 || p.sinceThen(u) {
		return true
	}
	for _, k := range p.between(max(u.from, m.from-9), min(u.to, m.to2+7)) {
		if k.class != lexicon.Cumulative {
			continue
		}
		if !p.near(u, k.from, k.from, 4, 0, lexicon.Earlier) {
			return true
		}
	}
	return false
}

// sinceThen reports whether a unit begins with a stretch of time: "Depuis 2012,
// les violences ont fait …".
func (p *part) sinceThen(u *unit) bool {
	for i := range p.dates {
		if e := &p.dates[i]; e.Kind == dates.Since && u.from <= e.Word && e.Word < u.from+2 && e.Word < u.to {
			return true
		}
	}
	return p.has(lexicon.Cumulative, u.from, min(u.to, u.from+2))
}

// passages settles what two figures of one unit are to each other: "from 60 to
// 200", "d'abord 8, puis 54".
func (r *reading) passages(i int) {
	n := len(r.figures)
	for k := n - 1; k > 0 && r.figures[k].unit == i; k-- {
		f := &r.figures[k]
		for j := k - 1; j >= 0 && r.figures[j].unit == i; j-- {
			g := &r.figures[j]
			if g.measure == f.measure && g.initial && !f.initial && !f.part && !g.part {
				low := g.q.Low
				f.supersedes = &low
			}
		}
	}
}

// tolls gives the JSON form of an event's figures. Where one sentence counts
// several kinds of victims together ("12 soldats et 4 VDP"), their sum is the
// figure of the incident and each is a part.
func (r *reading) tolls(e int) []conflict.Toll {
	out := []conflict.Toll{}
	for i := 0; i < len(r.figures); {
		n := r.together(i)
		sum := r.figures[i].event == e && n > 1
		if sum {
			out = append(out, r.sum(r.figures[i:i+n]))
		}
		for _, f := range r.figures[i : i+n] {
			if f.event != e || f.denied || f.bothSides {
				continue
			}
			f.part = f.part || sum
			out = append(out, r.toll(&f))
		}
		i += n
	}
	return out
}

// together gives the number of figures from i on that one sentence joins into
// a sum: one measure, one speaker, kinds of victims that differ.
func (r *reading) together(i int) int {
	n := 1
	for i+n < len(r.figures) {
		f, g := &r.figures[i+n-1], &r.figures[i+n]
		if g.unit != f.unit || g.measure != f.measure || !g.conjunct || g.part || f.part || g.cumulative || f.denied || g.denied ||
			g.victims == f.victims || g.victims == conflict.Militants || f.victims == conflict.Militants ||
			g.victims == conflict.Unknown || f.victims == conflict.Unknown || f.vague() || g.vague() {
			break
		}
		n++
	}
	return n
}

// sum is the toll of several kinds of victims together.
func (r *reading) sum(list []figure) conflict.Toll {
	t := r.toll(&list[0])
	last := &list[len(list)-1]
	p := r.units[last.unit].p
	t.Victims, t.Low = conflict.Unknown, 0
	t.Word = p.text[list[0].q.Start:last.q.End]
	high := 0
	for i := range list {
		f := &list[i]
		t.Low += f.q.Low
		if f.q.High == nil {
			t.High, t.Qualifier = nil, conflict.AtLeast
		} else {
			high += *f.q.High
		}
	}
	if t.Qualifier != conflict.AtLeast && t.Qualifier != conflict.MoreThan {
		t.High = &high
	}
	t.Evidence = p.span(list[0].from, max(list[0].to, last.to))
	return t
}

// toll gives the JSON form of a figure.
func (r *reading) toll(f *figure) conflict.Toll {
	u := &r.units[f.unit]
	t := conflict.Toll{
		Word: f.q.Word, Measure: measureName(f.measure), Victims: f.victims, Low: f.q.Low, High: f.q.High,
		Qualifier: f.q.Qualifier, Scope: conflict.ScopeIncident, By: f.by, Hedged: f.hedged, Supersedes: f.supersedes,
		Evidence: u.p.span(f.from, f.to),
	}
	switch {
	case f.cumulative:
		t.Scope = conflict.ScopeCumulative
	case f.part:
		t.Scope = conflict.ScopePart
	}
	if f.zero {
		zero := 0
		t.Low, t.High, t.Qualifier = 0, &zero, conflict.Exact
	}
	return t
}
