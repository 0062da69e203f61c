package watch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

func TestNewsReachesTheReaderOnce(t *testing.T) {
	b := newBench(t, t.TempDir(), oneFeed)
	b.paper.publish(post{slug: "old", at: start().Add(-time.Hour), title: "Rains return to the north", lead: "Farmers welcomed the rains.", body: "The harvest may be good this year, a cooperative said."})
	b.tick()
	b.paper.publish(dargo("dargo", start()))
	b.advance(time.Hour)
	b.tick()
	if got := types(b.changes()); !slices.Contains(got, conflict.IncidentNew) {
		t.Fatalf("changes %v", got)
	}
	first := b.out.String()
	if !strings.Contains(first, "Dargo") || !strings.Contains(first, "no official word") && !strings.Contains(first, "not commented") {
		t.Errorf("digest:\n%s", first)
	}
	for range 5 {
		b.advance(time.Hour)
		b.tick()
	}
	if again := b.out.String(); again != first {
		t.Errorf("told again:\n%s", strings.TrimPrefix(again, first))
	}
}

func TestFirstPollOfOldItemsFloodsNobody(t *testing.T) {
	b := newBench(t, t.TempDir(), oneFeed)
	for i := range 500 {
		b.paper.publish(dargo(fmt.Sprintf("old-%d", i), start().AddDate(0, 0, -3-i)))
	}
	b.tick()
	if n, err := b.Store().CountArticles(); err != nil || n != 500 {
		t.Errorf("%d articles stored, %v", n, err)
	}
	if len(b.changes()) == 0 {
		t.Error("no changes stored")
	}
	for _, c := range b.changes() {
		if !c.Late {
			t.Fatalf("change %s of %s would be sent", c.Type, c.At)
		}
	}
	if b.out.String() != "" {
		t.Errorf("sent:\n%s", b.out.String())
	}
}

func TestImportSendsNothingUnlessAsked(t *testing.T) {
	b := newBench(t, t.TempDir(), oneFeed)
	b.tick()
	p := dargo("x", start())
	published, _ := conflict.ParseMoment("2025-07-28")
	a := conflict.Article{URL: "https://example.org/x", Title: p.title, Text: p.lead + "\n\n" + p.body, Published: published}
	r, err := b.Import(t.Context(), a, false)
	if err != nil || len(r.Changes) == 0 {
		t.Fatalf("%d changes, %v", len(r.Changes), err)
	}
	b.tick()
	if b.out.String() != "" {
		t.Errorf("sent:\n%s", b.out.String())
	}
	if r, err = b.Import(t.Context(), a, false); err != nil || len(r.Changes) != 0 {
		t.Errorf("again: %d changes, %v", len(r.Changes), err)
	}
}

func TestEditAndRemovalAreNoticed(t *testing.T) {
	b := newBench(t, t.TempDir(), oneFeed)
	b.tick()
	p := dargo("dargo", start())
	b.paper.publish(p)
	b.advance(time.Hour)
	b.tick()
	b.paper.edit("dargo", strings.Replace(p.body, "towards the east", "towards the west, a correction says", 1))
	b.advance(2 * time.Hour)
	b.tick()
	if got := types(b.changes()); !slices.Contains(got, conflict.ArticleEdited) {
		t.Errorf("after the edit: %v", got)
	}
	if v, err := b.Store().Versions(b.paper.URL + "/a/dargo"); err != nil || len(v) != 2 {
		t.Errorf("%d versions, %v", len(v), err)
	}
	b.paper.remove("dargo")
	for range 4 {
		b.advance(24 * time.Hour)
		b.tick()
	}
	if got := types(b.changes()); !slices.Contains(got, conflict.ArticleRemoved) {
		t.Errorf("after the removal: %v", got)
	}
}

func TestBadSourcesSaySoInTheirHealth(t *testing.T) {
	bad := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<!DOCTYPE html><html><head><title>Home</title></head><body><p>Welcome</p></body></html>")
		case "/empty":
			w.Header().Set("Content-Type", "application/rss+xml")
		case "/pdf":
			fmt.Fprint(w, "%PDF-1.7 binary")
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/500":
			http.Error(w, "down", http.StatusInternalServerError)
		}
	}))
	t.Cleanup(bad.Close)
	config := "recipients: []\nsources:\n"
	for _, name := range []string{"page", "empty", "pdf", "loop", "500"} {
		config += fmt.Sprintf("  - {id: s%s, url: %q}\n", name, bad.URL+"/"+name)
	}
	b := newBench(t, t.TempDir(), config)
	b.tick()
	for id, want := range map[string]string{"spage": "HTML", "sempty": "empty", "spdf": "feed", "sloop": "redirect", "s500": "500"} {
		h, err := b.Store().Health(id)
		if err != nil || !strings.Contains(h.LastError, want) || h.Failures != 1 {
			t.Errorf("%s: %q (%d failures), %v; want %q", id, h.LastError, h.Failures, err, want)
		}
	}
	if n, err := b.Store().CountArticles(); n != 0 || err != nil {
		t.Errorf("%d articles stored, %v", n, err)
	}
}

func TestDownSourceIsAskedRarelyAndFoundAgain(t *testing.T) {
	var up, hits = false, 0
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		hits++
		if !up {
			http.Error(w, "down", http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>x</title><item><title>One</title><link>http://x.example/1</link></item></channel></rss>`)
	}))
	t.Cleanup(site.Close)
	b := newBench(t, t.TempDir(), fmt.Sprintf("recipients: []\nsources:\n  - {id: s, url: %q}\n", site.URL+"/feed"))
	for range 10 * 24 * 4 {
		if _, err := b.PollDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.advance(15 * time.Minute)
	}
	if hits > 40 {
		t.Errorf("%d polls in ten days down, at most 40", hits)
	}
	up = true
	for range 24 * 4 {
		if _, err := b.PollDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.advance(15 * time.Minute)
	}
	if h, err := b.Store().Health("s"); err != nil || h.LastError != "" {
		t.Errorf("a day after it came back: %q, %v", h.LastError, err)
	}
}
