package digest

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

// headline is the sentence that a reader sees first: what changed, then what
// the other voices say, then how the official word stands.
func (t *teller) headline(e conflict.DigestEntry) string {
	parts := []string{t.lead(e)}
	parts = append(parts, t.otherVoices(e)...)
	parts = append(parts, t.officialClause(e))
	return upperFirst(strings.Join(nonEmpty(parts), t.Semicolon))
}

// lead tells the most important change of an entry, with place and date.
func (t *teller) lead(e conflict.DigestEntry) string {
	inc, c := &e.Incident, e.Changes[0]
	who := t.speaker(c.By)
	say := func(phrase string, pairs ...string) string {
		return upperFirst(t.placed(phrase, inc, append([]string{"who", who}, pairs...)...))
	}
	switch c.Type {
	case conflict.ClaimNew:
		if figure, ok := t.spoken(inc, c.By); ok {
			return say("claims_figure", "figure", figure)
		}
		return say("claims_event")
	case conflict.StatementOfficial:
		if figure, ok := t.spoken(inc, c.By); ok {
			return say("confirms_figure", "figure", figure)
		}
		return say("confirms")
	case conflict.StatementDenied:
		return say("denies")
	case conflict.ClaimDenied:
		return say("denies_part")
	case conflict.ClaimWithdrawn:
		return say("withdraws")
	case conflict.TollRevised:
		return t.revised(c, inc, say)
	case conflict.TollNew:
		return say("says_figure", "figure", t.toll(c, inc))
	}
	if first, ok := t.firstVoice(inc); ok && c.Type == conflict.IncidentNew {
		return upperFirst(t.placed("says_figure", inc, "who", t.who(first.By), "figure", t.figure(first.Toll)))
	}
	return say(plainLead(c.Type))
}

// plainLead names the phrase for changes that need no figure.
func plainLead(changeType string) string {
	switch changeType {
	case conflict.AttributionFought:
		return "contested"
	case conflict.IncidentMerged:
		return "merged"
	case conflict.IncidentSplit:
		return "split"
	case conflict.ArticleEdited:
		return "edited"
	case conflict.ArticleRemoved:
		return "removed"
	case conflict.SourceConfirmed:
		return "corroborated"
	}
	return "reported"
}

func (t *teller) revised(c conflict.Change, inc *conflict.Incident, say func(string, ...string) string) string {
	phrase := "raises"
	from, errFrom := strconv.Atoi(firstNumber(c.From))
	to, errTo := strconv.Atoi(firstNumber(c.To))
	if errFrom == nil && errTo == nil && to < from {
		phrase = "lowers"
	}
	return say(phrase, "figure", t.toll(c, inc), "before", clean(c.From))
}

func firstNumber(s string) string {
	start := strings.IndexFunc(s, unicode.IsDigit)
	if start < 0 {
		return ""
	}
	s = s[start:]
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }); end >= 0 {
		s = s[:end]
	}
	return s
}

// placed fills a phrase and adds the date in parentheses.
func (t *teller) placed(phrase string, inc *conflict.Incident, pairs ...string) string {
	event := t.event(inc)
	if phrase != "reported" && phrase != "contested" {
		event = t.Phrases["the_event"]
	}
	s := t.fill(t.Phrases[phrase], append(pairs, "place", t.at(inc.Place), "event", event)...)
	if when := t.dates(inc.Date); when != "" {
		s += " " + t.fill(t.Phrases["on_date"], "date", when)
	}
	return s
}

func (t *teller) speaker(s *conflict.Speaker) string {
	if s == nil {
		return t.Speakers[conflict.RoleUnknown]
	}
	return t.who(*s)
}

// spoken finds the figure of victims killed that a speaker stands by.
func (t *teller) spoken(inc *conflict.Incident, by *conflict.Speaker) (string, bool) {
	if by == nil || inc.Killed == nil {
		return "", false
	}
	for _, e := range current(inc) {
		if e.Measure == conflict.Killed && e.Victims != conflict.Militants && sameVoice(e.By, *by) {
			return t.figure(e.Toll), true
		}
	}
	return "", false
}

