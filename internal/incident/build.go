package incident

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"sahelwatch/internal/conflict"
)

// view is a cluster drawn together: the public incident and what the changes
// are told from.
type view struct {
	inc   conflict.Incident
	nodes []*node
	lines []*line
}

// build makes the record of a slot and tells what changed since it was stored.
func (l *linker) build(s *slot) (r conflict.Record, changes []conflict.Change, changed bool) {
	if s.into != "" {
		r = *s.before
		r.Into, r.Members, r.Keys, r.Why = s.into, nil, nil, nil
		return r, nil, true
	}
	if s.before != nil {
		r = *s.before
	}
	set, rejected, status := l.rules.verdict(s.nodes)
	v := l.view(s.nodes)
	applySet(&v.inc, set)
	r.ID, r.Set, r.Status, r.Gone = s.id, set, status, rejected || !stands(s.nodes)
	history := r.Changes
	for _, m := range s.merged {
		history = mergeHistory(history, m.Changes)
	}
	r.Sent = mergeSent(r.Sent, s)
	if !r.Gone {
		changes = l.tell(&r, s, v)
	}
	if s.before != nil && len(changes) == 0 && len(s.merged) == 0 && len(s.left) == 0 && l.sameMembers(s) &&
		sameVerdict(s.before, &r) {
		return r, nil, false
	}
	first := v.inc.FirstSeen
	if s.before != nil && waiting(s.before) == 0 && s.before.FirstSeen.Before(first) {
		first = s.before.FirstSeen
	}
	updated := r.Updated
	v.inc.ID, v.inc.FirstSeen = s.id, first
	v.inc.Changes = append(slices.Clip(history), changes...)
	r.Incident = v.inc
	r.Updated = updated
	if len(changes) > 0 || updated.IsZero() {
		r.Updated = l.now
	}
	r.Members = membersOf(s.nodes)
	r.Keys = recordKeys(s.nodes)
	r.Why = l.why(s.nodes)
	return r, changes, true
}

// sameMembers reports whether a slot stands on the very reports that are stored.
func (l *linker) sameMembers(s *slot) bool {
	before := s.before.Members
	if len(before) != len(s.nodes) {
		return false
	}
	flags := map[string]conflict.Member{}
	for _, m := range before {
		flags[memberID(&m)] = m
	}
	for _, n := range s.nodes {
		m, ok := flags[n.id]
		if !ok || m.Old != n.m.Old || m.Removed != n.m.Removed || l.recoded && !reflect.DeepEqual(m, *n.m) {
			return false
		}
	}
	return true
}

func sameVerdict(a, b *conflict.Record) bool {
	return a.Gone == b.Gone && a.Status == b.Status && slices.Equal(a.Set, b.Set)
}

func mergeSent(sent []string, s *slot) []string {
	out := slices.Clone(sent)
	have := map[string]bool{}
	for _, k := range out {
		have[k] = true
	}
	add := func(keys []string) {
		for _, k := range keys {
			if !have[k] && k != keyNew {
				have[k] = true
				out = append(out, k)
			}
		}
	}
	for _, m := range s.merged {
		add(m.Sent)
	}
	add(s.carried)
	return out
}

// mergeHistory brings the changes of a merged incident among those of the one
// that lives on, without its beginning.
func mergeHistory(a, b []conflict.Change) []conflict.Change {
	out := slices.Clone(a)
	for _, c := range b {
		if c.Type == conflict.IncidentNew || slices.ContainsFunc(out, func(d conflict.Change) bool { return sameFact(c, d) }) {
			continue
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b conflict.Change) int { return cmp.Compare(a.At, b.At) })
	return out
}

// sameFact reports whether two changes of what turned out to be one incident
// tell the same.
func sameFact(c, d conflict.Change) bool {
	if c.Type != d.Type {
		return false
	}
	switch c.Type {
	case conflict.StatementOfficial, conflict.StatementDenied, conflict.SourceConfirmed:
		return true // told once of an incident
	case conflict.ClaimNew, conflict.ClaimDenied:
		return c.To == d.To
	}
	return c.From == d.From && c.To == d.To && sameBy(c.By, d.By)
}

func sameBy(a, b *conflict.Speaker) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.ID == b.ID && a.Role == b.Role && a.Name == b.Name
}

func membersOf(nodes []*node) []conflict.Member {
	out := make([]conflict.Member, len(nodes))
	for i, n := range nodes {
		out[i] = *n.m
	}
	return out
}

