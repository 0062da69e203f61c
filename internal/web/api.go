package web

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// Limits of an API answer.
const (
	apiPreset = 50  // things in an answer where the address gives no limit
	APILimit  = 500 // the most that an address may ask for
)

//go:embed openapi.yaml
var openAPI []byte

func (s *server) apiRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /api/v1/incidents", s.api(s.apiIncidents))
	m.HandleFunc("GET /api/v1/incidents/{id}", s.api(s.apiIncident))
	m.HandleFunc("GET /api/v1/changes", s.api(s.apiChanges))
	m.HandleFunc("GET /api/v1/articles", s.api(s.apiArticles))
	m.HandleFunc("GET /api/v1/sources", s.api(s.apiSources))
	m.HandleFunc("GET /api/v1/search", s.api(s.apiSearch))
	m.HandleFunc("GET /api/v1/map", s.api(s.apiMap))
	m.HandleFunc("GET /api/v1/events", s.events)
	m.HandleFunc("GET /api/v1/openapi.yaml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/yaml")
		s.send(w, r, openAPI, http.StatusOK)
	})
}

// apiFault is the JSON of an error.
type apiFault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field,omitempty"` // parameter that is wrong
}

func apiError(w http.ResponseWriter, status int, code, message, field string) {
	body, err := json.Marshal(map[string]apiFault{"error": {code, clean(message), field}})
	if err != nil {
		body = []byte(`{"error":{"code":"internal","message":"internal error"}}`) // a map of strings always encodes
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n'))
}

// api answers with the JSON of what get gives, or with an error in JSON.
func (s *server) api(get func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v, err := get(r)
		var bad *BadFilter
		var query *BadQuery
		switch {
		case errors.As(err, &bad):
			apiError(w, http.StatusBadRequest, "parameter", bad.Problem, bad.Field)
			return
		case errors.As(err, &query):
			apiError(w, http.StatusBadRequest, "query", query.Text, "")
			return
		case errors.Is(err, ErrNotFound):
			apiError(w, http.StatusNotFound, "not_found", "nothing has this name", "")
			return
		case err != nil:
			s.log.Error("api failed", "path", r.URL.Path, "error", err.Error())
			apiError(w, http.StatusInternalServerError, "internal", "the store could not answer", "")
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if raw, ok := v.(rawJSON); ok {
			s.send(w, r, raw, http.StatusOK)
			return
		}
		var body bytes.Buffer
		enc := json.NewEncoder(&body)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			s.log.Error("api answer not encoded", "path", r.URL.Path, "error", err.Error())
			apiError(w, http.StatusInternalServerError, "internal", "the answer could not be written", "")
			return
		}
		s.send(w, r, body.Bytes(), http.StatusOK)
	}
}

// apiIncidents gives a page of whole incidents; with view=summary in short form.
func (s *server) apiIncidents(r *http.Request) (any, error) {
	q, err := apiQuery(r)
	if err != nil {
		return nil, err
	}
	short := r.URL.Query().Get("view") == "summary"
	out := struct {
		Incidents []any  `json:"incidents"`
		Next      string `json:"next,omitempty"` // cursor of the next page
	}{Incidents: []any{}}
	limit := q.Limit
	q.Limit++
	var last Summary
	for sum, err := range s.read.Summaries(r.Context(), q) {
		if err != nil {
			return nil, err
		}
		if len(out.Incidents) == limit {
			out.Next = s.read.After(q, last)
			break
		}
		last = sum
		if short {
			out.Incidents = append(out.Incidents, sum)
			continue
		}
		rec, err := s.read.Incident(sum.ID)
		if err != nil {
			return nil, err
		}
		out.Incidents = append(out.Incidents, rec.Incident)
	}
	return out, nil
}

func apiQuery(r *http.Request) (Query, error) {
	v := r.URL.Query()
	f, err := parseFilter(v)
	if err != nil {
		return Query{}, err
	}
	q := f.Query
	if q.Limit, err = pageLimit(v, apiPreset); err != nil {
		return q, err
	}
	q.Cursor = v.Get("cursor")
	switch order := v.Get("order"); order {
	case "", "latest":
	case "date":
		q.ByDate = true
	default:
		return q, &BadFilter{"order", "is neither latest nor date: " + clean(order)}
	}
	return q, nil
}

