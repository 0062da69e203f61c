package gazetteer

import "slices"

// unit is the administrative place of a place.
type unit struct {
	country, admin1, admin2, admin1New, admin2New string
}

// Region is an administrative unit of the first or second level.
type Region struct {
	Name    string
	Country string
	Level   int    // 1 region, state; 2 province, cercle, department, local government area
	Admin1  string // of a unit of level 2: the region it belongs to
	New     bool   // a name of Burkina Faso's reform of July 2025
	Lat     float64
	Lon     float64 // middle of the unit's places, or its seat; NaN when neither is known
	other   []string
}

// Holds reports whether a place lies in the unit. Provinces and cercles bear names
// that are unique in their country; Nigeria's local governments do not.
func (r *Region) Holds(p *Place) bool {
	if r.Country != p.Country {
		return false
	}
	switch {
	case r.Level == 1 && r.New:
		return r.Name == p.Admin1New
	case r.Level == 1:
		return r.Name == p.Admin1
	case r.New:
		return r.Name == p.Admin2New && r.Admin1 == p.Admin1New
	}
	return r.Name == p.Admin2 && (r.Country != "NG" || r.Admin1 == p.Admin1 || p.Admin1 == "")
}

// aroundKm is how far from a unit's middle a place may lie that the data puts into
// no unit of level 2, as most of Niger's.
const aroundKm = 60

// MayHold reports whether a place of which only the region is known lies near the
// middle of the unit.
func (r *Region) MayHold(p *Place) bool {
	return r.Level == 2 && p.Admin2 == "" && r.Country == p.Country && (r.Admin1 == p.Admin1 || r.Admin1 == "" || p.Admin1 == "") &&
		Distance(r.Lat, r.Lon, p.Lat, p.Lon) <= aroundKm
}

// Regions gives the units of that name, under old and new names and those of
// other languages; larger units first. "Soum" is the region of 2025 and the province
// before it.
func (g *Gazetteer) Regions(name string) []*Region { return g.AppendRegions(nil, name) }

// AppendRegions appends what Regions gives to dst.
func (g *Gazetteer) AppendRegions(dst []*Region, name string) []*Region {
	var room [96]byte
	found := g.lookups.regions.find(wordsOnly(room[:0], name))
	if len(found) == 0 {
		if bare := plainUnit(name); bare != name {
			return g.AppendRegions(dst, bare)
		}
	}
	for _, f := range found {
		dst = append(dst, &g.regions[f.value])
	}
	return dst
}

// AllRegions gives every unit that Regions knows. The list must not be changed.
func (g *Gazetteer) AllRegions() []Region { return g.regions }

// Names gives all names of the unit, its own first.
func (r *Region) Names() []string { return append([]string{r.Name}, r.other...) }

// reform fills in the new units of a place in Burkina Faso from its old ones.
func (g *Gazetteer) reform(p *Place) {
	if p.Country != "BF" || p.Admin1New != "" {
		return
	}
	for i := range g.units {
		if u := &g.units[i]; u.country == "BF" && u.admin1 == p.Admin1 && u.admin2 == p.Admin2 && u.admin1New != "" {
			p.Admin1New, p.Admin2New = u.admin1New, u.admin2New
			return
		}
	}
}

// UnitsBefore gives the units of before July 2025 that a unit of Burkina Faso's
// reform is made of, provinces alone; nothing for any
// other unit. A province that was split stands for each of its parts.
func (g *Gazetteer) UnitsBefore(r *Region) []string {
	if !r.New {
		return nil
	}
	var names []string
	for _, u := range g.units {
		if u.country != r.Country || u.admin2 == "" || slices.Contains(names, u.admin2) {
			continue
		}
		if r.Level == 1 && u.admin1New == r.Name || r.Level == 2 && u.admin2New == r.Name {
			names = append(names, u.admin2)
		}
	}
	return names
}
