package incident

import (
	"cmp"
	"slices"
	"time"

	"sahelwatch/internal/conflict"
)

// line is one figure on its way into a ledger.
type line struct {
	conflict.Entry
	m     *conflict.Member
	voice string
	worth string    // what it says, whoever prints it
	pub   time.Time // zero when unknown
	fixed bool      // the day of publication alone is known
}

// bucket is one measure of the ledger.
type bucket int

const (
	killed bucket = iota
	militantsKilled
	wounded
	abducted
	otherMeasure
)

func bucketOf(t *conflict.Toll) bucket {
	switch t.Measure {
	case conflict.Killed:
		if t.Victims == conflict.Militants {
			return militantsKilled
		}
		return killed
	case conflict.Wounded:
		return wounded
	case conflict.Abducted:
		return abducted
	}
	return otherMeasure
}

// lines lists every figure that the members tell of the event, in the order of
// publication; those of unknown publication last, by URL.
func (l *linker) lines(nodes []*node) []*line {
	var out []*line
	latest := sayings(nodes)
	for _, n := range nodes {
		if n.bg {
			continue
		}
		m := n.m
		for _, t := range m.Coded.Tolls {
			if t.Scope == conflict.ScopeCumulative {
				continue
			}
			e := &line{m: m, voice: l.voice(t.By, m), worth: figureWorth(t), Entry: conflict.Entry{
				Toll: t, At: saidAt(m), URL: m.URL, Version: m.Version,
				Withdrawn: m.Old && !latest[m.URL+"\n"+figureKey(t)],
			}}
			if !m.Published.IsZero() {
				e.pub, e.fixed = m.Published.Time, m.Published.DayOnly
			}
			out = append(out, e)
		}
	}
	return once(out)
}

// saidAt is when a member's words came out: published, or read where that is unknown.
func saidAt(m *conflict.Member) time.Time {
	if m.Published.IsZero() {
		return m.Seen
	}
	return m.Published.Time
}

// sayings lists what the latest version of each article says, for telling what
// only an older one said.
func sayings(nodes []*node) map[string]bool {
	out := map[string]bool{}
	for _, n := range nodes {
		if n.m.Old {
			continue
		}
		for _, t := range n.m.Coded.Tolls {
			out[n.m.URL+"\n"+figureKey(t)] = true
		}
		for _, c := range n.m.Coded.Claims {
			out[n.m.URL+"\n"+claimKey(c)] = true
		}
	}
	return out
}

// once keeps the first version of a figure that an article says in several.
func once(lines []*line) []*line {
	slices.SortStableFunc(lines, func(a, b *line) int {
		return cmp.Or(cmp.Compare(unknownLast(a.pub), unknownLast(b.pub)), cmp.Compare(a.URL, b.URL),
			cmp.Compare(a.Version, b.Version), cmp.Compare(a.m.Report, b.m.Report), cmp.Compare(a.Evidence.Start, b.Evidence.Start))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(lines, func(e *line) bool {
		k := e.URL + "\n" + figureKey(e.Toll)
		again := seen[k]
		seen[k] = true
		return again
	})
}

func unknownLast(t time.Time) int64 {
	if t.IsZero() {
		return 1<<63 - 1
	}
	return t.UnixNano()
}

// ledger gathers the lines of one measure; nil when there are none. Where every
// figure was withdrawn the range is 0 and open.
func ledger(lines []*line, b bucket) *conflict.Ledger {
	var in []*line
	for _, e := range lines {
		if bucketOf(&e.Toll) == b {
			in = append(in, e)
		}
	}
	if len(in) == 0 {
		return nil
	}
	out := &conflict.Ledger{}
	for _, e := range in {
		out.By = append(out.By, e.Entry)
	}
	if r, ok := spread(in); ok {
		out.Low, out.High = r.Low, r.High
	}
	return out
}

// spread is the range over the current figures: within one voice figures for
// different victims add up, between voices the lowest and the highest count.
func spread(lines []*line) (conflict.Bounds, bool) {
	voices := map[string][]*line{}
	for _, e := range lines {
		if !e.Superseded && !e.Withdrawn {
			voices[e.voice] = append(voices[e.voice], e)
		}
	}
	var counts []conflict.Bounds
	for _, of := range voices {
		counts = append(counts, total(of))
	}
	return across(counts), len(counts) > 0
}

// total adds up one voice's current figures. A figure for all victims and
// figures for some are two ways to count the same dead: the larger counts.
func total(lines []*line) conflict.Bounds {
	said := map[string][]conflict.Bounds{}
	whole := slices.ContainsFunc(lines, func(e *line) bool { return e.Scope != conflict.ScopePart })
	for _, e := range lines {
		if !whole || e.Scope != conflict.ScopePart {
			said[e.Victims] = append(said[e.Victims], conflict.Bounds{Low: e.Low, High: e.High})
		}
	}
	by := map[string]conflict.Bounds{}
	for victims, counts := range said {
		by[victims] = across(counts)
	}
	var kinds conflict.Bounds
	zero := 0
	kinds.High = &zero
	n := 0
	for victims, b := range by {
		if victims == conflict.Unknown || victims == "" {
			continue
		}
		n++
		kinds.Low += b.Low
		kinds.High = plus(kinds.High, b.High)
	}
	all, ok := by[conflict.Unknown]
	if !ok {
		all, ok = by[""]
	}
	if n == 0 || ok && all.Low >= kinds.Low {
		return all
	}
	return kinds
}

// across is the range over several counts: from the lowest to the highest, open
// only where the highest is.
func across(counts []conflict.Bounds) conflict.Bounds {
	if len(counts) == 0 {
		return conflict.Bounds{}
	}
	out := conflict.Bounds{Low: counts[0].Low}
	open := -1 // the highest count that is open
	for _, c := range counts {
		out.Low = min(out.Low, c.Low)
		switch {
		case c.High == nil:
			open = max(open, c.Low)
		case out.High == nil || *c.High > *out.High:
			out.High = c.High
		}
	}
	if out.High != nil && *out.High <= open {
		out.High = nil
	}
	return out
}

func plus(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	s := *a + *b
	return &s
}
