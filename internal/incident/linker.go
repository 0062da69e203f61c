package incident

import (
	"fmt"
	"slices"
	"time"

	"sahelwatch/internal/conflict"
)

// regionLimit bounds the incidents that one step clusters afresh.
const regionLimit = 48

// linker is one step: the records it has drawn in and the nodes of their members.
type linker struct {
	now      time.Time
	maxAge   time.Duration
	rules    rules
	kin      func(string) string
	find     Finder
	incoming string // URL of the article that arrived; "" when none did
	version  int
	late     bool // the incoming article is; see isLate
	edits    []Edit
	gone     string               // URL of the page that is gone
	recoded  bool                 // members may be coded anew
	name     func([]*node) string // names a new incident

	records map[string]*conflict.Record // the region, live and waiting, by id
	nodes   []*node                     // members of the region
	scores  [][]float32                 // of the reports that make incidents, by pairs
	asked   map[string]bool             // keys already asked for
	torn    map[string]bool             // undated reports that fit several events, by node id
}

func newLinker(now time.Time, decisions []Decision, kin func(string) string, find Finder) *linker {
	if kin == nil {
		kin = func(id string) string { return id }
	}
	return &linker{now: now, rules: newRules(decisions), kin: kin, find: find,
		name:    func(nodes []*node) string { return newID(nodes, now) },
		records: map[string]*conflict.Record{}, asked: map[string]bool{}, torn: map[string]bool{}}
}

func (l *linker) node(m *conflict.Member, rec string) *node {
	return l.rules.amend(newNode(m, rec, l.kin))
}

// step brings in the reports of version number of the article at url.
func (l *linker) step(url string, number int, fresh []conflict.Member) (Outcome, error) {
	own, err := l.candidates([]string{urlKey(url)})
	if err != nil {
		return Outcome{}, err
	}
	l.version = number
	latest := number
	for i := range own {
		for _, m := range own[i].Members {
			if m.URL != url {
				continue
			}
			if m.Version == number {
				return Outcome{}, nil
			}
			latest = max(latest, m.Version)
		}
	}
	var frontier []*node
	for i := range own {
		frontier = append(frontier, l.include(&own[i], url, latest)...)
	}
	for i := range fresh {
		fresh[i].Old = number < latest
		n := l.node(&fresh[i], "")
		l.nodes = append(l.nodes, n)
		frontier = append(frontier, n)
	}
	if len(frontier) == 0 {
		return Outcome{}, nil
	}
	l.late = l.isLate(frontier)
	if err := l.grow(frontier); err != nil {
		return Outcome{}, err
	}
	return l.settle(), nil
}

// touch clusters the incidents of some articles afresh.
func (l *linker) touch(urls []string) (Outcome, error) {
	keys := make([]string, len(urls))
	for i, u := range urls {
		keys[i] = urlKey(u)
	}
	own, err := l.candidates(keys)
	if err != nil {
		return Outcome{}, err
	}
	var frontier []*node
	for i := range own {
		frontier = append(frontier, l.include(&own[i], "", 0)...)
	}
	if len(frontier) == 0 {
		return Outcome{}, nil
	}
	if err := l.grow(frontier); err != nil {
		return Outcome{}, err
	}
	return l.settle(), nil
}

// candidates asks for keys not asked before, and leaves out what cannot be drawn in.
func (l *linker) candidates(keys []string) ([]conflict.Record, error) {
	var ask []string
	for _, k := range keys {
		if !l.asked[k] {
			l.asked[k] = true
			ask = append(ask, k)
		}
	}
	if len(ask) == 0 {
		return nil, nil
	}
	found, err := l.find.Candidates(ask)
	if err != nil {
		return nil, fmt.Errorf("candidates: %w", err)
	}
	found = slices.DeleteFunc(found, func(r conflict.Record) bool {
		return r.Into != "" || len(r.Members) == 0 || l.records[r.ID] != nil
	})
	slices.SortFunc(found, func(a, b conflict.Record) int { return older(&a, &b) })
	return found, nil
}

