package extract

import (
	"os"
	"runtime"
	"sync"
	"testing"
	"time"
)

// TestThroughput codes 10,000 articles of 5 kB on all cores. It is a soak:
// SAHELWATCH_SOAK=1 runs it.
func TestThroughput(t *testing.T) {
	if os.Getenv("SAHELWATCH_SOAK") == "" {
		t.Skip("set SAHELWATCH_SOAK=1")
	}
	const articles = 10_000
	a := longArticle(t, "fr")
	c := coder()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	var wg sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for range cores {
		wg.Go(func() {
			for range articles / cores {
				c.Code(a)
			}
		})
	}
	wg.Wait()
	rate := articles / time.Since(start).Seconds()
	runtime.ReadMemStats(&after)
	t.Logf("%.0f articles a second on %d cores, heap %d kB more", rate, cores, (int64(after.HeapInuse)-int64(before.HeapInuse))/1024)
	if rate < 1500 {
		t.Errorf("%.0f articles a second, want 1500", rate)
	}
}
