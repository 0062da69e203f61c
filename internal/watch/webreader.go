package watch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"sync"
	"time"

	"sahelwatch/extract/page"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
	"sahelwatch/internal/export"
	"sahelwatch/internal/store"
	"sahelwatch/internal/web"
)

// Reader gives what the web pages read. It changes nothing.
func (s *Service) Reader() web.Reader {
	return &webReader{s: s, names: sync.OnceValue(s.actorNames)}
}

// webReader puts the store's verbs into the words of the web pages.
type webReader struct {
	s     *Service
	names func() map[string]string
}

func (s *Service) actorNames() map[string]string {
	names := map[string]string{}
	t, err := s.tongue()
	if err != nil {
		s.log.Error("names of actors cannot be read", "error", err.Error())
		return names
	}
	for _, a := range t.places.Actors() {
		names[a.ID] = a.Name
	}
	return names
}

// Actors implements web.Reader.
func (r *webReader) Actors() map[string]string { return r.names() }

func storeQuery(q web.Query) store.Query {
	out := store.Query{From: q.From, To: q.To, Countries: q.Countries, Actors: q.Actors, Types: q.Types, Claimed: q.Claimed,
		Official: q.Official, MinKilled: q.MinKilled, Text: q.Text, Order: store.ByLatest, Limit: q.Limit, Cursor: q.Cursor}
	if q.ByDate {
		out.Order = store.ByDate
	}
	return out
}

func webSummary(s store.Summary) web.Summary {
	out := web.Summary{ID: s.ID, Start: s.Start, End: s.End, DatePrecision: s.DatePrecision, EventType: s.EventType,
		SubEventType: s.SubEventType, Place: s.Place, PlacePrecision: s.PlacePrecision, Admin1: s.Admin1, Country: s.Country,
		Perpetrators: s.Perpetrators, Targets: s.Targets, ClaimedBy: s.ClaimedBy, Official: s.Official, Killed: s.Killed,
		Wounded: s.Wounded, Abducted: s.Abducted, MilitantsKilled: s.MilitantsKilled, Sources: s.Sources,
		Independent: s.Independent, Articles: s.Articles, Title: s.Title, FirstSeen: s.FirstSeen, Updated: s.Updated}
	if s.Located() {
		out.Lat, out.Lon = &s.Lat, &s.Lon
	}
	return out
}

// Summaries implements web.Reader.
func (r *webReader) Summaries(ctx context.Context, q web.Query) iter.Seq2[web.Summary, error] {
	return func(yield func(web.Summary, error) bool) {
		for sum, err := range r.s.store.Summaries(ctx, storeQuery(q)) {
			if !yield(webSummary(sum), webError(err)) {
				return
			}
		}
	}
}

// After implements web.Reader.
func (r *webReader) After(q web.Query, sum web.Summary) string {
	return storeQuery(q).After(store.Summary{ID: sum.ID, Start: sum.Start, Updated: sum.Updated, Lat: math.NaN(), Lon: math.NaN()})
}

// Incidents implements web.Reader.
func (r *webReader) Incidents(ctx context.Context, q web.Query) iter.Seq2[conflict.Incident, error] {
	return func(yield func(conflict.Incident, error) bool) {
		for rec, err := range r.s.store.Incidents(ctx, storeQuery(q)) {
			if !yield(rec.Incident, webError(err)) {
				return
			}
		}
	}
}

// Incident implements web.Reader.
func (r *webReader) Incident(id string) (conflict.Record, error) {
	rec, err := r.s.store.Incident(id)
	return rec, webError(err)
}

// Versions implements web.Reader.
func (r *webReader) Versions(url string) ([]web.Version, error) {
	list, err := r.s.store.Versions(url)
	out := make([]web.Version, 0, len(list))
	for _, v := range list {
		out = append(out, webVersion(v))
	}
	return out, webError(err)
}