// include draws a record into the region. Members of versions of url before
// latest become old; of those that say the same in like words the first is kept.
func (l *linker) include(r *conflict.Record, url string, latest int) []*node {
	l.records[r.ID] = r
	r.Members = slices.Clone(r.Members)
	var nodes []*node
	said := map[string]*conflict.Member{}
	for i := range r.Members {
		m := &r.Members[i]
		if m.URL == url && m.Version < latest {
			m.Old = true
		}
		if m.URL == l.gone {
			m.Removed = true
		}
		if m.Old && m.URL == url {
			words := fmt.Sprint(m.Coded.Background, statements(&m.Coded))
			if first := said[words]; first == nil {
				said[words] = m
			} else if first.Fingerprint.Hash == m.Fingerprint.Hash || similar(first.Fingerprint, m.Fingerprint) {
				continue
			}
		}
		nodes = append(nodes, l.node(m, r.ID))
	}
	l.nodes = append(l.nodes, nodes...)
	return nodes
}

// grow draws in every incident that is connected with the region by reports
// which score over Threshold or by an analyst's word.
func (l *linker) grow(frontier []*node) error {
	for len(frontier) > 0 && len(l.records) < regionLimit {
		var keys []string
		tied := map[string]bool{}
		for _, n := range frontier {
			keys = queryKeys(n, keys)
			for _, u := range l.rules.partners(n.m.URL) {
				tied[u] = true
				keys = append(keys, urlKey(u))
			}
		}
		found, err := l.candidates(keys)
		if err != nil {
			return err
		}
		nodes := make([][]*node, len(found))
		for i := range found {
			for j := range found[i].Members {
				nodes[i] = append(nodes[i], l.node(&found[i].Members[j], found[i].ID))
			}
		}
		for _, n := range frontier {
			l.tear(n, nodes)
		}
		var next []*node
		for i := range found {
			if len(l.records) >= regionLimit {
				break
			}
			if l.connected(frontier, nodes[i], tied) {
				next = append(next, l.include(&found[i], "", 0)...)
			}
		}
		frontier = next
	}
	return nil
}

// tear notes whether the undated report n fits several events of its place by
// nothing but its parties, among those of the region and those just found.
func (l *linker) tear(n *node, found [][]*node) {
	if n.win.reach != anyDay || !n.leads() || l.torn[n.id] {
		return
	}
	var fits []*node
	for _, of := range append(found, l.nodes) {
		for _, m := range of {
			if s, general := l.rules.score(n, m); s < Threshold || !general || !m.leads() {
				continue
			}
			for _, o := range fits {
				if s, _ := l.rules.score(o, m); excluded(s) {
					l.torn[n.id] = true
					return
				}
			}
			fits = append(fits, m)
		}
	}
}

// connected reports whether a record belongs to the region: by an analyst's
// word, or by a report that scores over Threshold with one of the frontier.
func (l *linker) connected(frontier, nodes []*node, tied map[string]bool) bool {
	for _, n := range nodes {
		if tied[n.m.URL] {
			return true
		}
	}
	for _, n := range nodes {
		for _, f := range frontier {
			s, general := l.rules.score(f, n)
			if s >= Threshold && (!general || n.leads() && f.leads() && !l.torn[f.id]) {
				return true
			}
		}
	}
	return false
}

// settle clusters the region, gives ids to the clusters, and tells what changed.
func (l *linker) settle() Outcome {
	slices.SortFunc(l.nodes, byID)
	clusters := l.cluster(l.nodes)
	var out Outcome
	for _, s := range l.assign(clusters) {
		r, changes, changed := l.build(s)
		if changed {
			out.Records = append(out.Records, r)
			out.Changes = append(out.Changes, changes...)
		}
	}
	return out
}
