package gazetteer

import (
	"math"
	"testing"
)

func load(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestDargoIsInNamentenga(t *testing.T) {
	g := load(t)
	list := g.Find("Dargo")
	if len(list) == 0 {
		t.Fatal("Dargo is not found")
	}
	m, ok, why := Choose(list, &Context{Countries: map[string]float64{"BF": 1}})
	p := m.Place
	if !ok || p.Country != "BF" || p.Admin1 != "Centre-Nord" || p.Admin2 != "Namentenga" || p.Admin1New != "Kuilsé" {
		t.Errorf("Dargo is %+v (%v, %s)", p, ok, why)
	}
	if d := Distance(p.Lat, p.Lon, 12.71571, -0.28494); !(d < 1) {
		t.Errorf("Dargo is %.1f km off", d)
	}
	if back, ok := g.Place(p.ID); !ok || back != p {
		t.Errorf("Place(%q) gives %v", p.ID, back)
	}
}

func TestEveryPlaceIsFoundByIDAndName(t *testing.T) {
	g := load(t)
	for i := range g.made {
		p := g.at(i)
		if k, ok := g.indexOf(p.ID); !ok || k != i {
			t.Fatalf("id %q of place %d gives %d, %v", p.ID, i, k, ok)
		}
		if i%50 != 0 {
			continue
		}
		found := false
		for _, m := range g.Find(p.Name) {
			found = found || m.Place == p && m.How == Exact
		}
		if !found && len(p.Name) < 80 {
			t.Errorf("%q (%s) is not found by its own name", p.Name, p.ID)
		}
	}
}

func TestDistance(t *testing.T) {
	if d := Distance(12.3657, -1.5339, 13.5137, 2.1098); math.Abs(d-414) > 5 { // Ouagadougou, Niamey
		t.Errorf("Ouagadougou to Niamey is %.0f km", d)
	}
	if d := Distance(math.NaN(), 0, 1, 1); !math.IsNaN(d) {
		t.Errorf("distance to nowhere is %v", d)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
