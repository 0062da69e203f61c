package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestABackupTakenWhileTheStoreIsWrittenIsWhole(t *testing.T) {
	s := openTest(t, Options{})
	var wg sync.WaitGroup
	stop := make(chan struct{})
	wg.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if _, err := s.Commit(inventedCommit(i)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 5 {
		before, err := s.LastSeq()
		if err != nil {
			t.Fatal(err)
		}
		var copied bytes.Buffer
		n, err := s.Backup(&copied)
		if err != nil || n != int64(copied.Len()) {
			t.Fatalf("%d bytes, %v", n, err)
		}
		path := filepath.Join(t.TempDir(), "backup.db")
		if err := os.WriteFile(path, copied.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := Open(path, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		rep, err := b.Verify(context.Background(), nil)
		if err != nil || !rep.OK() {
			t.Errorf("verify: %+v, %v", rep, err)
		}
		articles, _ := b.CountArticles()
		if seq, err := b.LastSeq(); err != nil || seq < before || int(seq) != articles {
			t.Errorf("the backup has %d changes and %d articles, %v; the store had %d before", seq, articles, err, before)
		}
		if _, err := b.Commit(inventedCommit(1)); err == nil {
			t.Error("a store opened for reading is written")
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	wg.Wait()
}

func TestStatsCountWhatIsThere(t *testing.T) {
	s := openTest(t, Options{})
	for i := range 5 {
		if _, err := s.Commit(inventedCommit(i)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.RecordPoll(inventedPoll(1, 0, 7)); err != nil {
		t.Fatal(err)
	}
	freeze(t, s, "desk", 1)
	st, err := s.Stats()
	if err != nil || st.Articles != 5 || st.Incidents != 5 || st.Changes != 5 || st.Pending != 7 || st.Waiting != 1 || st.FileBytes == 0 || st.FreeBytes >= st.FileBytes {
		t.Errorf("%+v, %v", st, err)
	}
}

func TestALongCheckEndsWhenItIsToldTo(t *testing.T) {
	s := openTest(t, Options{})
	if _, err := s.Commit(inventedCommit(1)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Verify(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify: %v", err)
	}
	if err := s.Compact(ctx, filepath.Join(t.TempDir(), "c.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("Compact: %v", err)
	}
	if _, err := s.Retain(ctx, day0.AddDate(1, 0, 0)); !errors.Is(err, context.Canceled) {
		t.Errorf("Retain: %v", err)
	}
	for _, err := range s.Summaries(ctx, Query{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Summaries: %v", err)
		}
	}
}

func TestCompactingInPlaceGivesSpaceBackWhileTheStoreIsUsed(t *testing.T) {
	s := openTest(t, Options{})
	const first = 1500
	fill(t, s, first)
	var drop []string
	for i := range first - 100 {
		drop = append(drop, inventedRecord(i).ID)
	}
	if _, err := s.Commit(Commit{Drop: drop}); err != nil {
		t.Fatal(err)
	}
	before := mustSize(t, s.Path())
	var wg sync.WaitGroup
	stop := make(chan struct{})
	written := 0
	wg.Go(func() {
		for ; ; written++ {
			select {
			case <-stop:
				return
			default:
			}
			if _, err := s.Commit(inventedCommit(first + written)); err != nil {
				t.Error(err)
				return
			}
			if _, err := s.Article(inventedCommit(first + written).Article.URL); err != nil {
				t.Error(err)
				return
			}
		}
	})
	saved := int64(0)
	for range 4 {
		n, err := s.CompactInPlace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		saved += n
	}
	close(stop)
	wg.Wait()
	if now := mustSize(t, s.Path()); saved <= before/2 || now >= before/2 {
		t.Errorf("%d bytes saved, %d before, %d now", saved, before, now)
	}
	if n, err := s.CountIncidents(); err != nil || n != 100+written {
		t.Errorf("%d incidents, %v; want %d", n, err, 100+written)
	}
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path + ".old", compactFile(path), pidFile(path)} {
		if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left behind: %v", name, err)
		}
	}
	again, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if rep, err := again.Verify(context.Background(), nil); err != nil || !rep.OK() {
		t.Errorf("verify: %+v, %v", rep, err)
	}
}

func mustSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
