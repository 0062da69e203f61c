package gazetteer

import (
	"strings"
	"testing"
)

func TestTheTextSettlesHomonyms(t *testing.T) {
	g := load(t)
	place := func(name, country string) *Place { return bestIn(g.Find(name), country).Place }
	unit := func(name string) []*Region { return g.Regions(name) }
	bf, ml, ng := map[string]float64{"BF": 1}, map[string]float64{"ML": 1}, map[string]float64{"NG": 1}
	for _, c := range []struct {
		what, name string
		ctx        Context
		ok         bool
		admin1     string
		country    string
		why        string
	}{
		{"two villages, no unit", "Namissiguima", Context{Countries: bf}, false, "", "BF", "does not decide"},
		{"its province", "Namissiguima", Context{Countries: bf, Regions: unit("Sanmatenga")}, true, "Centre-Nord", "BF", "in Sanmatenga"},
		{"the other province", "Namissiguima", Context{Countries: bf, Regions: unit("Yatenga")}, true, "Nord", "BF", "in Yatenga"},
		{"a new region", "Namissiguima", Context{Countries: bf, Regions: unit("Kuilsé")}, true, "Centre-Nord", "BF", "in Kuilsé"},
		{"a neighbour", "Namissiguima", Context{Countries: bf, Neighbours: []Neighbour{{place("Barsalogho", "BF"), 1}}}, true, "Centre-Nord", "BF", "near Barsalogo"},
		{"the other neighbour", "Namissiguima", Context{Countries: bf, Neighbours: []Neighbour{{place("Ouahigouya", "BF"), 1}}}, true, "Nord", "BF", "near Ouahigouya"},
		{"a word alone", "Karma", Context{}, false, "", "", "also a word"},
		{"a word with its country", "Karma", Context{Countries: bf}, true, "Nord", "BF", "country BF"},
		{"the country decides", "Boni", Context{Countries: ml}, true, "Mopti", "ML", "country ML"},
		{"the other country", "Boni", Context{Countries: bf}, true, "Hauts-Bassins", "BF", "country BF"},
		{"its province against another country", "Barani", Context{Countries: ml, Regions: unit("Kossi")}, true, "Boucle du Mouhoun", "BF", "in Kossi"},
		{"an area of local government", "Mera", Context{Countries: ng, Regions: unit("Augie")}, true, "Kebbi", "NG", "in Augie"},
		{"a neighbour far from the best known", "Farabougou", Context{Countries: ml, Neighbours: []Neighbour{{place("Kita", "ML"), 1}}}, false, "", "ML", "does not decide"},
		{"a name that is only like one", "Monsila", Context{}, false, "", "", "only like the name"},
		{"a name like one of the country", "Monsila", Context{Countries: bf}, true, "Sahel", "BF", "country BF"},
		{"size where the text is silent", "Gao", Context{}, true, "Gao", "ML", ""},
	} {
		m, ok, why := Choose(g.Find(c.name), &c.ctx)
		if ok != c.ok || !strings.Contains(why.String(), c.why) {
			t.Errorf("%s: %s gives ok %v, %q", c.what, c.name, ok, why)
		}
		if m.Place == nil || c.country != "" && m.Place.Country != c.country || c.admin1 != "" && m.Place.Admin1 != c.admin1 {
			t.Errorf("%s: %s gives %+v", c.what, c.name, m.Place)
		}
	}
}

func TestChoosingFromNothing(t *testing.T) {
	if m, ok, why := Choose(nil, &Context{}); ok || m.Place != nil || why.String() == "" {
		t.Errorf("got %+v, %v, %q", m, ok, why)
	}
}

func TestChoiceDoesNotDependOnTheOrderOfCandidates(t *testing.T) {
	g := load(t)
	list := g.Find("Farabougou")
	first, ok1, _ := Choose(list, &Context{})
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	if last, ok2, _ := Choose(list, &Context{}); last.Place != first.Place || ok1 != ok2 {
		t.Errorf("%v or %v, by order", first.Place, last.Place)
	}
}

func TestADepartmentSettlesWhereThePlacesAreInNone(t *testing.T) {
	g := load(t)
	ctx := &Context{Countries: map[string]float64{"NE": 1}, Regions: g.Regions("Téra")}
	m, ok, why := Choose(g.Find("Fambita"), ctx)
	if !ok || m.Place.Country != "NE" || !strings.Contains(why.String(), "in or near Téra") {
		t.Errorf("Fambita gives %+v, %v, %q", m.Place, ok, why)
	}
}

func TestNigerIsNoState(t *testing.T) {
	g := load(t)
	if list := g.Regions("Niger"); len(list) != 0 {
		t.Errorf("Niger is %+v", list[0])
	}
	if !anyIn(g.Regions("Niger State"), "NG") {
		t.Error("Niger State is not known")
	}
}

func TestAHomonymIsNoNeighbourOfItself(t *testing.T) {
	g := load(t)
	list := g.Find("Baga")
	ctx := &Context{Countries: map[string]float64{"NG": 1}, Regions: g.Regions("Borno")}
	before, _, _ := Choose(list, ctx)
	ctx.Neighbours = []Neighbour{{Place: before.Place, Weight: 1}}
	after, _, why := Choose(list, ctx)
	if after.Place.ID != before.Place.ID || strings.Contains(why.String(), "near Baga") {
		t.Errorf("told once Baga is %+v, told again %+v: %s", before.Place, after.Place, why)
	}
}

func TestOfTwoInADepartmentTheNearerToItsMiddleIsMeant(t *testing.T) {
	g := load(t)
	ctx := &Context{Countries: map[string]float64{"ML": 1}, Regions: append(g.Regions("Ségou"), g.Regions("Macina")...)}
	m, _, why := Choose(g.Find("Kolongo"), ctx)
	if d := Distance(m.Place.Lat, m.Place.Lon, 14.17, -5.476); d > 5 {
		t.Errorf("Kolongo is %+v, %.0f km off: %s", m.Place, d, why)
	}
}
