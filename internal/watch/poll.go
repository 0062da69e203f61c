package watch

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"sahelwatch/feeds"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
	"sahelwatch/internal/store"
)

// pollers is how many sources are read at a time; each host has its own pace
// in egress, so the number only bounds memory.
const pollers = 128

// Polled is the outcome of one reading of one source.
type Polled struct {
	Source   conflict.Source
	New      int   // announced articles that were not known
	Skipped  int   // of these, left out by triage
	Err      error // why the source could not be read
	Warnings []string
}

// Problem says in plain words why the source could not be read; "" when it was.
func (p Polled) Problem() string { return problem(p.Err) }

func problem(err error) string {
	if err == nil {
		return ""
	}
	return egress.Explain(err)
}

// PollDue reads every source that is due. The error is the store's.
func (s *Service) PollDue(ctx context.Context) ([]Polled, error) {
	due, err := s.store.DueSources(s.now())
	if err != nil {
		return nil, err
	}
	return s.poll(ctx, due, nil)
}

// Poll reads the named sources, due or not; all enabled ones when none is
// named. done, when set, hears of each as it ends.
func (s *Service) Poll(ctx context.Context, ids []string, done func(Polled)) ([]Polled, error) {
	all, err := s.store.Sources()
	if err != nil {
		return nil, err
	}
	chosen, err := choose(all, ids)
	if err != nil {
		return nil, err
	}
	return s.poll(ctx, chosen, done)
}

func choose(all []store.SourceState, ids []string) ([]store.SourceState, error) {
	if len(ids) == 0 {
		chosen := make([]store.SourceState, 0, len(all))
		for _, st := range all {
			if st.Source.Enabled {
				chosen = append(chosen, st)
			}
		}
		return chosen, nil
	}
	var chosen []store.SourceState
	byID := map[string]store.SourceState{}
	for _, st := range all {
		byID[st.Source.ID] = st
	}
	for _, id := range ids {
		st, ok := byID[id]
		if !ok {
			return nil, fmt.Errorf("no source has the id %q", id)
		}
		chosen = append(chosen, st)
	}
	return chosen, nil
}

func (s *Service) poll(ctx context.Context, list []store.SourceState, done func(Polled)) ([]Polled, error) {
	results := make([]Polled, len(list))
	var mu sync.Mutex
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(pollers)
	for i, st := range list {
		group.Go(func() error {
			if inner.Err() != nil || !s.busy.enter(st.Source.ID) {
				results[i] = Polled{Source: st.Source}
				return inner.Err()
			}
			defer s.busy.leave(st.Source.ID)
			p, err := s.pollOne(inner, st)
			results[i] = p
			if done != nil && err == nil {
				mu.Lock()
				defer mu.Unlock()
				done(p)
			}
			return err
		})
	}
	return results, group.Wait()
}

// pollOne reads one source and records what it announces. Its own failure goes
// into the source's health; the error is the store's, or the context's.
func (s *Service) pollOne(ctx context.Context, st store.SourceState) (Polled, error) {
	p := Polled{Source: st.Source}
	result, err := s.read(ctx, st)
	if ctx.Err() != nil {
		return p, ctx.Err()
	}
	now := s.now()
	s.done.polls.Add(1)
	rec := store.Poll{SourceID: st.Source.ID, At: now, Old: st.First()}
	if err != nil {
		p.Err = err
		s.done.failed.Add(1)
		s.log.Warn("source failed", "source", st.Source.ID, "error", egress.Explain(err))
	} else if rec.Stubs, rec.Skips, err = s.sift(st.Source, result.Stubs); err != nil {
		return p, err
	}
	p.Warnings = result.Warnings
	rec.Health = s.after(st, result, p.Err, now, len(rec.Stubs)+len(rec.Skips))
	out, err := s.store.RecordPoll(rec)
	if err != nil {
		return p, err
	}
	p.New, p.Skipped = len(out.Fresh), len(rec.Skips)
	return p, nil
}

