package watch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"sahelwatch/crawler"
	"sahelwatch/extract"
	"sahelwatch/extract/page"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
	"sahelwatch/internal/store"
)

// fetchers is how many article pages are read at a time, over all hosts.
const fetchers = 32

// maxAttempts is how often an article page is asked for before it is given up.
const maxAttempts = 6

// Read is what became of one announced article.
type Read struct {
	URL     string
	Source  string
	Article conflict.Article // as it was extracted
	Coded   conflict.Coded
	Changes []conflict.Change
	Skipped string // why its page was left out after a look at it; "" when it was not
	Err     error  // why it could not be read; it is tried again later unless GaveUp
	GaveUp  bool
}

// Problem says in plain words why the article could not be read; "" when it was.
func (r Read) Problem() string { return problem(r.Err) }

// manyPages is from how many pages on the memory that reading them took is given
// back at once: there may be quiet hours before the next collection.
const manyPages = 100

// ReadPending fetches, codes, links and stores the announced articles whose
// time has come. done, when set, hears of each as it ends. The error is the
// store's or the context's; that of a page stands in its Read.
func (s *Service) ReadPending(ctx context.Context, done func(Read)) (int, error) {
	const batch = 500
	total := 0
	defer func() {
		if total >= manyPages {
			debug.FreeOSMemory()
		}
	}()
	for {
		list, err := s.store.Pending(batch)
		if err != nil || len(list) == 0 {
			return total, err
		}
		if err := s.readBatch(ctx, list, done); err != nil {
			return total, err
		}
		total += len(list)
		if len(list) < batch {
			return total, nil
		}
	}
}

func (s *Service) readBatch(ctx context.Context, list []store.PendingStub, done func(Read)) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(fetchers)
	results := make(chan Read)
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		for r := range results {
			if done != nil {
				done(r)
			}
		}
	}()
	for _, p := range list {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			r, err := s.readOne(ctx, p)
			if err != nil {
				return err
			}
			results <- r
			return nil
		})
	}
	err := group.Wait()
	close(results)
	<-finished
	return err
}

// idlePage is why a page is left out whose text has nothing to be coded.
const idlePage = "the page names no violence, no party to it and no country of the region"

// readOne settles one pending stub: stored, left out, put off, or given up.
func (s *Service) readOne(ctx context.Context, p store.PendingStub) (Read, error) {
	r := Read{URL: p.Stub.URL, Source: p.Source}
	got, err := s.fetchArticle(ctx, p.Stub, s.source(p.Source))
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	if err != nil {
		r.Err = err
		return r, s.putOff(&r, p, err)
	}
	r.Article = got.article
	if got.idle {
		r.Skipped = idlePage
		return r, errors.Join(s.store.SkipPending(idlePage, p.ID), s.learn(got))
	}
	v, changes, err := s.keep(got, p)
	if err != nil {
		return r, err
	}
	r.Coded, r.Changes = v.Coded, changes
	return r, nil
}

// keep codes, links and commits the first version of an article. A page that
// names another, already stored address as its own settles the stub only.
func (s *Service) keep(got fetched, p store.PendingStub) (store.ArticleVersion, []conflict.Change, error) {
	if known, err := s.knownElsewhere(got.article.URL, p.Stub.URL); known || err != nil {
		return store.ArticleVersion{}, nil, errors.Join(err, s.store.DropPending(p.ID))
	}
	v, err := s.version(got, 1)
	if err != nil {
		return v, nil, err
	}
	v.Old = p.Old
	undated := p.Old && v.Article.Published.IsZero()
	changes, err := s.commit(commitment{version: v, pending: p.ID, quiet: undated, refetch: v.Coded.Relevant})
	if err == nil {
		err = s.learn(got)
	}
	return v, changes, err
}

