package incident

import (
	"fmt"
	"time"

	"sahelwatch/internal/conflict"
)

// Finder looks up stored incidents.
type Finder interface {
	// Candidates gives every record that has one of keys among its Keys, Gone
	// ones included, each once and in any order.
	Candidates(keys []string) ([]conflict.Record, error)
}

// Version is one version of one article as it was coded.
type Version struct {
	Coded       conflict.Coded
	Fingerprint conflict.Fingerprint
	Family      string    // publisher family; "" is a family of its own
	Seen        time.Time // when this version was read
	Number      int       // from 1
	Edits       []Edit    // paragraphs that changed since the version before
}

// Edit is a paragraph before and after; Old is "" for a new paragraph and New
// for one that is gone.
type Edit struct {
	Old, New string
}

// Input is what Link needs to know of one article version.
type Input struct {
	Article   Version
	Now       time.Time     // the time of the changes
	MaxAge    time.Duration // articles older than this when first seen are late; 0: none is
	Decisions []Decision
	Kin       func(actor string) string // the organisation that an actor belongs to; nil: each is its own
}

// Outcome is what one step makes of the stored incidents.
type Outcome struct {
	Records []conflict.Record // to write: new, changed, redirected
	Changes []conflict.Change // what became known, in order
}

// Link places the reports of one article version among the stored incidents.
// Linking the same version again changes nothing.
func Link(in Input, find Finder) (Outcome, error) {
	if in.Article.Number < 1 {
		return Outcome{}, fmt.Errorf("link %s: version %d: versions count from 1", in.Article.Coded.URL, in.Article.Number)
	}
	l := newLinker(in.Now, in.Decisions, in.Kin, find)
	l.maxAge = in.MaxAge
	l.incoming = in.Article.Coded.URL
	l.edits = in.Article.Edits
	fresh := members(in.Article)
	out, err := l.step(in.Article.Coded.URL, in.Article.Number, fresh)
	if err != nil {
		return Outcome{}, fmt.Errorf("link %s: %w", in.Article.Coded.URL, err)
	}
	return out, nil
}

// Removed notes that the page at url is gone. What it said stays in the ledger.
func Removed(url string, now time.Time, decisions []Decision, kin func(string) string, find Finder) (Outcome, error) {
	l := newLinker(now, decisions, kin, find)
	l.gone = url
	out, err := l.touch([]string{url})
	if err != nil {
		return Outcome{}, fmt.Errorf("removed %s: %w", url, err)
	}
	return out, nil
}

// Decide clusters the incidents that a decision names afresh. decisions holds
// all of them, the newest last.
func Decide(decisions []Decision, now time.Time, kin func(string) string, find Finder) (Outcome, error) {
	if len(decisions) == 0 {
		return Outcome{}, nil
	}
	last := decisions[len(decisions)-1]
	l := newLinker(now, decisions, kin, find)
	out, err := l.touch(last.urls())
	if err != nil {
		return Outcome{}, fmt.Errorf("decide %s: %w", last.Kind, err)
	}
	return out, nil
}

// members turns an article version into members, one for each report.
func members(v Version) []conflict.Member {
	c := v.Coded
	out := make([]conflict.Member, 0, len(c.Reports))
	for i, r := range c.Reports {
		out = append(out, conflict.Member{
			URL: c.URL, Version: v.Number, Report: i,
			Seen: v.Seen, Published: c.Published, Source: c.Source, Family: v.Family,
			Lang: c.Lang, Title: c.Title, Wire: c.Wire, Fingerprint: v.Fingerprint, Coded: r,
		})
	}
	return out
}
