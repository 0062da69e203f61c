package gazetteer

import (
	"math"
	"testing"
)

func TestNearGivesWhatADirectComparisonGives(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ lat, lon, km float64 }{{14.0994, -1.62554, 15}, {13.5137, 2.1098, 3}, {12.5, 0, 40}, {16.27, -0.04, 0}, {5, -150, 100}} {
		want := map[*Place]bool{}
		for i := range g.made {
			rec := g.sec[secPlaces][i*placeSize : (i+1)*placeSize]
			if Distance(c.lat, c.lon, degrees(u24(rec, 8)), degrees(u24(rec, 11))) <= c.km {
				want[g.at(i)] = true
			}
		}
		last := 0.0
		got := g.Near(c.lat, c.lon, c.km)
		for _, p := range got {
			d := Distance(c.lat, c.lon, p.Lat, p.Lon)
			if !want[p] || d < last {
				t.Errorf("%v: %s at %.1f km after %.1f km", c, p.Name, d, last)
			}
			last = d
		}
		if len(got) != len(want) {
			t.Errorf("%v: %d places, want %d", c, len(got), len(want))
		}
	}
}

func TestNearNowhereIsEmpty(t *testing.T) {
	g := load(t)
	if list := g.Near(math.NaN(), 0, 100); list != nil {
		t.Errorf("%d places near nowhere", len(list))
	}
	if list := g.Near(13, -1, -1); list != nil {
		t.Errorf("%d places within less than nothing", len(list))
	}
}

func TestUnitsHaveAMiddle(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		name, country string
		level         int
		lat, lon, km  float64
	}{{"Soum", "BF", 2, 14.2, -1.4, 40}, {"Centre-Nord", "BF", 1, 13.3, -1, 50}, {"Téra", "NE", 2, 14.01, 0.75, 30}, {"Kuilsé", "BF", 1, 13.3, -1, 50}} {
		for _, r := range g.Regions(c.name) {
			if r.Country == c.country && r.Level == c.level && !(Distance(r.Lat, r.Lon, c.lat, c.lon) <= c.km) {
				t.Errorf("the middle of %s is %v, %v", c.name, r.Lat, r.Lon)
			}
		}
	}
}
