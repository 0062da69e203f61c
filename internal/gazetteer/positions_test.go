package gazetteer

import "testing"

// Places of reports that had no position, by the spellings that reports use.
// The positions are those of the published maps, to ten kilometres.
func TestPlacesOfReportsHavePositions(t *testing.T) {
	g := load(t)
	for _, tt := range []struct {
		name, country string
		lat, lon      float64
	}{
		{"Talataye", "ML", 16.53, 1.52}, {"Talataï", "ML", 16.53, 1.52},
		{"Nadiagou", "BF", 11.15, 0.82},
		{"Koulogon Peul", "ML", 13.82, -3.44},
		{"Wabaria", "ML", 16.24, -0.06},
		{"N'Gouri", "TD", 13.64, 15.37},
	} {
		chosen, ok, _ := Choose(g.Find(tt.name), &Context{Countries: map[string]float64{tt.country: 1}})
		if !ok || chosen.Place.Country != tt.country {
			t.Errorf("%s: %+v", tt.name, chosen)
			continue
		}
		if d := Distance(chosen.Place.Lat, chosen.Place.Lon, tt.lat, tt.lon); !(d < 10) {
			t.Errorf("%s is put %.0f km off", tt.name, d)
		}
	}
}
