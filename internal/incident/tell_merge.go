package incident

import (
	"slices"

	"sahelwatch/internal/conflict"
)

// reconcile tells, of incidents that turn out to be one, what a side told of one
// and changed in the other: as two incidents both figures were first ones.
func (t *teller) reconcile() {
	if t.s.before == nil {
		return
	}
	for _, m := range t.s.merged {
		if waiting(m) > 0 || m.Gone {
			continue
		}
		for _, b := range []bucket{killed, abducted, wounded, militantsKilled} {
			for _, side := range t.sidesOf(b) {
				t.changed(side, b, t.s.before.Sent, m.Sent)
			}
		}
	}
}

// sidesOf lists those who stand by name with a figure of a measure.
func (t *teller) sidesOf(b bucket) (sides []string) {
	for _, e := range t.v.lines {
		if side := t.l.side(e.By); side != sideReports && bucketOf(&e.Toll) == b && !slices.Contains(sides, side) {
			sides = append(sides, side)
		}
	}
	return sides
}

// changed tells that a side changed its figure between two incidents of which
// one was told each.
func (t *teller) changed(side string, b bucket, one, other []string) {
	_, p := toldIn(one, side, b)
	_, q := toldIn(other, side, b)
	if p == nil || q == nil || p.Low == q.Low {
		return
	}
	var now []*line
	replaced := map[int]bool{}
	for _, e := range t.v.lines {
		if e.Withdrawn || bucketOf(&e.Toll) != b || t.l.side(e.By) != side {
			continue
		}
		if e.Superseded {
			replaced[e.Low] = true
		} else {
			now = append(now, e)
		}
	}
	if len(now) == 0 {
		return
	}
	worth, from := total(now), p
	if worth.Low == p.Low {
		from = q
	}
	if worth.Low != p.Low && worth.Low != q.Low || !replaced[from.Low] {
		return
	}
	lead := now[0]
	by := lead.By
	t.emit("told "+revisedKey(side, b, worth.Low), conflict.Change{Type: conflict.TollRevised,
		From: number(from.Low, from.High), To: number(worth.Low, worth.High), By: &by, Measure: lead.Measure, Victims: victimsOf(now),
		Evidence: conflict.Quote{URL: lead.URL, Text: lead.Evidence.Text}})
}
