package watch

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
)

// Try reads sources and their unknown articles without storing or sending
// anything. polled and read hear of each source and article as it ends.
func (s *Service) Try(ctx context.Context, ids []string, polled func(Polled), read func(Read)) error {
	all, err := s.store.Sources()
	if err != nil {
		return err
	}
	chosen, err := choose(all, ids)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(pollers)
	for _, st := range chosen {
		group.Go(func() error {
			p, stubs, err := s.tryOne(ctx, st)
			if err != nil {
				return err
			}
			mu.Lock()
			polled(p)
			mu.Unlock()
			for _, stub := range stubs {
				r := s.tryArticle(ctx, stub, st.Source)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				mu.Lock()
				read(r)
				mu.Unlock()
			}
			return nil
		})
	}
	return group.Wait()
}

func (s *Service) tryOne(ctx context.Context, st store.SourceState) (Polled, []conflict.Stub, error) {
	p := Polled{Source: st.Source}
	st.Health.ETag, st.Health.LastModified, st.Health.BodyHash = "", "", ""
	result, err := s.read(ctx, st)
	if ctx.Err() != nil {
		return p, nil, ctx.Err()
	}
	p.Err, p.Warnings = err, result.Warnings
	stubs, skips, err := s.sift(st.Source, result.Stubs)
	p.New, p.Skipped = len(stubs), len(skips)
	return p, stubs, err
}

func (s *Service) tryArticle(ctx context.Context, stub conflict.Stub, src conflict.Source) Read {
	r := Read{URL: stub.URL, Source: src.ID}
	got, err := s.fetchArticle(ctx, stub, src)
	if err != nil {
		r.Err = err
		return r
	}
	if got.idle {
		r.Article, r.Skipped = got.article, idlePage
		return r
	}
	v, err := s.version(got, 1)
	r.URL, r.Article, r.Coded, r.Err = got.article.URL, got.article, v.Coded, err
	return r
}