func webVersion(v store.ArticleVersion) web.Version {
	return web.Version{Version: v.Version, Seen: v.Seen, Hash: v.Hash, Source: v.Source, Dropped: v.Dropped, Article: v.Article, Coded: v.Coded}
}

// IncidentsOf implements web.Reader.
func (r *webReader) IncidentsOf(url string) ([]string, error) { return r.s.store.IncidentsOf(url) }

// Articles implements web.Reader.
func (r *webReader) Articles(ctx context.Context, since time.Time) iter.Seq2[web.Version, error] {
	return func(yield func(web.Version, error) bool) {
		for v, err := range r.s.store.ArticlesSince(ctx, since) {
			if !yield(webVersion(v), err) {
				return
			}
		}
	}
}

// Changes implements web.Reader.
func (r *webReader) Changes(after uint64, n int) ([]conflict.Change, error) {
	return r.s.store.ChangesAfter(after, n)
}

// LastChange implements web.Reader.
func (r *webReader) LastChange() (uint64, error) { return r.s.store.LastSeq() }

// Changed implements web.Reader.
func (r *webReader) Changed() <-chan struct{} { return r.s.feed.wait() }

// Sources implements web.Reader.
func (r *webReader) Sources() ([]web.Source, error) {
	list, err := r.s.store.Sources()
	out := make([]web.Source, 0, len(list))
	for _, st := range list {
		out = append(out, web.Source{Source: st.Source, Health: st.Health})
	}
	return out, err
}

// Deliveries implements web.Reader.
func (r *webReader) Deliveries() ([]conflict.Delivery, error) {
	return r.s.store.Outbox(store.Waiting, store.Failed, store.Aside)
}

// Recipients implements web.Reader.
func (r *webReader) Recipients() ([]web.Recipient, error) {
	list, err := r.s.store.Recipients()
	out := make([]web.Recipient, 0, len(list))
	for _, st := range list {
		out = append(out, web.Recipient{Name: st.Name, LastSent: st.LastSent, FailingSince: st.FailingSince, LastError: st.LastError, Disabled: st.Disabled, Unsubscribed: endedOf(st)})
	}
	return out, err
}

// Search implements web.Reader.
func (r *webReader) Search(ctx context.Context, q web.Search) (web.Found, error) {
	found, err := r.s.store.Search(ctx, store.Search{Text: q.Text, Limit: q.Limit, Offset: q.Offset, ByDate: q.ByDate})
	out := web.Found{Total: found.Total, Articles: []web.Hit{}, Incidents: []web.Summary{}}
	for _, h := range found.Articles {
		out.Articles = append(out.Articles, web.Hit{URL: h.URL, Title: h.Title, Source: h.Source, Lang: h.Lang, Published: h.Published, Snippet: h.Snippet, Incidents: h.Incidents})
	}
	for _, sum := range found.Incidents {
		out.Incidents = append(out.Incidents, webSummary(sum))
	}
	return out, webError(err)
}

// Stats implements web.Reader.
func (r *webReader) Stats() (web.Stats, error) {
	st, err := r.s.store.Stats()
	return web.Stats{Articles: st.Articles, Incidents: st.Incidents, Changes: st.Changes, Pending: st.Pending, Waiting: st.Waiting,
		StoreBytes: st.FileBytes, StoreFree: st.FreeBytes}, err
}

// toldAtOnce is how many changes of one incident a digest says in full.
const toldAtOnce = 12

