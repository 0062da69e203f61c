package demo

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Hook is a webhook receiver on loopback. It verifies every request with the
// reference library of Standard Webhooks and drops ids that it knows.
type Hook struct {
	URL string

	verify  *standardwebhooks.Webhook
	server  *http.Server
	mu      sync.Mutex
	seen    map[string]bool
	bodies  [][]byte
	refused int
}

// OpenHook starts the receiver for messages signed with secret (whsec_…).
func OpenHook(secret string) (*Hook, error) {
	verify, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return nil, fmt.Errorf("webhook receiver: %w", err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("webhook receiver: %w", err)
	}
	h := &Hook{URL: "http://" + l.Addr().String() + "/hook", verify: verify, seen: map[string]bool{}}
	h.server = &http.Server{Handler: http.HandlerFunc(h.receive), ReadHeaderTimeout: 5 * time.Second,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
	go func() { _ = h.server.Serve(l) }()
	return h, nil
}

// Close stops the receiver.
func (h *Hook) Close() { h.server.Close() }

// Bodies gives the verified messages, each id once.
func (h *Hook) Bodies() [][]byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([][]byte(nil), h.bodies...)
}

// Refused counts requests whose signature was wrong.
func (h *Hook) Refused() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.refused
}

func (h *Hook) receive(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	// The demo's clock is simulated, so the age of the timestamp is not judged.
	if err := h.verify.VerifyIgnoringTimestamp(body, r.Header); err != nil {
		h.refused++
		http.Error(w, "signature", http.StatusUnauthorized)
		return
	}
	if id := r.Header.Get("webhook-id"); !h.seen[id] {
		h.seen[id] = true
		h.bodies = append(h.bodies, body)
	}
	w.WriteHeader(http.StatusNoContent)
}