func sameVoice(a, b conflict.Speaker) bool {
	return a.Role == b.Role && a.ID == b.ID && (a.ID != "" || a.Name == b.Name)
}

// toll says the figure of a change: from the ledger where it stands there, in
// the change's own words else.
func (t *teller) toll(c conflict.Change, inc *conflict.Incident) string {
	for _, l := range []*conflict.Ledger{inc.Killed, inc.Wounded, inc.Abducted, inc.MilitantsKilled} {
		if l == nil {
			continue
		}
		for i := len(l.By) - 1; i >= 0; i-- {
			e := l.By[i]
			if e.URL == c.Evidence.URL && c.By != nil && sameVoice(e.By, *c.By) &&
				(c.Measure == "" || c.Measure == e.Measure) && (c.Victims == "" || c.Victims == e.Victims) {
				return t.figure(e.Toll)
			}
		}
	}
	words := []string{clean(c.To), plural(t.Victims[c.Victims], 2), plural(t.Measures[c.Measure], 2)}
	return strings.Join(nonEmpty(words), " ")
}

// firstVoice is the figure that speaks first in a sentence: a party that
// claims, else an official, else anyone.
func (t *teller) firstVoice(inc *conflict.Incident) (conflict.Entry, bool) {
	var best conflict.Entry
	found := false
	for _, e := range current(inc) {
		if e.Measure != conflict.Killed || e.Victims == conflict.Militants {
			continue
		}
		if !found || voiceRank(e.By.Role) < voiceRank(best.By.Role) {
			best, found = e, true
		}
	}
	return best, found
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

// otherVoices gives at most three further figures of victims killed, one for
// each voice that the lead did not tell.
func (t *teller) otherVoices(e conflict.DigestEntry) []string {
	lead := e.Changes[0].By
	first, hasFirst := t.firstVoice(&e.Incident)
	told := map[string]bool{}
	switch {
	case lead != nil && rank(e.Changes[0].Type) <= rank(conflict.TollNew):
		told[t.who(*lead)] = true
	case hasFirst && e.Changes[0].Type == conflict.IncidentNew:
		told[t.who(first.By)] = true
	}
	var out []string
	for _, entry := range current(&e.Incident) {
		if entry.Measure != conflict.Killed || entry.Victims == conflict.Militants || entry.Scope != conflict.ScopeIncident {
			continue
		}
		who := t.who(entry.By)
		if told[who] || len(out) == 3 {
			continue
		}
		told[who] = true
		out = append(out, t.fill(t.Phrases["others"], "who", who, "figure", t.number(entry.Toll)))
	}
	return out
}

// officialClause says how the official word stands: after how many hours it
// came, or for how many none has been seen.
func (t *teller) officialClause(e conflict.DigestEntry) string {
	inc := &e.Incident
	switch inc.Official {
	case conflict.OfficialConfirmed, conflict.OfficialDenied:
		for _, c := range e.Changes {
			if c.Hours != nil && (c.Type == conflict.StatementOfficial || c.Type == conflict.StatementDenied) {
				return t.fill(t.Phrases["official_after"], "hours", hours(*c.Hours))
			}
		}
		return ""
	}
	since := firstReport(inc)
	if since.IsZero() || since.After(t.d.At) {
		return ""
	}
	return t.fill(t.Phrases["no_official"], "hours", hours(t.d.At.Sub(since).Hours()))
}

// firstReport is when the first article appeared: as published where the time
// of day is told, else as first read.
func firstReport(inc *conflict.Incident) time.Time {
	first := inc.FirstSeen
	for _, m := range inc.Articles {
		if !m.Background && !m.Published.IsZero() && !m.Published.DayOnly && (first.IsZero() || m.Published.Time.Before(first)) {
			first = m.Published.Time
		}
	}
	return first
}

func hours(h float64) string { return strconv.Itoa(int(h + 0.5)) }

func nonEmpty(parts []string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
