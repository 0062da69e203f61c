package gazetteer

import (
	"math"

	"sahelwatch/internal/conflict"
)

// Place is a populated place, an administrative unit or a natural feature.
type Place struct {
	ID         conflict.PlaceID
	Name       string
	Country    string  // ISO 3166-1 alpha-2
	Admin1     string  // region; for Burkina Faso the one before July 2025
	Admin2     string  // province, cercle, department, local government area; likewise
	Admin1New  string  // Burkina Faso's region since July 2025; "" where nothing changed
	Admin2New  string  // Burkina Faso's province since July 2025; "" where nothing changed
	Class      string  // GeoNames feature class: P populated, A administrative, H water, T relief, …
	Code       string  // GeoNames feature code: PPL, PPLA2, ADM1, …
	Lat, Lon   float64 // degrees, WGS 84; NaN when no verified position is known
	Population int     // 0 when unknown
	Tier       int     // 1 main towns and units and what reports name most, 2 shares the name of a place in reports, 3 villages, 4 wells, hills, forests
}

// Located reports whether the place has coordinates.
func (p *Place) Located() bool { return !math.IsNaN(p.Lat) && !math.IsNaN(p.Lon) }

// Level gives the administrative level of a unit: 1 region, 2 province, 3
// commune or department; 0 for everything that is no unit.
func (p *Place) Level() int {
	if p.Class == "A" && len(p.Code) >= 4 && p.Code[:3] == "ADM" && '1' <= p.Code[3] && p.Code[3] <= '4' {
		return int(p.Code[3] - '0')
	}
	return 0
}

// How says how a name matched a place; less is better.
type How uint8

// The ways to match.
const (
	Exact     How = iota // the folded name itself
	Alternate            // another recorded name, folded
	Key                  // the same spelling key: Jibo, Djibo
	Sound                // the same spelling key in another script: سولهان, Solhan
	Near                 // one or two letters away
)

func (h How) String() string {
	return [...]string{"exact", "alternate", "key", "sound", "near"}[h]
}

// Match is one place that a name may mean.
type Match struct {
	Place     *Place
	How       How
	Edits     int    // letters of the spelling key that differ, when How is Near
	Name      string // the gazetteer's spelling that matched
	Ambiguous string // what else the name is: "word", "person", …; "" when nothing, see Doubtful
}

// Distance is the great-circle distance in kilometres between two positions in
// degrees, on a sphere of radius 6371 km; NaN when a position is unknown.
func Distance(aLat, aLon, bLat, bLon float64) (km float64) {
	const rad = math.Pi / 180
	la, lb := aLat*rad, bLat*rad
	s, t := math.Sin((lb-la)/2), math.Sin((bLon-aLon)*rad/2)
	h := s*s + math.Cos(la)*math.Cos(lb)*t*t
	return 2 * 6371 * math.Asin(math.Sqrt(math.Min(1, h)))
}
