package web

import (
	"cmp"
	"time"

	"sahelwatch/internal/conflict"
)

// official is the clock of the official word.
type official struct {
	Word   string // confirmed, denied, silent, unknown
	Answer string // "No official word seen"
	Clock  string // "39 hours without an official word since the first report"
	Said   []claim
	Read   []reading
	Missed []reading
	None   bool // no official source of the country is followed
}

// reading is one official source and how reading it went.
type reading struct{ Name, URL, How string }

// officialWord says whether the authorities have spoken, how long it took or
// has been taking, and which official sources of the country were read since
// the first report and which were not.
func (n namer) officialWord(inc *conflict.Incident, texts texts, sources []Source, now time.Time) official {
	word := cmp.Or(inc.Official, conflict.OfficialUnknown)
	o := official{Word: word, Answer: n.T("spoken_" + word)}
	first := firstReport(inc)
	spoke := word == conflict.OfficialConfirmed || word == conflict.OfficialDenied
	switch {
	case spoke && inc.OfficialSince != nil:
		o.Clock = n.T("official_at", n.Time(*inc.OfficialSince)) + ", " + n.T("official_after", n.Span(inc.OfficialSince.Sub(first)))
	case !spoke && !first.IsZero():
		o.Clock = n.T("without_word", n.Span(now.Sub(first)))
	}
	o.Said = n.claimsOf(inc, texts, word)
	if inc.Place == nil || inc.Place.Country == "" {
		return o
	}
	for _, s := range sources {
		if s.Official() && s.Country == inc.Place.Country && s.Enabled {
			o.source(n, s, first)
		}
	}
	o.None = len(o.Read)+len(o.Missed) == 0
	return o
}

// claimsOf gives what was said that makes the official word what it is.
func (n namer) claimsOf(inc *conflict.Incident, texts texts, word string) []claim {
	kinds := map[string]string{conflict.OfficialConfirmed: conflict.ClaimConfirmation, conflict.OfficialDenied: conflict.ClaimDenial,
		conflict.OfficialSilent: conflict.ClaimSilence}
	only := conflict.Incident{Articles: inc.Articles}
	for _, c := range inc.Claims {
		if c.Kind == kinds[word] && !c.Withdrawn && len(only.Claims) < 3 {
			only.Claims = append(only.Claims, c)
		}
	}
	return n.claims(&only, texts)
}

func (o *official) source(n namer, s Source, first time.Time) {
	r := reading{Name: clean(cmp.Or(s.Name, s.ID)), URL: link(s.URL)}
	switch h := s.Health; {
	case h.Failures > 0:
		r.How = n.T("failed_with", shorten(clean(n.names.Problem(h.LastError)), 160))
		o.Missed = append(o.Missed, r)
	case h.LastSuccess.IsZero():
		r.How = n.T("state_new")
		o.Missed = append(o.Missed, r)
	case h.LastSuccess.Before(first):
		r.How = n.T("not_since", n.Time(h.LastSuccess))
		o.Missed = append(o.Missed, r)
	default:
		r.How = n.T("read_at", n.Time(h.LastSuccess))
		o.Read = append(o.Read, r)
	}
}