func (s *Service) knownElsewhere(canonical, announced string) (bool, error) {
	if crawler.Canonical(canonical) == crawler.Canonical(announced) {
		return false, nil
	}
	_, err := s.store.Article(canonical)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// putOff plans the next attempt at a page, or gives it up.
func (s *Service) putOff(r *Read, p store.PendingStub, failed error) error {
	reason := egress.Explain(failed)
	if p.Attempts+1 >= maxAttempts || final(failed) {
		r.GaveUp = true
		s.log.Warn("article given up", "url", p.Stub.URL, "error", reason)
		return s.store.SkipPending(reason, p.ID)
	}
	wait := 10 * time.Minute << p.Attempts
	var status *egress.StatusError
	if errors.As(failed, &status) {
		wait = max(wait, status.RetryAfter)
	}
	return s.store.RetryPending(p.ID, reason, s.now().Add(wait))
}

// final reports a failure that will be the same next time.
func final(err error) bool {
	var status *egress.StatusError
	if errors.As(err, &status) {
		return status.Gone()
	}
	for _, e := range []error{crawler.ErrRobots, page.ErrNotHTML, page.ErrTooLarge, egress.ErrPrivate,
		egress.ErrTooLarge, egress.ErrRedirects, egress.ErrScheme} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// fetched is an article page, read.
type fetched struct {
	source     conflict.Source
	article    conflict.Article
	paragraphs []string
	page       crawler.Page
	unchanged  bool // answered 304
	idle       bool // a look at its text found nothing to be coded
}

// fetchArticle reads the page of an announced article. Where the page cannot be
// had but the feed carried the text, that text serves.
func (s *Service) fetchArticle(ctx context.Context, stub conflict.Stub, src conflict.Source) (got fetched, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.log.Error("panic while reading a page", "url", stub.URL, "panic", v, "stack", string(debug.Stack()))
			err = &crawler.PanicError{URL: stub.URL, Value: v, Stack: debug.Stack()}
		}
	}()
	got, err = s.readPage(ctx, stub.URL, crawler.Validators{}, src)
	if err != nil && ctx.Err() == nil && len(stub.Text) >= 400 && !errors.Is(err, crawler.ErrRobots) {
		got = fetched{source: src, article: conflict.Article{URL: stub.URL, Title: stub.Title, Text: stub.Text},
			paragraphs: page.Paragraphs(stub.Text)}
		err = nil
	}
	if err != nil {
		return got, err
	}
	complete(&got.article, stub, src)
	return got, nil
}

// readPage fetches and reads one page, and its second part where it has one.
func (s *Service) readPage(ctx context.Context, address string, v crawler.Validators, src conflict.Source) (fetched, error) {
	set := s.setup.Load()
	p, err := set.crawler.Page(ctx, address, v)
	if err != nil {
		return fetched{}, err
	}
	got := fetched{source: src, page: p, unchanged: p.NotModified}
	if p.NotModified {
		return got, nil
	}
	known, err := s.knownParagraphs(p.URL)
	if err != nil {
		return got, err
	}
	worth, err := s.worth(src)
	if err != nil {
		return got, err
	}
	out, err := s.extract(ctx, page.Input{URL: p.URL, HTML: p.Body, ContentType: p.ContentType, Known: known, Now: s.now(), Live: true, Worth: worth})
	if err != nil {
		return got, fmt.Errorf("read %s: %w", address, err)
	}
	if out.Next != "" && !out.Brief {
		s.addSecondPart(ctx, &out, known)
	}
	got.article, got.paragraphs, got.idle = out.Article, out.Paragraphs, out.Brief
	got.article.URL = addressOf(p, out.Article.Canonical)
	return got, nil
}

// extract reads a page when a processor is free for it. Many pages are fetched at
// a time, but the tree of one takes megabytes.
func (s *Service) extract(ctx context.Context, in page.Input) (page.Output, error) {
	select {
	case s.desks <- struct{}{}:
	case <-ctx.Done():
		return page.Output{}, ctx.Err()
	}
	defer func() { <-s.desks }()
	return page.Extract(in)
}

