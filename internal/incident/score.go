package incident

import (
	"fmt"
	"math"

	"sahelwatch/internal/conflict"
)

// Threshold is the score from which two reports count as telling one event.
const Threshold = 4.0

// closeness is how near in time two reports are of which a side is the same.
type closeness int

const (
	farApart closeness = iota
	oneWeek            // by what the texts or their publication tell
	oneDay             // both texts tell the same days
)

func closenessOf(a, b *node, days float64) closeness {
	switch {
	case days < 0.6 || !shareSide(a, b):
		return farApart
	case days >= 2:
		return oneDay
	}
	return oneWeek
}

// apart is added where two reports cannot tell one event.
const apart = -100.0

// excluded reports whether a score keeps two reports apart for good.
func excluded(score float64) bool { return score <= apart/2 }

// sum adds up evidence; it keeps the reasons only when asked.
type sum struct {
	total   float64
	general bool // only place and parties speak for an undated report
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

// score weighs the evidence that a and b tell one event; general is set where
// only an undated report's place and parties speak for it.
func score(a, b *node) (total float64, general bool) {
	var s sum
	weigh(a, b, &s)
	return s.total, s.general
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
	if a.m.URL == b.m.URL && !toldTwice(a, b) {
		s.add("article", apart, "two events told in one article")
		return
	}
	weighContents(a, b, s)
}

// toldTwice reports whether two reports of one article are one event told
// twice: at the very place on the very day.
func toldTwice(a, b *node) bool {
	return a.bg == b.bg && a.site.level == atPlace && b.site.level == atPlace && a.site.same(b.site) &&
		a.win.told && b.win.told && a.win.reach == fineDay && b.win.reach == fineDay && a.win.gap(b.win) == 0
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
	days := s.total - where
	when := closenessOf(a, b, days)
	actorEvidence(a, b, s)
	kindEvidence(a, b, s)
	figures := figureEvidence(a, b, when, s)
	names := nameEvidence(a, b, s)
	copied := copyEvidence(a, b, where, s)
	if s.total < Threshold {
		return
	}
	ok, general := meet(a, b, where, days, figures, names, copied)
	if !ok {
		s.add("place", Threshold/2-s.total, "without a common place or day the rest does not suffice")
	}
	s.general = general
}

// meet reports whether two reports have enough in common to be joined at all,
// whatever their score: a place; or, where it is not known well enough, what
// few reports tell, and the more of it the less is known of the days. general
// is set where only an undated report's place and parties speak for it.
func meet(a, b *node, place, days float64, figures common, names int, copied bool) (ok, general bool) {
	noDay := a.win.reach == anyDay || b.win.reach == anyDay
	if a.placed() && b.placed() && (place > 0 || place == neighbours && figures.any > 0) {
		if !noDay {
			return true, false
		}
		// A town's whole past is near, and neighbours are too many.
		if !a.site.called(b.site) {
			return false, false
		}
		if figures.any > 0 || names > 1 || copied || days >= 1 {
			return true, false
		}
		n := count(a.targets, b.targets)
		return n > 1 || n > 0 && shares(a.perps, b.perps), true
	}
	switch {
	case oneStory(a, b) && a.site.country == b.site.country && a.site.country != "":
		return true, false
	case !a.vague() && !b.vague():
		return false, false
	case copied && a.weak() && b.weak() && shareBand(a.m.Fingerprint, b.m.Fingerprint):
		return true, false
	case figures.large >= 2, figures.lone > 0:
		return true, false
	case noDay:
		return false, false
	case figures.telling > 0:
		return true, false
	}
	seldom := figures.large > 0 || figures.any > 1 || names > 1 || a.rareKind() != "" && a.rareKind() == b.rareKind()
	return seldom && a.win.reach == fineDay && b.win.reach == fineDay && shareSide(a, b), false
}

// shareSide reports whether a and b tell one country or a target in common.
func shareSide(a, b *node) bool {
	return a.site.country != "" && a.site.country == b.site.country || shares(a.targets, b.targets)
}
