package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// TestAYearOfNewsStaysWithinTwiceItsData lives through a year: polls, articles
// with edits, incidents that grow, digests, looks at pages, old texts dropped.
// The file may be at most twice as large as the same records written anew.
func TestAYearOfNewsStaysWithinTwiceItsData(t *testing.T) {
	perDay := 2
	if soak() {
		perDay = 200
	}
	c := &clock{day0}
	s := openTest(t, Options{Clock: c.now})
	s.db.NoSync = true
	for day := range 365 {
		c.t = day0.AddDate(0, 0, day)
		liveADay(t, s, day, perDay)
		if day%30 == 29 {
			if _, err := s.Retain(context.Background(), c.t.AddDate(0, 0, -90)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := s.FoldIndex(context.Background()); err != nil {
		t.Fatal(err)
	}
	dst := filepath.Join(t.TempDir(), "compact.db")
	if err := s.Compact(context.Background(), dst); err != nil {
		t.Fatal(err)
	}
	file, live := used(t, s.Path()), used(t, dst)
	ratio := float64(file) / float64(live)
	t.Logf("%d articles: %d kB, written anew %d kB, ratio %.2f", 365*perDay, file>>10, live>>10, ratio)
	if ratio > 2 {
		t.Errorf("the file is %.2f times its data; the bar is 2", ratio)
	}
}

// used is the size of a file up to its last page that was ever used.
func used(t *testing.T, path string) uint64 {
	h := mustHead(t, path)
	return h.pages * h.size
}

func liveADay(t *testing.T, s *Store, day, perDay int) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	out, err := s.RecordPoll(inventedPoll(day%20, day*10, 3*perDay))
	must(err)
	for i := range perDay {
		n := day*perDay + i
		c := inventedCommit(n)
		c.Article.Seen = s.now()
		if i < len(out.Fresh) {
			c.Pending = out.Fresh[i].ID
		}
		_, err := s.Commit(c)
		must(err)
		if n%10 == 0 { // an edit, and the incident's ledger grows
			c.Article.Version, c.Pending = 2, 0
			c.Records[0].Members = append(c.Records[0].Members, c.Records[0].Members[0])
			c.Records[0].Updated = c.Records[0].Updated.Add(time.Hour)
			_, err = s.Commit(c)
			must(err)
		}
		must(s.MarkUnchanged(c.Article.URL, s.now().Add(time.Hour), "", ""))
		must(s.LearnBoilerplate(fmt.Sprint("site", n%20), c.Article.URL, []string{"a", "b", fmt.Sprint(n)}))
	}
	for _, p := range out.Fresh[min(perDay, len(out.Fresh)):] {
		must(s.SkipPending("sport", p.ID))
	}
	id := fmt.Sprint("digest", day)
	changes, err := s.ChangesAfter(uint64(day*perDay), perDay)
	must(err)
	_, err = freezeOne(s, conflict.Digest{ID: id, Recipient: "desk", Incidents: []conflict.DigestEntry{{Changes: changes}}}, uint64(day))
	must(err)
	due, err := s.Deliveries(s.now())
	must(err)
	for _, d := range due {
		arrived(&d)
		must(s.RecordAttempt(d, false))
	}
}
