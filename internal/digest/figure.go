package digest

import (
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
)

// number says a toll's figure alone: "40", "about 50", "“dozens” (24 or more)".
func (w *words) number(t conflict.Toll) string {
	n := strconv.Itoa(t.Low)
	switch {
	case t.Low == 0 && t.High != nil && *t.High == 0:
		return w.Figures["none"]
	case t.High == nil && t.Qualifier != conflict.AtLeast && t.Qualifier != conflict.MoreThan && t.Word != "" && !hasDigit(t.Word):
		return w.fill(w.Figures["word"], "word", clean(t.Word), "n", n)
	case t.High == nil && t.Qualifier != conflict.MoreThan:
		return w.fill(w.Figures["at_least"], "n", n)
	case t.High != nil && *t.High != t.Low && t.Qualifier != conflict.UpTo:
		return w.fill(w.Figures["range"], "n", n, "high", strconv.Itoa(*t.High))
	case t.Qualifier == conflict.UpTo && t.High != nil:
		n = strconv.Itoa(*t.High)
	}
	form, ok := w.Figures[t.Qualifier]
	if !ok {
		form = w.Figures["exact"]
	}
	return w.fill(form, "n", n)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// figure says number, victims and measure: "40 soldiers killed".
func (w *words) figure(t conflict.Toll) string {
	count := t.Low
	if t.High == nil || *t.High > count {
		count = max(2, count)
	}
	parts := []string{w.number(t)}
	if v := plural(w.Victims[t.Victims], count); v != "" {
		parts = append(parts, v)
	} else if t.High == nil && t.Word != "" && !hasDigit(t.Word) || t.Low == 0 {
		parts = append(parts, plural(w.People, count))
	}
	if m := plural(w.Measures[t.Measure], count); m != "" {
		parts = append(parts, m)
	}
	s := strings.Join(parts, " ")
	if t.Hedged {
		s = w.fill(w.Phrases["hedged"], "figure", s)
	}
	return s
}

// bounds says a range of a ledger: "40", "40 to 60", "at least 24".
func (w *words) bounds(b conflict.Bounds) string {
	q := conflict.Exact
	if b.High == nil {
		q = conflict.AtLeast
	}
	return w.number(conflict.Toll{Low: b.Low, High: b.High, Qualifier: q})
}

// who names a speaker: a party or an institution by its name, an unnamed voice
// by its role.
func (w *words) who(s conflict.Speaker) string {
	name := clean(s.Name)
	switch s.Role {
	case conflict.RoleLocal, conflict.RoleWitness, conflict.RoleSecurity, conflict.RoleUnknown, "":
		if generic, ok := w.Speakers[s.Role]; ok {
			name = generic
		} else if name == "" {
			name = w.Speakers[conflict.RoleUnknown]
		}
	default:
		if name == "" {
			name = w.Speakers[s.Role]
		}
	}
	if s.Via != nil && s.Via.Name != "" {
		return w.fill(w.Phrases["via"], "who", name, "via", clean(s.Via.Name))
	}
	return name
}

// current lists the figures that stand, victims killed first, each voice's
// whole figures before its parts; militants' losses last.
func current(inc *conflict.Incident) []conflict.Entry {
	var out []conflict.Entry
	for _, l := range []*conflict.Ledger{inc.Killed, inc.Wounded, inc.Abducted, inc.MilitantsKilled} {
		if l == nil {
			continue
		}
		for _, e := range l.By {
			if !e.Superseded && !e.Withdrawn && e.Scope != conflict.ScopeCumulative {
				out = append(out, e)
			}
		}
	}
	return out
}
