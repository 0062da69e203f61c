package web

import (
	"bytes"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// export sends the incidents of a filter as a file.
func (s *server) export(w http.ResponseWriter, r *http.Request) {
	f, err := parseFilter(r.URL.Query())
	if err != nil {
		s.html(func(*words, *http.Request, *view) error { return err })(w, r)
		return
	}
	formats := s.read.Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == r.PathValue("format") })
	if i < 0 {
		s.notFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", formats[i].MediaType)
	h.Set("Content-Disposition", `attachment; filename="sahelwatch-`+s.now().UTC().Format(conflict.Day)+formats[i].Extension+`"`)
	h.Set("Cache-Control", "no-cache")
	f.ByDate = true
	out := &started{w: w}
	if err := s.read.Export(r.Context(), out, formats[i].Name, f.Query); err != nil {
		s.log.Error("export failed", "format", formats[i].Name, "error", err.Error())
		if out.yes {
			panic(http.ErrAbortHandler) // a file cut short must not look whole
		}
		h.Del("Content-Disposition")
		apiError(w, http.StatusInternalServerError, "internal", "the export could not be made", "")
	}
}

// started notes whether anything was sent.
type started struct {
	w   http.ResponseWriter
	yes bool
}

func (s *started) Write(b []byte) (int, error) {
	s.yes = true
	return s.w.Write(b)
}

// feed answers with the Atom feed of the newest changes to the incidents of a
// filter.
func (s *server) feed(w http.ResponseWriter, r *http.Request) {
	f, err := parseFilter(r.URL.Query())
	var bad *BadFilter
	if errors.As(err, &bad) {
		apiError(w, http.StatusBadRequest, "parameter", bad.Problem, bad.Field)
		return
	}
	lang := chooseLanguage(w, r)
	base := s.base(r)
	body, err := s.read.Feed(Feed{Title: s.feedTitle(s.pages.words[lang], f), Self: base + f.Address("/feed.atom"), BaseURL: base, Language: lang, Query: f.Query})
	if err != nil {
		s.log.Error("feed failed", "error", err.Error())
		apiError(w, http.StatusInternalServerError, "internal", "the feed could not be made", "")
		return
	}
	if bytes.HasPrefix(body, []byte("<?xml")) {
		w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	}
	w.Header().Add("Vary", "Accept-Language, Cookie")
	s.send(w, r, body, http.StatusOK)
}

// base is the address that feeds lead to: the public one, else that which was
// asked for, whose host the guard knows.
func (s *server) base(r *http.Request) string {
	if s.opts.PublicURL != "" {
		return strings.TrimRight(s.opts.PublicURL, "/")
	}
	return "http://" + r.Host
}

func (s *server) feedTitle(w *words, f filter) string {
	title := "Sahelwatch"
	for _, name := range filterNames {
		for _, v := range f.values[name] {
			if name == "country" {
				v = w.Country(v)
			}
			title += " · " + v
		}
	}
	return title
}

// weekOf gives the Monday of a day's week; false for no day.
func weekOf(day string) (time.Time, bool) {
	t, err := time.Parse(conflict.Day, day)
	if err != nil {
		return t, false
	}
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7), true
}
