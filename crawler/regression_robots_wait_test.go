package crawler

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"sahelwatch/internal/egress"
)

// A panic in the middle of a robots.txt used to leave all later pages of the
// site waiting for it.
func TestAPanicOverRobotsHoldsUpNobody(t *testing.T) {
	site := newSite(t, map[string]http.HandlerFunc{"/page": text("<p>x")})
	broken := true
	client := newClient(t, func(o *egress.Options) {
		o.Clock = func() time.Time {
			if broken {
				panic("no clock")
			}
			return time.Now()
		}
	})
	c := New(client, Options{})
	var p *PanicError
	if _, err := c.Page(t.Context(), site.URL+"/page", Validators{}); !errors.As(err, &p) {
		t.Fatalf("got %v", err)
	}
	broken = false
	done := make(chan error, 1)
	go func() {
		_, err := c.Page(t.Context(), site.URL+"/page", Validators{})
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("the next page waits for ever")
	}
}
