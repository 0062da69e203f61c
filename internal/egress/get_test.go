package egress

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestGetHandlesEachStatus(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscanf(r.URL.Path, "/%d", &code)
		switch r.URL.Path {
		case "/206/whole":
			w.Header().Set("Content-Range", "bytes 0-4/5")
		case "/206/part":
			w.Header().Set("Content-Range", "bytes 0-4/10")
		}
		w.WriteHeader(code)
		if code != 204 && code != 304 {
			fmt.Fprint(w, "Dargo")
		}
	})
	c := newClient(t, Options{}, netip.Addr{})
	tests := []struct {
		path string
		etag string
		ok   bool
		body string
	}{
		{"/200", "", true, "Dargo"}, {"/203", "", true, "Dargo"}, {"/204", "", true, ""}, {"/206", "", false, ""},
		{"/206/whole", "", true, "Dargo"}, {"/206/part", "", false, ""},
		{"/301", "", false, ""}, {"/304", "", false, ""}, {"/304", `"a"`, true, ""},
		{"/400", "", false, ""}, {"/404", "", false, ""}, {"/410", "", false, ""}, {"/451", "", false, ""}, {"/500", "", false, ""},
	}
	for _, tt := range tests {
		resp, err := c.Get(t.Context(), Request{URL: address + tt.path, ETag: tt.etag})
		var status *StatusError
		switch {
		case tt.ok && err != nil:
			t.Errorf("%s: %v", tt.path, err)
		case tt.ok && string(resp.Body) != tt.body:
			t.Errorf("%s: body %q", tt.path, resp.Body)
		case !tt.ok && !errors.As(err, &status):
			t.Errorf("%s: %v", tt.path, err)
		}
	}
}

func TestGetFollowsRedirectsWithinReason(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		switch {
		case r.URL.Path == "/loop":
			http.Redirect(w, r, "/loop2", http.StatusMovedPermanently)
		case r.URL.Path == "/loop2":
			http.Redirect(w, r, "/loop", http.StatusMovedPermanently)
		case r.URL.Path == "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(302)
		case r.URL.Path == "/mixed":
			http.Redirect(w, r, "/chain/2", http.StatusTemporaryRedirect)
		default:
			fmt.Sscanf(r.URL.Path, "/chain/%d", &n)
			if n > 0 {
				http.Redirect(w, r, fmt.Sprintf("/chain/%d#part", n-1), http.StatusPermanentRedirect)
				return
			}
			fmt.Fprint(w, "end")
		}
	})
	c := newClient(t, Options{}, netip.Addr{})
	tests := []struct {
		path      string
		permanent string
		want      error
	}{
		{"/chain/0", "", nil}, {"/chain/10", "/chain/0", nil}, {"/chain/11", "", ErrRedirects}, {"/mixed", "", nil},
		{"/loop", "", ErrRedirects}, {"/file", "", ErrScheme},
	}
	for _, tt := range tests {
		resp, err := c.Get(t.Context(), Request{URL: address + tt.path})
		if !errors.Is(err, tt.want) || tt.want == nil && err != nil {
			t.Errorf("%s: %v", tt.path, err)
			continue
		}
		if err == nil && (tt.permanent != "" && resp.Permanent != address+tt.permanent || tt.permanent == "" && resp.Permanent != "") {
			t.Errorf("%s: permanent %q", tt.path, resp.Permanent)
		}
	}
	var status *StatusError
	if _, err := c.Get(t.Context(), Request{URL: address + "/loop", NoRedirect: true}); !errors.As(err, &status) || status.Status != 301 {
		t.Errorf("without redirects: %v", err)
	}
	refused := errors.New("refused")
	if _, err := c.Get(t.Context(), Request{URL: address + "/chain/1", Allow: func(context.Context, *url.URL) error { return refused }}); !errors.Is(err, refused) {
		t.Errorf("a redirect that is not allowed: %v", err)
	}
}

// A handshake costs more than a request: connections are kept.
func TestConnectionsAreKept(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		var connections atomic.Int32
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if (r.ProtoMajor == 2) != http2 {
				t.Errorf("asked by %s", r.Proto)
			}
			if r.URL.Path == "/304" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprint(w, strings.Repeat("x", 10_000))
		}))
		s.EnableHTTP2 = http2
		s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				connections.Add(1)
			}
		}
		s.StartTLS()
		defer s.Close()
		roots := x509.NewCertPool()
		roots.AddCert(s.Certificate())
		c := newClient(t, Options{Roots: roots}, netip.Addr{})
		for range 20 {
			for _, path := range []string{"/", "/304"} {
				if _, err := c.Get(t.Context(), Request{URL: s.URL + path, ETag: `"x"`}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n := connections.Load(); n != 1 {
			t.Errorf("HTTP/2 %v: %d connections for 40 requests", http2, n)
		}
	}
}

func TestPasswordsStayOutOfErrorsAndResults(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "reader" || password != "secret" {
			t.Errorf("%s was asked for as %q", r.URL, user)
		}
		switch r.URL.Path {
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/404":
			http.NotFound(w, r)
		}
	})
	address = strings.Replace(address, "http://", "http://reader:secret@", 1)
	c := newClient(t, Options{}, netip.Addr{})
	for _, path := range []string{"/loop", "/404"} {
		if _, err := c.Get(t.Context(), Request{URL: address + path}); err == nil || strings.Contains(err.Error()+Explain(err), "secret") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if resp, err := c.Get(t.Context(), Request{URL: address}); err != nil || strings.Contains(resp.URL, "secret") {
		t.Errorf("%+v, %v", resp, err)
	}
}
