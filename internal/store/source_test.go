package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

func source(id string) conflict.Source {
	return conflict.Source{ID: id, URL: "https://" + id + ".example/feed", Kind: "feed", Enabled: true}
}

func dueSources(t *testing.T, s *Store, now time.Time) []string {
	t.Helper()
	list, err := s.DueSources(now)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, st := range list {
		ids = append(ids, st.Source.ID)
	}
	return ids
}

func TestSourcesKeepTheirHealthWhenTheConfigChanges(t *testing.T) {
	s := openTest(t, Options{})
	if err := s.SyncSources([]conflict.Source{source("a"), source("b")}, day0); err != nil {
		t.Fatal(err)
	}
	expect(t, "new sources", dueSources(t, s, day0), "a", "b")
	h := conflict.Health{LastPoll: day0, LastSuccess: day0, ETag: "x", NextPoll: day0.Add(time.Hour)}
	if _, err := s.RecordPoll(Poll{SourceID: "a", At: day0, Health: h}); err != nil {
		t.Fatal(err)
	}
	expect(t, "after a poll of a", dueSources(t, s, day0), "b")
	if err := s.SyncSources([]conflict.Source{source("a"), source("c")}, day0); err != nil {
		t.Fatal(err)
	}
	expect(t, "b gone, c new", dueSources(t, s, day0), "c")
	expect(t, "an hour later", dueSources(t, s, day0.Add(time.Hour)), "c", "a")
	if h, err := s.Health("a"); err != nil || h.ETag != "x" {
		t.Errorf("health of a: %+v, %v", h, err)
	}
	moved := source("a")
	moved.URL = "https://a.example/other"
	if err := s.SyncSources([]conflict.Source{moved}, day0); err != nil {
		t.Fatal(err)
	}
	if h, _ := s.Health("a"); h.ETag != "" || !h.LastSuccess.Equal(day0) {
		t.Errorf("health after a move: %+v; want no validators, the rest kept", h)
	}
	expect(t, "a moved source", dueSources(t, s, day0), "a")
	if _, err := s.Health("nobody"); !errors.Is(err, ErrNotFound) {
		t.Errorf("health of an unknown source: %v", err)
	}
}

func TestHealthOutlivesARestart(t *testing.T) {
	s := openTest(t, Options{})
	if err := s.SyncSources([]conflict.Source{source("a"), source("b")}, day0); err != nil {
		t.Fatal(err)
	}
	for _, p := range []Poll{
		{SourceID: "a", Health: conflict.Health{ETag: "quiet"}},
		{SourceID: "b", Health: conflict.Health{ETag: "news"}, Stubs: []conflict.Stub{{URL: "https://b.example/1"}}},
	} {
		if _, err := s.RecordPoll(p); err != nil {
			t.Fatal(err)
		}
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	list, err := again.Sources()
	if err != nil || len(list) != 2 || list[0].Health.ETag != "quiet" || list[1].Health.ETag != "news" {
		t.Errorf("health after a restart: %+v, %v", list, err)
	}
}

func TestAnArticleIsPendingOnceHoweverManyAnnounceIt(t *testing.T) {
	s := openTest(t, Options{})
	stub := func(url, guid string) conflict.Stub { return conflict.Stub{URL: url, GUID: guid} }
	polls := []struct {
		poll  Poll
		fresh []string
	}{
		{Poll{SourceID: "a", Stubs: []conflict.Stub{stub("u2", "g2"), stub("u1", "g1"), stub("u2", "")}}, []string{"u2", "u1"}},
		{Poll{SourceID: "a", Stubs: []conflict.Stub{stub("u2", "g2"), stub("u3", "g3")}}, []string{"u3"}},
		{Poll{SourceID: "b", Stubs: []conflict.Stub{stub("u1", "x"), stub("u4", "g1")}}, []string{"u4"}}, // GUIDs are a feed's own
		{Poll{SourceID: "a", Stubs: []conflict.Stub{stub("u1-edited-slug", "g1")}}, nil},
		{Poll{SourceID: "a", Skips: []conflict.Skip{{URL: "football"}}}, nil},
		{Poll{SourceID: "b", Stubs: []conflict.Stub{stub("football", "")}}, nil},
	}
	for i, p := range polls {
		out, err := s.RecordPoll(p.poll)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, fmt.Sprintf("poll %d", i), urlsOf(out.Fresh), p.fresh...)
	}
	list, err := s.Pending(100)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "pending, in the order of arrival", urlsOf(list), "u2", "u1", "u3", "u4")
	if fresh, err := s.Unseen("a", []conflict.Stub{stub("u1", ""), stub("u9", "g9"), stub("u8", "g3")}); err != nil || len(fresh) != 1 || fresh[0].URL != "u9" {
		t.Errorf("unseen: %v, %v; want u9", fresh, err)
	}
}

