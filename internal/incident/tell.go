package incident

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// Keys of changes already told, as Record.Sent keeps them. Each names a fact
// and never an id, so that it holds when incidents are merged.
const (
	keyNew        = "new"
	keyOfficial   = "official"
	keyDenied     = "denied"
	keySecond     = "corroborated"
	prefixClaim   = "claim "
	prefixNoClaim = "unclaimed "
	prefixNotUs   = "notus "
	prefixMerged  = "merged "
	prefixSplit   = "split "
)

// teller tells what became known about one incident in one step.
type teller struct {
	l    *linker
	r    *conflict.Record
	s    *slot
	v    *view
	sent map[string]bool
	news []*node // the reports that the step brought in
	out  []conflict.Change
}

// tell lists the changes of a step in order, and notes them in r.Sent.
func (l *linker) tell(r *conflict.Record, s *slot, v *view) []conflict.Change {
	t := &teller{l: l, r: r, s: s, v: v, sent: map[string]bool{}}
	for _, k := range r.Sent {
		t.sent[k] = true
	}
	for _, n := range s.nodes {
		if n.m.URL == l.incoming && n.m.Version == l.version && !n.m.Old && !n.bg {
			t.news = append(t.news, n)
		}
	}
	t.merges()
	fresh := t.begin()
	t.claims()
	t.official()
	t.tolls(fresh)
	t.reconcile()
	t.second()
	t.edited()
	t.removed()
	return t.out
}

// emit adds a change unless its key was told; it reports whether it did.
func (t *teller) emit(key string, c conflict.Change) bool {
	if !t.note(key) {
		return false
	}
	h := sha256.Sum256([]byte(t.r.ID + "\n" + c.Type + "\n" + key))
	c.ID = keyEncoding.EncodeToString(h[:15])
	c.At = t.l.now.UTC().Format(time.RFC3339)
	c.Incident = t.r.ID
	c.Late = t.l.late
	t.out = append(t.out, c)
	return true
}

// repeats reports whether a change reads like one told before, of another measure.
func (t *teller) repeats(c conflict.Change) bool {
	like := func(d conflict.Change) bool { return sameFact(c, d) }
	return slices.ContainsFunc(t.r.Changes, like) || slices.ContainsFunc(t.out, like)
}

// note marks a key as told; it reports whether it was not before.
func (t *teller) note(key string) bool {
	if t.sent[key] {
		return false
	}
	t.sent[key] = true
	t.r.Sent = append(slices.Clip(t.r.Sent), key)
	return true
}

// isLate reports whether the incoming article was older than MaxAge when its
// first version was read. Where its publication is unknown the event's last day counts.
func (l *linker) isLate(nodes []*node) bool {
	if l.maxAge <= 0 || l.incoming == "" {
		return false
	}
	var first *node
	for _, n := range nodes {
		if n.m.URL == l.incoming && (first == nil || n.m.Seen.Before(first.m.Seen)) {
			first = n
		}
	}
	if first == nil {
		return false
	}
	p := first.m.Published
	switch {
	case p.DayOnly:
		return first.m.Seen.Sub(p.Time.AddDate(0, 0, 1)) > l.maxAge
	case !p.IsZero():
		return first.m.Seen.Sub(p.Time) > l.maxAge
	case first.win.told:
		return first.m.Seen.Sub(time.Unix(int64(first.win.to+1)*86400, 0)) > l.maxAge
	}
	return false
}

// merges tells of incidents that became part of this one, and of reports that left it.
func (t *teller) merges() {
	for _, m := range t.s.merged {
		if waiting(m) == 0 && !m.Gone {
			t.emit(prefixMerged+m.ID, conflict.Change{Type: conflict.IncidentMerged, From: m.ID, To: t.r.ID, Evidence: firstQuote(m)})
		}
	}
	for _, d := range t.s.left {
		t.emit(prefixSplit+d.to+" "+strings.Join(d.urls, " "), conflict.Change{Type: conflict.IncidentSplit,
			From: t.r.ID, To: d.to, Evidence: conflict.Quote{URL: d.urls[0]}})
	}
}

