package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/egress"
)

func newClient(t *testing.T, change func(*egress.Options)) *egress.Client {
	t.Helper()
	o := egress.Options{Timeout: 5 * time.Second, Contact: "https://example.org/bot", AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	if change != nil {
		change(&o)
	}
	c, err := egress.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// site serves pages by path; everything else, robots.txt included, is 404.
func newSite(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, body)
	}
}

func TestPageHandlesEachStatus(t *testing.T) {
	body := strings.Repeat("<p>Dargo</p>", 20)
	answer := func(status int, set ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(set); i += 2 {
				w.Header().Set(set[i], set[i+1])
			}
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			if status >= 200 && status != 204 && status != 304 {
				fmt.Fprint(w, body)
			}
		}
	}
	site := newSite(t, map[string]http.HandlerFunc{
		"/200": answer(200, "ETag", `"v1"`), "/203": answer(203), "/204": answer(204),
		"/206": answer(206, "Content-Range", "bytes 0-99/5000"), "/206whole": answer(206, "Content-Range", fmt.Sprintf("bytes 0-%d/%d", len(body)-1, len(body))),
		"/301": answer(301, "Location", "/200"), "/302loop": answer(302, "Location", "/302loop"),
		"/304": answer(304), "/404": answer(404), "/410": answer(410), "/500": answer(500),
		"/429": answer(429, "Retry-After", "120"),
	})
	c := New(newClient(t, nil), Options{})
	tests := []struct {
		path   string
		v      Validators
		status int // of the page, or of the *egress.StatusError
		ok     bool
	}{
		{path: "/200", status: 200, ok: true},
		{path: "/203", status: 203, ok: true},
		{path: "/204", status: 204, ok: true},
		{path: "/206", status: 206},
		{path: "/206whole", status: 206, ok: true},
		{path: "/301", status: 200, ok: true},
		{path: "/304", v: Validators{ETag: `"v1"`}, status: 304, ok: true},
		{path: "/304", status: 304},
		{path: "/404", status: 404},
		{path: "/410", status: 410},
		{path: "/500", status: 500},
		{path: "/429", status: 429}, // last: the host asks for a pause
	}
	for _, tt := range tests {
		p, err := c.Page(t.Context(), site.URL+tt.path, tt.v)
		var status *egress.StatusError
		switch {
		case tt.ok && err != nil:
			t.Errorf("%s: %v", tt.path, err)
		case tt.ok && p.Status != tt.status:
			t.Errorf("%s: status %d, want %d", tt.path, p.Status, tt.status)
		case tt.ok && p.NotModified != (tt.status == 304):
			t.Errorf("%s: NotModified %v", tt.path, p.NotModified)
		case tt.ok && tt.status != 204 && tt.status != 304 && string(p.Body) != body:
			t.Errorf("%s: body of %d bytes, want %d", tt.path, len(p.Body), len(body))
		case !tt.ok && (!errors.As(err, &status) || status.Status != tt.status):
			t.Errorf("%s: error %v, want status %d", tt.path, err, tt.status)
		}
	}
	_, err := c.Page(t.Context(), site.URL+"/200", Validators{})
	var status *egress.StatusError
	if !errors.As(err, &status) || !status.Earlier || status.RetryAfter < 100*time.Second {
		t.Errorf("after 429 with Retry-After the host is asked again: %v", err)
	}
}

// A page that failed, or was read before, is fetched like any other.
func TestPageIsFetchedAsOftenAsAsked(t *testing.T) {
	asked := 0
	site := newSite(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, "<p>", asked)
	}})
	c := New(newClient(t, nil), Options{})
	if _, err := c.Page(t.Context(), site.URL+"/a", Validators{}); err == nil {
		t.Error("a failure passed")
	}
	for n := 2; n < 5; n++ {
		if p, err := c.Page(t.Context(), site.URL+"/a", Validators{}); err != nil || string(p.Body) != fmt.Sprint("<p>", n) {
			t.Errorf("visit %d: %q, %v", n, p.Body, err)
		}
	}
}

func TestPageLeavesMediaFilesAlone(t *testing.T) {
	site := newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", map[string]string{"/a.pdf": "application/pdf", "/b.jpg": "Image/JPEG; x=y", "/c": "text/plain"}[r.URL.Path])
		fmt.Fprint(w, "data")
	}})
	c := New(newClient(t, nil), Options{})
	for path, want := range map[string]error{"/a.pdf": ErrMedia, "/b.jpg": ErrMedia, "/c": nil} {
		if _, err := c.Page(t.Context(), site.URL+path, Validators{}); !errors.Is(err, want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestPageRedirectLoopIsAnError(t *testing.T) {
	site := newSite(t, map[string]http.HandlerFunc{"/a": http.RedirectHandler("/b", http.StatusFound).ServeHTTP, "/b": http.RedirectHandler("/a", http.StatusFound).ServeHTTP})
	_, err := New(newClient(t, nil), Options{}).Page(t.Context(), site.URL+"/a", Validators{})
	if !errors.Is(err, egress.ErrRedirects) {
		t.Errorf("got %v", err)
	}
}

func TestPageKeepsTheBytesOfEveryCharset(t *testing.T) {
	latin := "<p>L\x92arm\xe9e a \xe9t\xe9 attaqu\xe9e</p>"
	site := newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=ISO-8859-1")
		fmt.Fprint(w, latin)
	}})
	p, err := New(newClient(t, nil), Options{}).Page(t.Context(), site.URL+"/x", Validators{})
	if err != nil {
		t.Fatal(err)
	}
	if string(p.Body) != latin || p.ContentType != "text/html; charset=ISO-8859-1" {
		t.Errorf("got %q, %q", p.Body, p.ContentType)
	}
}

func TestPageEndsWithItsContext(t *testing.T) {
	hang := make(chan struct{})
	site := newSite(t, map[string]http.HandlerFunc{"/slow": func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	}})
	defer close(hang)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	start := time.Now()
	_, err := New(newClient(t, nil), Options{}).Page(ctx, site.URL+"/slow", Validators{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if d := time.Since(start); d > 300*time.Millisecond {
		t.Errorf("ended after %s", d)
	}
}
