package egress

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

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
	old := httptest.NewUnstartedServer(http.NotFoundHandler())
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS10}
	old.StartTLS()
	defer old.Close()
	_, err = c.Get(t.Context(), Request{URL: old.URL})
	if got := Explain(err); got != "the site and this program agree on no way to encrypt" {
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
