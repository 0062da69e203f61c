package incident

import (
	"fmt"
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// edited tells that an article was changed where it tells of this incident:
// what it says no more (From) and what it says instead (To).
func (t *teller) edited() {
	l := t.l
	if l.incoming == "" || l.version < 2 {
		return
	}
	var before, after *node
	for _, n := range t.s.nodes {
		switch {
		case n.m.URL != l.incoming || n.bg:
		case n.m.Version > l.version:
			return // an older version read late
		case n.m.Version == l.version && !n.m.Old:
			after = n
		case n.m.Old && (before == nil || n.m.Version > before.m.Version):
			before = n
		}
	}
	if before == nil {
		return
	}
	from, to := differences(before, after)
	if from == "" && to == "" {
		from, to = touched(l.edits, before, after)
	}
	if from == "" && to == "" {
		return
	}
	t.emit(fmt.Sprintf("edited %d %s", l.version, l.incoming), conflict.Change{Type: conflict.ArticleEdited, From: from, To: to,
		Evidence: conflict.Quote{URL: l.incoming, Text: after.text()}})
}

func (n *node) text() string {
	if n == nil {
		return ""
	}
	return evidenceOf(&n.m.Coded)
}

// differences compares what two versions of an article tell of one event. after
// is nil when the new version no longer tells of it.
func differences(before, after *node) (from, to string) {
	was := statements(&before.m.Coded)
	if after == nil {
		return strings.Join(was, "; "), "no longer tells of this incident"
	}
	is := statements(&after.m.Coded)
	return strings.Join(without(was, is), "; "), strings.Join(without(is, was), "; ")
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

// statements puts what a report tells in words, each fact by itself.
func statements(r *conflict.Report) []string {
	var out []string
	if p := r.Place; p != nil && p.Name != "" {
		out = append(out, "at "+p.Name)
	}
	if d := r.Date; d.Start != "" {
		s := "on " + d.Start
		if d.End != "" && d.End != d.Start {
			s += " to " + d.End
		}
		out = append(out, s)
	}
	for _, a := range r.Perpetrators {
		if !generic(a) {
			s := "by " + a.ID
			if a.Suspected {
				s = "suspected: " + a.ID
			}
			out = append(out, s)
		}
	}
	for _, x := range r.Tolls {
		if x.Scope == conflict.ScopeCumulative {
			continue
		}
		what := x.Measure
		if x.Victims != "" && x.Victims != conflict.Unknown {
			what = x.Victims + " " + x.Measure
		}
		out = append(out, fmt.Sprintf("%s %s (%s)", number(x.Low, x.High), what, speakerName(x.By)))
	}
	for _, c := range r.Claims {
		out = append(out, strings.ReplaceAll(c.Kind, "_", " ")+" by "+speakerName(c.By))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wordsShown bounds the words of a changed paragraph in a change, in runes.
const wordsShown = 240

// touched gives the first changed paragraph in which either version tells of the event.
func touched(edits []Edit, before, after *node) (from, to string) {
	for _, e := range edits {
		if holds(e.Old, before) || holds(e.New, after) {
			return shorten(e.Old), shorten(e.New)
		}
	}
	return "", ""
}

// holds reports whether a paragraph has words on which n's coding stands.
func holds(paragraph string, n *node) bool {
	if paragraph == "" || n == nil {
		return false
	}
	r := &n.m.Coded
	spans := []conflict.Span{}
	if r.Evidence != nil {
		spans = append(spans, *r.Evidence)
	}
	for _, t := range r.Tolls {
		spans = append(spans, t.Evidence)
	}
	for _, c := range r.Claims {
		spans = append(spans, c.Evidence)
	}
	return slices.ContainsFunc(spans, func(s conflict.Span) bool { return s.Text != "" && strings.Contains(paragraph, s.Text) })
}

func shorten(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= wordsShown {
		return string(r)
	}
	return string(r[:wordsShown]) + "…"
}
