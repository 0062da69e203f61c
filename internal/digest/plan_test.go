package digest_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

// A week of random news for an immediate recipient with quiet hours and a cap:
// each change arrives in exactly one message, never in quiet hours, never more
// messages in an hour than the cap, and the same plan has the same ids.
func TestWeekOfImmediateMessages(t *testing.T) {
	quiet, err := digest.ParseQuiet("22:00-06:00")
	if err != nil {
		t.Fatal(err)
	}
	zone := zoneOf(t, "Africa/Niamey")
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		in := busyInput("en", "Africa/Niamey")
		in.Recipient.Quiet, in.Recipient.PerHour = quiet, 3
		in.Incident = func(id string) (conflict.Incident, bool) {
			inc := dargo()
			inc.ID = id
			return inc, true
		}
		in.Changes = nil
		told := map[string]int{}
		made := 0
		var sent []time.Time
		start := at("2025-07-21T00:00:00Z")
		for now := start; now.Before(start.AddDate(0, 0, 8)); now = now.Add(10 * time.Minute) {
			for now.Before(start.AddDate(0, 0, 7)) && rnd.IntN(5) == 0 {
				made++
				in.Changes = append(in.Changes, conflict.Change{
					ID: fmt.Sprintf("c%04d", made), Type: conflict.TollNew, Incident: fmt.Sprintf("inc-%d", rnd.IntN(8)), Seq: uint64(made),
				})
			}
			in.Now, in.SentHour = now, 0
			for _, s := range sent {
				if now.Sub(s) < time.Hour {
					in.SentHour++
				}
			}
			plan, again := digest.Plan(in), digest.Plan(in)
			for i, d := range plan {
				if d.ID != again[i].ID {
					t.Fatalf("one plan, two ids: %s and %s", d.ID, again[i].ID)
				}
				sent = append(sent, now)
				for _, e := range d.Incidents {
					for _, c := range e.Changes {
						told[c.ID]++
					}
				}
			}
			if len(plan) == 0 {
				continue
			}
			if quiet.Holds(now.In(zone)) {
				t.Fatalf("seed %d: a message at %s", seed, now.In(zone))
			}
			if in.SentHour+len(plan) > 3 {
				t.Fatalf("seed %d: %d messages within an hour of %s", seed, in.SentHour+len(plan), now)
			}
			in.Changes = nil // the cursor moves with the plan
		}
		if len(told) != made || made < 100 {
			t.Errorf("seed %d: %d of %d changes told", seed, len(told), made)
		}
		for id, n := range told {
			if n != 1 {
				t.Errorf("seed %d: change %s told %d times", seed, id, n)
			}
		}
	}
}
