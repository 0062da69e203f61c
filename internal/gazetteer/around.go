package gazetteer

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"sort"
)

// Cells are half a degree wide; places are stored by cell, so that those near
// a position stand together.
const (
	cellsPerDegree = 2
	cellColumns    = 360 * cellsPerDegree
)

// cellOf numbers the cell of a position; unlocated places come after all others.
func cellOf(lat, lon float64) uint32 {
	if math.IsNaN(lat) || math.IsNaN(lon) {
		return math.MaxUint32
	}
	return uint32(cellRow(lat)*cellColumns + cellColumn(lon))
}

func cellRow(lat float64) int    { return int(math.Floor((lat + 90) * cellsPerDegree)) }
func cellColumn(lon float64) int { return int(math.Floor((lon + 180) * cellsPerDegree)) }

// Near gives the places within km kilometres of a position, nearest first.
func (g *Gazetteer) Near(lat, lon, km float64) []*Place {
	if math.IsNaN(lat) || math.IsNaN(lon) || km < 0 {
		return nil
	}
	type found struct {
		p  *Place
		km float64
	}
	var list []found
	add := func(p *Place) {
		if d := Distance(lat, lon, p.Lat, p.Lon); d <= km {
			list = append(list, found{p, d})
		}
	}
	for i := range g.box(lat, lon, km) {
		if p := g.at(i); !g.own.replaces(p.ID) {
			add(p)
		}
	}
	for i := range g.own.places {
		add(&g.own.places[i])
	}
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(a.km, b.km) })
	places := make([]*Place, len(list))
	for i, f := range list {
		places[i] = f.p
	}
	return places
}

// box yields the built-in places in the rectangle around a circle.
func (g *Gazetteer) box(lat, lon, km float64) iter.Seq[int] {
	dLat := km / 111.19
	dLon := dLat / math.Max(0.05, math.Cos(lat*math.Pi/180))
	return func(yield func(int) bool) {
		for row := cellRow(lat - dLat); row <= cellRow(lat+dLat); row++ {
			from := uint32(row*cellColumns + cellColumn(lon-dLon))
			to := uint32(row*cellColumns + cellColumn(lon+dLon))
			for i, end := g.firstIn(from), g.firstIn(to+1); i < end; i++ {
				if g.within(i, lat, lon, dLat, dLon) && !yield(i) {
					return
				}
			}
		}
	}
}

// within is a cheap check before a place is made.
func (g *Gazetteer) within(i int, lat, lon, dLat, dLon float64) bool {
	rec := g.sec[secPlaces][i*placeSize : (i+1)*placeSize]
	return math.Abs(degrees(u24(rec, 8))-lat) <= dLat && math.Abs(degrees(u24(rec, 11))-lon) <= dLon
}

// firstIn gives the index of the first place in cell or a later one.
func (g *Gazetteer) firstIn(cell uint32) int {
	s := g.sec[secCells]
	n := len(s) / 8
	k := sort.Search(n, func(k int) bool { return u32(s, 2*k) >= cell })
	if k == n {
		return len(g.made)
	}
	return int(u32(s, 2*k+1))
}
