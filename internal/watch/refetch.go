package watch

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"sahelwatch/crawler"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
	"sahelwatch/internal/incident"
	"sahelwatch/internal/store"
)

// refetchRetry is how long a look at a page is put off after a failure.
const refetchRetry = 2 * time.Hour

// Reread looks again at the article pages whose time has come: an edited text
// is coded as a new version, a page that is gone twice is noted as removed.
func (s *Service) Reread(ctx context.Context, done func(Read)) error {
	list, err := s.store.DueRefetch(s.now(), 500)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(fetchers)
	for _, look := range list {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := s.rereadOne(ctx, look)
			if err == nil && done != nil && len(r.Changes) > 0 {
				done(r)
			}
			return err
		})
	}
	return group.Wait()
}

func (s *Service) rereadOne(ctx context.Context, look store.Refetch) (Read, error) {
	r := Read{URL: look.URL, Source: look.Source}
	got, err := s.readPage(ctx, look.URL, crawler.Validators{ETag: look.ETag, LastModified: look.LastModified}, whole(s.source(look.Source)))
	var status *egress.StatusError
	switch {
	case ctx.Err() != nil:
		return r, ctx.Err()
	case errors.As(err, &status) && status.Gone():
		r.Changes, err = s.gone(look)
		return r, err
	case err != nil:
		r.Err = err
		s.log.Info("second look at an article failed", "url", look.URL, "error", egress.Explain(err))
		return r, s.store.RetryRefetch(look.URL, s.now().Add(refetchRetry))
	case got.unchanged:
		return r, s.store.MarkUnchanged(look.URL, s.now(), got.page.ETag, got.page.LastModified)
	}
	r.Changes, r.Coded, err = s.again(got, look)
	return r, err
}

// again stores another version of an article if its text or title changed.
func (s *Service) again(got fetched, look store.Refetch) ([]conflict.Change, conflict.Coded, error) {
	before, err := s.store.Article(look.URL)
	if err != nil {
		return nil, conflict.Coded{}, err
	}
	a := got.article
	a.URL, a.Source = before.URL, before.Source
	if a.Lang == "" {
		a.Lang = before.Article.Lang
	}
	// The first reading of the publication time stands, so that an edit does
	// not make old news new.
	a.Published, a.PublishedFrom, a.Confidence = before.Article.Published, before.Article.PublishedFrom, before.Article.Confidence
	got.article = a
	if a.Wall != "" && before.Article.Wall == "" || store.EvidenceHash(a) == before.Hash {
		return nil, before.Coded, s.store.MarkUnchanged(look.URL, s.now(), got.page.ETag, got.page.LastModified)
	}
	v, err := s.version(got, before.Version+1)
	if err != nil {
		return nil, conflict.Coded{}, err
	}
	v.Old = before.Old
	changes, err := s.commit(commitment{version: v, before: &before, refetch: true})
	return changes, v.Coded, err
}

// gone notes a page that answered 404 or 410.
func (s *Service) gone(look store.Refetch) ([]conflict.Change, error) {
	removed, err := s.store.MarkGone(look.URL, s.now())
	if err != nil || !removed {
		return nil, err
	}
	s.linking.Lock()
	defer s.linking.Unlock()
	decisions, err := s.decisions()
	if err != nil {
		return nil, err
	}
	out, err := incident.Removed(look.URL, s.now(), decisions, s.kin, s.store)
	if err != nil {
		return nil, err
	}
	done, err := s.store.Commit(store.Commit{Records: out.Records, Changes: out.Changes})
	return done.Changes, err
}
