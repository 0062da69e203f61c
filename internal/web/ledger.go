package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"sahelwatch/internal/conflict"
)

// ledger is every figure of one measure as a table.
type ledger struct {
	Measure string // killed, wounded, …
	Name    string
	Range   string // of the figures that stand
	Entries []entry
}

// entry is one line of a ledger.
type entry struct {
	No                  int // the number that marks it in the chart
	Who, Role           string
	Figure              string
	Victims             string
	Words, Lang, Dir    string
	At                  time.Time
	URL, Site           string
	Notes               []string // replaced, withdrawn, hedged, part of a total
	Stands              bool
	speaker             string // whose figures share a lane of the chart
	low                 int
	high                *int
	scopePart, scopeSum bool
}

// ledgers gives every measure that somebody told, victims killed first.
func (n namer) ledgers(inc *conflict.Incident) []ledger {
	langs := map[string]string{}
	for _, m := range inc.Articles {
		langs[m.URL] = langCode(m.Lang)
	}
	var list []ledger
	for _, x := range []struct {
		measure string
		l       *conflict.Ledger
	}{{"killed", inc.Killed}, {"wounded", inc.Wounded}, {"abducted", inc.Abducted}, {"militants_killed", inc.MilitantsKilled}} {
		if x.l == nil || len(x.l.By) == 0 {
			continue
		}
		out := ledger{Measure: x.measure, Name: n.Measures[x.measure], Range: n.Range(&conflict.Bounds{Low: x.l.Low, High: x.l.High})}
		for _, e := range sortedEntries(x.l.By) {
			out.Entries = append(out.Entries, n.entry(len(out.Entries)+1, e, langs[e.URL]))
		}
		list = append(list, out)
	}
	return list
}

func sortedEntries(by []conflict.Entry) []conflict.Entry {
	list := slices.Clone(by)
	slices.SortStableFunc(list, func(a, b conflict.Entry) int { return a.At.Compare(b.At) })
	return list
}

func (n namer) entry(no int, e conflict.Entry, lang string) entry {
	out := entry{
		No: no, Who: n.speaker(e.By), Role: e.By.Role, Figure: n.figure(e.Toll), Victims: n.victims(e.Victims), Words: shorten(clean(e.Evidence.Text), 280),
		Lang: lang, Dir: direction(e.Evidence.Text), At: e.At, URL: link(e.URL), Site: n.site(e.URL),
		Stands:  !e.Superseded && !e.Withdrawn,
		speaker: cmp.Or(e.By.ID, e.By.Role+"/"+e.By.Name), low: e.Low, high: e.High,
		scopePart: e.Scope == conflict.ScopePart, scopeSum: e.Scope == conflict.ScopeCumulative,
	}
	for _, note := range []struct {
		on  bool
		key string
	}{{e.Superseded, "superseded"}, {e.Withdrawn, "withdrawn"}, {e.Hedged, "hedged"}, {out.scopePart, "part"}, {out.scopeSum, "cumulative"}} {
		if note.on {
			out.Notes = append(out.Notes, n.T(note.key))
		}
	}
	return out
}

// figure says a toll: "about 50", "at least 40", "dozens (24 or more)".
func (n namer) figure(t conflict.Toll) string {
	low := strconv.Itoa(t.Low)
	switch {
	case t.High != nil && *t.High != t.Low:
		return n.T("low_high", t.Low, *t.High)
	case !hasDigit(t.Word) && t.High == nil && t.Word != "" && direction(t.Word) == "ltr":
		return n.T("figure_word", shorten(clean(t.Word), 40), t.Low)
	case t.Qualifier == conflict.About:
		return n.T("figure_about", low)
	case t.Qualifier == conflict.UpTo:
		return n.T("figure_up_to", low)
	case t.Qualifier == conflict.MoreThan:
		return n.T("figure_more_than", low)
	case t.High == nil:
		return n.T("at_least", low)
	}
	return low
}

func hasDigit(s string) bool {
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= '٠' && r <= '٩' {
			return true
		}
	}
	return false
}
