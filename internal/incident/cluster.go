package incident

import (
	"cmp"
	"slices"
)

// leads reports whether n is a current report of the event itself, one that
// makes an incident.
func (n *node) leads() bool { return !n.bg && !n.m.Old }

func byID(a, b *node) int { return cmp.Compare(a.id, b.id) }

// tie is a pair of nodes, by index, whose score reaches Threshold.
type tie struct {
	a, b    int
	score   float64
	general bool // see score
}

// cluster divides nodes, sorted by id, into incidents. Reports are joined from
// the strongest pair down. What recalls an older event, and what an article
// said before it was edited, joins where it fits best and holds nothing together.
func (l *linker) cluster(nodes []*node) [][]*node {
	var lead, recall, old []*node
	for _, n := range nodes {
		switch {
		case n.m.Old:
			old = append(old, n)
		case n.bg:
			recall = append(recall, n)
		default:
			lead = append(lead, n)
		}
	}
	clusters := l.agglomerate(lead)
	for _, n := range recall {
		clusters = join(clusters, l.best(n, clusters), n)
	}
	for _, n := range old {
		clusters = join(clusters, l.place(n, nodes, clusters), n)
	}
	for _, c := range clusters {
		slices.SortFunc(c, byID)
	}
	slices.SortFunc(clusters, func(a, b []*node) int { return byID(a[0], b[0]) })
	return clusters
}

// join adds n to cluster i, or as one of its own where i is negative.
func join(clusters [][]*node, i int, n *node) [][]*node {
	if i < 0 {
		return append(clusters, []*node{n})
	}
	clusters[i] = append(clusters[i], n)
	return clusters
}

// place gives the cluster of an older version's report: where the article's
// latest version tells of the same event, else where other articles do, else
// where the latest version's report of the same rank is, else beside another
// older version; -1 when nowhere.
func (l *linker) place(n *node, nodes []*node, clusters [][]*node) int {
	if i := clusterOf(l.heir(n, nodes), clusters); i >= 0 {
		return i
	}
	if i := l.best(n, clusters); i >= 0 {
		return i
	}
	rank := slices.IndexFunc(nodes, func(m *node) bool {
		return m.m.URL == n.m.URL && !m.m.Old && m.bg == n.bg && m.m.Report == n.m.Report
	})
	if rank >= 0 {
		return clusterOf(nodes[rank], clusters)
	}
	return slices.IndexFunc(clusters, func(c []*node) bool {
		return c[0].m.Old && c[0].m.URL == n.m.URL && c[0].bg == n.bg && contents(c[0], n) >= Threshold
	})
}

func clusterOf(n *node, clusters [][]*node) int {
	return slices.IndexFunc(clusters, func(c []*node) bool { return n != nil && slices.Contains(c, n) })
}

// agglomerate joins nodes from the strongest tie down, as long as no two nodes
// of one cluster exclude each other. Where an analyst joined what excludes each
// other, the analyst's word holds for the whole cluster.
func (l *linker) agglomerate(nodes []*node) [][]*node {
	scores, ties := l.ties(nodes)
	l.scores = scores
	for i, n := range nodes {
		n.at = i
	}
	of := make([]int, len(nodes)) // cluster of each node
	in := make([][]int, len(nodes))
	bound := make([]bool, len(nodes)) // joined by an analyst
	for i := range nodes {
		of[i], in[i] = i, []int{i}
	}
	for _, t := range ties {
		a, b := of[t.a], of[t.b]
		byWord := t.score >= must
		if a == b || !byWord && l.barred(nodes, scores, in[a], in[b], bound[a] || bound[b]) {
			continue
		}
		if len(in[a]) < len(in[b]) {
			a, b = b, a
		}
		for _, i := range in[b] {
			of[i] = a
		}
		in[a] = append(in[a], in[b]...)
		in[b] = nil
		bound[a] = bound[a] || bound[b] || byWord
	}
	var out [][]*node
	for _, members := range in {
		if len(members) == 0 {
			continue
		}
		slices.Sort(members)
		c := make([]*node, len(members))
		for i, m := range members {
			c[i] = nodes[m]
		}
		out = append(out, c)
	}
	return out
}

// ties scores every pair and lists those that join, the strongest first.
func (l *linker) ties(nodes []*node) (scores [][]float32, ties []tie) {
	scores = make([][]float32, len(nodes))
	for i, a := range nodes {
		scores[i] = make([]float32, i)
		for j, b := range nodes[:i] {
			s, general := l.rules.score(a, b)
			scores[i][j] = float32(s)
			if s >= Threshold {
				ties = append(ties, tie{j, i, s, general})
			}
		}
	}
	ties = l.unambiguous(nodes, scores, ties)
	slices.SortFunc(ties, func(p, q tie) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	return scores, ties
}

// unambiguous drops the general ties of undated reports that have them with
// reports of different events: nothing tells which of a town's attacks they mean.
func (l *linker) unambiguous(nodes []*node, scores [][]float32, ties []tie) []tie {
	partners := map[int][]int{}
	for _, t := range ties {
		if t.general {
			partners[t.a] = append(partners[t.a], t.b)
			partners[t.b] = append(partners[t.b], t.a)
		}
	}
	torn := map[int]bool{}
	for i, of := range partners {
		if nodes[i].win.reach != anyDay {
			continue
		}
		torn[i] = l.torn[nodes[i].id]
		for k, x := range of {
			torn[i] = torn[i] || slices.ContainsFunc(of[:k], func(y int) bool {
				return excluded(float64(scores[max(x, y)][min(x, y)]))
			})
		}
	}
	return slices.DeleteFunc(ties, func(t tie) bool { return t.general && (torn[t.a] || torn[t.b]) })
}

func (l *linker) barred(nodes []*node, scores [][]float32, a, b []int, bound bool) bool {
	for _, i := range a {
		for _, j := range b {
			s := scores[max(i, j)][min(i, j)]
			if !excluded(float64(s)) {
				continue
			}
			if !bound || s <= never || nodes[i].m.URL == nodes[j].m.URL {
				return true
			}
		}
	}
	return false
}

// scored gives the score of two nodes, from the table where it holds them.
func (l *linker) scored(a, b *node) float64 {
	if a.at >= 0 && b.at >= 0 {
		return float64(l.scores[max(a.at, b.at)][min(a.at, b.at)])
	}
	s, _ := l.rules.score(a, b)
	return s
}

// best gives the cluster that n fits best; -1 when none. Only current reports
// of the event itself draw others to them.
func (l *linker) best(n *node, clusters [][]*node) int {
	best, top := -1, 0.0
	for i, c := range clusters {
		at, barred := 0.0, false
		for _, m := range c {
			if m.bg || m.m.Old {
				continue
			}
			s, general := l.rules.score(n, m)
			barred = barred || excluded(s)
			if !general {
				at = max(at, s)
			}
		}
		if !barred && at >= Threshold && at > top {
			best, top = i, at
		}
	}
	return best
}

// heir gives the report of the article's latest version that stands for n; nil
// when the article no longer tells of n's event.
func (l *linker) heir(n *node, nodes []*node) *node {
	var heir *node
	top := Threshold - 1
	for _, m := range nodes {
		if m.m.URL != n.m.URL || m.m.Old || m.bg != n.bg {
			continue
		}
		s := contents(n, m)
		if n.m.Report == m.m.Report {
			s++
		}
		if s > top {
			heir, top = m, s
		}
	}
	return heir
}
