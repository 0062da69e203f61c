package incident

import (
	"fmt"
	"math"

	"sahelwatch/internal/conflict"
)

// Threshold is the score from which two reports count as telling one event.
const Threshold = 4.0

// daysClose is the evidence of days from which two reports are of one week.
const daysClose = 0.6

// apart is added where two reports cannot tell one event.
const apart = -100.0

// excluded reports whether a score keeps two reports apart for good.
func excluded(score float64) bool { return score <= apart/2 }

// sum adds up evidence; it keeps the reasons only when asked.
type sum struct {
	total   float64
	explain bool
	reasons []conflict.Reason
}

func (s *sum) add(what string, score float64, text string, args ...any) {
	if score == 0 {
		return
	}
	s.total += score
	if s.explain {
		if len(args) > 0 {
			text = fmt.Sprintf(text, args...)
		}
		s.reasons = append(s.reasons, conflict.Reason{What: what, Score: math.Round(score*100) / 100, Text: text})
	}
}

// score weighs the evidence that a and b tell one event.
func score(a, b *node) float64 {
	var s sum
	weigh(a, b, &s)
	return s.total
}

// contents weighs what two versions of one article tell.
func contents(a, b *node) float64 {
	var s sum
	weighContents(a, b, &s)
	return s.total
}

// reasons gives the evidence in words.
func reasons(a, b *node) (float64, []conflict.Reason) {
	s := sum{explain: true}
	weigh(a, b, &s)
	return math.Round(s.total*100) / 100, s.reasons
}

func weigh(a, b *node, s *sum) {
	if a.m.URL == b.m.URL {
		s.add("article", apart, "two events told in one article")
		return
	}
	weighContents(a, b, s)
}

// weighContents compares two reports whatever articles they stand in.
func weighContents(a, b *node, s *sum) {
	placeEvidence(a, b, s)
	if excluded(s.total) {
		return
	}
	where := s.total
	dayEvidence(a, b, s)
	if excluded(s.total) {
		return
	}
	oneWeek := s.total-where >= daysClose && shareSide(a, b)
	actorEvidence(a, b, s)
	kindEvidence(a, b, s)
	figures := figureEvidence(a, b, oneWeek, s)
	names := nameEvidence(a, b, s)
	copied := copyEvidence(a, b, s)
	if s.total >= Threshold && !meet(a, b, where, figures, names, copied) {
		s.add("place", Threshold/2-s.total, "without a common place the rest does not suffice")
	}
}

// meet reports whether two reports have enough in common to be joined at all,
// whatever their score: a place; or, where one tells none, something that few
// reports tell, and the more of it the less is known of the days.
func meet(a, b *node, place float64, figures common, names int, copied bool) bool {
	noDay := a.win.reach == anyDay || b.win.reach == anyDay
	switch {
	case a.placed() && b.placed():
		// Without a day a town's whole past is near, and neighbours are too many.
		return place > 0 && (!noDay || a.site.called(b.site) && (figures.any+names > 0 || copied))
	case copied && a.weak() && b.weak() && shareBand(a.m.Fingerprint, b.m.Fingerprint):
		return true
	case figures.large >= 2:
		return true
	case noDay:
		return false
	case figures.telling > 0:
		return true
	}
	return figures.large+names > 0 && a.win.reach == fineDay && b.win.reach == fineDay && shareSide(a, b)
}

// shareSide reports whether a and b tell one country or a target in common.
func shareSide(a, b *node) bool {
	return a.site.country != "" && a.site.country == b.site.country || shares(a.targets, b.targets)
}