// Tell implements web.Reader: the page of an incident says what a digest says.
func (r *webReader) Tell(inc conflict.Incident, language string) (web.Telling, error) {
	n, killed := r.s.nearby(inc)
	var out web.Telling
	changes := inc.Changes
	if len(changes) == 0 { // a headline needs something to tell
		changes = []conflict.Change{{Type: conflict.IncidentNew, Incident: inc.ID, At: inc.FirstSeen.UTC().Format(time.RFC3339)}}
	}
	for from := 0; from < len(changes); from += toldAtOnce {
		part := changes[from:min(len(changes), from+toldAtOnce)]
		view, err := digest.NewView(conflict.Digest{ID: inc.ID, Language: language, Timezone: "UTC", At: r.s.now(),
			Incidents: []conflict.DigestEntry{{Incident: inc, Changes: part, Nearby: n, NearDead: killed}}})
		if err != nil {
			return web.Telling{}, err
		}
		item := view.Incidents[0]
		if from == 0 {
			out = web.Telling{Headline: item.Headline, Where: item.Where, When: item.When, Event: item.Event, Outcomes: item.Outcomes, Context: item.Context}
		}
		for i, line := range item.Changes {
			at, _ := time.Parse(time.RFC3339, part[i].At)
			out.Changes = append(out.Changes, web.Sentence{Text: line.Text, Type: part[i].Type, At: at, URL: part[i].Evidence.URL, Late: part[i].Late})
		}
	}
	return out, nil
}

// feedReach is how far back in the log an Atom feed looks.
const feedReach = 2000

// Feed implements web.Reader.
func (r *webReader) Feed(f web.Feed) ([]byte, error) {
	last, err := r.s.store.LastSeq()
	if err != nil {
		return nil, err
	}
	changes, err := r.s.store.ChangesAfter(last-min(last, feedReach), feedReach)
	if err != nil {
		return nil, err
	}
	states, err := r.s.store.Sources()
	if err != nil {
		return nil, err
	}
	feed := digest.Feed{Title: f.Title, Self: f.Self, BaseURL: f.BaseURL, Language: f.Language, Now: r.s.now(),
		Filter: digest.Filter{Countries: f.Query.Countries, Actors: f.Query.Actors, EventTypes: f.Query.Types, MinToll: f.Query.MinKilled}}
	for _, st := range states {
		feed.Sources = append(feed.Sources, st.Source)
	}
	feed.Incident = func(id string) (conflict.Incident, bool) {
		rec, err := r.s.store.Incident(id)
		return rec.Incident, err == nil && !rec.Gone && f.Query.Match(&rec.Incident)
	}
	return digest.Atom(feed, changes)
}

// Formats implements web.Reader.
func (r *webReader) Formats() []web.Format {
	var out []web.Format
	for _, f := range export.Formats(nil) {
		out = append(out, web.Format{Name: f.Name, MediaType: f.MediaType, Extension: f.Extension})
	}
	return out
}

// Export implements web.Reader.
func (r *webReader) Export(ctx context.Context, w io.Writer, format string, q web.Query) error {
	f, ok := export.Find(format, r.s.Labels())
	if !ok {
		return fmt.Errorf("export as %q: %w", format, web.ErrNotFound)
	}
	return f.Write(w, r.Incidents(ctx, q))
}

// Labels gives what ACLED and UCDP call the actors of the gazetteer.
func (s *Service) Labels() export.Labels {
	t, err := s.tongue()
	if err != nil {
		s.log.Error("names of actors cannot be read", "error", err.Error())
		return nil
	}
	return func(id string) export.Label {
		a, ok := t.places.Actor(id)
		if !ok {
			return export.Label{}
		}
		return export.Label{ACLED: a.ACLED, UCDP: a.UCDP}
	}
}

// Diff implements web.Reader.
func (r *webReader) Diff(before, after string) []web.Edit {
	var out []web.Edit
	for _, e := range page.Diff(before, after) {
		out = append(out, web.Edit{Old: e.Old, New: e.New})
	}
	return out
}

// webError puts the store's errors into those the pages know.
func webError(err error) error {
	var query *store.QueryError
	switch {
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("%w: %w", web.ErrNotFound, err)
	case errors.As(err, &query):
		return &web.BadQuery{Text: query.Error()}
	case errors.Is(err, store.ErrCursor):
		return &web.BadQuery{Text: err.Error()}
	}
	return err
}
