package egress

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
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

func TestBodiesAreUnpackedOrRefused(t *testing.T) {
	page := strings.Repeat("L'armée annonce. ", 500)
	pack := func(kind string, s string) string {
		var b bytes.Buffer
		var w io.WriteCloser
		switch kind {
		case "gzip":
			w = gzip.NewWriter(&b)
		case "br":
			w = brotli.NewWriter(&b)
		case "zstd":
			w, _ = zstd.NewWriter(&b)
		}
		io.WriteString(w, s)
		w.Close()
		return b.String()
	}
	zeros := strings.Repeat("\x00", 20<<20)
	tests := []struct {
		name, encoding, contentType, body string
		want                              error
	}{
		{"plain", "", "text/html", page, nil},
		{"gzip", "gzip", "text/html", pack("gzip", page), nil},
		{"brotli", "br", "text/html", pack("br", page), nil},
		{"zstd", "zstd", "text/html", pack("zstd", page), nil},
		{"gzip file", "", "application/gzip", pack("gzip", page), nil},
		{"gzip file, compressed on its way", "gzip", "application/gzip", pack("gzip", pack("gzip", page)), nil},
		{"plain that claims to be gzip", "gzip", "text/html", page, nil},
		{"unknown encoding", "x-own", "text/html", page, ErrEncoding},
		{"damaged brotli", "br", "text/html", "\xff\xff" + page, ErrEncoding},
		{"damaged zstd", "zstd", "text/html", page, ErrEncoding},
		{"damaged gzip", "gzip", "text/html", damage(pack("gzip", page)), ErrEncoding},
		{"cut gzip", "gzip", "text/html", pack("gzip", page)[:60], io.ErrUnexpectedEOF},
		{"gzip bomb", "gzip", "text/html", pack("gzip", zeros), ErrTooLarge},
		{"brotli bomb", "br", "text/html", pack("br", zeros), ErrTooLarge},
		{"zstd bomb", "zstd", "text/html", pack("zstd", zeros), ErrTooLarge},
		{"gzip bomb by type", "", "application/gzip", pack("gzip", zeros), ErrTooLarge},
		{"large", "", "text/html", zeros, ErrTooLarge},
	}
	c := newClient(t, Options{}, netip.Addr{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if tt.encoding != "" {
					w.Header().Set("Content-Encoding", tt.encoding)
				}
				w.Header().Set("Content-Type", tt.contentType)
				io.WriteString(w, tt.body)
			})
			resp, err := c.Get(t.Context(), Request{URL: address})
			if !errors.Is(err, tt.want) || tt.want == nil && err != nil {
				t.Fatalf("error %v, want %v", err, tt.want)
			}
			if err == nil && string(resp.Body) != page {
				t.Errorf("body of %d bytes, want %d", len(resp.Body), len(page))
			}
		})
	}
}

func damage(s string) string {
	b := []byte(s)
	b[len(b)/2] ^= 0xff
	return string(b)
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

func TestLimitIsAnErrorAndPrefixIsNot(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, strings.Repeat("x", 5000)) })
	c := newClient(t, Options{}, netip.Addr{})
	if _, err := c.Get(t.Context(), Request{URL: address, Limit: 4999}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one byte too many: %v", err)
	}
	if resp, err := c.Get(t.Context(), Request{URL: address, Limit: 5000}); err != nil || len(resp.Body) != 5000 {
		t.Errorf("just right: %v", err)
	}
	if resp, err := c.Get(t.Context(), Request{URL: address, Limit: 100, Prefix: true}); err != nil || len(resp.Body) != 100 {
		t.Errorf("prefix: %v", err)
	}
}

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

func TestExplainUsesPlainWords(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{nil, ""},
		{fmt.Errorf("x: %w", ErrPrivate), "allow_private"},
		{fmt.Errorf("x: %w", ErrTooLarge), "larger than allowed"},
		{fmt.Errorf("x: %w", ErrRedirects), "circle"},
		{fmt.Errorf("x: %w", ErrTimeout), "did not answer in time"},
		{fmt.Errorf("x: %w", ErrScheme), "http or https"},
		{fmt.Errorf("x: %w", ErrEncoding), "damaged"},
		{&StatusError{Status: 404}, "nothing at this address"},
		{&StatusError{Status: 410}, "for good"},
		{&StatusError{Status: 403}, "refuses access"},
		{&StatusError{Status: 429}, "too often"},
		{&StatusError{Status: 503}, "fault of its own"},
		{&StatusError{Status: 429, Earlier: true, RetryAfter: time.Minute}, "left alone for another 1m"},
		{&net.DNSError{Name: "sahel.example", IsNotFound: true}, "the name sahel.example does not exist"},
		{&net.DNSError{Name: "sahel.example", IsTimeout: true}, "could not be looked up"},
		{fmt.Errorf("x: %w", io.ErrUnexpectedEOF), "broke off"},
		{fmt.Errorf("x: %w", context.DeadlineExceeded), "did not answer in time"},
		{errors.New("something else"), "something else"},
	}
	for _, tt := range tests {
		if got := Explain(tt.err); !strings.Contains(got, tt.want) || tt.err == nil && got != "" {
			t.Errorf("%v: %q", tt.err, got)
		}
	}
	c := newClient(t, Options{}, netip.Addr{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	shut := l.Addr().String()
	l.Close()
	_, err = c.Get(t.Context(), Request{URL: "http://" + shut})
	if got := Explain(err); got != "the site refuses connections" {
		t.Errorf("%v: %q", err, got)
	}
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	_, err = c.Get(t.Context(), Request{URL: secure.URL})
	if got := Explain(err); !strings.Contains(got, "unknown authority") {
		t.Errorf("%v: %q", err, got)
	}
}

func TestHeadersOfFreshness(t *testing.T) {
	now := time.Date(2025, 7, 28, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		header     string
		retry, age time.Duration
	}{
		{"Retry-After: 120", 2 * time.Minute, 0},
		{"Retry-After: Mon, 28 Jul 2025 12:10:00 GMT", 10 * time.Minute, 0},
		{"Retry-After: Mon, 28 Jul 2025 11:00:00 GMT", 0, 0},
		{"Retry-After: 99999999999999", 24 * time.Hour, 0},
		{"Retry-After: -5", 0, 0},
		{"Retry-After: soon", 0, 0},
		{"Cache-Control: public, max-age=600", 0, 10 * time.Minute},
		{"Cache-Control: max-age=600, no-cache", 0, 0},
		{"Cache-Control: max-age=600\nAge: 500", 0, 100 * time.Second},
		{"Cache-Control: max-age=99999999999999", 0, 365 * 24 * time.Hour},
		{"Date: Mon, 28 Jul 2025 12:00:00 GMT\nExpires: Mon, 28 Jul 2025 13:00:00 GMT", 0, time.Hour},
		{"Date: Mon, 28 Jul 2025 12:00:00 GMT\nExpires: 0", 0, 0},
	}
	for _, tt := range tests {
		h := http.Header{}
		for l := range strings.Lines(tt.header) {
			k, v, _ := strings.Cut(strings.TrimSpace(l), ": ")
			h.Set(k, v)
		}
		if got := RetryAfter(h, now); got != tt.retry {
			t.Errorf("%s: retry after %s, want %s", tt.header, got, tt.retry)
		}
		if got := MaxAge(h); got != tt.age {
			t.Errorf("%s: max age %s, want %s", tt.header, got, tt.age)
		}
	}
}
