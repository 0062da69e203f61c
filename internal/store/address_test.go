package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// What one reading of a source announces is stored on few pages of the table,
// however many addresses it holds: else a round slows down with the years.
func TestAddressesOfASourceLieTogether(t *testing.T) {
	s := openTest(t, Options{})
	pollAll(t, s, 400, 0, 100)
	tx, err := s.db.Begin(true)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		url := fmt.Sprintf("https://host7.example/2026/11/25/another-%d", i)
		if err := remember(tx, s.addressKey(url), []byte{seenSkipped}); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	// A leaf or two, split perhaps, and the branches above them.
	stats := tx.Stats()
	if written, held := stats.GetSpill(), leaves(t, s); held < 100 || written > 10 {
		t.Errorf("30 addresses of one site changed %d pages of %d", written, held)
	}
}

func leaves(t *testing.T, s *Store) (n int) {
	t.Helper()
	err := s.view("count pages", func(tx *bbolt.Tx) error {
		n = tx.Bucket(bAddress).Stats().LeafPageN
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// hashAll moves all addresses to where older programs kept them.
func hashAll(t *testing.T, s *Store) {
	t.Helper()
	err := s.update("move addresses", func(tx *bbolt.Tx) error {
		err := tx.Bucket(bAddress).ForEach(func(k, v []byte) error { return tx.Bucket(bHashed).Put(hashedKey(k), v) })
		if err != nil {
			return err
		}
		if err := tx.DeleteBucket(bAddress); err != nil {
			return err
		}
		_, err = tx.CreateBucket(bAddress)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAddressesOfAnOlderStoreAreKnown(t *testing.T) {
	s := openTest(t, Options{Clock: func() time.Time { return day0 }})
	stubs := []conflict.Stub{{URL: "https://a.example/1"}, {URL: "https://a.example/2"}, {URL: "https://a.example/3"}}
	poll := Poll{SourceID: "a", At: day0, Stubs: stubs, Skips: []conflict.Skip{{URL: "https://a.example/left-out"}}}
	out, err := s.RecordPoll(poll)
	if err != nil || len(out.Fresh) != 3 {
		t.Fatalf("RecordPoll: %+v, %v", out, err)
	}
	article := ArticleVersion{URL: stubs[0].URL, Version: 1, Seen: day0}
	if _, err := s.Commit(Commit{Article: article, Pending: out.Fresh[0].ID}); err != nil {
		t.Fatal(err)
	}
	hashAll(t, s)

	announced := append(stubs, conflict.Stub{URL: "https://a.example/left-out"}, conflict.Stub{URL: "https://a.example/new"})
	fresh, err := s.Unseen("b", announced)
	if err != nil || len(fresh) != 1 || fresh[0].URL != "https://a.example/new" {
		t.Errorf("Unseen: %+v, %v; want the new one alone", fresh, err)
	}
	if v, err := s.Article(article.URL); err != nil || v.Seen != day0 {
		t.Errorf("Article: %+v, %v", v, err)
	}
	if err := s.DropPending(out.Fresh[1].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(Commit{Article: ArticleVersion{URL: stubs[2].URL, Version: 1, Seen: day0}, Pending: out.Fresh[2].ID}); err != nil {
		t.Fatal(err)
	}
	if rep, err := s.Verify(context.Background(), nil); err != nil || !rep.OK() || rep.Articles != 0 {
		t.Errorf("Verify: %+v, %v", rep, err)
	}
	if fresh, err := s.Unseen("b", stubs); err != nil || len(fresh) != 0 {
		t.Errorf("Unseen after the change: %+v, %v", fresh, err)
	}
}
