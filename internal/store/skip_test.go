package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

func TestTheLatestItemsLeftOutAreKeptWithTheirReasons(t *testing.T) {
	s := openTest(t, Options{})
	if err := s.SyncSources([]conflict.Source{{ID: "a"}}, day0); err != nil {
		t.Fatal(err)
	}
	var last []conflict.Skip
	for n := range 3 {
		last = nil
		for i := range 30 {
			last = append(last, conflict.Skip{URL: fmt.Sprintf("https://a.example/%d-%d", n, i), Reason: "football"})
		}
		if _, err := s.RecordPoll(Poll{SourceID: "a", At: day0, Skips: last}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.Skips("a")
	if err != nil || len(list) != keptSkips || !slices.Equal(list[:30], last) {
		t.Errorf("Skips: %d, %v", len(list), err)
	}
	if h, err := s.Health("a"); err != nil || h.LeftOut != keptSkips {
		t.Errorf("Health: %+v, %v", h, err)
	}
	if list, err := s.Skips("b"); err != nil || len(list) != 0 {
		t.Errorf("Skips of an unknown source: %v, %v", list, err)
	}
}

func TestWhatAnOlderProgramLeftOutIsStillKnown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SyncSources([]conflict.Source{{ID: "a"}}, day0); err != nil {
		t.Fatal(err)
	}
	want := []conflict.Skip{{URL: "https://a.example/1", Title: "Le match", Reason: "football"}}
	err = s.update("write as an older program", func(tx *bbolt.Tx) error {
		rec, err := flat([]byte("a"), olderHealth{conflict.Health{ID: "a", ETag: "x"}, want})
		if err != nil {
			return err
		}
		return tx.Bucket(bHealth).Put([]byte("a"), rec)
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is where it belongs
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = Open(path, Options{}); err != nil {
			t.Fatal(err)
		}
		if h, err := s.Health("a"); err != nil || h.LeftOut != 1 || h.ETag != "x" {
			t.Errorf("Health: %+v, %v", h, err)
		}
		if list, err := s.Skips("a"); err != nil || !slices.Equal(list, want) {
			t.Errorf("Skips: %v, %v", list, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
