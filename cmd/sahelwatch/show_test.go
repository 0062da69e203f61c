package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

// An incident's changes fit a terminal of 80 columns.
func TestChangesFitATerminal(t *testing.T) {
	var out bytes.Buffer
	s := &session{call: call{stdout: &out}}
	var r conflict.Record
	r.Changes = []conflict.Change{{Type: conflict.AttributionFought, At: "2025-07-28T18:30:00Z", To: strings.Repeat("long words ", 20)}}
	showIncident(s, r)
	if !strings.Contains(out.String(), "2025-07-28 18:30  attribution.contested") {
		t.Errorf("no change in:\n%s", out.String())
	}
	for line := range strings.Lines(out.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestAgeOfTheLastReadingReadsWell(t *testing.T) {
	now := time.Date(2025, 7, 28, 12, 0, 0, 0, time.UTC)
	for age, want := range map[time.Duration]string{
		10 * time.Second: "just now", 20 * time.Minute: "20m ago", 3 * time.Hour: "3h0m ago",
	} {
		if got := lastRead(conflict.Health{LastSuccess: now.Add(-age)}, now); got != want {
			t.Errorf("%s: %q, want %q", age, got, want)
		}
	}
}
