package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sahelwatch/internal/egress"
)

// The cases of RFC 9309, section by section.
func TestRobotsRules(t *testing.T) {
	tests := []struct {
		name, file, path string
		free             bool
	}{
		{"no rules", "", "/a", true},
		{"own group", "User-agent: sahelwatch\nDisallow: /a", "/a/1", false},
		{"own group wins over *", "User-agent: *\nDisallow: /\nUser-agent: sahelwatch\nDisallow: /b", "/a", true},
		{"name in any case", "USER-AGENT: SahelWatch\nDISALLOW: /a", "/a", false},
		{"name with version", "User-agent: sahelwatch/2.0\nDisallow: /a", "/a", false},
		{"a longer name is another's", "User-agent: sahelwatchbot\nDisallow: /", "/a", true},
		{"a shorter name is another's", "User-agent: sahel\nDisallow: /", "/a", true},
		{"no group for us", "User-agent: other\nDisallow: /", "/a", true},
		{"* group", "User-agent: *\nDisallow: /a", "/a", false},
		{"groups of one agent count as one", "User-agent: sahelwatch\nDisallow: /a\n\nUser-agent: other\nDisallow: /c\n\nUser-agent: sahelwatch\nDisallow: /b", "/a", false},
		{"and the second part too", "User-agent: sahelwatch\nDisallow: /a\n\nUser-agent: other\nDisallow: /c\n\nUser-agent: sahelwatch\nDisallow: /b", "/b", false},
		{"several agents share a group", "User-agent: other\nUser-agent: sahelwatch\nDisallow: /a", "/a", false},
		{"unknown lines between", "User-agent: sahelwatch\nHost: x\nUser-agent: other\nDisallow: /a", "/a", false},
		{"a sitemap line ends no group", "User-agent: sahelwatch\nDisallow: /a\nSitemap: https://x/s.xml\nDisallow: /b", "/b", false},
		{"longest match allows", "User-agent: *\nDisallow: /a\nAllow: /a/free", "/a/free/1", true},
		{"longest match forbids", "User-agent: *\nAllow: /a\nDisallow: /a/shut", "/a/shut", false},
		{"equal lengths allow", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"order is no matter", "User-agent: *\nAllow: /a\nDisallow: /", "/a/b", true},
		{"empty disallow", "User-agent: *\nDisallow:", "/a", true},
		{"star", "User-agent: *\nDisallow: /*/print", "/a/print", false},
		{"star matches nothing too", "User-agent: *\nDisallow: /a*b", "/ab", false},
		{"end mark", "User-agent: *\nDisallow: /*.pdf$", "/x.pdf", false},
		{"end mark is not passed over", "User-agent: *\nDisallow: /*.pdf$", "/x.pdf?v=1", true},
		{"query", "User-agent: *\nDisallow: /*?print=", "/a?print=1", false},
		{"case of paths counts", "User-agent: *\nDisallow: /A", "/a", true},
		{"percent-encoding is one form", "User-agent: *\nDisallow: /%7Ejoe/a%3cd.html", "/~joe/a%3Cd.html", false},
		{"UTF-8 in the rule", "User-agent: *\nDisallow: /sécurité", "/s%C3%A9curit%C3%A9/1", false},
		{"encoded slash stays encoded", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
		{"comments", "User-agent: * # all\nDisallow: /a # not this", "/a", false},
		{"byte order mark", "\ufeffUser-agent: *\nDisallow: /a", "/a", false},
		{"carriage returns", "User-agent: *\rDisallow: /a\r", "/a", false},
		{"white space", "  User-agent :  * \n\t Disallow :\t/a  ", "/a", false},
		{"blank lines inside a group", "User-agent: *\n\nDisallow: /a", "/a", false},
		{"rules before any agent", "Disallow: /\nUser-agent: *\nDisallow: /b", "/a", true},
		{"robots.txt itself is free", "User-agent: *\nDisallow: /", "/robots.txt", true},
		{"an HTML page in its place", "<!DOCTYPE html><html><body>404</body></html>", "/a", true},
	}
	for _, tt := range tests {
		if got := parseRobots([]byte(tt.file), "sahelwatch").permits(tt.path); got != tt.free {
			t.Errorf("%s: %s free: %v, want %v", tt.name, tt.path, got, tt.free)
		}
	}
}

func TestRobotsByStatus(t *testing.T) {
	tests := []struct {
		name string
		file http.HandlerFunc
		free bool
	}{
		{"not found", http.NotFound, true},
		{"gone", status(410), true},
		{"unauthorized", status(401), true},
		{"forbidden", status(403), true},
		{"asked too often", status(429), false},
		{"server error", status(500), false},
		{"unavailable", status(503), false},
		{"no answer", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, false},
		{"redirect to rules", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/rules", http.StatusFound) }, false},
		{"redirects without end", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/robots.txt", http.StatusFound) }, true},
		{"rules beyond 500 kB", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "User-agent: *\nDisallow: /page\n", strings.Repeat("# filler of a very long file\n", 40_000))
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var fetched atomic.Int32
			site := newSite(t, map[string]http.HandlerFunc{
				"/robots.txt": tt.file,
				"/rules":      text("User-agent: *\nDisallow: /page"),
				"/page":       func(w http.ResponseWriter, _ *http.Request) { fetched.Add(1); fmt.Fprint(w, "<p>x") },
			})
			_, err := New(newClient(t, nil), Options{}).Page(t.Context(), site.URL+"/page", Validators{})
			if tt.free && err != nil || !tt.free && !errors.Is(err, ErrRobots) && !errors.Is(err, ErrRobotsUnread) {
				t.Errorf("error %v", err)
			}
			if n := fetched.Load(); (n > 0) != tt.free {
				t.Errorf("fetched %d times", n)
			}
		})
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func TestRobotsOfARedirectTargetAreObeyed(t *testing.T) {
	var fetched atomic.Int32
	target := newSite(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nDisallow: /private"),
		"/private/":   func(http.ResponseWriter, *http.Request) { fetched.Add(1) },
	})
	start := newSite(t, map[string]http.HandlerFunc{
		"/out": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, target.URL+"/private/1", http.StatusMovedPermanently)
		},
	})
	_, err := New(newClient(t, nil), Options{}).Page(t.Context(), start.URL+"/out", Validators{})
	if !errors.Is(err, ErrRobots) || fetched.Load() != 0 {
		t.Errorf("%v, fetched %d times", err, fetched.Load())
	}
}

