package gazetteer

import (
	"fmt"
	"math"
)

// fewPlaces is how many places a unit needs for their middle to be its own.
const fewPlaces = 10

// middles gives each unit a position: the middle of its places, or its seat, the
// best known town of its name, where the data knows few of them.
func (c *compiler) middles() {
	type sum struct {
		lat, lon float64
		n        int
	}
	units, seats := map[string]*sum{}, map[string]*Place{}
	key := func(country string, level int, isNew bool, name string) string {
		return fmt.Sprint(country, level, isNew, name)
	}
	for i := range c.places {
		p := &c.places[i].Place
		if !p.Located() {
			continue
		}
		for _, k := range []string{key(p.Country, 1, false, p.Admin1), key(p.Country, 2, false, p.Admin2),
			key(p.Country, 1, true, p.Admin1New), key(p.Country, 2, true, p.Admin2New)} {
			if units[k] == nil {
				units[k] = &sum{}
			}
			units[k].lat, units[k].lon, units[k].n = units[k].lat+p.Lat, units[k].lon+p.Lon, units[k].n+1
		}
		name := p.Country + string(wordsOnly(nil, p.Name))
		if best := seats[name]; p.Class == "P" && (best == nil || byMerit(Match{Place: p}, Match{Place: best}) < 0) {
			seats[name] = p
		}
	}
	for i := range c.tables.regions {
		r := &c.tables.regions[i]
		r.Lat, r.Lon = math.NaN(), math.NaN()
		if s := units[key(r.Country, r.Level, r.New, r.Name)]; s != nil && s.n >= fewPlaces {
			r.Lat, r.Lon = s.lat/float64(s.n), s.lon/float64(s.n)
		} else if p := seats[r.Country+string(wordsOnly(nil, r.Name))]; p != nil {
			r.Lat, r.Lon = p.Lat, p.Lon
		}
	}
}
