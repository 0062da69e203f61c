package web

import (
	"cmp"
	"net/http"
	"strconv"

	"sahelwatch/internal/conflict"
)

// results is the data of the page of a search.
type results struct {
	Text      string
	Asked     bool
	Total     int
	Incidents []row
	Articles  []hit
	Next      string
}

type hit struct {
	Hit
	Dir       string
	Published string
	Site      string
}

const (
	maxSearchText = 400
	hitsPerPage   = 20
	maxOffset     = 400
)

func (s *server) searchPage(w *words, r *http.Request, v *view) error {
	v.Page, v.Title = "search", w.T("search")
	text := shorten(clean(r.URL.Query().Get("q")), maxSearchText)
	res := results{Text: text, Asked: text != ""}
	v.Data = &res
	if text == "" {
		return nil
	}
	offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
	offset = min(max(offset, 0), maxOffset)
	found, err := s.read.Search(r.Context(), Search{Text: text, Limit: hitsPerPage, Offset: offset})
	if err != nil {
		return err
	}
	sources, err := s.read.Sources()
	if err != nil {
		return err
	}
	names := sourceNames(sources)
	n := s.namer(w)
	res.Total = found.Total
	if offset == 0 {
		for _, sum := range found.Incidents[:min(len(found.Incidents), 8)] {
			res.Incidents = append(res.Incidents, n.row(sum))
		}
	}
	for _, h := range found.Articles {
		res.Articles = append(res.Articles, w.hit(h, names))
	}
	if next := offset + hitsPerPage; next < found.Total && next <= maxOffset {
		f := filter{values: map[string][]string{"q": {text}}}
		res.Next = f.Address("/search", "offset", strconv.Itoa(next))
	}
	return nil
}

func (w *words) hit(h Hit, names map[string]string) hit {
	out := hit{Hit: h, Dir: direction(h.Title), Site: cmp.Or(clean(names[h.Source]), host(h.URL))}
	out.Title, out.Snippet, out.URL, out.Lang = shorten(clean(h.Title), 200), shorten(clean(h.Snippet), 320), link(h.URL), langCode(h.Lang)
	out.Published = publishedDay(w, h.Published)
	return out
}

func publishedDay(w *words, m conflict.Moment) string {
	if m.IsZero() {
		return w.T("unknown_time")
	}
	return w.Time(m.Time)
}