// read fetches and parses the source; a panic of a parser is the source's
// failure, not the program's.
func (s *Service) read(ctx context.Context, st store.SourceState) (result reading, err error) {
	defer func() {
		if v := recover(); v != nil {
			s.log.Error("panic while reading a source", "source", st.Source.ID, "panic", v, "stack", string(debug.Stack()))
			err = fmt.Errorf("a fault of this program stopped the reading: %v", v)
		}
	}()
	set := s.setup.Load()
	if st.Source.Kind == "feed" {
		r, err := feeds.Fetch(ctx, set.client, st.Source, st.Health)
		return reading{Result: r, state: st.Health.State}, err
	}
	r, err := set.crawler.List(ctx, st.Source, st.Health)
	return reading{feeds.Result{
		Stubs: r.Stubs, NotModified: r.NotModified, Warnings: r.Warnings, Lost: r.Lost, ETag: r.ETag, LastModified: r.LastModified,
		BodyHash: r.BodyHash, MovedTo: r.MovedTo, TTL: r.TTL, MaxAge: r.MaxAge, RetryAfter: r.RetryAfter,
	}, r.State}, err
}

// reading is what a source announces, whatever its kind, with what the crawler
// learned of a listing page.
type reading struct {
	feeds.Result
	state []byte
}

// sift parts the unknown announcements into those worth fetching and those
// that triage leaves out.
func (s *Service) sift(src conflict.Source, stubs []conflict.Stub) ([]conflict.Stub, []conflict.Skip, error) {
	fresh, err := s.store.Unseen(src.ID, stubs)
	if err != nil {
		return nil, nil, err
	}
	return s.triage(src, fresh)
}

// triage parts announcements into those worth fetching and the rest.
func (s *Service) triage(src conflict.Source, stubs []conflict.Stub) ([]conflict.Stub, []conflict.Skip, error) {
	if len(stubs) == 0 || src.Fetch == "all" {
		return stubs, nil, nil
	}
	t, err := s.tongue()
	if err != nil {
		return nil, nil, err
	}
	var kept []conflict.Stub
	var skips []conflict.Skip
	for _, stub := range stubs {
		lang := stub.Lang
		if lang == "" {
			lang = src.Language
		}
		if v := t.coder.Triage(stub.Title, stub.Summary, lang); !v.Fetch {
			skips = append(skips, conflict.Skip{URL: stub.URL, Title: stub.Title, Reason: v.Reason})
			continue
		}
		kept = append(kept, stub)
	}
	return kept, skips, nil
}

// after gives the source's health once a poll has ended. fresh counts the
// announcements that were new.
func (s *Service) after(st store.SourceState, r reading, failed error, now time.Time, fresh int) conflict.Health {
	h := st.Health
	h.ID, h.LastPoll = st.Source.ID, now
	if failed != nil {
		if h.Failures++; h.FailingSince.IsZero() {
			h.FailingSince = now
		}
		h.LastError = egress.Explain(failed)
	} else {
		h.LastSuccess, h.LastError, h.Failures, h.FailingSince = now, "", 0, time.Time{}
		h.Warnings, h.Lost = r.Warnings, r.Lost
		if !r.NotModified {
			h.ETag, h.LastModified, h.BodyHash = r.ETag, r.LastModified, r.BodyHash
		}
		noteMove(&h, r.MovedTo)
		if fresh > 0 {
			noteRhythm(&h, now, st.First())
		}
	}
	h.State = r.state
	h.NextPoll = s.nextPoll(st.Source, h, r.Result, failed, now)
	return h
}

// noteMove counts how often in a row a source redirected for good.
func noteMove(h *conflict.Health, to string) {
	if to != h.MovedTo {
		h.MovedTo, h.Moved = to, 0
	}
	if to != "" {
		h.Moved++
	}
}

// noteRhythm learns the usual time between two polls with something new: a
// mean that forgets, so that a changed rhythm is learned within some ten items.
func noteRhythm(h *conflict.Health, now time.Time, first bool) {
	if !first && !h.LastItem.IsZero() {
		gap := now.Sub(h.LastItem)
		if h.Rhythm == 0 {
			h.Rhythm = gap
		} else {
			h.Rhythm += (gap - h.Rhythm) / 8
		}
	}
	h.LastItem = now
}
