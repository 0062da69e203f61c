package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	maxStreams = 100              // readers of the stream at one time
	heartbeat  = 20 * time.Second // so that proxies and readers see a live line
	eventBatch = 100
)

// streams counts the readers of the stream of changes.
type streams struct{ open atomic.Int64 }

// events sends each change as it is stored, as Server-Sent Events whose id is
// the change's position in the log. A reader that comes back names the last one
// it saw (Last-Event-ID, or after=) and misses none; without one it starts now.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	after, err := s.startOf(r)
	if err != nil {
		apiError(w, http.StatusBadRequest, "parameter", "is no cursor that an answer gave", "after")
		return
	}
	if s.streams.open.Add(1) > maxStreams {
		s.streams.open.Add(-1)
		w.Header().Set("Retry-After", "60")
		apiError(w, http.StatusServiceUnavailable, "streams", fmt.Sprintf("%d readers follow the stream already", maxStreams), "")
		return
	}
	defer s.streams.open.Add(-1)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	flush := http.NewResponseController(w)
	if _, err := fmt.Fprintf(w, "retry: 5000\n\n"); err != nil || flush.Flush() != nil {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		changed := s.read.Changed() // before reading, so that none is missed between
		next, err := s.sendChanges(w, after)
		if err == nil {
			err = flush.Flush()
		}
		if err != nil {
			return
		}
		if next != after {
			after = next
			continue
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		case <-beat.C:
			if _, err := fmt.Fprint(w, ": alive\n\n"); err != nil {
				return
			}
		}
	}
}

// startOf gives the position that a stream goes on behind.
func (s *server) startOf(r *http.Request) (uint64, error) {
	text := r.Header.Get("Last-Event-ID")
	if text == "" {
		text = r.URL.Query().Get("after")
	}
	if text == "" {
		return s.read.LastChange()
	}
	return position(text)
}

func (s *server) sendChanges(w http.ResponseWriter, after uint64) (uint64, error) {
	list, err := s.read.Changes(after, eventBatch)
	if err != nil {
		s.log.Error("changes cannot be read", "error", err.Error())
		return after, err
	}
	for _, c := range list {
		data, err := json.Marshal(c)
		if err != nil {
			return after, err
		}
		if _, err := fmt.Fprintf(w, "id: %d\nevent: change\ndata: %s\n\n", c.Seq, data); err != nil {
			return after, err
		}
		after = c.Seq
	}
	return after, nil
}
