package extract

import (
	"sahelwatch/internal/conflict"
)

// tolls gives the JSON form of an event's figures. Where one sentence counts
// several kinds of victims together ("12 soldats et 4 VDP"), their sum is the
// figure of the incident and each is a part.
func (r *reading) tolls(e int) []conflict.Toll {
	out := r.addUp(e, r.room.tolls[:0])
	for i := 0; i < len(r.figures); {
		n := r.together(i)
		sum := r.figures[i].event == e && n > 1
		if sum && !r.figures[i].added {
			out = append(out, r.sum(r.figures[i:i+n]))
		}
		for _, f := range r.figures[i : i+n] {
			if f.event != e || f.denied || f.bothSides {
				continue
			}
			if sum || f.added {
				f.part, f.supersedes = true, nil // the sum is what replaces
			}
			out = append(out, r.toll(&f))
		}
		i += n
	}
	r.room.tolls = out
	return r.kept.tolls.list(out)
}

// together gives the number of figures from i on that one sentence joins into
// a sum: one measure, one speaker, kinds of victims that differ.
func (r *reading) together(i int) int {
	n := 1
	for i+n < len(r.figures) {
		f, g := &r.figures[i+n-1], &r.figures[i+n]
		if g.unit != f.unit || g.measure != f.measure || !g.conjunct || g.part || f.part || g.cumulative || f.denied || g.denied ||
			g.victims == conflict.Militants || f.victims == conflict.Militants ||
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
		if f.q.Open {
			t.High, t.Qualifier = nil, conflict.AtLeast
		} else {
			high += f.q.High
		}
	}
	if t.Qualifier != conflict.AtLeast && t.Qualifier != conflict.MoreThan {
		t.High = r.kept.ints.one(high)
	}
	t.Evidence = p.span(list[0].from, max(list[0].to, last.to))
	return t
}

// toll gives the JSON form of a figure.
func (r *reading) toll(f *figure) conflict.Toll {
	u := &r.units[f.unit]
	t := conflict.Toll{
		Word: f.q.Word, Measure: measureName(f.measure), Victims: f.victims, Low: f.q.Low,
		Qualifier: f.q.Qualifier, Scope: conflict.ScopeIncident, By: f.by, Hedged: f.hedged, Supersedes: f.supersedes, Revised: f.revised && !f.initial,
		Evidence: u.p.span(f.from, f.to),
	}
	if !f.q.Open {
		t.High = r.kept.ints.one(f.q.High)
	}
	switch {
	case f.cumulative:
		t.Scope = conflict.ScopeCumulative
	case f.part:
		t.Scope = conflict.ScopePart
	}
	if f.zero {
		t.Low, t.High, t.Qualifier = 0, r.kept.ints.one(0), conflict.Exact
	}
	return t
}
