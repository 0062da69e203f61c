package digest

import (
	"fmt"
	"strings"
	"time"
)

// Quiet is a daily span of wall-clock time in which nothing is sent: what
// falls into it goes out in one digest afterwards. The zero Quiet is no span.
// From may be later than To: the span then crosses midnight.
type Quiet struct {
	from, to int // minutes of the day
}

// ParseQuiet reads "22:00-06:30"; "" is no span.
func ParseQuiet(s string) (Quiet, error) {
	if s == "" {
		return Quiet{}, nil
	}
	from, to, found := strings.Cut(s, "-")
	a, errA := time.Parse("15:04", strings.TrimSpace(from))
	b, errB := time.Parse("15:04", strings.TrimSpace(to))
	if !found || errA != nil || errB != nil {
		return Quiet{}, fmt.Errorf("quiet hours %q are not of the form 22:00-06:30", s)
	}
	q := Quiet{from: a.Hour()*60 + a.Minute(), to: b.Hour()*60 + b.Minute()}
	if q.from == q.to {
		return Quiet{}, fmt.Errorf("quiet hours %q are empty", s)
	}
	return q, nil
}

// Holds reports whether t, on its own zone's clock, lies in the quiet span.
func (q Quiet) Holds(t time.Time) bool {
	m := t.Hour()*60 + t.Minute()
	if q.from <= q.to {
		return m >= q.from && m < q.to
	}
	return m >= q.from || m < q.to
}
