package demo

import (
	"bytes"
	"embed"
	"encoding/xml"
	"html/template"
	"net/http"
	"strings"
	"time"
)

//go:embed html/*.html
var htmlFiles embed.FS

// handler serves one outlet: feed or listing, article pages, robots.txt.
func (n *Newsroom) handler(o Outlet, base string) http.Handler {
	views := template.Must(template.ParseFS(htmlFiles, "html/*.html"))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /prive/\n"))
	})
	switch o.form {
	case "broken":
		mux.HandleFunc("GET /feed", func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "base de données indisponible", http.StatusInternalServerError)
		})
	case "listing":
		mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
			n.render(w, views, "listing.html", o, n.shown(o, base))
		})
	default:
		mux.HandleFunc("GET /feed", func(w http.ResponseWriter, r *http.Request) { n.feed(w, r, o, base) })
	}
	mux.HandleFunc("GET /2025/07/{slug}", func(w http.ResponseWriter, r *http.Request) { n.article(w, r, views, o, base) })
	mux.HandleFunc("GET /prive/{slug}", func(w http.ResponseWriter, r *http.Request) {
		n.forbidden.Add(1)
		n.article(w, r, views, o, base)
	})
	return mux
}

// item is a published page as feeds, listings and templates show it.
type item struct {
	Title, Byline, URL string
	Published, Updated time.Time
	Paragraphs         []string
	Lead               string
	feature            string
}

// shown gives what the outlet has published by now, newest first.
func (n *Newsroom) shown(o Outlet, base string) []item {
	now := n.time()
	var items []item
	for i := len(n.pages) - 1; i >= 0; i-- {
		p := n.pages[i]
		v, ok := p.at(now)
		if p.outlet != o.ID || !ok {
			continue
		}
		items = append(items, item{Title: p.title, Byline: p.byline, URL: base + p.path(), Published: p.published(),
			Updated: v.from, Paragraphs: v.paragraphs, Lead: v.paragraphs[0], feature: p.feature})
	}
	return items
}

func (n *Newsroom) article(w http.ResponseWriter, r *http.Request, views *template.Template, o Outlet, base string) {
	for _, it := range n.shown(o, base) {
		if !strings.HasSuffix(it.URL, r.URL.Path) {
			continue
		}
		if it.feature == "slow" {
			time.Sleep(slowBy)
		}
		n.render(w, views, "article.html", o, it)
		return
	}
	http.NotFound(w, r)
}

func (n *Newsroom) render(w http.ResponseWriter, views *template.Template, name string, o Outlet, data any) {
	var b bytes.Buffer
	dir := "ltr"
	if o.Language == "ar" {
		dir = "rtl"
	}
	if err := views.ExecuteTemplate(&b, name, map[string]any{"Outlet": o, "Dir": dir, "Data": data}); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(b.Bytes())
}

// feed writes RSS 2.0 or Atom 1.0, with an ETag.
func (n *Newsroom) feed(w http.ResponseWriter, r *http.Request, o Outlet, base string) {
	items := n.shown(o, base)
	var doc any = rss(o, base, items)
	kind := "application/rss+xml"
	if o.form == "atom" {
		doc, kind = atom(o, base, items), "application/atom+xml"
	}
	body, err := xml.MarshalIndent(doc, "", " ")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("ETag", etag(items))
	w.Header().Set("Content-Type", kind+"; charset=utf-8")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(append([]byte(xml.Header), body...)))
}

func etag(items []item) string {
	if len(items) == 0 {
		return `"empty"`
	}
	last := items[0].Updated
	for _, it := range items {
		if it.Updated.After(last) {
			last = it.Updated
		}
	}
	return `"` + last.Format("20060102T150405") + `"`
}
