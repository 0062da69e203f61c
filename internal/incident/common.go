package incident

import (
	"cmp"
	"slices"
	"time"

	"sahelwatch/internal/conflict"
)

// tally counts votes; the winner has most, of equals the one that sorts first.
type tally[T any] struct {
	votes map[string]int
	of    map[string]T
}

func (t *tally[T]) vote(key string, of T) {
	if t.votes == nil {
		t.votes, t.of = map[string]int{}, map[string]T{}
	}
	if _, ok := t.of[key]; !ok {
		t.of[key] = of
	}
	t.votes[key]++
}

func (t *tally[T]) winner() (best T, ok bool) {
	top := ""
	for k, n := range t.votes {
		if !ok || n > t.votes[top] || n == t.votes[top] && k < top {
			top, ok = k, true
		}
	}
	return t.of[top], ok
}

func commonType(nodes []*node) (event, sub string) {
	var events tally[string]
	for _, n := range nodes {
		if e := n.m.Coded.EventType; e != "" {
			events.vote(e, e)
		}
	}
	event, _ = events.winner()
	var subs tally[string]
	for _, n := range nodes {
		if s := n.m.Coded.SubEventType; s != "" && n.m.Coded.EventType == event {
			subs.vote(s, s)
		}
	}
	sub, _ = subs.winner()
	return event, sub
}

// commonDate is what most of the closest dates say.
func commonDate(nodes []*node) conflict.Date {
	for _, precision := range []string{conflict.DateDay, conflict.DateRange, conflict.DateWeek, conflict.DateMonth, conflict.DateYear} {
		var days tally[conflict.Date]
		for _, n := range nodes {
			if d := n.m.Coded.Date; d.Precision == precision && d.Start != "" {
				days.vote(d.Start+" "+d.End, d)
			}
		}
		if d, ok := days.winner(); ok {
			d.Evidence = nil
			return d
		}
	}
	return conflict.Date{Precision: conflict.DateUnknown}
}

// commonPlace is what most of the closest places say.
func commonPlace(nodes []*node) *conflict.Place {
	for level := atPlace; level > nowhere; level-- {
		for _, located := range []bool{true, false} {
			var places tally[*conflict.Place]
			for _, n := range nodes {
				if n.site.level == level && n.site.located == located {
					p := n.m.Coded.Place
					places.vote(string(p.ID)+" "+n.site.name+" "+p.Admin1+" "+p.Precision, p)
				}
			}
			if p, ok := places.winner(); ok {
				q := *p
				q.Evidence = nil
				return &q
			}
		}
	}
	return nil
}

// actorsOf gathers actors; one is suspected only where nobody is surer. An
// unnamed actor is left out once another is named.
func actorsOf(nodes []*node, of func(*conflict.Report) []conflict.Actor) []conflict.Actor {
	by := map[string]conflict.Actor{}
	named := false
	for _, n := range nodes {
		for _, a := range of(&n.m.Coded) {
			a.Evidence = nil
			old, ok := by[a.ID]
			if !ok {
				by[a.ID] = a
			} else if old.Suspected && !a.Suspected {
				by[a.ID] = a
			}
			named = named || !generic(a)
		}
	}
	out := make([]conflict.Actor, 0, len(by))
	for _, a := range by {
		if !named || !generic(a) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b conflict.Actor) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func outcomes(nodes []*node) []string {
	out := []string{}
	for _, n := range nodes {
		out = append(out, n.m.Coded.Outcomes...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// claims lists what was said of who did it and whether it happened, in the
// order of publication; an article that repeats itself in a later version is
// listed once.
func claims(nodes []*node) []conflict.Said {
	latest := sayings(nodes)
	ordered := slices.Clone(nodes)
	slices.SortFunc(ordered, func(a, b *node) int {
		return cmp.Or(cmp.Compare(unknownLast(pubTime(a.m)), unknownLast(pubTime(b.m))), byID(a, b))
	})
	out := []conflict.Said{}
	seen := map[string]bool{}
	for _, n := range ordered {
		if n.bg {
			continue
		}
		for _, c := range n.m.Coded.Claims {
			k := n.m.URL + "\n" + claimKey(c)
			if seen[k] {
				continue
			}
			seen[k] = true
			out = append(out, conflict.Said{Claim: c, At: saidAt(n.m), URL: n.m.URL, Version: n.m.Version, Withdrawn: n.m.Old && !latest[k]})
		}
	}
	return out
}

// claimedBy lists the groups that take the event on themselves.
func claimedBy(said []conflict.Said, nodes []*node) []string {
	out := []string{}
	for _, c := range said {
		if c.Kind == conflict.ClaimResponsibility && !c.Withdrawn {
			out = append(out, claimant(c.Claim))
		}
	}
	for _, n := range nodes {
		if !n.m.Old {
			out = append(out, n.m.Coded.Summary.ClaimedBy...)
		}
	}
	out = slices.DeleteFunc(out, func(id string) bool { return id == "" })
	slices.Sort(out)
	return slices.Compact(out)
}

// claimant is the group that a claim of responsibility speaks for.
func claimant(c conflict.Claim) string {
	if c.About != "" {
		return c.About
	}
	return c.By.ID
}

// official draws the official word together: the latest published word, of
// equals confirmation; silence only where an article says so and nobody read a word.
func official(nodes []*node) (string, *time.Time) {
	word := conflict.OfficialUnknown
	var of *node
	var since *time.Time
	for _, n := range nodes {
		o := n.m.Coded.Summary.Official
		switch o {
		case conflict.OfficialSilent:
			if of == nil {
				word = o
			}
			continue
		case conflict.OfficialConfirmed, conflict.OfficialDenied:
		default:
			continue
		}
		if t := saidAt(n.m); since == nil || t.Before(*since) {
			since = &t
		}
		if of == nil || laterWord(n, of) {
			of, word = n, o
		}
	}
	return word, since
}

// laterWord reports whether n's official word stands before o's.
func laterWord(n, o *node) bool {
	a, b := pubTime(n.m), pubTime(o.m)
	if !a.IsZero() && !b.IsZero() && !a.Equal(b) {
		return a.After(b)
	}
	return n.m.Coded.Summary.Official == conflict.OfficialConfirmed && o.m.Coded.Summary.Official == conflict.OfficialDenied
}

// applySet puts what an analyst set over what the reports say.
func applySet(inc *conflict.Incident, set []conflict.Field) {
	for _, f := range set {
		switch f.Name {
		case "event_type":
			inc.EventType = f.Value
		case "sub_event_type":
			inc.SubEventType = f.Value
		case "date":
			if d, err := parseSpan(f.Value); err == nil {
				inc.Date = d
			}
		case "place":
			if p, err := parsePlace(f.Value); err == nil {
				if p.Country == "" && inc.Place != nil {
					p.Country = inc.Place.Country
				}
				inc.Place = &p
			}
		}
	}
}
