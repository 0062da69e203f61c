package incident

import (
	"fmt"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// A town attacked every day for years, told in texts of one mould, is what the
// feed of a besieged town looks like. One paper that dates each attack by
// itself tells of as many; linking stays fast all the same where no source is
// known, and what was read late is late, merging and parting too.
func TestATownAttackedEveryDay(t *testing.T) {
	const days = 300
	for _, source := range []string{"paper", ""} {
		m := NewMemory()
		var slowest time.Duration
		for i := range days {
			v := daily(i)
			v.Coded.Source = source
			began := time.Now()
			out := step(t, m, Input{Article: v, Now: v.Seen, MaxAge: 48 * time.Hour})
			slowest = max(slowest, time.Since(began))
			for _, c := range out.Changes {
				if !c.Late {
					t.Fatalf("article %d: %s of %s would be sent", i, c.Type, c.Incident)
				}
			}
		}
		if n := len(live(m)); source != "" && n != days {
			t.Errorf("%d incidents of %d attacks", n, days)
		}
		if slowest > time.Second {
			t.Errorf("source %q: a step took %v", source, slowest)
		}
		t.Logf("source %q: %d incidents, slowest step %v", source, len(live(m)), slowest)
	}
}

// daily is the article on the attack i days before the first, all read at once.
func daily(i int) Version {
	lat, lon := 12.72, -0.28
	seen := time.Date(2025, 8, 1, 8, 0, 0, 0, time.UTC)
	at := seen.AddDate(0, 0, -4-i)
	day := at.Format(conflict.Day)
	text := "armed men attacked the base at Dargo on " + day + " and forty soldiers were killed according to local sources who would not be named"
	return Version{Number: 1, Seen: seen, Fingerprint: fingerprint(text), Coded: conflict.Coded{
		URL: fmt.Sprintf("https://a.example/%d", i), Relevant: true, Published: conflict.Moment{Time: at},
		Reports: []conflict.Report{{EventType: "Battles", SubEventType: "Armed clash",
			Date:    conflict.Date{Start: day, End: day, Precision: conflict.DateDay},
			Place:   &conflict.Place{ID: "t:dargo", Name: "Dargo", Country: "BF", Lat: &lat, Lon: &lon, Precision: conflict.PlaceExact},
			Targets: []conflict.Actor{{ID: "bf_army", Kind: "state"}},
			Tolls:   []conflict.Toll{toll(40, conflict.Soldiers)}}}}}
}
