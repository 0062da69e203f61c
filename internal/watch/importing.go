package watch

import (
	"context"
	"errors"

	"sahelwatch/extract/page"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
)

// Import codes, links and stores one article that was not fetched here. An
// article whose text is stored already changes nothing; a changed one is a new
// version. An unknown publication time stays unknown. Unless notify, what
// becomes known is stored and never sent.
func (s *Service) Import(ctx context.Context, a conflict.Article, notify bool) (Read, error) {
	r := Read{URL: a.URL, Source: a.Source}
	if err := ctx.Err(); err != nil {
		return r, err
	}
	got := fetched{source: s.sourceOf(a.URL), article: a, paragraphs: page.Paragraphs(a.Text)}
	if a.Source != "" {
		got.source = s.source(a.Source)
	} else {
		got.article.Source = got.source.ID
	}
	c, known, err := s.successor(got)
	if err != nil || known {
		return r, err
	}
	c.quiet, c.refetch = !notify, false
	r.Coded = c.version.Coded
	if r.Changes, err = s.commit(c); err != nil {
		return r, err
	}
	return r, s.learn(got)
}

// Fetch reads the article pages at the given addresses, codes and links them,
// and stores them unless dry. Each is handed to done as it ends.
func (s *Service) Fetch(ctx context.Context, addresses []string, dry bool, done func(Read)) error {
	for _, address := range addresses {
		r, err := s.fetchOne(ctx, address, dry)
		if err != nil {
			return err
		}
		done(r)
	}
	return nil
}

func (s *Service) fetchOne(ctx context.Context, address string, dry bool) (Read, error) {
	src := s.sourceOf(address)
	r := Read{URL: address, Source: src.ID}
	got, err := s.fetchArticle(ctx, conflict.Stub{URL: address}, whole(src))
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	if err != nil {
		r.Err = err
		return r, nil
	}
	r.URL, r.Article = got.article.URL, got.article
	c, known, err := s.successor(got)
	if err != nil {
		return r, err
	}
	r.Coded = c.version.Coded
	if dry || known {
		return r, nil
	}
	if r.Changes, err = s.commit(c); err != nil {
		return r, err
	}
	return r, s.learn(got)
}

// successor makes the next version of an article; known when the stored one
// says the same.
func (s *Service) successor(got fetched) (c commitment, known bool, err error) {
	number := 1
	before, err := s.store.Article(got.article.URL)
	switch {
	case err == nil:
		c.before, number = &before, before.Version+1
		if before.Hash == store.EvidenceHash(got.article) {
			c.version = before
			return c, true, nil
		}
	case !errors.Is(err, store.ErrNotFound):
		return c, false, err
	}
	c.version, err = s.version(got, number)
	c.refetch = c.version.Coded.Relevant
	return c, false, err
}
