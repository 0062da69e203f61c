package web_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"sahelwatch/internal/web"
)

// browser is a tab that notes what a page asks for and what it complains about.
type browser struct {
	t    *testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	requests []string
	problems []string
}

// openBrowser starts Chromium on a newsroom; without one the test is skipped.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium here")
	}
	srv := httptest.NewServer(newsroom(t, web.Options{}).handler)
	t.Cleanup(srv.Close)
	t.Cleanup(srv.CloseClientConnections) // the stream of changes has no end of its own
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "en-US"), chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	b := &browser{t: t, base: srv.URL}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	var done context.CancelFunc
	b.ctx, done = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(done)
	b.watch()
	return b
}

// watch notes requests and the console.
func (b *browser) watch() {
	b.t.Helper()
	note := func(ev any) {
		if r, ok := ev.(*network.EventRequestWillBeSent); ok {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.requests = append(b.requests, r.Request.URL)
		}
	}
	if err := chromedp.Listen(b.ctx, note); err != nil {
		b.t.Fatal(err)
	}
	if _, err := chromedp.Call(b.ctx, network.Enable, network.EnableParams{}); err != nil {
		b.t.Fatal(err)
	}
	go func() {
		for m, err := range chromedp.Console(b.ctx) {
			if err != nil {
				return
			}
			text, err := json.Marshal(m)
			if err != nil {
				text = []byte(err.Error())
			}
			b.mu.Lock()
			b.problems = append(b.problems, string(m.Type)+" "+string(text))
			b.mu.Unlock()
		}
	}()
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// script evaluates an expression that gives a text.
func (b *browser) script(expression string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return s
}

// settle waits until an expression gives a text.
func (b *browser) settle(expression, want string) {
	b.t.Helper()
	got := ""
	for range 100 {
		var err error
		if got, err = chromedp.Run(b.ctx, chromedp.Evaluate[string](expression)); got == want {
			return
		}
		if err != nil {
			got = err.Error() // between two pages there is no document
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.t.Fatalf("%s gives %q, want %q", expression, got, want)
}

const rowCount = `String(document.querySelectorAll(".incidents tbody tr").length)`

func TestReaderFindsTheWayInABrowser(t *testing.T) {
	b := openBrowser(t)
	b.do(chromedp.EmulateViewport(1200, 900))
	t.Run("filter", func(t *testing.T) {
		b.t = t
		b.open("/incidents")
		b.settle(rowCount, "8")
		b.script(`document.querySelector(".filter").open = true, document.querySelector("select[name=country]").value = "ML", document.querySelector(".filter form").requestSubmit(), ""`)
		b.settle(rowCount, "2")
		if at := b.script(`location.search`); !strings.Contains(at, "country=ML") {
			t.Errorf("the address does not hold the filter: %s", at)
		}
	})
	t.Run("map", func(t *testing.T) {
		b.t = t
		b.open("/map")
		b.settle(`String(document.querySelectorAll(".map .signs a").length)`, "8")
		b.settle(`String(document.querySelector(".slider").hidden)`, "false")
		b.script(`(() => { const r = document.querySelector(".slider input"); r.value = 0; r.dispatchEvent(new Event("input")); return "" })()`)
		b.settle(`Array.from(document.querySelectorAll(".map .signs a:not([hidden])"), a => a.getAttribute("href")).join()`, "/incidents/menaka,/incidents/djibo")
		b.open("/map")
		b.do(chromedp.Click(chromedp.CSS(`.map a[href="/incidents/dargo"] path`)))
		b.settle(`location.pathname`, "/incidents/dargo")
	})
	t.Run("timeline", func(t *testing.T) {
		b.t = t
		b.open("/incidents/dargo")
		lanes := b.script(`Array.from(document.querySelectorAll(".chart .lane"), g => g.textContent).join("|")`)
		for _, want := range []string{"1. local sources", "28 Jul 2025", "about 50", "2. JNIM", "40", "at least 60"} {
			if !strings.Contains(lanes, want) {
				t.Errorf("the timeline lacks %q: %s", want, lanes)
			}
		}
	})
	t.Run("language", func(t *testing.T) {
		b.t = t
		b.open("/incidents/dargo")
		b.do(chromedp.Click(chromedp.CSS(`.languages a[hreflang=fr]`)))
		b.settle(`document.documentElement.lang`, "fr")
		b.open("/incidents")
		b.settle(`document.querySelector("h1").textContent + document.documentElement.lang`, "Incidentsfr")
		b.do(chromedp.Click(chromedp.CSS(`.languages a[hreflang=en]`)))
		b.settle(`document.documentElement.lang`, "en")
	})
	b.t = t
	b.quiet()
}

// quiet fails when a page complained or asked for anything elsewhere; data: is
// the browser's own icon of a date field.
func (b *browser) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		b.t.Errorf("console: %s", p)
	}
	if len(b.requests) == 0 {
		b.t.Error("no request was seen: the test looks at nothing")
	}
	for _, r := range b.requests {
		if u, err := url.Parse(r); err != nil || u.Scheme != "about" && u.Scheme != "data" && "http://"+u.Host != b.base {
			b.t.Errorf("a page asked for %s", r)
		}
	}
}

// Every page fits a phone and a desk in both schemes, and every pair of text
// and ground holds WCAG AA. With SAHELWATCH_PICTURES=1 the pages are drawn
// into docs/img.
func TestPagesFitAndCanBeRead(t *testing.T) {
	b := openBrowser(t)
	pages := map[string]string{"incidents": "/incidents?lang=en", "incident": "/incidents/dargo?lang=en", "map": "/map?lang=en", "trends": "/trends?lang=en", "sources": "/sources?lang=en", "search": "/search?q=Dargo&lang=en",
		"deliveries": "/deliveries?lang=en", "deliveries-fr": "/deliveries?lang=fr", "trends-fr": "/trends?lang=fr", "search-fr": "/search?q=Dargo&lang=fr", "map-fr": "/map?lang=fr",
		"incidents-fr": "/incidents?lang=fr", "sources-fr": "/sources?lang=fr"}
	for width, height := range map[int64]int64{390: 844, 1200: 760} {
		b.do(chromedp.EmulateViewport(width, height))
		for _, scheme := range []string{"dark", "light"} {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			for name, path := range pages {
				b.open(path)
				if wide := b.script(`String(document.documentElement.scrollWidth > innerWidth)`); wide == "true" {
					t.Errorf("%s at %d px scrolls sideways", name, width)
				}
				if out := b.script(menu); out != "" {
					t.Errorf("%s at %d px: outside of the menu's row: %s", name, width, out)
				}
				if bad := b.script(contrast); bad != "" {
					t.Errorf("%s at %d px, %s: too little contrast: %s", name, width, scheme, bad)
				}
				b.picture(name, scheme, width)
			}
		}
	}
	b.quiet()
}

// menu gives the entries of the menu that stand in another row than the first,
// or not wholly on the screen.
const menu = `(() => {
  const all = Array.from(document.querySelectorAll(".top nav a")), top = all[0].getBoundingClientRect().top;
  return all.filter((a) => { const r = a.getBoundingClientRect(); return r.top != top || r.left < 0 || r.right > innerWidth }).map((a) => a.textContent).join(", ");
})()`

// contrast gives the texts whose contrast is below 4.5:1, or 3:1 where large
// (WCAG 2.2, 1.4.3).
const contrast = `(() => {
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
  const parse = (s) => (s.match(/[\d.]+/g) || []).map(Number);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > .5) return c.slice(0, 3) } return [255, 255, 255] };
  const bad = [];
  for (const e of document.querySelectorAll("body *:not(svg *):not(option)")) {
    const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.getClientRects().length) continue;
    const s = getComputedStyle(e), opacity = Number(s.opacity);
    const back = ground(e), front = parse(s.color).slice(0, 3).map((v, i) => v * opacity + back[i] * (1 - opacity));
    const a = light(front), b = light(back), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && s.fontWeight >= 700;
    if (ratio < (large ? 3 : 4.5)) bad.push(e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 20) + " " + ratio.toFixed(1));
  }
  return bad.slice(0, 5).join("; ");
})()`

func (b *browser) picture(name, scheme string, width int64) {
	if os.Getenv("SAHELWATCH_PICTURES") == "" || scheme == "dark" && name != "map" {
		return
	}
	img, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if scheme == "dark" {
		name += "-dark"
	}
	file := filepath.Join("..", "..", "docs", "img", "web-"+name+"-"+strconv.FormatInt(width, 10)+".png")
	if err := os.WriteFile(file, img, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
