package extract

import (
	"slices"

	"sahelwatch/internal/conflict"
)

// statement is all that one speaker says of one measure.
type statement struct {
	by    voiceKey
	kinds []kindTotal
}

type kindTotal struct {
	kind      string
	low, high int
	open      bool
	vague     bool // a word without a number: "dozens"
	named     bool // of no told kind, but with a noun: "two electricians"
}

// voiceKey tells apart those whose figures are compared: parties and sources by
// name, the state by its role. The zero value is the article itself.
type voiceKey struct{ role, party string }

func speakerKey(f *figure) voiceKey {
	switch f.by.Role {
	case conflict.RoleUnknown, conflict.RoleMedia:
		return voiceKey{}
	case conflict.RoleParty:
		return voiceKey{f.by.Role, f.by.ID}
	}
	if f.by.Role == conflict.RoleOfficial {
		return voiceKey{role: f.by.Role} // the state has one voice
	}
	return voiceKey{f.by.Role, f.by.Name}
}

// addTo adds a figure to the statement of its speaker; adds tells that it comes
// on top of the figure before it: "one driver and two passengers".
func addTo(list []statement, f *figure, adds bool) []statement {
	k := kindTotal{kind: f.victims, low: f.q.Low, high: f.q.High, open: f.q.Open, vague: f.q.Vague, named: f.named}
	if k.open {
		k.high = k.low
	}
	k.low, k.high = k.low-f.less, k.high-f.less
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
		if o.kind != k.kind && !(adds && (k.kind == conflict.Unknown || o.kind == conflict.Unknown) && len(s.kinds) == 1) {
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

// total sums a statement over the kinds of victims. A figure of no told kind is
// the whole where it is not smaller than the sum, and else some of them; with a
// noun of its own it comes on top: "two electricians", "five soldiers".
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
		sum.open, sum.vague = sum.open || k.open, (sum.vague || i == 0) && k.vague
	}
	if told != nil && told.low == sum.low {
		told.open = told.open || sum.open
	}
	if told != nil && told.high >= sum.low {
		return *told
	}
	if told != nil && told.named {
		sum.low, sum.high, sum.open = sum.low+told.low, sum.high+told.high, sum.open || told.open
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

// whole reports whether a statement is of all the dead, whoever they were, and
// no sum of its own.
func (s *statement) whole() bool {
	return s.by != (voiceKey{}) && len(s.kinds) == 1 && s.kinds[0].kind == conflict.Unknown && !s.kinds[0].vague
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
	whole := slices.ContainsFunc(list, func(s statement) bool { return s.whole() })
	for i := range list {
		t := list[i].total()
		if i == 0 {
			all = t
			continue
		}
		if list[i].disjoint(list[:i]) {
			own := list[i].by == (voiceKey{}) || i == 1 && list[0].by == (voiceKey{})
			all.beside(t, own && !whole, i == 1)
			continue
		}
		if t.high > all.high || t.high == all.high && t.open {
			all.open = t.open
		}
		all.low, all.high = min(all.low, t.low), max(all.high, t.high)
	}
	return all
}

// beside takes in another speaker's figure for other victims. The article's own
// words add to those of a source; a word without a number only leaves the top
// open, where the two are all that is told.
func (k *kindTotal) beside(t kindTotal, add, only bool) {
	switch {
	case add:
		k.low, k.high, k.open = k.low+t.low, k.high+t.high, k.open || t.open
	case only && k.vague != t.vague:
		if k.vague {
			*k = t
		}
		k.open = true
	default:
		k.low, k.high, k.open = max(k.low, t.low), max(k.high, t.high), k.open || t.open
	}
}
