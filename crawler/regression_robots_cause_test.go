package crawler

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"syscall"
	"testing"
	"time"

	"sahelwatch/internal/egress"
)

// A page that cannot be fetched because its site gives no answer said that
// robots.txt cannot be read, and named no cause.
func TestUnreadRobotsNameTheCause(t *testing.T) {
	shut := newSite(t, nil)
	shut.Close()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(secure.Close)
	broken := newSite(t, map[string]http.HandlerFunc{"/robots.txt": status(503)})
	mute := newSite(t, map[string]http.HandlerFunc{"/robots.txt": func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	offline := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, os.NewSyscallError("connect", syscall.ENETUNREACH)
	}}
	tests := []struct {
		name, url, want string
		change          func(*egress.Options)
	}{
		{"refused", shut.URL, "the site refuses connections", nil},
		{"certificate", secure.URL, "the site's certificate comes from an unknown authority", nil},
		{"no network", "http://news.example", "the name news.example could not be looked up; is this machine online?", func(o *egress.Options) { o.Resolver = offline }},
		{"private", shut.URL, egress.ErrPrivate.Plain(), func(o *egress.Options) { o.AllowPrivate = nil }},
		{"no answer", mute.URL, "the site did not answer in time", func(o *egress.Options) { o.Timeout = 200 * time.Millisecond }},
		{"server error", broken.URL, ErrRobotsUnread.Plain() + ": the site has a fault of its own (503)", nil},
	}
	for _, tt := range tests {
		c := New(newClient(t, tt.change), Options{})
		for _, when := range []string{"first", "from the copy"} {
			_, err := c.Page(t.Context(), tt.url+"/page", Validators{})
			if got := egress.Explain(err); got != tt.want || !errors.Is(err, ErrRobotsUnread) {
				t.Errorf("%s, %s: %q (%v), want %q", tt.name, when, got, err, tt.want)
			}
		}
	}
}
