package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

func TestAPageIsLookedAtAgainByTheSchedule(t *testing.T) {
	s := openTest(t, Options{})
	url := "https://a.example/1"
	v := ArticleVersion{URL: url, Version: 1, Seen: day0, ETag: "one"}
	if _, err := s.Commit(Commit{Article: v, Refetch: true}); err != nil {
		t.Fatal(err)
	}
	now := day0
	for _, after := range []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour, 168 * time.Hour} {
		if due, err := s.DueRefetch(day0.Add(after-time.Minute), 10); err != nil || len(due) != 0 {
			t.Fatalf("before %v: %v, %v", after, due, err)
		}
		now = day0.Add(after)
		due, err := s.DueRefetch(now, 10)
		if err != nil || len(due) != 1 || due[0].URL != url || due[0].Version != 1 || !due[0].FirstSeen.Equal(day0) {
			t.Fatalf("after %v: %+v, %v", after, due, err)
		}
		if err := s.MarkUnchanged(url, now, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	if due, err := s.DueRefetch(now.AddDate(1, 0, 0), 10); err != nil || len(due) != 0 {
		t.Errorf("after the last look: %v, %v", due, err)
	}
}

func TestALookMissedWhileDownIsMadeOnce(t *testing.T) {
	s := openTest(t, Options{})
	if _, err := s.Commit(Commit{Article: ArticleVersion{URL: "u", Version: 1, Seen: day0}, Refetch: true}); err != nil {
		t.Fatal(err)
	}
	now := day0.Add(25 * time.Hour) // three looks have passed
	if due, err := s.DueRefetch(now, 10); err != nil || len(due) != 1 {
		t.Fatalf("%v, %v", due, err)
	}
	edited := ArticleVersion{URL: "u", Version: 2, Seen: now, ETag: "two"}
	if _, err := s.Commit(Commit{Article: edited, Refetch: true}); err != nil {
		t.Fatal(err)
	}
	if due, err := s.DueRefetch(now, 10); err != nil || len(due) != 0 {
		t.Errorf("after the edit was stored: %v, %v", due, err)
	}
	due, err := s.DueRefetch(day0.Add(72*time.Hour), 10)
	if err != nil || len(due) != 1 || due[0].Version != 2 || due[0].ETag != "two" {
		t.Errorf("next look: %+v, %v", due, err)
	}
	versions, err := s.Versions("u")
	if err != nil || len(versions) != 2 || versions[0].Version != 1 || versions[1].Version != 2 {
		t.Errorf("versions: %+v, %v", versions, err)
	}
}

func TestAPageThatIsGoneTwiceCountsAsRemovedOnce(t *testing.T) {
	s := openTest(t, Options{})
	if _, err := s.Commit(Commit{Article: ArticleVersion{URL: "u", Version: 1, Seen: day0}, Refetch: true}); err != nil {
		t.Fatal(err)
	}
	gone := func(at time.Time) bool {
		t.Helper()
		removed, err := s.MarkGone("u", at)
		if err != nil {
			t.Fatal(err)
		}
		return removed
	}
	if gone(day0.Add(time.Hour)) {
		t.Error("removed at the first 404")
	}
	if err := s.MarkUnchanged("u", day0.Add(7*time.Hour), "", ""); err != nil {
		t.Fatal(err)
	}
	if gone(day0.Add(24 * time.Hour)) {
		t.Error("a page that came back between is removed")
	}
	if due, err := s.DueRefetch(day0.Add(30*time.Hour), 10); err != nil || len(due) != 1 {
		t.Errorf("second look: %v, %v", due, err)
	}
	if !gone(day0.Add(30 * time.Hour)) {
		t.Error("not removed at the second 404 in a row")
	}
	if gone(day0.Add(40 * time.Hour)) {
		t.Error("removed twice")
	}
	if due, err := s.DueRefetch(day0.AddDate(0, 1, 0), 10); err != nil || len(due) != 0 {
		t.Errorf("looks at a removed page: %v, %v", due, err)
	}
}

func TestArticlesComeInTheOrderInWhichTheyWereFirstSeen(t *testing.T) {
	s := openTest(t, Options{})
	for i := range 250 {
		v := ArticleVersion{URL: fmt.Sprint("u", i), Version: 1, Seen: day0.Add(time.Duration(i/3) * time.Minute)} // three at one instant
		if _, err := s.Commit(Commit{Article: v}); err != nil {
			t.Fatal(err)
		}
	}
	n := 30
	for v, err := range s.ArticlesSince(context.Background(), day0.Add(10*time.Minute)) {
		if err != nil || v.URL != fmt.Sprint("u", n) {
			t.Fatalf("%s, %v; want u%d", v.URL, err, n)
		}
		n++
	}
	if n != 250 {
		t.Errorf("ended at %d", n)
	}
	if count, err := s.CountArticles(); err != nil || count != 250 {
		t.Errorf("count %d, %v", count, err)
	}
	if _, err := s.Article("nowhere"); !errors.Is(err, ErrNotFound) {
		t.Errorf("an article nobody stored: %v", err)
	}
}

func TestWhatASiteRepeatsIsLearnedAndForgotten(t *testing.T) {
	s := openTest(t, Options{})
	learn := func(from, to int, footer string) {
		t.Helper()
		for i := from; i < to; i++ {
			url := fmt.Sprint("https://site.example/", i)
			if _, err := s.Commit(Commit{Article: ArticleVersion{URL: url, Version: 1, Seen: day0.Add(time.Duration(i) * 6 * time.Hour)}}); err != nil {
				t.Fatal(err)
			}
			story := "The same sentence of one story."
			if i >= 7 {
				story = fmt.Sprint("Story ", i)
			}
			for range 2 { // a page that is read twice counts once
				if err := s.LearnBoilerplate("site.example", url, []string{fmt.Sprint("Lead ", i), story, footer}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	known := func(p string) bool {
		t.Helper()
		b, err := s.Boilerplate("site.example")
		if err != nil {
			t.Fatal(err)
		}
		return b.Known(p)
	}
	learn(0, 7, "Lire  aussi : abonnez-vous.")
	if known("Lire aussi : abonnez-vous.") {
		t.Error("learned from two days")
	}
	learn(7, 12, "Lire aussi : abonnez-vous.")
	if !known("Lire aussi : abonnez-vous.") || known("Lead 3") || known("The same sentence of one story.") {
		t.Error("want the footer alone to be known")
	}
	b, _ := s.Boilerplate("site.example")
	if len(b.Paragraphs) != 1 || b.Paragraphs[0].Articles != 12 || b.Paragraphs[0].Text != "Lire aussi : abonnez-vous." || b.Articles != 12 {
		t.Errorf("listing: %+v", b)
	}
	if other, err := s.Boilerplate("other.example"); err != nil || other.Known("Lire aussi : abonnez-vous.") {
		t.Errorf("another site knows it: %v", err)
	}
	learn(12, 120, "A new footer.")
	path := s.Path()
	if err := s.Close(); err != nil { // what was learned outlives a restart
		t.Fatal(err)
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if known("Lire aussi : abonnez-vous.") || !known("A new footer.") {
		t.Error("the old footer is not forgotten, or the new one not learned")
	}
	if err := s.ResetBoilerplate("site.example"); err != nil || known("A new footer.") {
		t.Errorf("after a reset: %v", err)
	}
}

func TestDecisionsAreLinesOnlyEverAppended(t *testing.T) {
	s := openTest(t, Options{})
	if list, err := s.Decisions(); err != nil || list != nil {
		t.Errorf("before the first: %v, %v", list, err)
	}
	if err := s.AppendDecision("two\nlines"); err == nil {
		t.Error("two lines are taken as one decision")
	}
	if err := s.AppendDecision("merge a b"); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(s.decisionsFile(), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("# by hand\n\nsplit a"); err != nil { // no end of line
		t.Fatal(err)
	}
	f.Close()
	if err := s.AppendDecision("reject c"); err != nil {
		t.Fatal(err)
	}
	list, err := s.Decisions()
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "decisions", list, "merge a b", "split a", "reject c")
}

func TestAnIncidentIsFoundUnderItsPresentKeysAndMergedOnesRedirect(t *testing.T) {
	s := openTest(t, Options{})
	record := func(id string, keys ...string) conflict.Record {
		return conflict.Record{Incident: conflict.Incident{ID: id, Updated: day0, Date: conflict.Date{Start: "2025-07-28", End: "2025-07-28"}},
			Members: []conflict.Member{{URL: "https://" + id}}, Keys: keys}
	}
	put := func(list ...conflict.Record) {
		t.Helper()
		if _, err := s.Commit(Commit{Records: list}); err != nil {
			t.Fatal(err)
		}
	}
	ids := func(keys ...string) []string {
		t.Helper()
		list, err := s.Candidates(keys)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, r := range list {
			ids = append(ids, r.ID)
		}
		return ids
	}
	put(record("a", "k1", "k2"), record("b", "k2", "k3"), record("c", "k", "k22"))
	expect(t, "by one key", ids("k2"), "a", "b")
	expect(t, "by many keys, each once", ids("k3", "k2", "k1", "none"), "a", "b")
	put(record("a", "k9"))
	expect(t, "after a moved", ids("k1", "k2", "k9"), "a", "b")
	expect(t, "by a's old key", ids("k1"))
	merged := record("b")
	merged.Into = "a"
	put(merged)
	expect(t, "after b went into a", ids("k2", "k3"))
	if r, err := s.Incident("b"); err != nil || r.ID != "a" {
		t.Errorf("b leads to %s, %v", r.ID, err)
	}
	if n, err := s.CountIncidents(); err != nil || n != 2 {
		t.Errorf("%d incidents, %v; want a and c", n, err)
	}
	if ids, err := s.IncidentsOf("https://b"); err != nil || len(ids) != 0 {
		t.Errorf("incidents of b's article: %v, %v", ids, err)
	}
	circle := record("x")
	circle.Into = "x"
	put(circle)
	if _, err := s.Incident("x"); !errors.Is(err, ErrDamaged) {
		t.Errorf("a circle of redirects: %v", err)
	}
	if _, err := s.Commit(Commit{Drop: []string{"a", "nobody"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Incident("a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a dropped incident: %v", err)
	}
	expect(t, "after a was dropped", ids("k9", "k"), "c")
}
