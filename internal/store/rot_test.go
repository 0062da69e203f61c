package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestRottenBytesAreNoticedAndNeverEndTheProcess damages a store at random
// places. Whatever Open and Verify say, they say it as an error, and a record
// that was changed is never handed out.
func TestRottenBytesAreNoticedAndNeverEndTheProcess(t *testing.T) {
	images := 80
	if soak() {
		images = 2000
	}
	sound := filepath.Join(t.TempDir(), "s.db")
	s, err := Open(sound, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		if _, err := s.Commit(inventedCommit(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	h := mustHead(t, sound)
	file = file[:h.pages*h.size]
	rnd := rand.New(rand.NewPCG(3, 3))
	refused, found, harmless := 0, 0, 0
	for range images {
		rotten := append([]byte(nil), file...)
		page := 2 + rnd.IntN(len(file)/pageSize-2)
		at := page*pageSize + rnd.IntN(pageSize)
		if rnd.IntN(2) == 0 {
			at = page*pageSize + rnd.IntN(64) // where the engine's own words are
		}
		rotten[at] ^= byte(1 + rnd.IntN(255))
		switch err := openRotten(t, rotten); {
		case errors.Is(err, ErrDamaged):
			refused++
		case err != nil:
			found++
		default:
			harmless++ // a free page, or the unused end of one
		}
	}
	t.Logf("%d refused at start, %d found by verify, %d in no record", refused, found, harmless)
	if refused == 0 || found == 0 {
		t.Error("damage of both kinds must occur")
	}
}

var errFound = errors.New("verify found it")

func openRotten(t *testing.T, image []byte) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rotten.db")
	if err := os.WriteFile(path, image, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{})
	if err != nil {
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("Open: %v; want ErrDamaged", err)
		}
		return err
	}
	defer s.Close()
	rep, err := s.Verify(context.Background(), nil)
	if err != nil {
		t.Errorf("Verify could not end: %v", err)
	}
	for i := range 60 {
		c := inventedCommit(i)
		if v, err := s.Article(c.Article.URL); err == nil && (v.Hash != c.Article.Hash || EvidenceHash(v.Article) != v.Hash) {
			t.Errorf("article %d is handed out changed", i)
		} else if err != nil && rep.OK() {
			t.Errorf("article %d: %v, and Verify finds nothing", i, err)
		}
	}
	if !rep.OK() {
		return errFound
	}
	return nil
}