func firstQuote(r *conflict.Record) conflict.Quote {
	if len(r.Members) == 0 {
		return conflict.Quote{}
	}
	m := &r.Members[0]
	return conflict.Quote{URL: m.URL, Text: evidenceOf(&m.Coded)}
}

func evidenceOf(r *conflict.Report) string {
	switch {
	case r.Evidence != nil:
		return r.Evidence.Text
	case len(r.Tolls) > 0:
		return r.Tolls[0].Evidence.Text
	case len(r.Claims) > 0:
		return r.Claims[0].Evidence.Text
	}
	return ""
}

// begin tells of a new incident. What parted from another was told before: only
// its own first report makes it new.
func (t *teller) begin() bool {
	if t.sent[keyNew] {
		return false
	}
	if len(t.news) == 0 {
		t.note(keyNew)
		return false
	}
	n := t.news[0]
	c := conflict.Change{Type: conflict.IncidentNew, To: headline(&t.v.inc),
		Evidence: conflict.Quote{URL: n.m.URL, Text: evidenceOf(&n.m.Coded)}}
	if len(n.m.Coded.Tolls) > 0 {
		by := n.m.Coded.Tolls[0].By
		c.By = &by
	}
	return t.emit(keyNew, c)
}

// claims tells each group's claim once; a claim by a second group contests the first.
func (t *teller) claims() {
	standing := map[string]bool{}
	for _, c := range t.v.inc.Claims {
		if c.Withdrawn {
			continue
		}
		by := c.By
		change := conflict.Change{By: &by, Evidence: conflict.Quote{URL: c.URL, Text: c.Evidence.Text}}
		switch c.Kind {
		case conflict.ClaimResponsibility:
			who := claimant(c.Claim)
			if who == "" {
				continue // a group that the text does not name
			}
			group := t.l.kin(who)
			standing[group] = true
			change.Type, change.To = conflict.ClaimNew, who
			if others := t.claimants(group); len(others) > 0 {
				change.Type, change.From = conflict.AttributionFought, strings.Join(others, ", ")
			}
			t.emit(prefixClaim+group, change)
		case conflict.ClaimNotUs:
			if c.By.ID == "" {
				continue
			}
			change.Type, change.To = conflict.ClaimDenied, c.By.ID
			t.emit(prefixNotUs+t.l.kin(c.By.ID), change)
		}
	}
	for _, c := range t.v.inc.Claims {
		group := t.l.kin(claimant(c.Claim))
		if c.Kind != conflict.ClaimResponsibility || !c.Withdrawn || standing[group] || !t.sent[prefixClaim+group] {
			continue
		}
		by := c.By
		t.emit(prefixNoClaim+group, conflict.Change{Type: conflict.ClaimWithdrawn, From: claimant(c.Claim), By: &by,
			Evidence: conflict.Quote{URL: c.URL, Text: c.Evidence.Text}})
	}
}

// claimants lists the groups whose claim was told, without one.
func (t *teller) claimants(but string) []string {
	var out []string
	for _, k := range t.r.Sent {
		if group, ok := strings.CutPrefix(k, prefixClaim); ok && group != but {
			out = append(out, group)
		}
	}
	return out
}

// official tells the first official word and the first official denial.
func (t *teller) official() {
	for _, w := range []struct{ word, key, kind, change string }{
		{conflict.OfficialConfirmed, keyOfficial, conflict.ClaimConfirmation, conflict.StatementOfficial},
		{conflict.OfficialDenied, keyDenied, conflict.ClaimDenial, conflict.StatementDenied},
	} {
		if t.sent[w.key] {
			continue
		}
		n := t.firstWord(w.word, w.kind)
		if n == nil {
			continue
		}
		by, quote := spokesman(n, w.kind)
		c := conflict.Change{Type: w.change, To: w.word, By: by, Evidence: quote, Hours: t.hours(n)}
		if f := officialFigure(n); f != "" && w.word == conflict.OfficialConfirmed {
			c.To += ": " + f
		}
		if slices.ContainsFunc(currentNodes(t.s.nodes), func(m *node) bool { return m.m.Coded.Summary.Official == conflict.OfficialSilent }) {
			c.From = conflict.OfficialSilent
		}
		t.emit(w.key, c)
	}
}