func TestRobotsAreReadOnceADay(t *testing.T) {
	var asked atomic.Int32
	now := time.Date(2025, 7, 28, 12, 0, 0, 0, time.UTC)
	site := newSite(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			fmt.Fprint(w, "User-agent: *\nDisallow: /x")
		},
		"/": text("<p>Dargo"),
	})
	c := New(newClient(t, func(o *egress.Options) { o.Clock = func() time.Time { return now }; o.PerHost = 4 }), Options{})
	read := func(n int) {
		errs := make(chan error)
		for i := range n {
			go func() {
				_, err := c.Page(t.Context(), fmt.Sprintf("%s/%d", site.URL, i), Validators{})
				errs <- err
			}()
		}
		for range n {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	}
	read(20)
	if n := asked.Load(); n != 1 {
		t.Errorf("asked %d times for one day", n)
	}
	now = now.Add(25 * time.Hour)
	read(5)
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times for two days", n)
	}
}

func TestAWaitForRobotsEndsWithItsContext(t *testing.T) {
	site := newSite(t, map[string]http.HandlerFunc{"/robots.txt": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }})
	c := New(newClient(t, nil), Options{})
	ctx, cancel := context.WithCancel(t.Context())
	errs := make(chan error)
	for range 3 { // one asks, two wait for it
		go func() {
			_, err := c.Page(ctx, site.URL+"/page", Validators{})
			errs <- err
		}()
	}
	time.Sleep(50 * time.Millisecond)
	stopped := time.Now()
	cancel()
	for range 3 {
		if err := <-errs; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if d := time.Since(stopped); d > 100*time.Millisecond {
		t.Errorf("ended %s after its context", d)
	}
}

func TestCrawlDelayIsKept(t *testing.T) {
	var times []time.Time
	site := newSite(t, map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nCrawl-delay: 0.2"),
		"/": func(w http.ResponseWriter, _ *http.Request) {
			times = append(times, time.Now())
			fmt.Fprint(w, "<p>x")
		},
	})
	c := New(newClient(t, nil), Options{})
	for range 4 {
		if _, err := c.Page(t.Context(), site.URL+"/1", Validators{}); err != nil {
			t.Fatal(err)
		}
	}
	for i := 1; i < len(times); i++ {
		if gap := times[i].Sub(times[i-1]); gap < 190*time.Millisecond {
			t.Errorf("request %d came %s after the one before", i, gap)
		}
	}
	u, _ := url.Parse(site.URL)
	c.robots.sites[u.Scheme+"://"+u.Host].rules.delay = time.Hour
	if pace, err := c.robots.allow(t.Context(), u, c.opts.MaxDelay); err != nil || pace.Delay != time.Minute {
		t.Errorf("a delay of an hour became %s, %v", pace.Delay, err)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*b$\nAllow: /\nCrawl-delay: 1e9"), "/x")
	f.Add([]byte("user-agent:sahelwatch\ndisallow:/%zz%4"), "/%")
	f.Add([]byte("\xef\xbb\xbfSitemap: x\rUser-agent"), "/?q")
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		r := parseRobots(file, "sahelwatch")
		first := r.permits(path)
		if second := r.permits(normalPath(path)); first != second {
			t.Errorf("%q in two forms: %v and %v", path, first, second)
		}
		if r.delay < 0 || r.delay > time.Hour {
			t.Errorf("delay %s", r.delay)
		}
	})
}

// A page that panics is set aside; the others and the next run go on.
func TestAPanicIsTheErrorOfItsPage(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<p>x") }))
	defer site.Close()
	c := New(newClient(t, nil), Options{})
	read := func() (stored, aside int) {
		for i := range 100 {
			err := contained(fmt.Sprint(i), func() error {
				if _, err := c.Page(t.Context(), fmt.Sprintf("%s/%d", site.URL, i), Validators{}); err != nil {
					return err
				}
				if i == 7 {
					panic("a fault in a callback")
				}
				return nil
			})
			var p *PanicError
			switch {
			case err == nil:
				stored++
			case errors.As(err, &p) && len(p.Stack) > 0:
				aside++
			default:
				t.Error(err)
			}
		}
		return stored, aside
	}
	for run := range 2 {
		if stored, aside := read(); stored != 99 || aside != 1 {
			t.Errorf("run %d: %d stored, %d set aside", run, stored, aside)
		}
	}
}
