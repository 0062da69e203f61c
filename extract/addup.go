package extract

import (
	"sahelwatch/internal/conflict"
)

// sumReach is how many words one evidence of a sum may span.
const sumReach = 60

// addUp gives the tolls that one speaker tells of different victims, each in a
// sentence or clause of its own, as the sum that they are: "Quatre soldats sont
// tombés, a annoncé l'armée. Elle déplore la perte de six VDP". The figures that it
// adds are marked as parts.
func (r *reading) addUp(e int, out []conflict.Toll) []conflict.Toll {
	list := r.current(e, 0, func(f *figure) bool { return f.victims != conflict.Militants })
	for i, f := range list {
		if !f.addable() || f.added {
			continue
		}
		sum := append(r.room.adding[:0], f)
		for _, g := range list[i+1:] {
			if !g.spoken || speakerKey(g) != speakerKey(f) {
				continue
			}
			if !g.addable() || !g.distinct(sum) {
				sum = sum[:0]
				break
			}
			sum = append(sum, g)
		}
		r.room.adding = sum
		if len(sum) > 1 && r.together(r.indexOf(f)) < len(sum) && r.inOnePlace(sum) {
			out = append(out, r.total(sum))
		}
	}
	return out
}

// addable reports whether a figure is an exact or open count by a speaker who is
// named, and of a told kind of victims.
func (f *figure) addable() bool {
	return f.spoken && !f.part && !f.zero && !f.vague() && !f.revised && !f.total && f.victims != conflict.Unknown
}

// distinct reports whether a figure is of other victims than those of a list.
func (f *figure) distinct(list []*figure) bool {
	for _, g := range list {
		if g.victims == f.victims && !f.others || g.q.Low == f.q.Low && g.unit != f.unit {
			return false
		}
	}
	return true
}

// inOnePlace reports whether the figures stand near each other in one part.
func (r *reading) inOnePlace(list []*figure) bool {
	first, last := list[0], list[len(list)-1]
	return r.units[first.unit].p == r.units[last.unit].p && last.to-first.from <= sumReach
}

func (r *reading) indexOf(f *figure) int {
	for i := range r.figures {
		if &r.figures[i] == f {
			return i
		}
	}
	return -1
}

// total makes one toll of several figures and marks them as its parts.
func (r *reading) total(list []*figure) conflict.Toll {
	first, last := list[0], list[len(list)-1]
	t := r.toll(first)
	p := r.units[first.unit].p
	high, open := 0, false
	t.Victims, t.Low, t.High, t.Scope, t.Supersedes = conflict.Unknown, 0, nil, conflict.ScopeIncident, nil
	for _, f := range list {
		f.added = true
		t.Low += f.q.Low
		high += f.q.High
		open = open || f.q.Open
	}
	if t.Qualifier = conflict.AtLeast; !open {
		t.Qualifier, t.High = conflict.Exact, r.kept.ints.one(high)
	}
	t.Word = p.text[first.q.Start:last.q.End]
	if first.unit != last.unit {
		t.Word = first.q.Word
		for _, f := range list[1:] {
			t.Word += " + " + f.q.Word
		}
	}
	t.Evidence = p.span(first.from, last.to)
	return t
}