// firstWord gives the earliest report with an official word, those just brought in first.
func (t *teller) firstWord(word, kind string) *node {
	nodes := slices.Clone(currentNodes(t.s.nodes))
	slices.SortFunc(nodes, byPublication)
	for _, n := range slices.Concat(t.news, nodes) {
		if n.bg || n.m.Old {
			continue
		}
		if n.m.Coded.Summary.Official == word || slices.ContainsFunc(n.m.Coded.Claims, func(c conflict.Claim) bool {
			return c.Kind == kind && c.By.Role == conflict.RoleOfficial
		}) {
			return n
		}
	}
	return nil
}

// spokesman gives who speaks for the authorities in a report, and the words.
func spokesman(n *node, kind string) (*conflict.Speaker, conflict.Quote) {
	for _, c := range n.m.Coded.Claims {
		if c.Kind == kind && c.By.Role == conflict.RoleOfficial {
			return &c.By, conflict.Quote{URL: n.m.URL, Text: c.Evidence.Text}
		}
	}
	for _, x := range n.m.Coded.Tolls {
		if x.By.Role == conflict.RoleOfficial {
			return &x.By, conflict.Quote{URL: n.m.URL, Text: x.Evidence.Text}
		}
	}
	return nil, conflict.Quote{URL: n.m.URL, Text: evidenceOf(&n.m.Coded)}
}

// officialFigure gives the victims that the authorities count in a report.
func officialFigure(n *node) string {
	var of []*line
	for _, x := range n.m.Coded.Tolls {
		if x.By.Role == conflict.RoleOfficial && bucketOf(&x) == killed && x.Scope != conflict.ScopeCumulative {
			of = append(of, &line{Entry: conflict.Entry{Toll: x}})
		}
	}
	if len(of) == 0 {
		return ""
	}
	b := total(of)
	return number(b.Low, b.High) + " killed"
}

// hours counts from the first report to n, by publication; nil where either is unknown.
func (t *teller) hours(n *node) *float64 {
	if n.m.Published.IsZero() {
		return nil
	}
	var first time.Time
	for _, m := range currentNodes(t.s.nodes) {
		if p := pubTime(m.m); !p.IsZero() && (first.IsZero() || p.Before(first)) {
			first = p
		}
	}
	h := max(0, n.m.Published.Time.Sub(first).Hours())
	return &h
}

// second tells once that a source independent of the first reports the incident.
func (t *teller) second() {
	if t.v.inc.Independent < 2 || t.sent[keySecond] {
		return
	}
	n := t.latest()
	t.emit(keySecond, conflict.Change{Type: conflict.SourceConfirmed, From: "1", To: fmt.Sprint(t.v.inc.Independent),
		Evidence: conflict.Quote{URL: n.m.URL, Text: evidenceOf(&n.m.Coded)}})
}

// latest gives the report that the step brought in, else the one read last.
func (t *teller) latest() *node {
	if len(t.news) > 0 {
		return t.news[0]
	}
	return slices.MaxFunc(currentNodes(t.s.nodes), func(a, b *node) int {
		return cmp.Or(a.m.Seen.Compare(b.m.Seen), byID(a, b))
	})
}

func (t *teller) removed() {
	if t.l.gone == "" {
		return
	}
	for _, n := range t.s.nodes {
		if n.m.URL == t.l.gone && !n.m.Old && !n.bg {
			t.emit(fmt.Sprintf("gone %d %s", n.m.Version, n.m.URL), conflict.Change{Type: conflict.ArticleRemoved,
				From: n.m.Title, Evidence: conflict.Quote{URL: n.m.URL}})
			return
		}
	}
}
