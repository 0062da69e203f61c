package gazetteer

import (
	"os"
	"strings"
	"testing"
)

func TestBothNamingsOfBurkinasUnitsResolve(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		name  string
		level int
		isNew bool
		in    string // a town of the unit
		out   string // one outside
	}{
		{"Centre-Nord", 1, false, "Dargo", "Djibo"},
		{"Kuilsé", 1, true, "Dargo", "Djibo"},
		{"Namentenga", 2, false, "Dargo", "Kongoussi"},
		{"Sanmatenga", 2, false, "Barsalogho", "Kongoussi"},
		{"Sandbondtenga", 2, true, "Barsalogho", "Kongoussi"},
		{"Sahel", 1, false, "Djibo", "Titao"},
		{"Liptako", 1, true, "Dori", "Djibo"},
		{"Soum", 1, true, "Djibo", "Dori"},
		{"Soum", 2, false, "Djibo", "Dori"},
		{"Tapoa", 1, true, "Diapaga", "Pama"},
		{"Tapoa", 2, false, "Diapaga", "Pama"},
		{"Sourou", 1, true, "Nouna", "Dédougou"},
		{"Sourou", 2, false, "Tougan", "Nouna"},
		{"Goulmou", 1, true, "Pama", "Bogandé"},
		{"Sirba", 1, true, "Bogandé", "Pama"},
		{"Yaadga", 1, true, "Ouahigouya", "Djibo"},
		{"Bankui", 1, true, "Dédougou", "Nouna"},
		{"Kossin", 2, true, "Nouna", "Tougan"},
	} {
		found := false
		for _, r := range g.Regions(c.name) {
			if r.Country != "BF" || r.Level != c.level || r.New != c.isNew {
				continue
			}
			found = true
			if in := bestIn(g.Find(c.in), "BF"); in == nil || !r.Holds(in.Place) {
				t.Errorf("%s (level %d) does not hold %s: %+v", c.name, c.level, c.in, in)
			}
			if out := bestIn(g.Find(c.out), "BF"); out == nil || r.Holds(out.Place) {
				t.Errorf("%s (level %d) holds %s", c.name, c.level, c.out)
			}
		}
		if !found {
			t.Errorf("%s is no unit of level %d (new %v)", c.name, c.level, c.isNew)
		}
	}
}

func TestEveryUnitOfTheReformResolves(t *testing.T) {
	g := load(t)
	f, err := os.Open("data/bf_admin_2025.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := readReform(f)
	if err != nil {
		t.Fatal(err)
	}
	regions := map[string]bool{}
	for _, r := range rows {
		regions[r.region] = true
		for _, name := range []string{r.region, r.province, r.oldRegion, r.oldProvince} {
			if !anyIn(g.Regions(name), "BF") {
				t.Errorf("%s is not known as a unit of Burkina Faso", name)
			}
		}
	}
	if len(regions) != 17 || len(rows) != 47 {
		t.Errorf("%d regions and %d provinces, want 17 and 47", len(regions), len(rows))
	}
}

func anyIn(list []*Region, country string) bool {
	for _, r := range list {
		if r.Country == country {
			return true
		}
	}
	return false
}

func TestASplitProvinceLeavesTheNewOneOpen(t *testing.T) {
	g := load(t)
	p := bestIn(g.Find("Djibo"), "BF").Place
	if p.Admin1 != "Sahel" || p.Admin2 != "Soum" || p.Admin1New != "Soum" || p.Admin2New != "" {
		t.Errorf("Djibo is in %q, %q, since 2025 %q, %q", p.Admin1, p.Admin2, p.Admin1New, p.Admin2New)
	}
}

func TestUnitsAreKnownInThreeLanguages(t *testing.T) {
	g := load(t)
	for country, names := range map[string]string{
		"NE": "Tillabéri|Tillaberi|region of Tillabéri|تيلابيري",
		"ML": "Tombouctou|Timbuktu|تمبكتو",
		"CM": "Extrême-Nord|Far North|أقصى الشمال",
		"NG": "Borno|Borno State|بورنو",
		"BF": "Centre-Nord|الوسط الشمالي|Centre-North",
		"MR": "Hodh ech Chargui|الحوض الشرقي",
	} {
		for name := range strings.SplitSeq(names, "|") {
			name = strings.TrimPrefix(name, "region of ")
			if !anyIn(g.Regions(name), country) {
				t.Errorf("%s is not known as a unit of %s", name, country)
			}
		}
	}
	for _, written := range []string{"province du Soum", "région de Mopti", "cercle de Bankass", "Kebbi State", "Département de Tillia"} {
		if len(g.Regions(strings.ToUpper(written[:1])+written[1:])) == 0 {
			t.Errorf("%s is not understood", written)
		}
	}
}

func TestPlacesNameTheirUnitPlainly(t *testing.T) {
	g := load(t)
	for i := range g.units {
		u := &g.units[i]
		for _, name := range []string{u.admin1, u.admin2} {
			for _, word := range []string{"Province", "Département", "Departement", " Region", "Cercle"} {
				if strings.Contains(name, word) {
					t.Errorf("unit %q of %s", name, u.country)
				}
			}
		}
	}
}
