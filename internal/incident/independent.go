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
	speakers := make([]string, len(articles))
	versions := map[string][]*conflict.Member{}
	for _, n := range all {
		versions[n.m.URL] = append(versions[n.m.URL], n.m)
	}
	for i, a := range articles {
		of[i] = i
		speakers[i] = l.originalSpeaker(a)
	}
	for i, a := range articles {
		for j, b := range articles[:i] {
			if of[i] != of[j] && (oneOrigin(versions[a.m.URL], versions[b.m.URL]) || speakers[i] != "" && speakers[i] == speakers[j]) {
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

// oneOrigin reports whether any version of one article and any of another are
// of one source.
func oneOrigin(a, b []*conflict.Member) bool {
	for _, m := range a {
		for _, n := range b {
			if oneSource(m, n) {
				return true
			}
		}
	}
	return false
}

// oneSource reports whether two articles have one origin whoever is quoted.
func oneSource(a, b *conflict.Member) bool {
	return a.URL == b.URL ||
		publisher(a) == publisher(b) ||
		a.Wire != "" && strings.EqualFold(a.Wire, b.Wire) ||
		similar(a.Fingerprint, b.Fingerprint)
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