// worth gives the look at a page's text that tells whether to read on; nil where
// the source's pages are all read.
func (s *Service) worth(src conflict.Source) (func(string) bool, error) {
	if src.Fetch == "all" {
		return nil, nil
	}
	t, err := s.tongue()
	if err != nil {
		return nil, err
	}
	return t.coder.Quick, nil
}

// whole gives the source of a page that is read to its end, whatever the source
// says: one that was asked for by its address, or is known to tell of something.
func whole(src conflict.Source) conflict.Source {
	src.Fetch = "all"
	return src
}

// addressOf gives the address under which an article is known: the page's own
// word where the crawler accepts it, else where the page was read.
func addressOf(p crawler.Page, own string) string {
	for _, address := range []string{own, p.URL} {
		if crawler.Canonical(address) == p.Canonical {
			return address
		}
	}
	return p.Canonical
}

// addSecondPart appends "page 2"; the first part alone serves when that fails.
func (s *Service) addSecondPart(ctx context.Context, out *page.Output, known func(string) bool) {
	p, err := s.setup.Load().crawler.Page(ctx, out.Next, crawler.Validators{})
	if err != nil {
		s.log.Warn("second part of an article failed", "url", out.Next, "error", egress.Explain(err))
		return
	}
	more, err := s.extract(ctx, page.Input{URL: p.URL, HTML: p.Body, ContentType: p.ContentType, Known: known, Now: s.now(), Live: true})
	if err != nil {
		s.log.Warn("second part of an article failed", "url", out.Next, "error", err.Error())
		return
	}
	shift := len(out.Article.Text) + 2
	out.Article.Text += "\n\n" + more.Article.Text
	out.Paragraphs = append(out.Paragraphs, more.Paragraphs...)
	for _, m := range more.Article.Masked {
		out.Article.Masked = append(out.Article.Masked, conflict.Range{Start: m.Start + shift, End: m.End + shift})
	}
}

// complete fills an article from what the feed and the config say of it. The
// feed's time outranks a guess of the page.
func complete(a *conflict.Article, stub conflict.Stub, src conflict.Source) {
	a.Source = src.ID
	if a.Title == "" {
		a.Title = stub.Title
	}
	if a.Byline == "" {
		a.Byline = stub.Byline
	}
	if a.Lang == "" {
		if a.Lang = stub.Lang; a.Lang == "" {
			a.Lang = src.Language
		}
	}
	if !stub.Published.IsZero() && (a.Published.IsZero() || a.Confidence < 0.5) {
		a.Published, a.PublishedFrom, a.Confidence = stub.Published, "feed", 0.9
	}
}

// version codes an article.
func (s *Service) version(got fetched, number int) (store.ArticleVersion, error) {
	t, err := s.tongue()
	if err != nil {
		return store.ArticleVersion{}, err
	}
	a := got.article
	s.done.coded.Add(1)
	ref, err := s.archive(got)
	if err != nil {
		return store.ArticleVersion{}, err
	}
	return store.ArticleVersion{
		URL: a.URL, Version: number, Article: a, Coded: t.coder.Code(a), Fingerprint: extract.Fingerprint(a.Text),
		Seen: s.now(), Hash: store.EvidenceHash(a), Source: a.Source, Family: got.source.Family,
		ETag: got.page.ETag, LastModified: got.page.LastModified, Archive: ref,
	}, nil
}

// source gives a source of the config; an unknown one is a source of its own.
func (s *Service) source(id string) conflict.Source {
	if src, ok := s.Config().Source(id); ok {
		return src.Conflict()
	}
	return conflict.Source{ID: id, Name: id}
}

// sourceOf gives the configured source on whose host an address lies, else the
// host itself as a source.
func (s *Service) sourceOf(address string) conflict.Source {
	host := hostOf(address)
	for _, src := range s.Config().Sources {
		if h := hostOf(src.URL); h != "" && h == host {
			return src.Conflict()
		}
	}
	return conflict.Source{ID: host, Name: host, Family: host}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}
