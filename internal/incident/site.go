package incident

import (
	"math"
	"slices"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// site is where a report puts its event, as the score compares it.
type site struct {
	level    level
	loose    float64 // km that its precision adds to any distance
	lat, lon float64
	located  bool
	id       conflict.PlaceID
	name     string // folded
	country  string
	admin1   string // folded
	admin2   string // folded
	near     []conflict.PlaceID
}

type level int

const (
	nowhere   level = iota // no place told
	inCountry              // only the country
	inRegion               // first-level unit
	inUnit                 // second-level unit
	atPlace                // a place, near one, or an area with coordinates
)

// Distances in km that a place's precision adds: "near X" may be a few hours' walk off.
const (
	looseNear = 20
	looseArea = 40
)

func siteOf(r *conflict.Report) site {
	s := site{near: r.Near[:min(len(r.Near), nearKept)]}
	p := r.Place
	if p == nil {
		return s
	}
	s.id, s.country = p.ID, p.Country
	s.name, s.admin1, s.admin2 = fold.String(p.Name), fold.String(p.Admin1), fold.String(p.Admin2)
	if p.Lat != nil && p.Lon != nil {
		s.lat, s.lon, s.located = *p.Lat, *p.Lon, true
	}
	switch p.Precision {
	case conflict.PlaceCountry:
		s.level = inCountry
	case conflict.PlaceAdmin1:
		s.level = inRegion
	case conflict.PlaceAdmin2:
		s.level = inUnit
	case conflict.PlaceNear:
		s.level, s.loose = atPlace, looseNear
	case conflict.PlaceArea:
		s.level, s.loose = atPlace, looseArea
	default:
		s.level = atPlace
	}
	if s.level == atPlace && s.id == "" && s.name == "" && !s.located {
		s.level = inCountry
	}
	return s
}

// same reports whether both name one place.
func (s site) same(t site) bool {
	if s.id != "" && t.id != "" && s.id == t.id {
		return true
	}
	return (s.id == "" || t.id == "" || !s.located || !t.located) && s.name != "" && s.name == t.name && s.country == t.country
}

// regional reports whether a town's name is its region's too, so that a text
// may mean either.
func (s site) regional() bool {
	return s.level == atPlace && s.name != "" && s.name == s.admin1
}

// homonym reports whether s and t are two places of one name in one country:
// villages share names, and a text seldom says which it means.
func (s site) homonym(t site) bool {
	return s.name != "" && s.country == t.country && s.name == t.name
}

// called reports whether s and t name one place or unit, or one names the other's.
func (s site) called(t site) bool {
	return s.same(t) || s.homonym(t) || s.mentions(t) || t.mentions(s) || s.admin2 != "" && s.admin2 == t.admin2 && s.country == t.country && min(s.level, t.level) == inUnit
}

// mentions reports whether s's report names t's place beside its own.
func (s site) mentions(t site) bool { return t.id != "" && slices.Contains(s.near, t.id) }

// distance gives the km between two located sites, less what their precision leaves open.
func (s site) distance(t site) float64 {
	return max(0, kilometres(s.lat, s.lon, t.lat, t.lon)-s.loose-t.loose)
}

// kilometres is the great-circle distance on a sphere of 6,371 km.
func kilometres(aLat, aLon, bLat, bLon float64) float64 {
	const rad = math.Pi / 180
	sLat, sLon := math.Sin((bLat-aLat)*rad/2), math.Sin((bLon-aLon)*rad/2)
	h := sLat*sLat + math.Cos(aLat*rad)*math.Cos(bLat*rad)*sLon*sLon
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, h)))
}
