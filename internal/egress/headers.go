package egress

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxPause bounds what a host can ask for: it must not switch itself off for ever.
const maxPause = 24 * time.Hour

// RetryAfter reads the Retry-After header (RFC 9110, section 10.2.3): seconds
// or a date. It is 0 when absent, unreadable or past, and 24 h at most.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0
	}
	var wait time.Duration
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		wait = time.Duration(min(max(n, 0), int64(maxPause/time.Second))) * time.Second
	} else if t, err := http.ParseTime(v); err == nil {
		wait = t.Sub(now)
	}
	return min(max(wait, 0), maxPause)
}

// MaxAge reads how long an answer stays fresh: Cache-Control max-age less Age,
// else Expires less Date (RFC 9111, section 4.2.1). It is 0 when nothing is
// said or nothing may be kept.
func MaxAge(h http.Header) time.Duration {
	age, said := time.Duration(0), false
	for part := range strings.SplitSeq(strings.ToLower(strings.Join(h["Cache-Control"], ",")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			if n, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 64); err == nil {
				age, said = seconds(n), true
			}
		}
	}
	if said {
		if n, err := strconv.ParseInt(h.Get("Age"), 10, 64); err == nil {
			age -= seconds(n)
		}
		return max(age, 0)
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return max(expires.Sub(date), 0)
}

// seconds converts without overflow; a year is as good as for ever.
func seconds(n int64) time.Duration {
	return time.Duration(min(max(n, 0), 365*24*3600)) * time.Second
}
