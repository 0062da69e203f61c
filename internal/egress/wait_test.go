package egress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"testing"
	"time"
)

// Whatever a request waits for, it ends within a tenth of a second of its
// context, and within its timeout without one.
func TestEveryWaitEnds(t *testing.T) {
	drip := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, "x")
			http.NewResponseController(w).Flush()
			time.Sleep(20 * time.Millisecond)
		}
	}
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	slowHead := func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n")
		for range 200 {
			if _, err := fmt.Fprint(conn, "X-A: b\r\n"); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	for name, h := range map[string]http.HandlerFunc{"no answer": hang, "dripped headers": slowHead, "dripped body": drip} {
		t.Run(name, func(t *testing.T) {
			address := serve(t, h)
			c, err := New(Options{Timeout: time.Second, AllowPrivate: loopback()})
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			start := time.Now()
			if _, err := c.Get(t.Context(), Request{URL: address}); !errors.Is(err, ErrTimeout) {
				t.Errorf("error %v", err)
			}
			if d := time.Since(start); d > 1200*time.Millisecond {
				t.Errorf("ended after %s", d)
			}
			ctx, cancel := context.WithCancel(t.Context())
			var stopped time.Time
			time.AfterFunc(50*time.Millisecond, func() { stopped = time.Now(); cancel() })
			if _, err := c.Get(ctx, Request{URL: address}); !errors.Is(err, context.Canceled) {
				t.Errorf("error %v", err)
			}
			if d := time.Since(stopped); d > 100*time.Millisecond {
				t.Errorf("ended %s after its context", d)
			}
		})
	}
}

// Requests that queue behind a hanging one are neither turned away nor held up
// for a whole timeout each.
func TestAHangingPageDelaysItsHostByLittle(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hang" {
			<-r.Context().Done()
			return
		}
		fmt.Fprint(w, "x")
	})
	c, err := New(Options{Timeout: 2 * time.Second, AllowPrivate: loopback()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	start := time.Now()
	done := make(chan error)
	for i := range 8 {
		path := "/hang"
		if i%2 == 1 {
			path = "/fine"
		}
		go func() {
			_, err := c.Get(t.Context(), Request{URL: address + path})
			if path == "/hang" && errors.Is(err, ErrTimeout) {
				err = nil
			}
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if d := time.Since(start); d > 4500*time.Millisecond {
		t.Errorf("eight requests took %s", d)
	}
}

func loopback() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }
