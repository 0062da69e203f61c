package incident

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"time"

	"sahelwatch/internal/conflict"
)

// slot is a cluster with the id that it goes by.
type slot struct {
	id      string
	nodes   []*node
	before  *conflict.Record   // the record whose id lives on; nil for a new incident
	merged  []*conflict.Record // records that became part of it
	left    []departure        // members that left it for other incidents
	into    string             // set when this slot only redirects
	carried []string           // keys of changes told of its members elsewhere
}

// departure is what left an incident for another.
type departure struct {
	to   string
	urls []string
}

// older orders records by age: the first to be seen, then by id.
func older(a, b *conflict.Record) int {
	return cmp.Or(waiting(a)-waiting(b), a.FirstSeen.Compare(b.FirstSeen), cmp.Compare(a.ID, b.ID))
}

// waiting is 1 for a record that was never told as an incident; see stands.
func waiting(r *conflict.Record) int {
	if slices.Contains(r.Sent, keyNew) {
		return 0
	}
	return 1
}

// stands reports whether a cluster makes an incident: not when all its reports
// recall an older event, nor when one article alone tells of it in passing,
// without a place or without any day. Such reports wait for others.
func stands(nodes []*node) bool {
	url := ""
	for _, n := range nodes {
		switch {
		case n.bg:
			continue
		case !n.passing(), url != "" && url != n.m.URL:
			return true
		}
		url = n.m.URL
	}
	return false
}

// passing reports whether an article tells of n beside its main event and
// without a place or without any day.
func (n *node) passing() bool {
	return n.m.Report > 0 && !(n.placed() && n.win.reach != anyDay)
}

// assign gives each cluster its id. A record's id goes to the cluster that
// holds most of its reports, or its first; of several ids the oldest lives.
func (l *linker) assign(clusters [][]*node) []*slot {
	slots := make([]*slot, len(clusters))
	for i, c := range clusters {
		slots[i] = &slot{nodes: c}
	}
	records := make([]*conflict.Record, 0, len(l.records))
	for _, r := range l.records {
		records = append(records, r)
	}
	slices.SortFunc(records, older)
	var redirects []*slot
	for _, r := range records {
		s := slots[home(r, clusters)]
		if s.before == nil {
			s.id, s.before = r.ID, r
			continue
		}
		s.merged = append(s.merged, r)
		redirects = append(redirects, &slot{id: r.ID, before: r, into: s.id})
	}
	for _, s := range slots {
		if s.before == nil {
			s.id = l.name(s.nodes)
		}
	}
	byRecord := map[string]*slot{}
	for _, s := range slots {
		if s.before != nil {
			byRecord[s.before.ID] = s
		}
	}
	for _, s := range slots {
		l.departures(s, byRecord)
	}
	slices.SortStableFunc(slots, func(a, b *slot) int { return l.urgency(a) - l.urgency(b) })
	return append(slots, redirects...)
}

// urgency puts the incident of the incoming article's main report first.
func (l *linker) urgency(s *slot) int {
	best := 1 << 20
	for _, n := range s.nodes {
		if n.m.URL == l.incoming && n.m.Version == l.version {
			best = min(best, n.m.Report)
		}
	}
	return best
}

// departures notes on the slots they left which reports came to s.
func (l *linker) departures(s *slot, byRecord map[string]*slot) {
	from := map[string][]string{}
	for _, n := range s.nodes {
		if n.rec == "" || n.rec == s.id || n.bg || n.m.Old {
			continue
		}
		if src := byRecord[n.rec]; src != nil && src != s {
			from[n.rec] = append(from[n.rec], n.m.URL)
		}
	}
	ids := make([]string, 0, len(from))
	for id := range from {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		src := byRecord[id]
		if waiting(src.before) == 0 {
			src.left = append(src.left, departure{to: s.id, urls: slices.Compact(from[id])})
		}
		s.carried = append(s.carried, src.before.Sent...)
	}
}

// home gives the index of the cluster that keeps r's id: the one with most of
// its reports, of equals the one with the report that was read first.
func home(r *conflict.Record, clusters [][]*node) int {
	best := -1
	var most int
	var first time.Time
	for i, c := range clusters {
		count, seen := 0, time.Time{}
		for _, n := range c {
			if n.rec != r.ID {
				continue
			}
			if !n.bg && !n.m.Old {
				count++
			}
			if seen.IsZero() || n.m.Seen.Before(seen) {
				seen = n.m.Seen
			}
		}
		if seen.IsZero() {
			continue
		}
		if best < 0 || count > most || count == most && seen.Before(first) {
			best, most, first = i, count, seen
		}
	}
	return best
}

// newID names an incident by the moment at which it became known and a hash of
// the report that it begins with: ids sort by age, and of one article's
// incidents the main one comes first.
func newID(nodes []*node, now time.Time) string {
	n := nodes[0]
	for _, m := range nodes[1:] {
		if m.m.Seen.Before(n.m.Seen) {
			n = m
		}
	}
	now = now.UTC()
	h := sha256.Sum256([]byte(n.m.URL + "\n" + strconv.Itoa(n.m.Version) + "\n" + strconv.Itoa(n.m.Report) + "\n" + now.Format(time.RFC3339Nano)))
	clock := uint64(now.Sub(now.Truncate(24 * time.Hour)).Milliseconds())
	moment := binary.BigEndian.AppendUint64(nil, clock<<37|uint64(min(n.m.Report, 31))<<32) // 27 bits, then 5
	return now.Format("20060102") + "-" + keyEncoding.EncodeToString(append(moment[:4], h[:3]...))[:11]
}
