package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cespare/xxhash/v2"
	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// inventedPoll is what feed f announces at its n-th reading: 30 items, of
// which only the newest few differ from the reading before.
func inventedPoll(f, n, items int) Poll {
	id := fmt.Sprintf("feed%05d", f)
	p := Poll{SourceID: id, At: day0, Health: conflict.Health{LastPoll: day0, LastSuccess: day0, ETag: `"abcdef"`, NextPoll: day0.Add(time.Hour)}, Old: n == 0}
	for i := range items {
		url := fmt.Sprintf("https://host%d.example/a/%d/%d/an-article-about-something", f%200, f, n*2+i)
		p.Stubs = append(p.Stubs, conflict.Stub{URL: url, GUID: fmt.Sprintf("guid-%d-%d", f, n*2+i), Title: "Une attaque contre un convoi fait plusieurs morts",
			Summary: strings.Repeat("Selon des sources locales, plusieurs personnes ont trouvé la mort. ", 5), Text: strings.Repeat("Le convoi transportait des vivres vers la ville. ", 15), Published: conflict.Moment{Time: day0}})
	}
	return p
}

func pollAll(b testing.TB, s *Store, feeds, n, items int) int {
	var wg sync.WaitGroup
	var mu sync.Mutex
	next := make(chan int)
	fresh := 0
	for range 64 {
		wg.Go(func() {
			for f := range next {
				out, err := s.RecordPoll(inventedPoll(f, n, items))
				if err != nil {
					b.Error(err)
				}
				mu.Lock()
				fresh += len(out.Fresh)
				mu.Unlock()
			}
		})
	}
	for f := range feeds {
		next <- f
	}
	close(next)
	wg.Wait()
	return fresh
}

// BenchmarkColdPoll stores 1,000 feeds of 30 items each in an empty store.
func BenchmarkColdPoll(b *testing.B) {
	for b.Loop() {
		s, err := Open(b.TempDir()+"/s.db", Options{})
		if err != nil {
			b.Fatal(err)
		}
		if n := pollAll(b, s, 1000, 0, 30); n != 30_000 {
			b.Fatal(n)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkColdFloor writes the same items as plain JSON under hashes in one
// transaction, with the hashes of each feed's items as its state: the least that
// a reader with bbolt can do.
func BenchmarkColdFloor(b *testing.B) {
	for b.Loop() {
		db, err := bbolt.Open(b.TempDir()+"/floor.db", 0o600, nil)
		if err != nil {
			b.Fatal(err)
		}
		err = db.Update(func(tx *bbolt.Tx) error {
			items, _ := tx.CreateBucketIfNotExists([]byte("item"))
			feeds, _ := tx.CreateBucketIfNotExists([]byte("feed"))
			for f := range 1000 {
				p := inventedPoll(f, 0, 30)
				var seen []uint64
				for _, stub := range p.Stubs {
					h := xxhash.Sum64String(stub.GUID)
					seen = append(seen, h)
					v, err := json.Marshal(stub)
					if err != nil {
						return err
					}
					if err := items.Put(fmt.Appendf(nil, "%016x", h), v); err != nil {
						return err
					}
				}
				v, err := json.Marshal(seen)
				if err != nil {
					return err
				}
				if err := feeds.Put([]byte(p.SourceID), v); err != nil {
					return err
				}
			}
			return nil
		})
		if err := errors.Join(err, db.Close()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuietRound notes the health of 1,000 sources that had nothing new.
func BenchmarkQuietRound(b *testing.B) {
	s, err := Open(b.TempDir()+"/s.db", Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		pollAll(b, s, 1000, 0, 0)
		if err := s.flushHealth(); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	s.Close()
}
