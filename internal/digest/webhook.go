package digest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"sahelwatch/internal/conflict"
)

// WebhookLimit bounds the body of a webhook call, in bytes: receivers may
// refuse more than 20 kB (Standard Webhooks 1.0, payload size).
const WebhookLimit = 20_000

type webhookBody struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      Document  `json:"data"`
}

// webhook is doc as a call's body, shortened until it fits.
func webhook(doc Document, w *words) ([]byte, error) {
	body, err := call(doc)
	for _, keep := range []int{10, 3, 1} {
		if err != nil || len(body) < WebhookLimit {
			return body, err
		}
		doc = trim(doc, keep)
		body, err = call(doc)
	}
	if err == nil && len(body) >= WebhookLimit {
		doc = bare(doc)
		body, err = call(doc)
	}
	for err == nil && len(body) >= WebhookLimit && len(doc.Incidents) > 0 {
		cut := max(1, len(doc.Incidents)/8)
		doc.Incidents = doc.Incidents[:len(doc.Incidents)-cut]
		doc.Omitted += cut
		doc.More = w.omitted(doc.Omitted)
		body, err = call(doc)
	}
	if err == nil && len(body) >= WebhookLimit {
		err = fmt.Errorf("digest %s: body of the webhook stays over %d bytes without any incident", doc.ID, WebhookLimit)
	}
	return body, err
}

// omitted says how many incidents are not told; "" for none.
func (w *words) omitted(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return w.Digest["omitted_one"]
	}
	return w.fill(w.Digest["omitted"], "n", strconv.Itoa(n))
}

func call(doc Document) ([]byte, error) {
	kind := "digest"
	if doc.Kind == "test" {
		kind = "test"
	}
	out, err := json.Marshal(webhookBody{Type: kind, Timestamp: doc.At, Data: doc})
	if err != nil {
		return nil, fmt.Errorf("digest %s: %w", doc.ID, err)
	}
	return out, nil
}

// trim keeps the first n changes and the newest n articles, figures and claims
// of each incident, and 3n notes on sources.
func trim(doc Document, n int) Document {
	doc.Truncated = true
	entries := make([]Entry, len(doc.Incidents))
	for i, e := range doc.Incidents {
		e.Incident.Articles = last(e.Incident.Articles, n)
		e.Incident.Claims = last(e.Incident.Claims, n)
		e.Changes = e.Changes[:min(len(e.Changes), n)]
		for _, l := range []**conflict.Ledger{&e.Incident.Killed, &e.Incident.Wounded, &e.Incident.Abducted, &e.Incident.MilitantsKilled} {
			if *l != nil {
				short := **l
				short.By = last(short.By, n)
				*l = &short
			}
		}
		entries[i] = e
	}
	doc.Incidents = entries
	doc.Failing = doc.Failing[:min(len(doc.Failing), 3*n)]
	doc.Officials = doc.Officials[:min(len(doc.Officials), 3*n)]
	doc.Names = nil
	return doc
}

// longEntry is the size in bytes from which bare takes an incident's texts away.
const longEntry = 3000

// bare keeps of an incident with long texts the sentences and its id alone.
func bare(doc Document) Document {
	for i, e := range doc.Incidents {
		if body, err := json.Marshal(e); err == nil && len(body) < longEntry {
			continue
		}
		short := Entry{Headline: e.Headline, OfficialWord: e.OfficialWord, Context: e.Context, URL: e.URL}
		short.Incident.ID, short.Changes = e.Incident.ID, []conflict.Change{}
		doc.Incidents[i] = short
	}
	doc.Failing, doc.Officials = []conflict.SourceNote{}, []conflict.OfficialRead{} // named in sources
	return doc
}

func last[T any](list []T, n int) []T { return list[max(0, len(list)-n):] }
