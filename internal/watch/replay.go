package watch

import (
	"context"
	"fmt"
	"iter"
	"time"

	"sahelwatch/extract"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/incident"
	"sahelwatch/internal/store"
)

// Replayed is what present rules would make of the stored articles.
type Replayed struct {
	Versions    int      // article versions linked
	Recoded     int      // of these, coded to other reports than before
	Differences []string // between the incidents, in words
}

// Replay links all stored articles again under the present rules; those first
// seen at since or later are coded again before. What would change is told, and
// with apply stored; nothing of it is ever sent. step hears of each version.
func (s *Service) Replay(ctx context.Context, since time.Time, apply bool, step func()) (Replayed, error) {
	s.linking.Lock()
	defer s.linking.Unlock()
	var r Replayed
	decisions, err := s.decisions()
	if err != nil {
		return r, err
	}
	before, err := s.allRecords(ctx)
	if err != nil {
		return r, err
	}
	var recoded []store.ArticleVersion
	in := incident.Input{Now: s.now(), MaxAge: s.Config().Store.MaxAge, Decisions: decisions, Kin: s.kin}
	after, err := incident.Replay(s.versions(ctx, since, &r, &recoded, step), in)
	if err != nil {
		return r, err
	}
	out := incident.Adopt(before, after, in)
	r.Differences = incident.Compare(before, out.Records)
	if !apply {
		return r, nil
	}
	return r, s.applyReplay(recoded, out)
}

// versions gives every stored article version, coded anew from since on.
func (s *Service) versions(ctx context.Context, since time.Time, r *Replayed, recoded *[]store.ArticleVersion, step func()) iter.Seq2[incident.Version, error] {
	return func(yield func(incident.Version, error) bool) {
		t, err := s.tongue()
		if err != nil {
			yield(incident.Version{}, err)
			return
		}
		var before *store.ArticleVersion
		for v, err := range s.store.ArticlesSince(ctx, time.Time{}) {
			if err != nil {
				yield(incident.Version{}, err)
				return
			}
			if !v.Seen.Before(since) && !v.Dropped {
				if again := t.coder.Code(v.Article); !sameReports(v.Coded, again) {
					v.Coded = again
					r.Recoded++
					*recoded = append(*recoded, v)
				}
				v.Fingerprint = extract.Fingerprint(v.Article.Text)
			}
			r.Versions++
			step()
			if before != nil && before.URL != v.URL {
				before = nil
			}
			version := incident.Version{Coded: v.Coded, Fingerprint: v.Fingerprint, Family: v.Family, Seen: v.Seen,
				Number: v.Version, Edits: edits(before, v)}
			if !yield(version, nil) {
				return
			}
			last := v
			before = &last
		}
	}
}

func (s *Service) allRecords(ctx context.Context) ([]conflict.Record, error) {
	var list []conflict.Record
	for r, err := range s.store.Records(ctx) {
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// applyReplay stores the articles that were coded anew, then the incidents. A
// crash in between leaves the old incidents, and the replay can be run again.
func (s *Service) applyReplay(recoded []store.ArticleVersion, out incident.Outcome) error {
	for _, v := range recoded {
		if _, err := s.store.Commit(store.Commit{Article: v}); err != nil {
			return fmt.Errorf("replay %s: %w", v.URL, err)
		}
	}
	_, err := s.store.Commit(store.Commit{Records: out.Records, Changes: out.Changes})
	return err
}
