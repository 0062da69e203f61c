package watch

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sahelwatch/internal/config"
	"sahelwatch/internal/conflict"
)

// bench is a service on a store of its own, with a clock that the test moves
// and a newspaper that the test writes.
type bench struct {
	*Service
	t     *testing.T
	clock atomic.Int64
	paper *paper
	out   *safeBuffer // what the terminal recipient reads
}

func (b *bench) now() time.Time          { return time.Unix(b.clock.Load(), 0).UTC() }
func (b *bench) advance(d time.Duration) { b.clock.Add(int64(d / time.Second)) }

// start is the first moment of every test.
func start() time.Time { return time.Date(2025, 7, 28, 6, 0, 0, 0, time.UTC) }

// newBench opens a service; extra is added to its config.
func newBench(t *testing.T, dir, extra string) *bench {
	t.Helper()
	b := &bench{t: t, paper: newPaper(t), out: &safeBuffer{}}
	b.clock.Store(start().Unix())
	b.open(dir, extra)
	t.Cleanup(func() { b.Close() })
	return b
}

func (b *bench) open(dir, extra string) {
	b.t.Helper()
	body := fmt.Sprintf(`store: {dir: %q}
http: {allow_private: [127.0.0.0/8], delay: 0s, timeout: 2s}
web: {listen: ""}
`, dir) + strings.ReplaceAll(extra, "PAPER", b.paper.URL)
	cfg, err := config.Parse("test", []byte(body), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	if b.Service, err = Open(context.Background(), Options{Config: cfg, Clock: b.now, Terminal: b.out}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) tick() Round {
	b.t.Helper()
	r, err := b.Tick(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

// changes gives the types of all changes in the log.
func (b *bench) changes() []conflict.Change {
	b.t.Helper()
	list, err := b.Store().ChangesAfter(0, 100000)
	if err != nil {
		b.t.Fatal(err)
	}
	return list
}

func types(list []conflict.Change) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Type)
	}
	return out
}

// paper is a news site: an RSS feed and article pages.
type paper struct {
	*httptest.Server
	mu    sync.Mutex
	posts []post
	gone  map[string]bool
	asked map[string]int // requests, by path
}

type post struct {
	slug, title, lead, body string
	at                      time.Time
}

func newPaper(t *testing.T) *paper {
	p := &paper{gone: map[string]bool{}, asked: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(p.Server.Close)
	return p
}

func (p *paper) publish(posts ...post) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.posts = append(p.posts, posts...)
}

// edit replaces the body of a post.
func (p *paper) edit(slug, body string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.posts {
		if p.posts[i].slug == slug {
			p.posts[i].body = body
		}
	}
}

func (p *paper) remove(slug string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.gone["/a/"+slug] = true
}

// paperAsked gives how often a page was asked for.
func (b *bench) paperAsked(path string) int {
	b.paper.mu.Lock()
	defer b.paper.mu.Unlock()
	return b.paper.asked[path]
}

func (p *paper) serve(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked[r.URL.Path]++
	switch {
	case r.URL.Path == "/feed":
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Paper</title><link>`+p.URL+`</link>`)
		for i := len(p.posts) - 1; i >= 0; i-- {
			x := p.posts[i]
			fmt.Fprintf(w, "<item><title>%s</title><link>%s/a/%s</link><guid>%s/a/%s</guid><description>%s</description><pubDate>%s</pubDate></item>",
				x.title, p.URL, x.slug, p.URL, x.slug, x.lead, x.at.Format(time.RFC1123Z))
		}
		fmt.Fprint(w, "</channel></rss>")
	case p.gone[r.URL.Path]:
		http.Error(w, "gone", http.StatusGone)
	case strings.HasPrefix(r.URL.Path, "/a/"):
		p.article(w, strings.TrimPrefix(r.URL.Path, "/a/"))
	default:
		http.NotFound(w, r)
	}
}

func (p *paper) article(w http.ResponseWriter, slug string) {
	for _, x := range p.posts {
		if x.slug != slug {
			continue
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><head><title>%s | Paper</title><meta property="og:site_name" content="Paper">
<meta property="article:published_time" content="%s"></head><body><nav><a href="/">Home</a></nav><article><h1>%s</h1>`,
			x.title, x.at.Format(time.RFC3339), x.title)
		for para := range strings.SplitSeq(x.lead+"\n\n"+x.body, "\n\n") {
			fmt.Fprintf(w, "<p>%s</p>\n", para)
		}
		fmt.Fprint(w, "</article><footer><p>All rights reserved.</p></footer></body></html>")
		return
	}
	http.Error(w, "no such page", http.StatusNotFound)
}

// dargo is a report of an attack, published at a time.
func dargo(slug string, at time.Time) post {
	return post{slug: slug, at: at, title: "Attack on army base at Dargo in Burkina Faso kills 40 soldiers",
		lead: "Armed men attacked the military base at Dargo, in Burkina Faso's Namentenga province, on " + at.Format("Monday, January 2, 2006") + ".",
		body: "Forty soldiers were killed, according to local sources, who spoke on condition that they would not be named.\n\n" +
			"The army has not commented on the attack. Residents said that the attackers left on motorcycles towards the east."}
}

// safeBuffer is a buffer that two goroutines may use.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

const oneFeed = `recipients:
  - {name: terminal, terminal: true}
sources:
  - {id: paper, name: Paper, url: "PAPER/feed", language: en, country: BF, fetch: all}
`
