package incident

import (
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// group numbers the articles of an incident so that those which count as one
// source share a number: copies of one text, texts of one agency or of one
// publisher, and articles that only pass on the words of one speaker. all holds
// older versions too: a copy of what was edited since is a copy.
func (l *linker) group(articles, all []*node) []int {
	of := make([]int, len(articles))
	origins := make([]origin, len(articles))
	row := map[string]int{}
	for i, a := range articles {
		of[i], row[a.m.URL] = i, i
		origins[i].speaker = l.originalSpeaker(a)
	}
	for _, n := range all {
		if i, ok := row[n.m.URL]; ok {
			origins[i].add(n.m)
		}
	}
	for i := range articles {
		for j := range i {
			if of[i] != of[j] && origins[i].same(&origins[j]) {
				from, to := max(of[i], of[j]), min(of[i], of[j])
				for k := range of {
					if of[k] == from {
						of[k] = to
					}
				}
			}
		}
	}
	return renumber(of)
}

func renumber(of []int) []int {
	number := map[int]int{}
	for i, g := range of {
		if _, ok := number[g]; !ok {
			number[g] = len(number) + 1
		}
		of[i] = number[g]
	}
	return of
}

// origin is where an article's words come from, over all its versions.
type origin struct {
	publishers, wires []string
	prints            []conflict.Fingerprint
	speaker           string // the one whose words it passes on; "" when there are several
}

func (o *origin) add(m *conflict.Member) {
	if p := publisher(m); !slices.Contains(o.publishers, p) {
		o.publishers = append(o.publishers, p)
	}
	if w := strings.ToLower(m.Wire); w != "" && !slices.Contains(o.wires, w) {
		o.wires = append(o.wires, w)
	}
	if !slices.ContainsFunc(o.prints, func(f conflict.Fingerprint) bool { return f.Hash == m.Fingerprint.Hash }) {
		o.prints = append(o.prints, m.Fingerprint)
	}
}

// same reports whether two articles count as one source.
func (o *origin) same(p *origin) bool {
	if o.speaker != "" && o.speaker == p.speaker || shares(o.publishers, p.publishers) || shares(o.wires, p.wires) {
		return true
	}
	return slices.ContainsFunc(o.prints, func(f conflict.Fingerprint) bool {
		return slices.ContainsFunc(p.prints, func(g conflict.Fingerprint) bool { return similar(f, g) })
	})
}

// originalSpeaker gives the one named speaker on whose word all that n tells
// stands; "" when there are several, or none is named.
func (l *linker) originalSpeaker(n *node) string {
	var who []string
	hear := func(by conflict.Speaker) {
		v := "?"
		if namedSpeaker(by) {
			v = l.kin(by.ID)
		}
		if !slices.Contains(who, v) {
			who = append(who, v)
		}
	}
	for _, t := range n.m.Coded.Tolls {
		hear(t.By)
	}
	for _, c := range n.m.Coded.Claims {
		if c.Kind != conflict.ClaimSilence && c.Kind != conflict.ClaimCondemnation {
			hear(c.By)
		}
	}
	if len(who) == 1 && who[0] != "?" {
		return who[0]
	}
	return ""
}
