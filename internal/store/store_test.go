package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/conflict"
)

// day0 is when the tests' news begin.
var day0 = time.Date(2025, 7, 28, 6, 0, 0, 0, time.UTC)

func openTest(t *testing.T, opt Options) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "data", "sahelwatch.db"), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestAStoreIsOneOwnersAlone(t *testing.T) {
	s := openTest(t, Options{})
	info, err := os.Stat(s.Path())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file mode %v, %v; want 0600", info.Mode(), err)
	}
	dir, err := os.Stat(filepath.Dir(s.Path()))
	if err != nil || dir.Mode().Perm() != 0o700 {
		t.Errorf("directory mode %v, %v; want 0700", dir.Mode(), err)
	}
}

func TestASecondProcessIsToldWhoHoldsTheStore(t *testing.T) {
	s := openTest(t, Options{})
	_, err := Open(s.Path(), Options{LockTimeout: 60 * time.Millisecond})
	var locked *LockedError
	if !errors.Is(err, ErrLocked) || !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Errorf("second Open: %v; want ErrLocked with process %d", err, os.Getpid())
	}
}

func TestAnEmptyOrShortenedFileIsRefused(t *testing.T) {
	for name, size := range map[string]int64{"empty": 0, "one byte": 1, "two pages": 8192, "all but a page": -4096} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "s.db")
			s, err := Open(path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if size < 0 {
				h := mustHead(t, path)
				size += int64(h.pages * h.size)
			}
			if err := os.Truncate(path, size); err != nil {
				t.Fatal(err)
			}
			if s, err := Open(path, Options{}); !errors.Is(err, ErrDamaged) {
				if err == nil {
					s.Close()
				}
				t.Errorf("Open of a file with %d bytes: %v; want ErrDamaged", size, err)
			}
		})
	}
}

func mustHead(t *testing.T, path string) headPage {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h, ok := heads(f, int64(os.Getpagesize()))
	if !ok {
		t.Fatal("no head page")
	}
	return h
}

func TestACommitReadsBackWhole(t *testing.T) {
	s := openTest(t, Options{})
	lat, lon := 12.7, -0.28
	a := ArticleVersion{URL: "https://a.example/dargo", Version: 1, Seen: day0, Source: "a",
		Article: conflict.Article{URL: "https://a.example/dargo", Title: "Attaque à Dargo", Text: "Au moins 50 morts."}}
	a.Hash = EvidenceHash(a.Article)
	r := conflict.Record{Incident: conflict.Incident{ID: "i1", EventType: "Battles",
		Date:    conflict.Date{Start: "2025-07-28", End: "2025-07-28", Precision: conflict.DateDay},
		Place:   &conflict.Place{Name: "Dargo", ID: "geonames:2361546", Country: "BF", Lat: &lat, Lon: &lon},
		Killed:  &conflict.Ledger{Low: 50},
		Changes: []conflict.Change{{ID: "c1", Type: conflict.IncidentNew, Incident: "i1"}}, Updated: day0},
		Members: []conflict.Member{{URL: a.URL}}, Keys: []string{"place|day"}}
	out, err := s.Commit(Commit{Article: a, Records: []conflict.Record{r}, Changes: r.Changes, Refetch: true})
	if err != nil || out.LastSeq != 1 {
		t.Fatalf("Commit: %+v, %v", out, err)
	}
	r.Changes[0].Seq = 0
	got, err := s.Candidates([]string{"place|day", "other"})
	if err != nil || len(got) != 1 {
		t.Fatalf("Candidates: %v, %v", got, err)
	}
	want := r
	want.Changes = out.Changes
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Errorf("record changed on its way (-want +got):\n%s", diff)
	}
	v, err := s.Article(a.URL)
	if err != nil || v.Hash != a.Hash {
		t.Errorf("Article: %+v, %v", v, err)
	}
	for sum, err := range s.Summaries(context.Background(), Query{Countries: []string{"BF"}, From: "2025-07-01", To: "2025-07-31"}) {
		if err != nil || sum.ID != "i1" || sum.Killed.Low != 50 || !sum.Located() {
			t.Errorf("Summaries: %+v, %v", sum, err)
		}
	}
	rep, err := s.Verify(context.Background(), nil)
	if err != nil || !rep.OK() || rep.Articles != 1 {
		t.Errorf("Verify: %+v, %v", rep, err)
	}
}

func TestAStartAfterACleanStopNeedsNoWalkOverAllPages(t *testing.T) {
	s := openTest(t, Options{})
	if _, err := s.Commit(inventedCommit(1)); err != nil {
		t.Fatal(err)
	}
	if h := mustHead(t, s.Path()); h.free != noFreeList {
		t.Error("a commit wrote the list of free pages")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if h := mustHead(t, s.Path()); h.free == noFreeList {
		t.Error("Close did not write the list of free pages")
	}
}
