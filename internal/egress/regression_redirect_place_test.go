package egress

import (
	"context"
	"net/http"
	"net/netip"
	"testing"
	"time"
)

// A check before a redirect is followed, such as that of its robots.txt, may
// need a request to the same host. It used to wait for ever for the place that
// the redirect still held.
func TestARedirectDoesNotHoldItsPlace(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/from" {
			http.Redirect(w, r, "/to", http.StatusFound)
		}
	})
	c := newClient(t, Options{}, netip.Addr{})
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	other := http.Client{Transport: c.Transport(), CheckRedirect: func(*http.Request, []*http.Request) error {
		_, err := c.Get(ctx, Request{URL: address + "/check"})
		return err
	}}
	resp, err := other.Get(address + "/from")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

// A caller that forgets a body keeps its place at the host until the timeout,
// not for ever.
func TestAForgottenBodyFreesItsPlaceInTime(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1<<20)) })
	c, err := New(Options{Timeout: 300 * time.Millisecond, AllowPrivate: loopback()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	forgotten, err := c.Transport().RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer forgotten.Body.Close()
	start := time.Now()
	if _, err := c.Get(t.Context(), Request{URL: address}); err != nil {
		t.Error(err)
	}
	if d := time.Since(start); d > 600*time.Millisecond {
		t.Errorf("waited %s", d)
	}
}
