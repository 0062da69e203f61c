package incident

import (
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// dayEvidence compares when.
func dayEvidence(a, b *node, s *sum) {
	w, v := a.win, b.win
	if a.ofYear >= 0 || b.ofYear >= 0 {
		p, okP := a.dayOfYear()
		q, okQ := b.dayOfYear()
		if okP && okQ {
			dayOfYearEvidence(offYear(p, q), s)
			return
		}
	}
	switch {
	case w.told && v.told:
		if w.gap(v) >= 3 && sameNews(a, b) {
			s.add("date", -1.5, "%s apart, but with figures that few tell from one place", days(w.gap(v)))
			return
		}
		toldDays(w, v, a.m.Source != "" && a.m.Source == b.m.Source, s)
	case w.told:
		lagEvidence(w, b, s)
	case v.told:
		lagEvidence(v, a, s)
	case a.bg || b.bg:
	case a.hasPub && b.hasPub:
		switch d := max(a.pub-b.pub, b.pub-a.pub); {
		case d <= 3:
			s.add("date", 1.2, "published within %s", days(d))
		case d <= 7:
			s.add("date", 0.6, "published within %s", days(d))
		case d <= 21:
			s.add("date", -0.5, "published %s apart", days(d))
		case d <= 60:
			s.add("date", -1.5, "published %s apart", days(d))
		default:
			s.add("date", -4, "published %s apart", days(d))
		}
	}
}

// dayOfYear gives the day of the year that n tells, with or without the year.
func (n *node) dayOfYear() (int, bool) {
	if n.ofYear >= 0 {
		return n.ofYear, true
	}
	return n.win.ofYear(), n.win.told && n.win.reach == fineDay
}

// dayOfYearEvidence compares days of which one tells no year.
func dayOfYearEvidence(off int, s *sum) {
	switch {
	case off == 0:
		s.add("date", 2, "on the same day and month")
	case off == 1:
		s.add("date", 1, "a day apart, the year not told")
	case off > 2:
		s.add("date", apart, "%s apart in the year", days(off))
	}
}

// newsDays is how far apart reports of one piece of news are published.
const newsDays = 7

// misreadDays is how far a day that is told in words is misread at most.
const misreadDays = 14

// sameNews reports whether two reports of one place share figures so seldom met
// that, if their days differ, one of the dates must be wrong: where both were
// published within a week, or the days are not far apart.
func sameNews(a, b *node) bool {
	if a.site.level != atPlace || b.site.level != atPlace || a.site.anchor() != b.site.anchor() || !shares(a.telling(), b.telling()) {
		return false
	}
	return a.hasPub && b.hasPub && max(a.pub-b.pub, b.pub-a.pub) <= newsDays ||
		a.win.reach == fineDay && b.win.reach == fineDay && a.win.gap(b.win) <= misreadDays
}

// toldDays compares two windows that the texts tell. Sources put one event a
// day apart, seldom two, and events three days apart are two. One source
// seldom contradicts itself.
func toldDays(w, v window, oneSource bool, s *sum) {
	gap := w.gap(v)
	switch {
	case gap >= 3:
		s.add("date", apart, "%s apart", days(gap))
	case w.reach == wideDay || v.reach == wideDay:
		if gap == 0 {
			s.add("date", 0.5, "the days told do not exclude each other")
		}
	case gap > 0 && oneSource:
		s.add("date", -1.5, "%s apart in one source", days(gap))
	case gap == 2:
		s.add("date", -0.3, "two days apart")
	case gap == 1:
		s.add("date", 1.5, "a day apart")
	case w.from == v.from && w.to == v.to:
		s.add("date", 2.5, "on the same day")
	case w.to-w.from <= 2 && v.to-v.from <= 2:
		s.add("date", 2, "on overlapping days")
	default:
		s.add("date", 1.2, "within the days told")
	}
}

// lagEvidence sets a told day against an article that tells none.
func lagEvidence(w window, undated *node, s *sum) {
	if !undated.hasPub {
		return
	}
	switch lag := undated.pub - w.from; {
	case lag < -1:
		s.add("date", apart, "published %s before the event", days(-lag))
	case undated.bg:
	case lag <= 7:
		s.add("date", 1.2, "published %s", lagged(lag))
	case lag <= 21:
		s.add("date", 0.6, "published %s", lagged(lag))
	case lag <= 60:
		s.add("date", -0.5, "published %s", lagged(lag))
	default:
		s.add("date", -3, "published %s", lagged(lag))
	}
}

func actorEvidence(a, b *node, s *sum) {
	switch {
	case shares(a.perps, b.perps):
		s.add("actors", 1, "by the same group")
	case a.state && b.rebels && !b.state, b.state && a.rebels && !a.state:
		s.add("actors", -3, "by a state force and by a group")
	case len(a.perps) > 0 && len(b.perps) > 0:
		s.add("actors", -1, "by %s and by %s", strings.Join(a.perps, ", "), strings.Join(b.perps, ", "))
	}
	switch {
	case shares(a.targets, b.targets):
		s.add("targets", 0.7, "against the same")
	case a.forces && b.forces && a.site.country == b.site.country:
		s.add("targets", 0.5, "against forces of one state")
	case len(a.targets) > 0 && len(b.targets) > 0:
		s.add("targets", -0.5, "against %s and against %s", strings.Join(a.targets, ", "), strings.Join(b.targets, ", "))
	}
}

func kindEvidence(a, b *node, s *sum) {
	p, q := &a.m.Coded, &b.m.Coded
	switch {
	case p.EventType == "" || q.EventType == "":
	case p.SubEventType == q.SubEventType:
		s.add("type", 0.5, "%s", p.SubEventType)
	case p.EventType == q.EventType:
		s.add("type", 0.3, "%s", p.EventType)
	case violent(p.EventType) != violent(q.EventType):
		s.add("type", -1, "%s and %s", p.EventType, q.EventType)
	}
	n := 0
	for _, o := range p.Outcomes {
		if slices.Contains(q.Outcomes, o) {
			n++
		}
	}
	if n > 0 {
		s.add("outcome", min(0.5, 0.25*float64(n)), "the same outcome")
	}
}

func violent(event string) bool {
	switch event {
	case "Battles", "Violence against civilians", "Explosions/Remote violence":
		return true
	}
	return false
}

// common counts the figures that two reports share.
type common struct {
	any     int
	large   int // over ten
	telling int // of these, met by chance so seldom that one may do
	lone    int // of these, met but once or twice in years
}

// figureEvidence looks for numbers that both reports tell. A number that
// differs says nothing: tolls of one event do. One that is seldom met, told of
// the same target or country within days of each other, says nearly all.
func figureEvidence(a, b *node, when closeness, s *sum) common {
	var c common
	total := 0.0
	for i, f := range a.figures {
		if i > 0 && a.figures[i-1].measure == f.measure && a.figures[i-1].low == f.low {
			continue
		}
		if !slices.ContainsFunc(b.figures, f.like) {
			continue
		}
		c.add(f)
		total += f.weight(when)
	}
	if c.any > 1 && when == oneDay {
		total++ // several at once are seldom met by chance, however small
	}
	if c.any > 0 {
		s.add("figures", min(5, total), "%s the same", matching(c.any))
	}
	return c
}

func (c *common) add(f figure) {
	c.any++
	if f.low > 10 {
		c.large++
	}
	if f.telling() {
		c.telling++
	}
	if f.lone() {
		c.lone++
	}
}

// weight is what a shared figure says, the more the closer the reports are in time.
func (f figure) weight(when closeness) float64 {
	switch {
	case f.lone(), f.telling() && when >= oneWeek:
		return 4
	case f.telling():
		return 2.5
	case f.low >= 30 && when == oneDay:
		return 2
	case f.rare():
		return 1.5
	case f.low > 10:
		return 0.8
	}
	return 0.5
}

func (f figure) like(g figure) bool {
	return f.measure == g.measure && f.low == g.low && akin(f.victims, g.victims)
}

// akin reports whether two categories of victims can be one.
func akin(a, b string) bool {
	if a == conflict.Militants || b == conflict.Militants {
		return a == b
	}
	return a == b || a == conflict.Unknown || b == conflict.Unknown
}

func nameEvidence(a, b *node, s *sum) int {
	n := 0
	for _, x := range a.names {
		if slices.Contains(b.names, x) {
			n++
		}
	}
	if n > 0 {
		s.add("names", min(1.2, 0.6*float64(n)), "%d rare names in common", n)
	}
	return n
}

// copyEvidence is near-certain for the main reports of two copies of one text.
// Texts that tell other days or another place are of one mould, not of one event.
func copyEvidence(a, b *node, place float64, s *sum) bool {
	elsewhere := a.placed() && b.placed() && place < 2
	if a.m.Report != b.m.Report || elsewhere || a.win.told && b.win.told && a.win.gap(b.win) > 0 || !similar(a.m.Fingerprint, b.m.Fingerprint) {
		return false
	}
	s.add("text", 4, "nearly the same text")
	return true
}
