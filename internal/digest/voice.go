package digest

import (
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
)

// name names a speaker in the digest's language: a known actor, another party
// or institution by its own name, an unnamed voice, or one whose name is in
// another script, by its role.
func (w *words) name(s conflict.Speaker) string {
	switch s.Role {
	case conflict.RoleLocal, conflict.RoleWitness, conflict.RoleSecurity, conflict.RoleUnknown:
		return w.Speakers[s.Role]
	}
	if known, ok := w.Actors[s.ID]; ok {
		return known
	}
	if name := label(s.Name); name != "" && direction(name) == "ltr" {
		return name
	}
	if generic, ok := w.Speakers[s.Role]; ok {
		return generic
	}
	return w.Speakers[conflict.RoleUnknown]
}

// who is name with the one who relays: "JNIM (via SITE Intelligence Group)",
// and with the name in another script that name leaves out.
func (w *words) who(s conflict.Speaker) string {
	who := w.name(s)
	if own := label(s.Name); direction(own) == "rtl" && w.Actors[s.ID] == "" {
		who = w.fill(w.Speakers["other"], "role", who, "name", isolated(own))
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
	latest := latestOf(deaths(inc), by)
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
		known := func(o conflict.Entry) bool { return o.Victims == e.Victims }
		if sameVoice(e.By, by) && e.URL == last.URL && !slices.ContainsFunc(out, known) {
			out = append(out, e)
		}
	}
	return out
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

// toll says the figure of a change: from the ledger where it stands there, in
// the change's own words else.
func (t *teller) toll(c conflict.Change, inc *conflict.Incident) string {
	by := speakerOf(c)
	to, parsed := parseBounds(c.To)
	for _, l := range ledgers(inc) {
		for _, e := range slices.Backward(l.By) {
			if e.URL == c.Evidence.URL && sameVoice(e.By, by) && e.Measure == c.Measure && e.Victims == c.Victims &&
				(!parsed || e.Low == to.Low) {
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
