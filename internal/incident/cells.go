package incident

import (
	"math"
	"strconv"

	"sahelwatch/internal/fold"
)

// own names the cells over which s may lie, and its names.
func (s site) own() []string {
	if s.level == atPlace && s.located {
		return append(s.cells(s.loose), s.names()...)
	}
	return s.names()
}

// around names what own may name at a place of the same event.
func (s site) around() []string {
	if s.level == atPlace && s.located {
		return append(s.cells(s.loose+reachKM), s.likeNames()...)
	}
	return s.likeNames()
}

// cells names the cells within km of s.
func (s site) cells(km float64) []string {
	dLat := km / 111
	dLon := dLat / max(0.2, math.Cos(s.lat*math.Pi/180))
	var out []string
	for la := floorCell(s.lat - dLat); la <= floorCell(s.lat+dLat); la++ {
		for lo := floorCell(s.lon - dLon); lo <= floorCell(s.lon+dLon); lo++ {
			out = append(out, strconv.Itoa(la)+","+strconv.Itoa(lo))
		}
	}
	return out
}

func floorCell(deg float64) int { return int(math.Floor(deg / cellDegree)) }

// names are the place, the places named with it, and the units of s: "2" for a
// report of the unit, "3" for one within it.
func (s site) names() []string {
	out := s.places()
	if s.level >= inUnit && s.admin2 != "" {
		if s.level == inUnit {
			out = append(out, "2"+s.country+s.admin2)
		}
		out = append(out, "3"+s.country+s.admin2)
	}
	return out
}

// likeNames are the names that names may give to a place of the same event.
func (s site) likeNames() []string {
	out := s.places()
	switch {
	case s.level < inUnit || s.admin2 == "":
	case s.level == inUnit:
		out = append(out, "3"+s.country+s.admin2)
	default:
		out = append(out, "2"+s.country+s.admin2)
	}
	return out
}

// anchor is the one name of a place by which it is surely the same.
func (s site) anchor() string {
	if s.id != "" {
		return "#" + string(s.id)
	}
	return "=" + s.country + fold.Key(s.name)
}

// places are the place and those named with it.
func (s site) places() []string {
	if s.level != atPlace {
		return nil
	}
	var out []string
	if s.name != "" {
		out = append(out, "="+s.country+fold.Key(s.name))
	}
	if s.id != "" {
		out = append(out, "#"+string(s.id))
	}
	for _, id := range s.near {
		if id != s.id {
			out = append(out, "#"+string(id))
		}
	}
	return out
}
