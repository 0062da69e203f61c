package egress

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

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
