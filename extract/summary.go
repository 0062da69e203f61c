package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// summary draws a report together.
func (r *reading) summary(e int, rep *conflict.Report) conflict.Summary {
	s := conflict.Summary{Official: r.official(e)}
	names := r.room.names[:0]
	for i := range r.claims {
		c := &r.claims[i]
		if c.event == e && c.kind == conflict.ClaimResponsibility && c.about != "" {
			names = addString(names, c.about)
		}
	}
	s.ClaimedBy, names = r.kept.names.list(names), names[:0]
	for _, a := range rep.Perpetrators {
		if a.Suspected {
			names = addString(names, a.ID)
		}
	}
	s.Suspected, r.room.names = r.kept.names.list(names), names
	victims := func(f *figure) bool { return f.victims != conflict.Militants }
	militants := func(f *figure) bool { return f.victims == conflict.Militants }
	s.Killed = r.bounds(e, 0, victims)
	s.Wounded = r.bounds(e, 1, victims)
	s.Abducted = r.bounds(e, 2, victims)
	s.Missing = r.bounds(e, 3, victims)
	s.MilitantsKilled = r.bounds(e, 0, militants)
	return s
}

func addString(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}

// bounds draws the figures of one measure together: summed over kinds of
// victims within one speaker, compared between speakers.
func (r *reading) bounds(e, measure int, counts func(*figure) bool) *conflict.Bounds {
	list := r.current(e, measure, counts)
	if len(list) == 0 {
		return nil
	}
	totals := r.room.totals[:0]
	for i, f := range list {
		adds := f.others && i > 0 || i > 0 && list[i-1].unit == f.unit && (f.conjunct || f.definite || list[i-1].definite)
		totals = addTo(totals, f, adds)
	}
	r.room.totals = totals
	all := compare(totals)
	b := conflict.Bounds{Low: all.low}
	if !all.open {
		b.High = r.kept.ints.one(all.high)
	}
	return r.kept.bounds.one(b)
}

// current gives the figures that stand: not denied, not replaced, no parts
// where a total is told, the title only where the text says nothing.
func (r *reading) current(e, measure int, counts func(*figure) bool) []*figure {
	list := r.room.list[:0]
	numbered, body, later := false, false, false
	for i := range r.figures {
		f := &r.figures[i]
		if f.event != e || f.measure != measure || !counts(f) || f.denied || f.bothSides || f.cumulative {
			continue
		}
		list = append(list, f)
		inBody := r.units[f.unit].p == &r.text
		numbered = numbered || !f.q.Vague || f.q.Low > 2
		body = body || inBody
		later = later || !f.initial && !f.part
	}
	last := -1
	for i, f := range list {
		if f.revised && !f.part {
			last = i
		}
	}
	kept := r.room.kept[:0]
	for i, f := range list {
		switch {
		case f.initial && later, numbered && f.vague() && r.numberedToo(list, f), f.zero && outweighed(f, list), f.definite && r.countedToo(list, f):
		case f.part && later:
		case body && r.units[f.unit].p == &r.title && !r.sharper(f, list):
		case last >= 0 && i < last && !f.part && !(r.armedGroup(f.by.ID) && list[last].by.Role == conflict.RoleOfficial) && (f.unit != list[last].unit || f.q.Low < list[last].q.Low && !list[last].conjunct && !f.conjunct):
		case last >= 0 && i > last && r.toldBefore(f) && f.q.Low < list[last].q.Low:
		case f.bodies && within(f, list), replaced(f, list):
		default:
			kept = append(kept, f)
		}
	}
	r.room.list, r.room.kept = list, kept
	return kept
}

// toldBefore reports whether a sentence says in the pluperfect what was counted.
func (r *reading) toldBefore(f *figure) bool {
	u := &r.units[f.unit]
	return u.p.has(lexicon.Past, u.from, f.from) || u.p.arabic(u.from) && u.p.is(u.from, lexicon.Earlier)
}

// vague reports whether the figure is a word that only says "more than one".
func (f *figure) vague() bool { return f.q.Vague && f.q.Low <= 2 }

// numberedToo reports whether a number is told for the same victims as f.
func (r *reading) numberedToo(list []*figure, f *figure) bool {
	for _, g := range list {
		if !g.vague() && !g.initial && (g.victims == f.victims || g.victims == conflict.Unknown || f.victims == conflict.Unknown) {
			return true
		}
	}
	return false
}

// outweighed reports whether the one who tells of no loss tells of some too, or
// nobody is named who says so while others tell of some.
func outweighed(f *figure, list []*figure) bool {
	for _, g := range list {
		if !g.zero && (speakerKey(f) == (voiceKey{}) || speakerKey(f) == speakerKey(g)) {
			return true
		}
	}
	return false
}

// countedToo reports whether one person told without a number can be among those
// that another sentence of the same part counts.
func (r *reading) countedToo(list []*figure, f *figure) bool {
	for _, g := range list {
		if !g.definite && r.units[g.unit].p == r.units[f.unit].p && g.unit != f.unit && (g.victims == f.victims || g.victims == conflict.Unknown) {
			return true
		}
	}
	return false
}

// sharper reports whether a headline gives the number that the text rounds.
func (r *reading) sharper(f *figure, list []*figure) bool {
	if f.q.Qualifier != conflict.Exact || f.q.Vague {
		return false
	}
	for _, g := range list {
		if r.units[g.unit].p == &r.text && !g.part && !g.initial && (g.q.Qualifier != conflict.About || f.q.Low < g.q.Low || f.q.Low > g.q.Low+g.q.Low/5) {
			return false
		}
	}
	return true
}

// within reports whether a count of bodies is part of a larger figure.
func within(f *figure, list []*figure) bool {
	for _, g := range list {
		if (!f.spoken || speakerKey(f) == speakerKey(g)) && !g.bodies && !g.part && g.q.Low >= f.q.Low {
			return true
		}
	}
	return false
}

// replaced reports whether the same speaker gives a total of the whole later.
func replaced(f *figure, list []*figure) bool {
	after := false
	for _, g := range list {
		if g == f {
			after = true
			continue
		}
		if after && g.total && !g.hedged && !f.total && g.unit != f.unit && speakerKey(g) == speakerKey(f) && (g.by.Name == f.by.Name || g.by.Name == "" || f.by.Name == "") && g.q.Low > f.q.Low {
			return true
		}
	}
	return false
}
