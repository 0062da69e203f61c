package extract

import "sahelwatch/internal/conflict"

// kept is room for what the answer to one article points to and lists: many
// values in one allocation. It belongs to the answer, so that each article
// begins with a new one.
type kept struct {
	spans   slab[conflict.Span]
	places  slab[conflict.Place]
	relays  slab[conflict.Relay]
	bounds  slab[conflict.Bounds]
	ints    slab[int]
	degrees slab[float64]
	actors  slab[conflict.Actor]
	tolls   slab[conflict.Toll]
	claims  slab[conflict.Claim]
	names   slab[string]
}

// slab is a stretch of memory that is given away from its beginning.
type slab[T any] struct{ given []T }

// room makes sure that n values fit without moving those given.
func (s *slab[T]) room(n int) {
	if cap(s.given)-len(s.given) < n {
		s.given = make([]T, 0, max(n, 4, 2*cap(s.given)))
	}
}

// one gives the address of a copy of v.
func (s *slab[T]) one(v T) *T {
	s.room(1)
	s.given = append(s.given, v)
	return &s.given[len(s.given)-1]
}

// list gives a copy of items, empty rather than nil.
func (s *slab[T]) list(items []T) []T {
	if len(items) == 0 {
		return []T{}
	}
	s.room(len(items))
	from := len(s.given)
	s.given = append(s.given, items...)
	return s.given[from:len(s.given):len(s.given)]
}

// evidence is the span of words [from, to) for a value that points to it.
func (r *reading) evidence(p *part, from, to int) *conflict.Span {
	return r.kept.spans.one(p.span(from, to))
}

// room is where the lists of one report grow before they are kept.
type room struct {
	perpetrators, targets []conflict.Actor
	tolls                 []conflict.Toll
	claims                []conflict.Claim
	outcomes, names       []string
	spans                 []conflict.Span
	list, kept, adding    []*figure
	totals                []statement
}

// keep moves the lists of a report out of the room in which they grew.
func (r *reading) keep(rep *conflict.Report) {
	m, k := &r.room, &r.kept
	m.perpetrators, m.targets, m.claims, m.outcomes, m.spans = rep.Perpetrators, rep.Targets, rep.Claims, rep.Outcomes, rep.OutcomeSpans
	rep.Perpetrators, rep.Targets, rep.Claims, rep.Outcomes = k.actors.list(m.perpetrators), k.actors.list(m.targets), k.claims.list(m.claims), k.names.list(m.outcomes)
	rep.OutcomeSpans = k.spans.list(m.spans)
}
