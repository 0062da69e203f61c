package crawler

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Each hostile document ends in two seconds and 128 MB, with an error that says
// what it is. They are read in processes of their own, built without the race
// detector, so that the figures mean something.
func TestHostileDocumentsEnd(t *testing.T) {
	program := filepath.Join(t.TempDir(), "hostile")
	if out, err := exec.Command("go", "build", "-o", program, "../internal/egress/testdata/hostile").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	// A gzip file may have many members: one of a megabyte, 1,024 times.
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	z.Write(make([]byte, 1<<20))
	z.Close()
	gigabyte := func(w io.Writer) { w.Write(bytes.Repeat(member.Bytes(), 1<<10)) }
	repeat := func(s string, bytes int) http.HandlerFunc {
		block := []byte(strings.Repeat(s, 1+65536/len(s)))
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			for n := 0; n < bytes; n += len(block) {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}
	}
	site := newSite(t, map[string]http.HandlerFunc{
		"/header": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			gigabyte(w)
		},
		"/type": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/gzip")
			gigabyte(w)
		},
		"/name.xml.gz": func(w http.ResponseWriter, _ *http.Request) { gigabyte(w) },
		"/large":       repeat("<p>Dargo</p>", 100<<20),
		"/links":       repeat("<a>", 10<<20-1<<17),
		"/somelinks":   repeat("<a>", 250_000),
		"/bold":        repeat("<p><b><i><a href=/x>", 500_000),
		"/attributes":  repeat("<a b='", 9<<20),
		"/title":       repeat("<title>a", 9<<20),
		"/dates":       repeat("<li><span class=date>lundi 28 juillet ou mardi 29 juillet 2025 à 18h30 ou 19h30</span>", 4<<20),
		"/text":        repeat("a b ", 9<<20),
		"/deep":        text(strings.Repeat("<div>", 600) + "Dargo" + strings.Repeat("</div>", 600)),
		"/drip": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, "<p>")
				http.NewResponseController(w).Flush()
				time.Sleep(50 * time.Millisecond)
			}
		},
		"/driphead": func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				return
			}
			defer conn.Close()
			fmt.Fprint(conn, "HTTP/1.1 200 OK\r\n")
			for range 100 {
				if _, err := fmt.Fprint(conn, "X-A: b\r\n"); err != nil {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		},
		"/headers": func(w http.ResponseWriter, r *http.Request) {
			for i := range 20_000 {
				w.Header().Add(fmt.Sprintf("X-%d", i), strings.Repeat("x", 100))
			}
		},
		"/map":  repeat("<urlset><url><loc>a</loc>", 9<<20),
		"/map2": repeat("<urlset a='b'>", 9<<20),
	})
	robots := newSite(t, map[string]http.HandlerFunc{"/robots.txt": repeat("User-agent: *\nDisallow: /\n", 100<<20), "/page": text("<p>x")})
	stars := newSite(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "User-agent: *\n", strings.Repeat("Disallow: /"+strings.Repeat("*a", 200)+"$\n", 1200))
		}})
	tests := []struct{ kind, url, want string }{
		{"page", site.URL + "/header", "larger than allowed"},
		{"page", site.URL + "/type", "larger than allowed"},
		{"sitemap", site.URL + "/name.xml.gz", "larger than allowed"},
		{"page", site.URL + "/large", "larger than allowed"},
		{"page", robots.URL + "/page", "robots.txt forbids it"},
		{"page", stars.URL + "/" + strings.Repeat("a", 2000) + "b", "status 404"},
		{"listing", site.URL + "/links", "too many elements"},
		{"selector", site.URL + "/links", "too many elements"},
		{"selector", site.URL + "/somelinks", ""},
		{"listing", site.URL + "/somelinks", "no links"},
		{"selector", site.URL + "/bold", ""},
		{"listing", site.URL + "/attributes", ""},
		{"listing", site.URL + "/title", ""},
		{"listing", site.URL + "/text", "no links"},
		{"listing", site.URL + "/dates", "no links"},
		{"listing", site.URL + "/deep", "no links"},
		{"selector", site.URL + "/deep", ""},
		{"page", site.URL + "/drip", "no answer in time"},
		{"page", site.URL + "/driphead", "no answer in time"},
		{"page", site.URL + "/headers", "larger than allowed"},
		{"sitemap", site.URL + "/map", ""},
		{"sitemap", site.URL + "/map2", ""},
	}
	for _, tt := range tests {
		path := tt.url[strings.LastIndexByte(tt.url, '/'):]
		t.Run(tt.kind+path[:min(len(path), 20)], func(t *testing.T) {
			raw, err := exec.Command(program, tt.kind, tt.url).Output()
			var got struct {
				Error string
				MS    int
				CPU   int
				MB    int
			}
			if err != nil || json.Unmarshal(raw, &got) != nil {
				t.Fatalf("process ended with %v: %s", err, raw)
			}
			t.Logf("%d ms, %d ms of work, %d MB: %.100s", got.MS, got.CPU, got.MB, got.Error)
			if got.Error == "" || !strings.Contains(got.Error, tt.want) {
				t.Errorf("error %q, want %q", got.Error, tt.want)
			}
			// What is not work is waiting for other programs on a busy machine,
			// and for a site that drips.
			if got.CPU > 2000 || got.MB >= 128 || strings.Contains(tt.url, "drip") && got.MS > 2000 {
				t.Errorf("took %d ms, %d ms of work and %d MB", got.MS, got.CPU, got.MB)
			}
		})
	}
}
