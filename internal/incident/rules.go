package incident

import (
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// Scores that an analyst's word gives to a pair.
const (
	must  = 1000.0
	never = -1000.0
)

// rules are the decisions in force, by article.
type rules struct {
	decisions []Decision
	of        map[string][]int // decisions that name an article, the newest first
}

func newRules(decisions []Decision) rules {
	r := rules{decisions: decisions, of: map[string][]int{}}
	for i := len(decisions) - 1; i >= 0; i-- {
		for _, u := range decisions[i].urls() {
			if !slices.Contains(r.of[u], i) {
				r.of[u] = append(r.of[u], i)
			}
		}
	}
	return r
}

// partners gives the articles that a decision joins with the one at url.
func (r rules) partners(url string) []string {
	var out []string
	for _, i := range r.of[url] {
		if k := r.decisions[i].Kind; k == DecideMerge || k == DecideSplit {
			out = append(out, r.decisions[i].urls()...)
		}
	}
	return out
}

// score is the evidence on a and b, or the analyst's word where there is one.
// The newest decision that names both holds.
func (r rules) score(a, b *node) (total float64, general bool) {
	if len(r.of) > 0 && a.m.URL != b.m.URL {
		for _, i := range r.of[a.m.URL] {
			d := r.decisions[i]
			if d.Kind != DecideMerge && d.Kind != DecideSplit {
				continue
			}
			inA, inB := d.names(d.URLs, a), d.names(d.URLs, b)
			switch {
			case inA && inB:
				return must, false
			case inA && d.names(d.Rest, b), inB && d.names(d.Rest, a):
				return never, false
			}
		}
	}
	return score(a, b)
}

// names reports whether a reference in refs names n.
func (d Decision) names(refs []string, n *node) bool {
	for _, ref := range refs {
		if ref == n.m.URL {
			return n.lead()
		}
		if !strings.HasPrefix(ref, n.m.URL) {
			continue
		}
		if url, report := splitRef(ref); url == n.m.URL && (report == n.m.Report+1 || report == 0 && n.lead()) {
			return true
		}
	}
	return false
}

// amend puts the place and days that an analyst set in place of what a report
// told, so that later reports are compared with them.
func (r rules) amend(n *node) *node {
	if len(r.of) == 0 {
		return n
	}
	of := r.of[n.m.URL]
	for i := len(of) - 1; i >= 0; i-- { // the newest last, so that its word holds
		d := r.decisions[of[i]]
		if d.Kind != DecideSet || !d.names(d.URLs, n) {
			continue
		}
		for _, f := range d.Fields {
			switch f.Name {
			case "place":
				if p, err := parsePlace(f.Value); err == nil {
					if p.Country == "" {
						p.Country = n.site.country
					}
					n.site = siteOf(&conflict.Report{Place: &p})
				}
			case "date":
				if day, err := parseSpan(f.Value); err == nil {
					n.win = windowOf(&conflict.Report{Date: day}, n.m.Published)
				}
			}
		}
	}
	return n
}

// lead reports whether n is the report that a bare URL names.
func (n *node) lead() bool { return n.m.Report == 0 }

// verdict gives what analysts set and decided on a cluster.
func (r rules) verdict(cluster []*node) (set []conflict.Field, rejected bool, status string) {
	latest := -1
	for _, n := range cluster {
		for _, i := range r.of[n.m.URL] {
			d := r.decisions[i]
			if !d.names(d.URLs, n) {
				continue
			}
			latest = max(latest, i)
			rejected = rejected || d.Kind == DecideReject
			if d.Kind == DecideSet {
				for _, f := range d.Fields {
					if f.At.IsZero() {
						f.At = d.At
					}
					set = append(set, f)
				}
			}
		}
	}
	// The last word on a field holds.
	slices.SortStableFunc(set, func(a, b conflict.Field) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return b.At.Compare(a.At)
	})
	set = slices.CompactFunc(set, func(a, b conflict.Field) bool { return a.Name == b.Name })
	if latest >= 0 {
		status = r.decisions[latest].String()
	}
	return set, rejected, status
}
