package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

// An incident fits a terminal of 80 columns and calls actors as digests do, with
// the ids that filters take.
func TestIncidentFitsATerminalAndNamesActorsAsReadersDo(t *testing.T) {
	var out bytes.Buffer
	s := &session{call: call{stdout: &out, width: 80}}
	var r conflict.Record
	r.Changes = []conflict.Change{{Type: conflict.AttributionFought, At: "2025-07-28T18:30:00Z", To: strings.Repeat("long words ", 20)}}
	r.Perpetrators = []conflict.Actor{{ID: "jnim", Name: "Jama'at Nusrat al-Islam wal-Muslimin"}, {ID: "own", Name: "Own Group", Suspected: true}}
	r.ClaimedBy = []string{"jnim"}
	r.Killed = &conflict.Ledger{By: []conflict.Entry{{Toll: conflict.Toll{By: conflict.Speaker{ID: "bf_army_staff", Name: "état-major"}}}}}
	if err := showIncident(s, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"by        JNIM (jnim); Own Group (own), suspected\n", "claimed   JNIM (jnim)\n", "Burkina Faso army staff\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
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
