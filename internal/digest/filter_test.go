package digest_test

import (
	"testing"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

func TestFilter(t *testing.T) {
	claim := busyChanges()[4] // JNIM's claim about Dargo, read in English
	nowhere := dargo()
	nowhere.Place = nil
	for _, c := range []struct {
		name   string
		filter digest.Filter
		inc    conflict.Incident
		want   bool
	}{
		{"no filter", digest.Filter{}, dargo(), true},
		{"no filter, no place", digest.Filter{}, nowhere, true},
		{"country", digest.Filter{Countries: []string{"ML", "BF"}}, dargo(), true},
		{"other country", digest.Filter{Countries: []string{"ML"}}, dargo(), false},
		{"country, no place", digest.Filter{Countries: []string{"BF"}}, nowhere, false},
		{"perpetrator", digest.Filter{Actors: []string{"jnim"}}, dargo(), true},
		{"target", digest.Filter{Actors: []string{"bf_army"}}, dargo(), true},
		{"other actor", digest.Filter{Actors: []string{"is_sahel"}}, dargo(), false},
		{"place by id", digest.Filter{Places: []string{"geonames:2361546"}}, dargo(), true},
		{"place by name, folded", digest.Filter{Places: []string{"dargo"}}, dargo(), true},
		{"region without its accent", digest.Filter{Places: []string{"kuilse"}}, dargo(), true},
		{"other place", digest.Filter{Places: []string{"Djibo"}}, dargo(), false},
		{"place, none told", digest.Filter{Places: []string{"Dargo"}}, nowhere, false},
		{"within 100 km of Kaya", digest.Filter{Radius: &digest.Radius{Lat: 13.0917, Lon: -1.0844, Km: 100}}, dargo(), true},
		{"within 90 km of Kaya", digest.Filter{Radius: &digest.Radius{Lat: 13.0917, Lon: -1.0844, Km: 90}}, dargo(), false},
		{"radius, no place", digest.Filter{Radius: &digest.Radius{Km: 20000}}, nowhere, false},
		{"event type", digest.Filter{EventTypes: []string{"battles"}}, dargo(), true},
		{"sub-event type", digest.Filter{EventTypes: []string{"Armed clash"}}, dargo(), true},
		{"other type", digest.Filter{EventTypes: []string{"Protests"}}, dargo(), false},
		{"toll reached by the highest voice", digest.Filter{MinToll: 50}, dargo(), true},
		{"toll not reached", digest.Filter{MinToll: 51}, dargo(), false},
		{"toll, none told", digest.Filter{MinToll: 1}, tillaberi(), false},
		{"change type", digest.Filter{Changes: []string{conflict.ClaimNew}}, dargo(), true},
		{"other change type", digest.Filter{Changes: []string{conflict.TollRevised}}, dargo(), false},
		{"language", digest.Filter{Languages: []string{"en"}}, dargo(), true},
		{"other language", digest.Filter{Languages: []string{"fr"}}, dargo(), false},
		{"all at once", digest.Filter{Countries: []string{"BF"}, Actors: []string{"jnim"}, MinToll: 10, Languages: []string{"en"}}, dargo(), true},
		{"one of all fails", digest.Filter{Countries: []string{"BF"}, Actors: []string{"jnim"}, MinToll: 10, Languages: []string{"ar"}}, dargo(), false},
	} {
		if got := digest.Match(c.filter, claim, &c.inc); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
