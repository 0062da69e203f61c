package digest

import (
	"math"
	"slices"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// Filter says which changes a recipient wants. An empty list or zero value
// lets everything through; all that are set must hold.
type Filter struct {
	Countries  []string `json:"countries,omitempty" yaml:"countries"`     // ISO 3166-1 alpha-2
	Actors     []string `json:"actors,omitempty" yaml:"actors"`           // ids; as perpetrator, target or claimant
	Places     []string `json:"places,omitempty" yaml:"places"`           // place ids, or names of a place or admin unit
	Radius     *Radius  `json:"radius,omitempty" yaml:"radius"`           // around a point
	EventTypes []string `json:"event_types,omitempty" yaml:"event_types"` // ACLED's event or sub-event types
	MinToll    int      `json:"min_toll,omitempty" yaml:"min_toll"`       // victims killed; the highest lower bound of any voice counts
	Changes    []string `json:"changes,omitempty" yaml:"changes"`         // types of change
	Languages  []string `json:"languages,omitempty" yaml:"languages"`     // of the article that the change stands on
}

// Radius is a circle on the ground.
type Radius struct {
	Lat float64 `json:"lat" yaml:"lat"`
	Lon float64 `json:"lon" yaml:"lon"`
	Km  float64 `json:"km" yaml:"km"`
}

// Match reports whether a change to inc passes the filter. An incident without
// coordinates never lies within a radius; a change without a known article
// passes every choice of languages, so that a merge is not lost on the way.
func Match(f Filter, c conflict.Change, inc *conflict.Incident) bool {
	return anyOf(f.Changes, c.Type) &&
		matchCountry(f.Countries, inc.Place) &&
		matchActors(f.Actors, inc) &&
		matchPlace(f.Places, inc.Place) &&
		f.Radius.holds(inc.Place) &&
		(len(f.EventTypes) == 0 || foldedIn(f.EventTypes, inc.EventType) || foldedIn(f.EventTypes, inc.SubEventType)) &&
		highestKilled(inc) >= f.MinToll &&
		matchLanguage(f.Languages, c, inc)
}

func anyOf(list []string, s string) bool { return len(list) == 0 || slices.Contains(list, s) }

func foldedIn(list []string, s string) bool {
	return s != "" && slices.ContainsFunc(list, func(x string) bool { return fold.String(x) == fold.String(s) })
}

func matchCountry(countries []string, p *conflict.Place) bool {
	return len(countries) == 0 || p != nil && foldedIn(countries, p.Country)
}

func matchPlace(places []string, p *conflict.Place) bool {
	if len(places) == 0 {
		return true
	}
	if p == nil {
		return false
	}
	return slices.Contains(places, string(p.ID)) || foldedIn(places, p.Name) || foldedIn(places, p.Admin1) || foldedIn(places, p.Admin2)
}

func matchActors(actors []string, inc *conflict.Incident) bool {
	if len(actors) == 0 {
		return true
	}
	for _, id := range actors {
		is := func(a conflict.Actor) bool { return a.ID == id }
		if slices.ContainsFunc(inc.Perpetrators, is) || slices.ContainsFunc(inc.Targets, is) || slices.Contains(inc.ClaimedBy, id) {
			return true
		}
	}
	return false
}

func matchLanguage(languages []string, c conflict.Change, inc *conflict.Incident) bool {
	m := article(inc, c.Evidence.URL)
	return len(languages) == 0 || m == nil || m.Lang == "" || slices.Contains(languages, m.Lang)
}

// highestKilled is the highest lower bound that any current voice gives.
func highestKilled(inc *conflict.Incident) int {
	if inc.Killed == nil {
		return 0
	}
	high := inc.Killed.Low
	for _, e := range inc.Killed.By {
		if !e.Superseded && !e.Withdrawn && e.Scope == conflict.ScopeIncident && e.Victims != conflict.Militants {
			high = max(high, e.Low)
		}
	}
	return high
}

func (r *Radius) holds(p *conflict.Place) bool {
	if r == nil {
		return true
	}
	return p != nil && p.Lat != nil && p.Lon != nil && greatCircle(r.Lat, r.Lon, *p.Lat, *p.Lon) <= r.Km
}

// greatCircle is the haversine distance in kilometres on a sphere of mean
// Earth radius (6371.0088 km, IUGG).
func greatCircle(aLat, aLon, bLat, bLon float64) float64 {
	const rad = math.Pi / 180
	dLat, dLon := (bLat-aLat)*rad, (bLon-aLon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(aLat*rad)*math.Cos(bLat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * 6371.0088 * math.Asin(math.Sqrt(min(1, h)))
}
