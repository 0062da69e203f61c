package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// policy lets a page load its own style, script and pictures and nothing else.
const policy = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// allowedHosts are the names under which the pages may be asked for: where the
// daemon listens, the names of loopback, the configured hosts and that of the
// public address. A page of another site whose name leads to this machine (DNS
// rebinding) sends its own name, which is none of them.
func allowedHosts(o Options) map[string]bool {
	hosts := map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true}
	if host, _, err := net.SplitHostPort(o.Listen); err == nil && host != "" {
		hosts[strings.ToLower(host)] = true
	}
	for _, h := range o.Hosts {
		hosts[hostName(h)] = true
	}
	if u, err := url.Parse(o.PublicURL); err == nil && u.Hostname() != "" {
		hosts[strings.ToLower(u.Hostname())] = true
	}
	return hosts
}

// hostName is a Host header without port, in lower case.
func hostName(h string) string {
	if host, _, err := net.SplitHostPort(h); err == nil {
		h = host
	}
	h = strings.TrimSuffix(strings.TrimPrefix(h, "["), "]")
	return strings.ToLower(strings.TrimSuffix(h, "."))
}

// guard stands before every answer.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		if !s.hosts[hostName(r.Host)] {
			apiError(w, http.StatusMisdirectedRequest, "host", "this server is not known under that name; see web.hosts in the configuration", "")
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead && !sameOrigin(r) && !byLink(r) {
			apiError(w, http.StatusForbidden, "origin", "requests from other sites are refused", "")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// byLink reports a request that its address alone allows: a mail program may
// post to the signed link of a mail from anywhere (RFC 8058).
func byLink(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, UnsubscribePath) }

// sameOrigin reports whether a request that changes something comes from a page
// of this server or from no page at all, as one of a script does.
func sameOrigin(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && strings.EqualFold(u.Host, r.Host)
}

// authorised reports whether a request carries the configured token. The
// comparison takes the same time wherever the two differ, and whatever their
// lengths.
func (s *server) authorised(r *http.Request) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || s.opts.Token == "" {
		return false
	}
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(s.opts.Token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
