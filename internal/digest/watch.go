package digest

import (
	"slices"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// stale is how long after its last success a source still counts as read, when
// the digest's own span is shorter.
const stale = 24 * time.Hour

// watch fills in what became of the enabled sources: how many were read, which
// failed or fell silent, and when each official one was last read.
func watch(d *conflict.Digest, in Input) {
	for _, s := range in.Sources {
		if !s.Enabled {
			continue
		}
		d.Watched++
		h := in.Health[s.ID]
		note := conflict.SourceNote{ID: s.ID, Name: s.Name, Official: s.Official(), Country: s.Country}
		if note.Name == "" {
			note.Name = s.ID
		}
		problem, since := trouble(h, in)
		switch {
		case problem != "":
			note.Problem, note.Since = problem, since.UTC()
			d.Failing = append(d.Failing, note)
		case h.Silent(in.Now):
			d.Read++
			note.Problem, note.Since, note.Silent = "nothing new", h.LastItem.UTC(), true
			d.Failing = append(d.Failing, note)
		default:
			d.Read++
		}
		if s.Official() {
			d.Officials = append(d.Officials, conflict.OfficialRead{
				ID: s.ID, Name: note.Name, Country: s.Country, LastRead: h.LastSuccess.UTC(), Failed: problem,
			})
		}
	}
	slices.SortStableFunc(d.Failing, func(a, b conflict.SourceNote) int {
		if a.Official != b.Official {
			if a.Official {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	slices.SortStableFunc(d.Officials, func(a, b conflict.OfficialRead) int { return strings.Compare(a.Name, b.Name) })
}

// Problems that are no error of a fetch: words.Problems says them in the
// digest's language.
const (
	notReadYet = "not read yet"
	notRead    = "not read"
	failing    = "failed"
)

// trouble says in plain words why a source does not count as read, and since
// when; "" when it does.
func trouble(h conflict.Health, in Input) (string, time.Time) {
	switch {
	case h.Failures > 0 && h.LastError != "":
		return h.LastError, h.FailingSince
	case h.Failures > 0:
		return failing, h.FailingSince
	case h.LastSuccess.IsZero():
		return notReadYet, h.LastPoll
	}
	span := in.Now.Sub(in.Since)
	if in.Since.IsZero() || span < stale {
		span = stale
	}
	if in.Now.Sub(h.LastSuccess) > span {
		return notRead, h.LastSuccess
	}
	return "", time.Time{}
}
