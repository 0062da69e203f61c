package feeds

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

const small = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Sahel Jour</title><link>https://sahel.example/</link><language>fr-FR</language><ttl>60</ttl>
<item><title>Attaque à Dargo</title><link>/dargo</link><guid isPermaLink="false">1</guid><pubDate>Mon, 28 Jul 2025 14:30:00 GMT</pubDate></item>
<item><title>Date lointaine</title><link>/loin</link><guid isPermaLink="false">2</guid><pubDate>Mon, 28 Jul 2099 14:30:00 GMT</pubDate></item>
</channel></rss>`

func client(t *testing.T, now time.Time) *egress.Client {
	t.Helper()
	c, err := egress.New(egress.Options{
		Timeout: 5 * time.Second, AllowPrivate: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
		Clock: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestFetchReadsOnceAndThenOnlyWhatChanged(t *testing.T) {
	body, tag := small, `"v1"`
	asked := 0
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("Cache-Control", "max-age=1800")
		if tag != "" {
			w.Header().Set("ETag", tag)
			if r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		}
		fmt.Fprint(w, body)
	})
	c := client(t, time.Date(2025, 7, 29, 0, 0, 0, 0, time.UTC))
	src := conflict.Source{ID: "s", URL: address + "/feed"}
	first, err := Fetch(t.Context(), c, src, conflict.Health{})
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Stubs) != 2 || first.NotModified || first.ETag != tag || first.TTL != time.Hour || first.MaxAge != 30*time.Minute {
		t.Errorf("first poll: %+v", first)
	}
	if got := first.Stubs[0]; got.URL != address+"/dargo" || got.Title != "Attaque à Dargo" || got.Lang != "fr" || got.Published.String() != "2025-07-28T14:30:00Z" {
		t.Errorf("first item: %+v", got)
	}
	if got := first.Stubs[1].Published; !got.IsZero() {
		t.Errorf("a date of the year 2099 was believed: %s", got)
	}
	known := conflict.Health{ETag: first.ETag, LastModified: first.LastModified, BodyHash: first.BodyHash}
	second, err := Fetch(t.Context(), c, src, known)
	if err != nil || !second.NotModified || len(second.Stubs) != 0 || second.ETag != tag || second.BodyHash != first.BodyHash {
		t.Errorf("304: %+v, %v", second, err)
	}
	tag = "" // a server without validators
	third, err := Fetch(t.Context(), c, src, known)
	if err != nil || !third.NotModified {
		t.Errorf("same body: %+v, %v", third, err)
	}
	body = strings.Replace(small, "Dargo", "Djibo", 1)
	fourth, err := Fetch(t.Context(), c, src, known)
	if err != nil || fourth.NotModified || len(fourth.Stubs) != 2 {
		t.Errorf("changed body: %+v, %v", fourth, err)
	}
	if asked != 4 {
		t.Errorf("%d requests for four polls", asked)
	}
}

func TestFetchTellsOfAPermanentMove(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		case "/mixed":
			http.Redirect(w, r, "/old", http.StatusFound)
		default:
			fmt.Fprint(w, small)
		}
	})
	c := client(t, time.Now())
	r, err := Fetch(t.Context(), c, conflict.Source{URL: address + "/old"}, conflict.Health{})
	if err != nil || r.MovedTo != address+"/new" {
		t.Errorf("moved to %q, %v", r.MovedTo, err)
	}
	r, err = Fetch(t.Context(), c, conflict.Source{URL: address + "/mixed"}, conflict.Health{})
	if err != nil || r.MovedTo != "" {
		t.Errorf("a chain with a temporary hop moved to %q, %v", r.MovedTo, err)
	}
}

func TestFetchFailuresAreTypedAndExplained(t *testing.T) {
	tests := []struct {
		name   string
		answer http.HandlerFunc
		want   error
		plain  string
	}{
		{"web page", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<!DOCTYPE html><html><body>Accueil</body></html>")
		},
			ErrHTML, "this is an HTML page, not a feed; try sources test"},
		{"nothing", func(http.ResponseWriter, *http.Request) {}, ErrEmpty, "empty"},
		{"204", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, ErrEmpty, "empty"},
		{"sitemap", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<?xml version='1.0'?><urlset/>") }, ErrFormat, "no feed of a known format"},
		{"picture", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\x89PNG\r\n\x1a\n\x00\x00") }, ErrFormat, "no feed of a known format"},
		{"other JSON", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"a":1}`) }, ErrFormat, "no feed of a known format"},
		{"circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusMovedPermanently) }, egress.ErrRedirects, "circle"},
		{"too large", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<rss><channel>", strings.Repeat("<item/>", 700_000))
		}, egress.ErrTooLarge, "larger than allowed"},
		{"damaged", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<rss><channel><item><title>a</ti") }, ErrBroken, "damaged"},
		{"cut off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5000")
			fmt.Fprint(w, small)
		}, nil, "broke off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			address := serve(t, tt.answer)
			r, err := Fetch(t.Context(), client(t, time.Now()), conflict.Source{URL: address}, conflict.Health{})
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if len(r.Stubs) != 0 || r.ETag != "" || r.BodyHash != "" {
				t.Errorf("a failure left something behind: %+v", r)
			}
			if plain := egress.Explain(err); !strings.Contains(plain, tt.plain) {
				t.Errorf("explained as %q", plain)
			}
		})
	}
}

func TestFetchKeepsWhatABusyHostAsksFor(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	now := time.Now()
	r, err := Fetch(t.Context(), client(t, now), conflict.Source{URL: address}, conflict.Health{})
	if err == nil || r.RetryAfter != time.Hour {
		t.Errorf("%+v, %v", r, err)
	}
	next := Next(now, conflict.Health{Failures: 1}, r, Bounds{Min: 15 * time.Minute})
	if next.Before(now.Add(time.Hour)) {
		t.Errorf("next poll %s after the answer", next.Sub(now))
	}
}
