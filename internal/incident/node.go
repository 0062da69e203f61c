package incident

import (
	"cmp"
	"slices"
	"strconv"

	"sahelwatch/internal/conflict"
)

// node is a member with what the score needs, drawn out once.
type node struct {
	m       *conflict.Member
	id      string // names the report for ever: URL, version, index
	at      int    // its row in the linker's scores; -1 when it has none
	rec     string // id of the record it was found in; "" when new
	bg      bool   // recalls an older event
	win     window
	ofYear  int // day of the year, where that alone is told; -1 when not
	pub     int // day of publication
	hasPub  bool
	site    site
	perps   []string // named perpetrators, by kin
	targets []string
	forces  bool // state forces are among the targets
	state   bool // a state force is among the perpetrators
	rebels  bool // a named group that is no state force is
	figures []figure
	names   []string // rare names, at most namesKept
}

// Bounds of what is compared of one report: its rare names, its figures (the
// highest), and the places named with its own.
const (
	namesKept   = 12
	figuresKept = 10
	nearKept    = 12
)

// figure is one number of a report that other reports may share.
type figure struct {
	measure, victims string
	low              int
}

// telling reports whether a number is so seldom met that one may join two reports.
func (f figure) telling() bool { return f.low >= 20 && f.rare() }

// lone reports whether a number is met but once or twice in a country's years.
func (f figure) lone() bool { return f.low >= 40 && f.rare() }

// rare reports whether a number is seldom met by chance: over ten and not round.
func (f figure) rare() bool { return f.low > 10 && f.low%10 != 0 && f.low%25 != 0 }

// memberID names a report of an article version; ids sort by URL, version, report.
func memberID(m *conflict.Member) string {
	return m.URL + " " + padded(m.Version) + " " + padded(m.Report)
}

func padded(n int) string {
	s := strconv.Itoa(n)
	return "00000"[min(5, len(s)):] + s
}

func newNode(m *conflict.Member, rec string, kin func(string) string) *node {
	r := &m.Coded
	n := &node{m: m, id: memberID(m), at: -1, rec: rec, bg: r.Background, win: windowOf(r, m.Published), site: siteOf(r)}
	n.ofYear = -1
	if !n.win.told {
		if d, ok := yearDay(r.Date.MonthDay); ok {
			n.ofYear = d
		}
	}
	if !m.Published.IsZero() {
		n.pub, n.hasPub = dayNumber(m.Published.Time), true
	}
	n.perps = named(r.Perpetrators, kin)
	n.targets = named(r.Targets, kin)
	for _, a := range r.Perpetrators {
		switch {
		case a.Kind == "state":
			n.state = true
		case generic(a):
		default:
			n.rebels = true
		}
	}
	n.forces = slices.ContainsFunc(r.Targets, func(a conflict.Actor) bool { return a.Kind == "state" })
	n.figures = figures(r)
	n.names = r.Names[:min(len(r.Names), namesKept)]
	return n
}

// generic reports whether an actor is named only by a common noun.
func generic(a conflict.Actor) bool {
	return a.ID == "" || a.ID == conflict.Unidentified || a.Kind == conflict.Unidentified
}

func named(actors []conflict.Actor, kin func(string) string) []string {
	var out []string
	for _, a := range actors {
		if !generic(a) {
			out = append(out, kin(a.ID))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dozens is what "dozens" without a number is coded as; no number to share.
const dozens = 24

// figures lists the numbers told of the event itself, each once.
func figures(r *conflict.Report) []figure {
	var out []figure
	for _, t := range r.Tolls {
		if t.Low > 2 && t.Scope != conflict.ScopeCumulative && !(t.Low == dozens && t.High == nil) {
			out = append(out, figure{t.Measure, t.Victims, t.Low})
		}
		if t.Supersedes != nil && *t.Supersedes > 2 {
			out = append(out, figure{t.Measure, t.Victims, *t.Supersedes})
		}
	}
	if k := r.Summary.Killed; k != nil && k.Low > 2 && !(k.Low == dozens && k.High == nil) {
		out = append(out, figure{conflict.Killed, conflict.Unknown, k.Low})
	}
	slices.SortStableFunc(out, func(a, b figure) int { return cmp.Compare(b.low, a.low) })
	out = out[:min(len(out), figuresKept)]
	slices.SortFunc(out, func(a, b figure) int {
		return cmp.Or(cmp.Compare(a.measure, b.measure), cmp.Compare(a.low, b.low), cmp.Compare(a.victims, b.victims))
	})
	return slices.Compact(out)
}

// shares reports whether two lists have an element in common.
func shares(a, b []string) bool { return count(a, b) > 0 }

// count gives the number of elements that two lists have in common.
func count(a, b []string) int {
	n := 0
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n
}
