package egress

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestAHostIsAskedAtItsPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{}
		pace := Pace{PerHost: 2, Delay: 3 * time.Second}
		start := time.Now()
		var mu sync.Mutex
		var starts []time.Duration
		active, most := 0, 0
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				if err := g.acquire(t.Context(), pace); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				active++
				most = max(most, active)
				starts = append(starts, time.Since(start))
				mu.Unlock()
				time.Sleep(10 * time.Second)
				mu.Lock()
				active--
				mu.Unlock()
				g.release()
			})
		}
		wg.Wait()
		if most != 2 {
			t.Errorf("%d at a time, want 2", most)
		}
		for i := 1; i < len(starts); i++ {
			if gap := starts[i] - starts[i-1]; gap < pace.Delay {
				t.Errorf("start %d came %s after the one before", i, gap)
			}
		}
	})
}

func TestThePlaceGoesToWhoeverWaitsWhenOthersGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{}
		one := Pace{PerHost: 1}
		if err := g.acquire(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() { gone <- g.acquire(ctx, one) }()
		synctest.Wait()
		served := make(chan error)
		go func() { served <- g.acquire(t.Context(), one) }()
		synctest.Wait()
		cancel()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("gave up with %v", err)
		}
		g.release()
		if err := <-served; err != nil {
			t.Error(err)
		}
		g.release()
		if g.active != 0 || len(g.waiting) != 0 {
			t.Errorf("%d active, %d waiting", g.active, len(g.waiting))
		}
	})
}

func TestPlacesGoInTheOrderOfArrival(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{}
		one := Pace{PerHost: 1}
		if err := g.acquire(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		var order []int
		var wg sync.WaitGroup
		for i := range 5 {
			wg.Go(func() {
				if err := g.acquire(t.Context(), one); err != nil {
					t.Error(err)
				}
				order = append(order, i) // one at a time
				g.release()
			})
			synctest.Wait()
		}
		g.release()
		wg.Wait()
		if !slices.IsSorted(order) || len(order) != 5 {
			t.Errorf("served in the order %v", order)
		}
	})
}

func TestAWaitForThePaceEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{}
		slow := Pace{PerHost: 1, Delay: time.Hour}
		if err := g.acquire(t.Context(), slow); err != nil {
			t.Fatal(err)
		}
		g.release()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		if err := g.acquire(ctx, slow); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if d := time.Since(start); d != time.Minute {
			t.Errorf("ended after %s", d)
		}
		if g.active != 0 {
			t.Error("the place was kept")
		}
	})
}

func TestIdleHostsAreForgotten(t *testing.T) {
	p := pacer{gates: map[string]*gate{}}
	busy := p.enter("busy.example")
	for i := range maxGates + 10 {
		p.enter(fmt.Sprint(i)).leave()
	}
	if len(p.gates) > maxGates {
		t.Errorf("%d gates", len(p.gates))
	}
	if p.gates["busy.example"] != busy {
		t.Error("a host in use was forgotten")
	}
}

func TestNeverMoreConnectionsToAHostThanConfigured(t *testing.T) {
	var mu sync.Mutex
	open, most := map[net.Conn]bool{}, 0
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "x") }))
	s.Config.ConnState = func(c net.Conn, state http.ConnState) {
		mu.Lock()
		defer mu.Unlock()
		if state == http.StateClosed || state == http.StateHijacked {
			delete(open, c)
			return
		}
		open[c] = true
		most = max(most, len(open))
	}
	s.Start()
	defer s.Close()
	c := newClient(t, Options{PerHost: 2}, netip.Addr{})
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			if _, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("%s/%d", s.URL, i), Pace: &Pace{PerHost: 50}}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	mu.Lock()
	defer mu.Unlock()
	if most > 2 {
		t.Errorf("%d connections at a time, want 2", most)
	}
}

func TestRetryAfterIsKeptPerHost(t *testing.T) {
	var asked atomic.Int32
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	defer busy.Close()
	now := time.Now()
	c := newClient(t, Options{Clock: func() time.Time { return now }}, netip.Addr{})
	var status *StatusError
	if _, err := c.Get(t.Context(), Request{URL: busy.URL}); !errors.As(err, &status) || status.RetryAfter != 10*time.Minute || status.Earlier {
		t.Errorf("first: %v", err)
	}
	if _, err := c.Get(t.Context(), Request{URL: busy.URL + "/other"}); !errors.As(err, &status) || !status.Earlier || status.Status != 429 {
		t.Errorf("during the pause: %v", err)
	}
	now = now.Add(11 * time.Minute)
	if _, err := c.Get(t.Context(), Request{URL: busy.URL}); !errors.As(err, &status) || status.Earlier {
		t.Errorf("after it: %v", err)
	}
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times", n)
	}
}
