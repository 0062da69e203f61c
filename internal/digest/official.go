package digest

import (
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
)

// silence quotes the latest article that says that the authorities have not
// spoken; nil when none does, or when they have spoken since.
func (t *teller) silence(inc *conflict.Incident) *Line {
	if inc.Official != conflict.OfficialSilent {
		return nil
	}
	var last *conflict.Said
	for i := range inc.Claims {
		s := &inc.Claims[i]
		if s.Kind == conflict.ClaimSilence && !s.Withdrawn && (last == nil || !s.At.Before(last.At)) {
			last = s
		}
	}
	if last == nil {
		return nil
	}
	l := t.cite(last.URL, last.Evidence.Text, inc)
	l.Text = strings.TrimSpace(t.fill(t.Official["silent"]))
	return &l
}

// officialSources names the official sources of the incident's country that
// were read since its first report, and when, and those that were not. It says
// nothing once there is an official word.
func (t *teller) officialSources(inc *conflict.Incident) string {
	if inc.Place == nil || inc.Place.Country == "" || inc.Official == conflict.OfficialConfirmed || inc.Official == conflict.OfficialDenied {
		return ""
	}
	country := t.country(inc.Place.Country)
	var read, failed []string
	for _, o := range t.d.Officials {
		name := label(o.Name)
		switch {
		case o.Country != inc.Place.Country:
		case o.Failed == notReadYet || o.LastRead.IsZero() && o.Failed == "":
			failed = append(failed, t.fill(t.Official["never"], "name", name))
		case o.Failed != "":
			failed = append(failed, t.fill(t.Official["failed_since"], "name", name, "problem", t.problem(o.Failed)))
		case o.LastRead.Before(firstReport(inc)):
			failed = append(failed, t.fill(t.Official["before"], "name", name, "at", t.when(o.LastRead)))
		default:
			read = append(read, name+" ("+t.when(o.LastRead)+")")
		}
	}
	if len(read)+len(failed) == 0 {
		return t.fill(t.Official["none"], "country", country)
	}
	var out []string
	if len(read) > 0 {
		out = append(out, t.fill(t.Official["read"], "country", country, "names", t.named(read)))
	}
	if len(failed) > 0 {
		out = append(out, t.fill(t.Official["failed"], "names", t.named(failed)))
	}
	return strings.Join(out, " ")
}

// sourcesLine says how many sources were read and names those that failed, fell
// silent or were not read yet, official ones first.
func (t *teller) sourcesLine() string {
	var failed, silent, unread []string
	for _, n := range t.d.Failing {
		form, list := "since", &failed
		if n.Silent {
			form, list = "silent_since", &silent
		}
		name, problem := label(n.Name), t.problem(n.Problem)
		if n.Problem == notReadYet {
			unread = append(unread, name)
			continue
		}
		if n.Since.IsZero() {
			*list = append(*list, name+" ("+problem+")")
			continue
		}
		*list = append(*list, t.fill(t.Sources[form], "name", name, "since", t.when(n.Since), "problem", problem))
	}
	parts := []string{t.fill(t.Sources["read"], "read", strconv.Itoa(t.d.Read), "watched", strconv.Itoa(t.d.Watched))}
	if len(failed) > 0 {
		parts = append(parts, t.fill(t.Sources["failed"], "names", t.named(failed)))
	}
	if len(silent) > 0 {
		parts = append(parts, t.fill(t.Sources["silent"], "names", t.named(silent)))
	}
	if len(unread) > 0 {
		parts = append(parts, t.fill(t.Sources["unread"], "names", t.named(unread)))
	}
	return strings.Join(parts, t.Semicolon) + "."
}

// problem says what is wrong with a source.
func (w *words) problem(s string) string {
	if known, ok := w.Problems[s]; ok {
		return known
	}
	return shorten(clean(w.names.Problem(s)), maxProblem)
}

// named lists at most maxNames names and counts the rest.
func (t *teller) named(names []string) string {
	if len(names) > maxNames {
		rest := len(names) - maxNames
		names = append(names[:maxNames:maxNames], t.fill(t.Sources["more"], "n", strconv.Itoa(rest)))
	}
	return t.among(names)
}
