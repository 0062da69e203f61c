package extract

import (
	"slices"

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
		adds := f.others && i > 0 || f.conjunct && i > 0 && list[i-1].unit == f.unit
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

// statement is all that one speaker says of one measure.
type statement struct {
	by    voiceKey
	kinds []kindTotal
}

type kindTotal struct {
	kind      string
	low, high int
	open      bool
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
		case f.initial && later, numbered && f.vague() && r.numberedToo(list, f), f.zero && len(list) > 1:
		case f.part && later:
		case body && r.units[f.unit].p == &r.title && !r.sharper(f, list):
		case last >= 0 && i < last && !f.part && f.unit != list[last].unit:
		case f.bodies && within(f, list), replaced(f, list):
		default:
			kept = append(kept, f)
		}
	}
	r.room.list, r.room.kept = list, kept
	return kept
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
		if after && g.total && !g.hedged && !f.total && g.unit != f.unit && speakerKey(g) == speakerKey(f) && g.q.Low > f.q.Low {
			return true
		}
	}
	return false
}

// voiceKey tells apart those whose figures are compared: parties by name, other
// sources by what they are. The zero value is the article itself.
type voiceKey struct{ role, party string }

func speakerKey(f *figure) voiceKey {
	switch f.by.Role {
	case conflict.RoleUnknown, conflict.RoleMedia:
		return voiceKey{}
	case conflict.RoleParty:
		return voiceKey{f.by.Role, f.by.ID}
	}
	return voiceKey{role: f.by.Role}
}

// addTo adds a figure to the statement of its speaker; adds tells that it comes
// on top of the figure before it: "one driver and two passengers".
func addTo(list []statement, f *figure, adds bool) []statement {
	k := kindTotal{kind: f.victims, low: f.q.Low, high: f.q.High, open: f.q.Open}
	if k.open {
		k.high = k.low
	}
	if f.zero {
		k.low, k.high, k.open = 0, 0, false
	}
	by := speakerKey(f)
	for i := range list {
		if list[i].by == by {
			list[i].merge(k, adds)
			return list
		}
	}
	list = slices.Grow(list, 1)[:len(list)+1] // with the room of an earlier statement
	s := &list[len(list)-1]
	s.by, s.kinds = by, append(s.kinds[:0], k)
	return list
}

// merge adds a figure to a statement: another figure of the same kind widens
// it, unless it comes on top.
func (s *statement) merge(k kindTotal, adds bool) {
	for i := range s.kinds {
		o := &s.kinds[i]
		if o.kind != k.kind && !(adds && k.kind == conflict.Unknown && len(s.kinds) == 1) {
			continue
		}
		if adds {
			o.low, o.high, o.open = o.low+k.low, o.high+k.high, o.open || k.open
			return
		}
		if k.high > o.high || k.high == o.high && k.open {
			o.open = k.open
		}
		o.low, o.high = min(o.low, k.low), max(o.high, k.high)
		return
	}
	s.kinds = append(s.kinds, k)
}

// total sums a statement over the kinds of victims; a total that is told
// outranks the sum.
func (s *statement) total() kindTotal {
	var sum kindTotal
	var told *kindTotal
	for i := range s.kinds {
		k := &s.kinds[i]
		if k.kind == conflict.Unknown {
			told = k
			continue
		}
		sum.low += k.low
		sum.high += k.high
		sum.open = sum.open || k.open
	}
	if told != nil && told.low == sum.low {
		told.open = told.open || sum.open
	}
	if told != nil && told.high >= sum.low {
		return *told
	}
	if told != nil {
		sum.low += told.low
		sum.high += told.high
	}
	return sum
}

// disjoint reports whether a statement is about other victims than all of list.
func (s *statement) disjoint(list []statement) bool {
	for i := range list {
		for _, k := range list[i].kinds {
			for _, o := range s.kinds {
				if k.kind == o.kind || k.kind == conflict.Unknown && !list[i].known(k) || o.kind == conflict.Unknown {
					return false
				}
			}
		}
	}
	return true
}

// known reports whether a figure of no told kind repeats one of a told kind.
func (s *statement) known(k kindTotal) bool {
	for _, o := range s.kinds {
		if o.kind != conflict.Unknown && o.low == k.low {
			return true
		}
	}
	return false
}

// compare takes the lowest and the highest of several statements.
func compare(list []statement) kindTotal {
	var all kindTotal
	for i := range list {
		t := list[i].total()
		if i == 0 {
			all = t
			continue
		}
		if list[i].disjoint(list[:i]) { // another's figure for other victims
			if list[i].by == (voiceKey{}) || i == 1 && list[0].by == (voiceKey{}) { // the article's own words add to those of a source
				all.low, all.high, all.open = all.low+t.low, all.high+t.high, all.open || t.open
				continue
			}
			all.low, all.high, all.open = max(all.low, t.low), max(all.high, t.high), all.open || t.open
			continue
		}
		if t.high > all.high || t.high == all.high && t.open {
			all.open = t.open
		}
		all.low, all.high = min(all.low, t.low), max(all.high, t.high)
	}
	return all
}
