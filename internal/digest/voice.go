package digest

import (
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// name names a speaker in the digest's language: a known actor, another one
// that has a name of its own, anyone else by role.
func (w *words) name(s conflict.Speaker) string {
	if known, ok := w.names.Actors[s.ID]; ok {
		return known
	}
	if name := label(s.Name); named(s) && direction(name) == "ltr" {
		return name
	}
	if generic, ok := w.Speakers[s.Role]; ok {
		return generic
	}
	return w.Speakers[conflict.RoleUnknown]
}

// named reports whether a speaker's name is a proper one. A speaker without id
// bears the words of the article, in its language ("l'état-major"); the press,
// monitors and the UN are known by such words where they are a proper name.
func named(s conflict.Speaker) bool {
	switch s.Role {
	case conflict.RoleLocal, conflict.RoleWitness, conflict.RoleSecurity, conflict.RoleUnknown:
		return false
	case conflict.RoleMedia, conflict.RoleMonitor, conflict.RoleNGO, conflict.RoleUN:
		return s.ID != "" && s.Name != "" || strings.ToLower(s.Name) != s.Name
	}
	return s.ID != "" && s.Name != ""
}

// who is name with the article's own words for an institution or group that
// has no known name, "an official source (“l'état-major”)", and with the one
// who relays, "JNIM (via SITE Intelligence Group)".
func (w *words) who(s conflict.Speaker) string {
	who, own := w.name(s), label(s.Name)
	if own != "" && own != who && w.names.Actors[s.ID] == "" && (s.Role == conflict.RoleOfficial || s.Role == conflict.RoleParty || direction(own) == "rtl") {
		who = w.fill(w.Phrases["in_words"], "role", who, "words", w.fill(w.Quote, "text", isolated(own)))
	}
	if s.Via == nil || clean(s.Via.Name) == "" {
		return who
	}
	return w.fill(w.Phrases["via"], "who", who, "via", label(s.Via.Name))
}

// speakerOf is a change's speaker; an official word without one is that of the
// authorities.
func speakerOf(c conflict.Change) conflict.Speaker {
	switch {
	case c.By != nil:
		return *c.By
	case c.Type == conflict.StatementOfficial || c.Type == conflict.StatementDenied:
		return conflict.Speaker{Role: conflict.RoleOfficial}
	}
	return conflict.Speaker{Role: conflict.RoleUnknown}
}

func sameVoice(a, b conflict.Speaker) bool {
	return a.Role == b.Role && a.ID == b.ID && (a.ID != "" || a.Name == b.Name)
}

// ledgers lists what is told of an incident, victims killed first and
// militants' own losses last.
func ledgers(inc *conflict.Incident) []*conflict.Ledger {
	all := []*conflict.Ledger{inc.Killed, inc.Wounded, inc.Abducted, inc.MilitantsKilled}
	return slices.DeleteFunc(all, func(l *conflict.Ledger) bool { return l == nil })
}

// current lists the figures that stand.
func current(inc *conflict.Incident) []conflict.Entry {
	var out []conflict.Entry
	for _, l := range ledgers(inc) {
		for _, e := range l.By {
			if !e.Superseded && !e.Withdrawn && e.Scope != conflict.ScopeCumulative {
				out = append(out, e)
			}
		}
	}
	return out
}

// deaths lists the figures of victims killed that stand for the whole incident.
func deaths(inc *conflict.Incident) []conflict.Entry {
	return slices.DeleteFunc(current(inc), func(e conflict.Entry) bool {
		return e.Measure != conflict.Killed || e.Victims == conflict.Militants || e.Scope == conflict.ScopePart
	})
}

// spoken says the victims killed that a speaker stands by, as last told: one
// figure, or one for each category of victims.
func (t *teller) spoken(inc *conflict.Incident, by conflict.Speaker) (string, bool) {
	latest := withoutTotal(latestOf(deaths(inc), by))
	if len(latest) == 0 {
		return "", false
	}
	if len(latest) == 1 {
		return t.figure(latest[0].Toll), true
	}
	var parts []string
	for _, e := range latest {
		parts = append(parts, t.count(e.Toll))
	}
	return t.among(parts) + " " + form(t.Measures[conflict.Killed], many), true
}

// latestOf gives a speaker's figures in the article that told them last.
func latestOf(entries []conflict.Entry, by conflict.Speaker) []conflict.Entry {
	var last *conflict.Entry
	for i := range entries {
		if e := &entries[i]; sameVoice(e.By, by) && (last == nil || !e.At.Before(last.At)) {
			last = e
		}
	}
	if last == nil {
		return nil
	}
	var out []conflict.Entry
	for _, e := range entries {
		if !sameVoice(e.By, by) || e.URL != last.URL {
			continue
		}
		i := slices.IndexFunc(out, func(o conflict.Entry) bool { return o.Victims == e.Victims })
		switch {
		case i < 0:
			out = append(out, e)
		case e.Low > out[i].Low: // "raised its claim to 200 from 60"
			out[i] = e
		}
	}
	return out
}

// officialOf is the official who gives a figure in the article of a change;
// nil when none does. A communiqué's figure is often laid in another's mouth
// than its confirmation.
func officialOf(c conflict.Change, inc *conflict.Incident) *conflict.Speaker {
	for _, e := range deaths(inc) {
		if e.By.Role == conflict.RoleOfficial && e.URL == c.Evidence.URL {
			return &e.By
		}
	}
	return nil
}

// withoutTotal keeps either the total without a category of victims, when it is
// more than the categories together, or the categories.
func withoutTotal(entries []conflict.Entry) []conflict.Entry {
	i := slices.IndexFunc(entries, func(e conflict.Entry) bool { return e.Victims == conflict.Unknown })
	if i < 0 || len(entries) == 1 {
		return entries
	}
	sum := 0
	for _, e := range entries {
		sum += e.Low
	}
	if total := entries[i]; total.Low > sum-total.Low {
		return []conflict.Entry{total}
	}
	return slices.Delete(slices.Clone(entries), i, i+1)
}

// firstVoice is the figure that speaks first where no change names one: a
// party's, else an official's, else anyone's; of victims killed where there is
// one.
func (t *teller) firstVoice(inc *conflict.Incident) (conflict.Entry, bool) {
	entries := deaths(inc)
	if len(entries) == 0 {
		entries = slices.DeleteFunc(current(inc), func(e conflict.Entry) bool { return e.Scope == conflict.ScopePart })
	}
	if len(entries) == 0 {
		return conflict.Entry{}, false
	}
	return slices.MinFunc(entries, func(a, b conflict.Entry) int { return voiceRank(a.By.Role) - voiceRank(b.By.Role) }), true
}

func voiceRank(role string) int {
	switch role {
	case conflict.RoleParty:
		return 0
	case conflict.RoleOfficial:
		return 1
	}
	return 2
}

func sameBounds(a, b conflict.Bounds) bool {
	return a.Low == b.Low && (a.High == nil) == (b.High == nil) && (a.High == nil || *a.High == *b.High)
}

// toll says the figure of a change: from the ledger where it stands there, in
// the change's own words else.
func (t *teller) toll(c conflict.Change, inc *conflict.Incident) string {
	by := speakerOf(c)
	to, parsed := parseBounds(c.To)
	for _, l := range ledgers(inc) {
		for _, e := range slices.Backward(l.By) {
			if e.URL == c.Evidence.URL && sameVoice(e.By, by) && e.Measure == c.Measure && e.Victims == c.Victims &&
				(!parsed || sameBounds(to, conflict.Bounds{Low: e.Low, High: e.High})) {
				return t.figure(e.Toll)
			}
		}
	}
	if !parsed {
		return shorten(clean(c.To), maxName)
	}
	q := conflict.Exact
	if to.High == nil {
		q = conflict.AtLeast
	}
	return strings.TrimSpace(t.figure(conflict.Toll{Measure: c.Measure, Victims: c.Victims, Low: to.Low, High: to.High, Qualifier: q}))
}
