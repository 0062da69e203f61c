package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"strings"
	"sync"
	"time"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets/*
var assetFiles embed.FS

// pages are the templates and words, read once.
type pages struct {
	templates map[string]*template.Template // by name of the page
	words     map[string]*words
	gzips     sync.Pool
	stamp     string // of the assets: part of their address, so that they may be cached for long
}

// loadPages reads what is embedded; it can only fail in a build that no test
// has seen, so it panics.
func loadPages() *pages {
	p := &pages{templates: map[string]*template.Template{}, words: map[string]*words{}}
	for _, lang := range languages {
		w, err := loadWords(lang)
		if err != nil {
			panic(err)
		}
		p.words[lang] = w
	}
	base := template.Must(template.New("base.html").Funcs(functions()).ParseFS(templateFiles, "templates/base.html", "templates/parts.html"))
	files, err := templateFiles.ReadDir("templates")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".html")
		if name != "base" && name != "parts" {
			p.templates[name] = template.Must(template.Must(base.Clone()).ParseFS(templateFiles, "templates/"+f.Name()))
		}
	}
	p.gzips.New = func() any { return gzip.NewWriter(nil) }
	p.stamp = assetStamp()
	return p
}

func assetStamp() string {
	h := sha256.New()
	files, err := assetFiles.ReadDir("assets")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		b, err := assetFiles.ReadFile("assets/" + f.Name())
		if err != nil {
			panic(err)
		}
		h.Write(b)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:6])
}

// view is what every template is given.
type view struct {
	*words
	Page   string // name of the template: marks the place in the menu
	Title  string
	Path   string // of this page, for the language switch
	Other  []language
	Filter filter
	Stamp  string
	Feed   string // address of the Atom feed of what is shown
	Data   any
}

type language struct{ Code, Name, URL string }

// errNoPage makes html answer 404.
var errNoPage = errors.New("no such page")

// pageFunc makes one page: the name of its template, its title and its data.
type pageFunc func(w *words, r *http.Request, v *view) error

// html answers with a page. Parameters that are not understood answer 400 with
// a sentence, what is not held 404.
func (s *server) html(page pageFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		lang := chooseLanguage(w, r)
		v := s.newView(lang, r)
		err := page(v.words, r, v)
		status := http.StatusOK
		var bad *BadFilter
		var query *BadQuery
		switch {
		case err == nil:
		case errors.As(err, &bad), errors.As(err, &query):
			status = http.StatusBadRequest
			v.fail(v.T("error_filter"), clean(err.Error()))
		case errors.Is(err, errNoPage), errors.Is(err, ErrNotFound):
			status = http.StatusNotFound
			v.fail(v.T("error_missing"), "")
		default:
			status = http.StatusInternalServerError
			s.log.Error("page failed", "path", r.URL.Path, "error", err.Error())
			v.fail(v.T("error_inside"), "")
		}
		w.Header().Add("Vary", "Accept-Language, Cookie")
		s.write(w, r, v, status)
	}
}

// fail turns the view into a page that says what went wrong.
func (v *view) fail(title, detail string) { v.Page, v.Title, v.Data = "error", title, detail }

func (s *server) newView(lang string, r *http.Request) *view {
	v := &view{words: s.pages.words[lang], Path: r.URL.Path, Stamp: s.pages.stamp}
	for _, code := range languages {
		q := r.URL.Query()
		q.Set("lang", code)
		v.Other = append(v.Other, language{code, s.pages.words[code].T("language_name"), r.URL.Path + "?" + q.Encode()})
	}
	return v
}

// write renders a view and sends it, compressed where the reader takes that,
// or 304 where the reader has it already.
func (s *server) write(w http.ResponseWriter, r *http.Request, v *view, status int) {
	var body bytes.Buffer
	t := s.pages.templates[v.Page]
	if err := t.ExecuteTemplate(&body, "base.html", v); err != nil {
		s.log.Error("page not rendered", "path", r.URL.Path, "error", err.Error())
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	s.send(w, r, body.Bytes(), status)
}

// send answers with a body that is known whole: with an ETag, and in gzip
// where it is worth it.
func (s *server) send(w http.ResponseWriter, r *http.Request, body []byte, status int) {
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	if status == http.StatusOK {
		sum := sha256.Sum256(body)
		tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if matchesTag(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if len(body) < 1000 || !acceptsGzip(r) {
		w.WriteHeader(status)
		_, _ = w.Write(body)
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := s.pages.gzips.Get().(*gzip.Writer)
	defer s.pages.gzips.Put(z)
	z.Reset(w)
	_, _ = z.Write(body)
	_ = z.Close() // the reader is gone: nobody is left to tell
}

// matchesTag compares weakly, as If-None-Match asks (RFC 9110, 13.1.2).
func matchesTag(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		if t = strings.TrimSpace(t); t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == "gzip" && strings.ReplaceAll(params, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

// asset serves style, script and icon. Their address carries a stamp of their
// content, so they are cached for a year.
func (s *server) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("file")
	body, err := assetFiles.ReadFile("assets/" + name)
	if err != nil {
		s.notFound(w, r)
		return
	}
	types := map[string]string{"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
	_, ext, _ := strings.Cut(name, ".")
	w.Header().Set("Content-Type", types[ext])
	if r.URL.Query().Get("v") == s.pages.stamp {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	s.send(w, r, body, http.StatusOK)
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		apiError(w, http.StatusNotFound, "path", "no such resource; see /api/v1/openapi.yaml", "")
		return
	}
	s.html(func(*words, *http.Request, *view) error { return errNoPage })(w, r)
}

// rows is the data of a table of incidents inside a page.
type rows struct {
	*view
	Rows []row
}

// listed is the data of a list of articles inside a page.
type listed struct {
	*view
	List []article
}

func functions() template.FuncMap {
	return template.FuncMap{
		"clean": clean, "link": link, "host": host, "dir": direction, "lang": langCode, "shorten": shorten,
		"iso":    func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"add":    func(a, b int) int { return a + b },
		"mul":    func(a, b float64) float64 { return a * b },
		"listed": func(v *view, list []article) listed { return listed{v, list} },
		"rows":   func(v *view, list []row) rows { return rows{v, list} },
	}
}