func recordKeys(nodes []*node) []string {
	var keys []string
	for _, n := range nodes {
		keys = indexKeys(n, append(keys, urlKey(n.m.URL)))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// why gives for each report the strongest evidence that it belongs where it is.
func (l *linker) why(nodes []*node) []conflict.Link {
	out := make([]conflict.Link, 0, len(nodes))
	for _, n := range nodes {
		var best *node
		top := 0.0
		for _, m := range nodes {
			if m == n {
				continue
			}
			if s := l.scored(n, m); best == nil || s > top {
				best, top = m, s
			}
		}
		link := conflict.Link{URL: n.m.URL, Report: n.m.Report}
		switch {
		case best == nil:
			link.Reasons = []conflict.Reason{{What: "first", Text: "the only article"}}
		case top >= must:
			link.Score = top
			link.Reasons = []conflict.Reason{{What: "decision", Score: top, Text: "joined by an analyst with " + best.m.URL}}
		default:
			link.Score, link.Reasons = reasons(n, best)
			link.Reasons = append(link.Reasons, conflict.Reason{What: "with", Text: best.m.URL})
		}
		out = append(out, link)
	}
	return out
}

// view draws the reports of a cluster together.
func (l *linker) view(nodes []*node) *view {
	v := &view{nodes: nodes}
	v.lines = l.lines(nodes)
	supersede(v.lines)
	current := currentNodes(nodes)
	inc := &v.inc
	inc.EventType, inc.SubEventType = commonType(current)
	inc.Date, inc.Place = commonDate(current), commonPlace(current)
	inc.Perpetrators = actorsOf(current, func(r *conflict.Report) []conflict.Actor { return r.Perpetrators })
	inc.Targets = actorsOf(current, func(r *conflict.Report) []conflict.Actor { return r.Targets })
	inc.Outcomes = outcomes(current)
	inc.Killed, inc.MilitantsKilled = ledger(v.lines, killed), ledger(v.lines, militantsKilled)
	inc.Wounded, inc.Abducted = ledger(v.lines, wounded), ledger(v.lines, abducted)
	inc.Claims = claims(nodes)
	inc.ClaimedBy = claimedBy(inc.Claims, current)
	inc.Official, inc.OfficialSince = official(current)
	l.articles(inc, nodes)
	return v
}

// currentNodes leaves out what only recalls the incident and older versions;
// where nothing else is left, the older versions stand.
func currentNodes(nodes []*node) []*node {
	var current, old []*node
	for _, n := range nodes {
		switch {
		case n.bg:
		case n.m.Old:
			old = append(old, n)
		default:
			current = append(current, n)
		}
	}
	if len(current) == 0 {
		if len(old) == 0 {
			return nodes
		}
		return old
	}
	return current
}

// articles lists who reports the incident and who only mentions it, in the order of
// publication, and counts sources.
func (l *linker) articles(inc *conflict.Incident, nodes []*node) {
	latest := map[string]*node{}
	for _, n := range nodes {
		if o := latest[n.m.URL]; o == nil || n.standing() > o.standing() ||
			n.standing() == o.standing() && n.m.Version > o.m.Version {
			latest[n.m.URL] = n
		}
		if inc.FirstSeen.IsZero() || n.m.Seen.Before(inc.FirstSeen) {
			inc.FirstSeen = n.m.Seen
		}
	}
	var by [tells + 1][]*node
	for _, n := range latest {
		by[n.standing()] = append(by[n.standing()], n)
	}
	tell, recall := by[tells], append(by[recalls], by[passes]...)
	switch {
	case len(tell) > 0:
	case len(by[passes]) > 0:
		tell, recall = by[passes], by[recalls]
	default:
		tell = by[told]
	}
	slices.SortFunc(tell, byPublication)
	slices.SortFunc(recall, byPublication)
	groups := l.group(tell, nodes)
	sources := map[string]bool{}
	inc.Articles = make([]conflict.Mention, 0, len(tell))
	for i, n := range tell {
		inc.Articles = append(inc.Articles, mention(n, groups[i]))
		inc.Independent = max(inc.Independent, groups[i])
		sources[publisherOrSource(n.m)] = true
	}
	inc.Sources = len(sources)
	for _, n := range recall {
		inc.Mentions = append(inc.Mentions, mention(n, 0))
	}
}

// How an article stands to an incident, the least first.
const (
	recalled = iota // an older version recalled it
	told            // an older version told of it
	recalls
	passes // tells of it in passing
	tells
)

func (n *node) standing() int {
	switch {
	case n.m.Old && n.bg:
		return recalled
	case n.m.Old:
		return told
	case n.bg:
		return recalls
	case n.passing():
		return passes
	}
	return tells
}

func publisherOrSource(m *conflict.Member) string {
	if m.Source != "" {
		return m.Source
	}
	return publisher(m)
}

func byPublication(a, b *node) int {
	return cmp.Or(cmp.Compare(unknownLast(pubTime(a.m)), unknownLast(pubTime(b.m))), cmp.Compare(a.m.URL, b.m.URL), cmp.Compare(a.m.Report, b.m.Report))
}

func pubTime(m *conflict.Member) time.Time { return m.Published.Time }

func mention(n *node, group int) conflict.Mention {
	m := n.m
	return conflict.Mention{URL: m.URL, Source: m.Source, Lang: m.Lang, Published: m.Published, Title: m.Title,
		Version: m.Version, Seen: m.Seen, Group: group, Background: n.bg, Removed: m.Removed}
}
