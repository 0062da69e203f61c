package web

import (
	"net/http"
)

// healthy answers 200 while store and tick live.
func (s *server) healthy(w http.ResponseWriter, r *http.Request) {
	if s.opts.Alive != nil {
		if err := s.opts.Alive(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
	}
	plain(w, "healthy\n")
}

// ready answers 200 once the store answers.
func (s *server) ready(w http.ResponseWriter, _ *http.Request) {
	if _, err := s.read.LastChange(); err != nil {
		http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
		return
	}
	plain(w, "ready\n")
}

func plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(text))
}

// reload reads the configuration again.
func (s *server) reload(w http.ResponseWriter, r *http.Request) {
	switch {
	case !s.authorised(r):
		w.Header().Set("WWW-Authenticate", `Bearer realm="sahelwatch"`)
		apiError(w, http.StatusUnauthorized, "token", "this needs the token of the configuration (web.token_file) as Authorization: Bearer", "")
	case s.opts.Reload == nil:
		apiError(w, http.StatusNotImplemented, "reload", "this daemon cannot reload", "")
	default:
		if err := s.opts.Reload(); err != nil {
			s.log.Error("configuration not reloaded", "error", err.Error())
			apiError(w, http.StatusUnprocessableEntity, "config", err.Error(), "")
			return
		}
		s.log.Info("configuration reloaded")
		plain(w, "reloaded\n")
	}
}