func (s *server) apiIncident(r *http.Request) (any, error) {
	rec, err := s.read.Incident(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return rec.Incident, nil
}

// apiChanges gives the changes behind a cursor, in order; the cursor of the
// answer goes on behind them, and is the same one while nothing is new.
func (s *server) apiChanges(r *http.Request) (any, error) {
	v := r.URL.Query()
	limit, err := pageLimit(v, apiPreset)
	if err != nil {
		return nil, err
	}
	after, err := position(v.Get("after"))
	if err != nil {
		return nil, err
	}
	list, err := s.read.Changes(after, limit)
	if err != nil {
		return nil, err
	}
	out := struct {
		Changes []conflict.Change `json:"changes"`
		Cursor  string            `json:"cursor"`
	}{append([]conflict.Change{}, list...), strconv.FormatUint(after, 10)}
	if len(list) > 0 {
		out.Cursor = strconv.FormatUint(list[len(list)-1].Seq, 10)
	}
	return out, nil
}

func position(s string) (uint64, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(s, 10, 62)
	if err != nil {
		return 0, &BadFilter{"after", "is no cursor that an answer gave: " + clean(s)}
	}
	return n, nil
}

// articleSet is an article with all its versions.
type articleSet struct {
	URL       string    `json:"url"`
	Incidents []string  `json:"incidents"`
	Versions  []Version `json:"versions"`
}

// apiArticles gives one article by its address, or the articles first seen
// since a time, oldest first.
func (s *server) apiArticles(r *http.Request) (any, error) {
	v := r.URL.Query()
	if u := v.Get("url"); u != "" {
		versions, err := s.read.Versions(u)
		if err != nil {
			return nil, err
		}
		if len(versions) == 0 {
			return nil, ErrNotFound
		}
		ids, err := s.read.IncidentsOf(u)
		return articleSet{u, append([]string{}, ids...), versions}, err
	}
	limit, err := pageLimit(v, apiPreset)
	if err != nil {
		return nil, err
	}
	since, skip, err := articleCursor(v.Get("since"), v.Get("cursor"))
	if err != nil {
		return nil, err
	}
	out := struct {
		Articles []*articleSet `json:"articles"`
		Next     string        `json:"next,omitempty"`
	}{Articles: []*articleSet{}}
	var at time.Time // first seen, of the article before
	same := 0        // articles first seen at that very moment
	for ver, err := range s.read.Articles(r.Context(), since) {
		if err != nil {
			return nil, err
		}
		if ver.Version > 1 && len(out.Articles) > 0 && out.Articles[len(out.Articles)-1].URL == ver.Article.URL {
			last := out.Articles[len(out.Articles)-1]
			last.Versions = append(last.Versions, ver)
			continue
		}
		if ver.Version > 1 || ver.Seen.Before(since) {
			continue // of an article that the page before gave
		}
		if same++; !ver.Seen.Equal(at) {
			at, same = ver.Seen, 1
		}
		if ver.Seen.Equal(since) && same <= skip {
			continue
		}
		if len(out.Articles) == limit {
			out.Next = at.UTC().Format(time.RFC3339Nano) + "~" + strconv.Itoa(same-1)
			break
		}
		ids, err := s.read.IncidentsOf(ver.Article.URL)
		if err != nil {
			return nil, err
		}
		out.Articles = append(out.Articles, &articleSet{ver.Article.URL, append([]string{}, ids...), []Version{ver}})
	}
	return out, nil
}

// articleCursor reads where a page of articles begins: at a time, or behind so
// many articles that were first seen at that very time.
func articleCursor(since, cursor string) (time.Time, int, error) {
	if cursor == "" {
		if since == "" {
			return time.Time{}, 0, nil
		}
		m, err := conflict.ParseMoment(since)
		if err != nil {
			return time.Time{}, 0, &BadFilter{"since", clean(err.Error())}
		}
		return m.Time, 0, nil
	}
	at, n, _ := strings.Cut(cursor, "~")
	t, err := time.Parse(time.RFC3339Nano, at)
	skip, errSkip := strconv.Atoi(n)
	if err != nil || errSkip != nil || skip < 0 {
		return time.Time{}, 0, &BadFilter{"cursor", "is no cursor that an answer gave: " + clean(cursor)}
	}
	return t, skip, nil
}

// apiSource is a source in the API: without what only fetching needs.
type apiSource struct {
	conflict.Source
	State       string     `json:"state"`
	LastSuccess *time.Time `json:"last_success"`
	LastItem    *time.Time `json:"last_item"`
	NextPoll    *time.Time `json:"next_poll"`
	Rhythm      float64    `json:"rhythm_seconds"` // 0: not known yet
	Failures    int        `json:"failures"`
	Since       *time.Time `json:"failing_since"`
	Problem     string     `json:"problem,omitempty"`
	Warnings    []string   `json:"warnings,omitempty"`
}

func (s *server) apiSources(*http.Request) (any, error) {
	list, err := s.read.Sources()
	if err != nil {
		return nil, err
	}
	out := struct {
		Sources []apiSource `json:"sources"`
	}{[]apiSource{}}
	for _, src := range list {
		h := src.Health
		out.Sources = append(out.Sources, apiSource{Source: src.Source, State: sourceState(src, s.now()), LastSuccess: moment(h.LastSuccess),
			LastItem: moment(h.LastItem), NextPoll: moment(h.NextPoll), Rhythm: h.Rhythm.Seconds(), Failures: h.Failures,
			Since: moment(h.FailingSince), Problem: h.LastError, Warnings: h.Warnings})
	}
	return out, nil
}

// moment is nil for the zero time: JSON null.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s *server) apiSearch(r *http.Request) (any, error) {
	v := r.URL.Query()
	limit, err := pageLimit(v, hitsPerPage)
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(v.Get("q"))
	if text == "" || len(text) > maxSearchText {
		return nil, &BadFilter{"q", "needs 1 to " + strconv.Itoa(maxSearchText) + " bytes of words"}
	}
	offset, err := position(v.Get("offset"))
	if err != nil || offset > maxOffset {
		return nil, &BadFilter{"offset", "is no number up to " + strconv.Itoa(maxOffset)}
	}
	return s.read.Search(r.Context(), Search{Text: text, Limit: limit, Offset: int(offset), ByDate: v.Get("order") == "date"})
}
