package web

import (
	"cmp"
	"net/http"
	"slices"
	"time"

	"sahelwatch/internal/conflict"
)

// sourceRow is one source of the table.
type sourceRow struct {
	ID, Name, URL, Site string
	Kind, Country, Lang string
	Official            bool
	State               string // ok, failed, silent, off, new
	Problem             string
	Failures            string
	Rhythm              string
	LastRead, LastItem  time.Time
	Next                time.Time
	Notes               []string
}

func (s *server) sourcesPage(w *words, _ *http.Request, v *view) error {
	sources, err := s.read.Sources()
	if err != nil {
		return err
	}
	rows := make([]sourceRow, 0, len(sources))
	for _, src := range sources {
		rows = append(rows, w.source(src, s.now()))
	}
	order := []string{"failed", "silent", "new", "ok", "off"}
	slices.SortStableFunc(rows, func(a, b sourceRow) int {
		return cmp.Or(slices.Index(order, a.State)-slices.Index(order, b.State), cmp.Compare(a.Name, b.Name))
	})
	v.Page, v.Title, v.Data = "sources", w.T("sources"), rows
	return nil
}

func (w *words) source(src Source, now time.Time) sourceRow {
	h := src.Health
	r := sourceRow{ID: src.ID, Name: clean(cmp.Or(src.Name, src.ID)), URL: link(src.URL), Site: host(src.URL), Kind: cmp.Or(w.Types[src.Type], clean(src.Type)),
		Lang: langCode(src.Language), Official: src.Official(), State: sourceState(src, now), Rhythm: w.T("rhythm_unknown"),
		LastRead: h.LastSuccess, LastItem: h.LastItem, Next: h.NextPoll}
	if src.Country != "" {
		r.Country = w.Country(src.Country)
	}
	if h.Rhythm > 0 {
		r.Rhythm = w.T("every", w.Span(h.Rhythm))
	}
	if h.Failures > 0 {
		r.Problem, r.Failures = shorten(clean(w.names.Problem(h.LastError)), 300), w.T("failures_n", h.Failures, w.Time(h.FailingSince))
	}
	if h.Lost > 0 {
		r.Notes = append(r.Notes, w.T("lost_n", h.Lost))
	}
	if h.MovedTo != "" {
		r.Notes = append(r.Notes, w.T("moved_to", shorten(clean(h.MovedTo), 120)))
	}
	if h.LeftOut > 0 {
		r.Notes = append(r.Notes, w.T("skipped_n", h.LeftOut))
	}
	for _, x := range h.Warnings[:min(3, len(h.Warnings))] {
		r.Notes = append(r.Notes, shorten(clean(x), 160))
	}
	return r
}

// sourceState is how a source fares, in one word.
func sourceState(src Source, now time.Time) string {
	switch h := src.Health; {
	case !src.Enabled:
		return "off"
	case h.Failures > 0:
		return "failed"
	case h.LastSuccess.IsZero():
		return "new"
	case h.Silent(now):
		return "silent"
	}
	return "ok"
}

// outbox is the data of the page of deliveries.
type outbox struct {
	Deliveries []deliveryRow
	Recipients []Recipient
}

type deliveryRow struct {
	ID, Recipient, State, What string
	Queued, Next               time.Time
	Attempts                   int
	Problem                    string
}

func (s *server) deliveriesPage(w *words, _ *http.Request, v *view) error {
	list, err := s.read.Deliveries()
	if err != nil {
		return err
	}
	var o outbox
	for _, d := range slices.Backward(list) {
		o.Deliveries = append(o.Deliveries, w.delivery(d))
	}
	if o.Recipients, err = s.read.Recipients(); err != nil {
		return err
	}
	for i := range o.Recipients {
		o.Recipients[i].Name = clean(o.Recipients[i].Name)
		o.Recipients[i].LastError = shorten(clean(o.Recipients[i].LastError), 300)
	}
	v.Page, v.Title, v.Data = "deliveries", w.T("deliveries"), o
	return nil
}

func (w *words) delivery(d conflict.Delivery) deliveryRow {
	states := map[string]string{"waiting": w.T("state_waiting"), "failed": w.T("state_failed_final"), "aside": w.T("state_aside")}
	return deliveryRow{ID: clean(d.Digest.ID), Recipient: clean(d.Recipient), State: cmp.Or(states[d.State], clean(d.State)),
		What: w.T("incidents_n", len(d.Digest.Incidents)), Queued: d.Queued, Next: d.Next, Attempts: d.Attempts, Problem: shorten(clean(d.LastError), 300)}
}