func urlsOf(list []PendingStub) []string {
	var urls []string
	for _, p := range list {
		urls = append(urls, p.Stub.URL)
	}
	return urls
}

func TestPollsThatEndTogetherStoreEachArticleOnce(t *testing.T) {
	s := openTest(t, Options{})
	var wg sync.WaitGroup
	var mu sync.Mutex
	fresh := map[string]int{}
	for f := range 40 {
		wg.Go(func() {
			p := inventedPoll(f, 0, 100)
			p.Stubs = append(p.Stubs, conflict.Stub{URL: "https://wire.example/one-story"})
			out, err := s.RecordPoll(p)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, p := range out.Fresh {
				fresh[p.Stub.URL]++
			}
		})
	}
	wg.Wait()
	if len(fresh) != 4001 || fresh["https://wire.example/one-story"] != 1 {
		t.Errorf("%d fresh articles, the wire's %d times; want 4001, once", len(fresh), fresh["https://wire.example/one-story"])
	}
	list, err := s.Pending(10_000)
	if err != nil || len(list) != 4001 {
		t.Errorf("%d pending, %v", len(list), err)
	}
}

func TestAPendingArticleIsRetriedSkippedOrDropped(t *testing.T) {
	c := &clock{day0}
	s := openTest(t, Options{Clock: c.now})
	if err := s.SyncSources([]conflict.Source{source("a")}, day0); err != nil {
		t.Fatal(err)
	}
	p := Poll{SourceID: "a", At: day0, Old: true, Stubs: []conflict.Stub{{URL: "u1"}, {URL: "u2", Title: "Le match"}, {URL: "u3"}}}
	out, err := s.RecordPoll(p)
	if err != nil || !out.Fresh[0].Old {
		t.Fatal(out, err)
	}
	ids := []uint64{out.Fresh[0].ID, out.Fresh[1].ID, out.Fresh[2].ID}
	if err := s.RetryPending(ids[0], "timeout", day0.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.SkipPending("football", ids[1], 999); err != nil {
		t.Fatal(err)
	}
	if err := s.DropPending(ids[2]); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Pending(10); err != nil || len(list) != 0 {
		t.Errorf("pending now: %v, %v", list, err)
	}
	c.pass(time.Hour)
	list, err := s.Pending(10)
	if err != nil || len(list) != 1 || list[0].Stub.URL != "u1" || list[0].Attempts != 1 || list[0].LastError != "timeout" || !list[0].Old {
		t.Errorf("pending an hour later: %+v, %v", list, err)
	}
	left, err := s.Skips("a")
	want := conflict.Skip{URL: "u2", Title: "Le match", Reason: "football"}
	if err != nil || !slices.Equal(left, []conflict.Skip{want}) {
		t.Errorf("skipped: %+v, %v", left, err)
	}
	if h, err := s.Health("a"); err != nil || h.LeftOut != 1 {
		t.Errorf("health: %+v, %v", h, err)
	}
	if again, err := s.RecordPoll(p); err != nil || len(again.Fresh) != 0 {
		t.Errorf("announced again: %v, %v", again, err)
	}
}
