package incident

import (
	"fmt"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// A paper that told of ten attacks on one day in one wording had them joined
// where towns were neighbours, and where only the wording was shared.
func TestAttacksOnNeighbouringTownsOnOneDayStayApart(t *testing.T) {
	towns := []struct {
		name     string
		lat, lon float64
	}{
		{"Dargo", 12.716, -0.285}, {"Djibo", 14.099, -1.627}, {"Solhan", 13.376, 0.445}, {"Sebba", 13.436, 0.530},
		{"Diapaga", 12.073, 1.788}, {"Nouna", 12.729, -3.863}, {"Barsalogho", 13.414, -1.056}, {"Kaya", 13.092, -1.084},
		{"Titao", 13.767, -2.072}, {"Fada N'Gourma", 12.062, 0.358},
	}
	for _, claimed := range []bool{true, false} {
		m := NewMemory()
		for i, town := range towns {
			r := conflict.Report{EventType: "Battles", SubEventType: "Armed clash",
				Date:    conflict.Date{Start: "2026-11-23", End: "2026-11-23", Precision: conflict.DateDay},
				Place:   &conflict.Place{ID: conflict.PlaceID("t:" + town.name), Name: town.name, Country: "BF", Lat: &town.lat, Lon: &town.lon, Precision: conflict.PlaceExact},
				Targets: []conflict.Actor{{ID: "bf_army", Kind: "state"}},
				Tolls:   []conflict.Toll{toll(10+i, conflict.Soldiers)}}
			if claimed {
				r.Perpetrators = []conflict.Actor{{ID: "jnim", Kind: "jihadist"}}
			}
			text := fmt.Sprintf("the armed group claimed responsibility for an attack on the army base at %s in Burkina Faso on Monday and said in a statement that its fighters killed %d soldiers there before they left with the weapons that they found in the stores", town.name, 10+i)
			v := Version{Number: 1, Seen: time.Date(2026, 11, 24, 8, i, 0, 0, time.UTC), Fingerprint: fingerprint(text),
				Coded: conflict.Coded{URL: fmt.Sprintf("https://a.example/%d", i), Relevant: true, Reports: []conflict.Report{r}}}
			step(t, m, Input{Article: v, Now: v.Seen})
		}
		for _, r := range live(m) {
			if len(r.Articles) > 1 {
				t.Errorf("one incident of %v: %v", urlsOf(&r), r.Why)
			}
		}
	}
}
