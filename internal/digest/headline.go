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
	by := speakerOf(c)
	say := func(phrase string, pairs ...string) string {
		return upperFirst(t.placed(phrase, inc, append([]string{"who", t.name(by)}, pairs...)...))
	}
	figure, counts := t.spoken(inc, by)
	switch c.Type {
	case conflict.ClaimNew:
		if counts {
			return say("claims_figure", "figure", figure)
		}
		return say("claims_event")
	case conflict.StatementOfficial:
		if official := officialOf(c, inc); !counts && official != nil {
			figure, counts = t.spoken(inc, *official)
		}
		if counts {
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
		return say(direct(c), "figure", t.toll(c, inc), "before", t.told(c.From))
	case conflict.TollNew:
		return say("says_figure", "figure", t.toll(c, inc))
	case conflict.IncidentNew:
		if first, ok := t.firstVoice(inc); ok {
			return say("says_figure", "who", t.name(first.By), "figure", t.figure(first.Toll))
		}
	}
	return say(plainLead(c.Type))
}

// direct names the phrase for a figure that rose or fell, or was revised from
// what nobody tells.
func direct(c conflict.Change) string {
	if c.From == "" {
		return "revises"
	}
	from, okFrom := parseBounds(c.From)
	to, okTo := parseBounds(c.To)
	if okFrom && okTo && to.Low < from.Low {
		return "lowers"
	}
	return "raises"
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

// placed fills a phrase with place and date: "at Dargo (28 July)". Of two
// values for one name the last counts.
func (t *teller) placed(phrase string, inc *conflict.Incident, pairs ...string) string {
	event := t.event(inc)
	if phrase != "reported" && phrase != "contested" {
		event = t.Phrases["the_event"]
	}
	place := t.at(inc.Place)
	if when := t.dates(inc.Date); when != "" {
		place = t.fill(t.Phrases["on_date"], "place", place, "date", when)
	}
	values := map[string]string{"place": place, "event": event}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	var flat []string
	for name, value := range values {
		flat = append(flat, name, value)
	}
	return t.fill(t.Phrases[phrase], flat...)
}

// otherVoices gives at most three further figures of victims killed, the latest
// of each voice that the lead did not tell.
func (t *teller) otherVoices(e conflict.DigestEntry) []string {
	told := map[string]bool{}
	switch c := e.Changes[0]; {
	case c.Type == conflict.IncidentNew:
		if first, ok := t.firstVoice(&e.Incident); ok {
			told[t.name(first.By)] = true
		}
	case rank(c.Type) <= rank(conflict.TollNew):
		told[t.name(speakerOf(c))] = true
	}
	var names []string
	latest := map[string]conflict.Entry{}
	for _, entry := range deaths(&e.Incident) {
		name := t.name(entry.By)
		if told[name] {
			continue
		}
		known, seen := latest[name]
		if !seen {
			names = append(names, name)
		}
		if later := entry.At.Compare(known.At); !seen || later > 0 || later == 0 && entry.Low > known.Low {
			latest[name] = entry
		}
	}
	var out []string
	for _, name := range names[:min(3, len(names))] {
		out = append(out, t.fill(t.Phrases["others"], "who", name, "figure", t.amount(latest[name].Toll)))
	}
	return out
}

// officialClause says how the official word stands: after what time it came,
// or for how long none has been seen.
func (t *teller) officialClause(e conflict.DigestEntry) string {
	inc := &e.Incident
	if inc.Official == conflict.OfficialConfirmed || inc.Official == conflict.OfficialDenied {
		for _, c := range e.Changes {
			if c.Hours != nil && *c.Hours >= 1 && (c.Type == conflict.StatementOfficial || c.Type == conflict.StatementDenied) {
				return t.fill(t.Phrases["official_after"], "time", t.span(*c.Hours))
			}
		}
		return ""
	}
	since := firstReport(inc)
	if since.IsZero() || since.After(t.d.At) {
		return ""
	}
	passed := t.d.At.Sub(since)
	if passed < time.Hour {
		return t.Phrases["no_official_yet"]
	}
	return t.fill(t.Phrases["no_official"], "time", t.span(passed.Hours()))
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

// span says a length of time: in hours up to four days, then in days. Hours
// are cut, not rounded up: "in 41 h" has passed in full.
func (t *teller) span(hours float64) string {
	if hours >= 96 {
		return t.fill(t.Time["days"], "n", strconv.Itoa(int(hours/24)))
	}
	return t.fill(t.Time["hours"], "n", strconv.Itoa(int(hours)))
}

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
