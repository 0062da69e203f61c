package feeds

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

// One host in twenty accepts connections and says nothing. The others' feeds
// are read as fast as without them, and the whole round ends within one
// timeout more.
func TestHangingHostsDelayNobodyElse(t *testing.T) {
	const hosts, perHost, timeout = 40, 5, 2 * time.Second
	var sources []conflict.Source
	hanging := map[string]bool{}
	for i := range hosts {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.1.%d:0", i+1))
		if err != nil {
			t.Skip(err)
		}
		hangs := i%20 == 7
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if hangs {
				<-r.Context().Done()
				return
			}
			time.Sleep(20 * time.Millisecond)
			fmt.Fprint(w, small)
		}))
		s.Listener.Close()
		s.Listener = l
		s.Start()
		t.Cleanup(s.Close)
		for n := range perHost {
			src := conflict.Source{URL: fmt.Sprintf("%s/%d", s.URL, n)}
			hanging[src.URL] = hangs
			sources = append(sources, src)
		}
	}
	round := func(skip bool) (healthy, all time.Duration) {
		c, err := egress.New(egress.Options{Timeout: timeout, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		start := time.Now()
		var mu sync.Mutex
		var wg sync.WaitGroup
		places := make(chan struct{}, 128)
		for _, src := range sources {
			if skip && hanging[src.URL] {
				continue
			}
			places <- struct{}{}
			wg.Go(func() {
				defer func() { <-places }()
				_, err := Fetch(t.Context(), c, src, conflict.Health{})
				if (err != nil) != hanging[src.URL] {
					t.Errorf("%s: %v", src.URL, err)
				}
				mu.Lock()
				defer mu.Unlock()
				if !hanging[src.URL] {
					healthy = max(healthy, time.Since(start))
				}
			})
		}
		wg.Wait()
		return healthy, time.Since(start)
	}
	_, without := round(true)
	healthy, with := round(false)
	t.Logf("without %s, with %s, healthy feeds read after %s", without, with, healthy)
	if healthy > without*6/5+200*time.Millisecond {
		t.Errorf("healthy feeds took %s with hanging hosts, %s without", healthy, without)
	}
	if with > without*6/5+timeout {
		t.Errorf("the round took %s with hanging hosts, %s without", with, without)
	}
}
