package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// soak reports whether long runs are asked for.
func soak() bool { return os.Getenv("SAHELWATCH_SOAK") == "1" }

// keptStore opens a store that outlives the run where SAHELWATCH_BENCH_DIR says
// so; fresh means that it is still to be filled.
func keptStore(b *testing.B, name string) (s *Store, fresh bool) {
	b.Helper()
	dir := b.TempDir()
	if keep := os.Getenv("SAHELWATCH_BENCH_DIR"); keep != "" {
		dir = keep
	}
	path := filepath.Join(dir, name)
	_, statErr := os.Stat(path)
	s, err := Open(path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s, statErr != nil
}

func benchStore(b *testing.B, n int) *Store {
	b.Helper()
	s, fresh := keptStore(b, fmt.Sprintf("bench%d.db", n))
	if fresh {
		fill(b, s, n)
	}
	return s
}

// BenchmarkCandidates: the bar for linking one report is 1 ms against 100,000
// incidents and 1.5 ms against a million, and this is the store's part of it.
func BenchmarkCandidates(b *testing.B) {
	sizes := []int{1000, 100_000}
	if soak() {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := benchStore(b, n)
			found := 0
			i := 0
			for b.Loop() {
				i = (i + 7919) % n
				list, err := s.Candidates(keysAround(i))
				if err != nil || len(list) == 0 {
					b.Fatal(len(list), err)
				}
				found += len(list)
			}
			b.ReportMetric(float64(found)/float64(b.N), "candidates/op")
		})
	}
}

// BenchmarkCommit is a commit of one article with one new incident, fsync
// included.
func BenchmarkCommit(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := benchStore(b, n)
			i := n + int(s.now().UnixNano()%1_000_000_000)
			for b.Loop() {
				i++
				if _, err := s.Commit(inventedCommit(i)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSummaries lists 20,000 incidents: the bar is 50 ms.
func BenchmarkSummaries(b *testing.B) {
	s := benchStore(b, 20_000)
	for name, q := range map[string]Query{"by date": {}, "by latest change": {Order: ByLatest}, "filtered": {Countries: []string{"ML"}, Text: "village12"}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for _, err := range s.Summaries(context.Background(), q) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkSearch looks through articles of 600 words: the bar is 50 ms over
// 100,000 of them.
func BenchmarkSearch(b *testing.B) {
	n := 5000
	if soak() {
		n = 100_000
	}
	s := searchStore(b, n)
	for name, text := range map[string]string{"rare": "Vkpu4", "two common words": "aaa0 baa1", "phrase": `"aaa0 baa1"`,
		"common with filters": "caa2 source:paper after:2025-08-01", "four words": "aaa0 baa1 caa2 daa3", "excluded": "daa3 -gaa6"} {
		b.Run(name, func(b *testing.B) {
			total := 0
			for b.Loop() {
				found, err := s.Search(context.Background(), Search{Text: text})
				if err != nil {
					b.Fatal(err)
				}
				total = found.Total
			}
			b.ReportMetric(float64(total), "articles")
		})
	}
}

func searchStore(b *testing.B, n int) *Store {
	b.Helper()
	s, fresh := keptStore(b, fmt.Sprintf("search%d.db", n))
	if !fresh {
		return s
	}
	s.db.NoSync = true
	for i := range n {
		if _, err := s.Commit(inventedCommit(i)); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.FoldIndex(context.Background()); err != nil {
		b.Fatal(err)
	}
	s.db.NoSync = false
	return s
}
