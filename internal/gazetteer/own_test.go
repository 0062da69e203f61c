package gazetteer

import (
	"errors"
	"strings"
	"testing"
)

const ownActors = `actors:
- id: katiba_serma
  name: Katiba Serma
  type: jihadist
  country: [ML]
  parent: jnim
  en: ["Katiba Serma", "KS"]
  fr: ["Katiba Serma"]
  ha: ["Mayakan Serma"]
  ctx: ["Mayakan Serma"]
- {id: mnla, name: "MNLA renamed", type: separatist, country: [ML], en: ["MNLA"], fr: [], ar: []}
`

const ownPlaces = `id,name,alternates,lat,lon,country,admin1,admin2
own:camp7,Camp Sept de Kourou,Kourou Sept|كورو سبعة,13.5,-1.5,BF,Sahel,Soum
2361177,Djibo ville,Djibo,14.1,-1.63,BF,Sahel,Soum
own:nowhere,Tabakanort,,,,ML,Gao,
`

func TestUsersAddActorsAndPlaces(t *testing.T) {
	g := load(t)
	before, actors := g.Version(), len(g.Actors())
	if err := g.Extend(strings.NewReader(ownActors), strings.NewReader(ownPlaces)); err != nil {
		t.Fatal(err)
	}
	if g.Version() == before {
		t.Error("the version does not tell the user's data")
	}
	a, ok := g.Actor("katiba_serma")
	if !ok || a.Parent != "jnim" || len(g.Actors()) != actors+1 {
		t.Fatalf("the actor is %+v among %d", a, len(g.Actors()))
	}
	want := []Alias{{"Katiba Serma", "en", AnyCase}, {"KS", "en", CaseExact}, {"Katiba Serma", "fr", AnyCase}, {"Mayakan Serma", "ha", InContext}}
	if len(a.Aliases) != len(want) {
		t.Fatalf("aliases are %v", a.Aliases)
	}
	for i := range want {
		if a.Aliases[i] != want[i] {
			t.Errorf("alias %d is %v, want %v", i, a.Aliases[i], want[i])
		}
	}
	if a, _ := g.Actor("mnla"); a.Name != "MNLA renamed" {
		t.Errorf("a known actor was not replaced: %+v", a)
	}
	for _, spelling := range []string{"Camp Sept de Kourou", "camp-sept de Kuru", "كورو سبعة", "Kourou Sept"} {
		m := bestIn(g.Find(spelling), "BF")
		if m == nil || m.Place.ID != "own:camp7" || m.Place.Admin1New != "Soum" {
			t.Errorf("%s finds %+v", spelling, m)
		}
	}
	list := g.Find("Djibo")
	for _, m := range list {
		if m.Place.ID == "geonames:2361177" && m.Place.Name != "Djibo ville" {
			t.Errorf("the replaced place is still found: %+v", m.Place)
		}
	}
	if p, ok := g.Place("geonames:2361177"); !ok || p.Name != "Djibo ville" {
		t.Errorf("Place gives %+v", p)
	}
	if p := bestIn(g.Find("Tabakanort"), "ML"); p == nil || p.Place.Located() {
		t.Errorf("a place without a position: %+v", p)
	}
	found := 0
	for _, p := range g.Near(14.1, -1.63, 5) {
		if p.ID == "geonames:2361177" {
			found++
		}
	}
	if found != 1 {
		t.Errorf("the replaced place stands %d times near itself", found)
	}
}

func TestExtendingTwiceKeepsTheLatest(t *testing.T) {
	g := load(t)
	for _, name := range []string{"Altbourg", "Neubourg"} {
		row := "id,name,country,lat,lon\nown:x," + name + ",BF,13,-1\n"
		if err := g.Extend(nil, strings.NewReader(row)); err != nil {
			t.Fatal(err)
		}
	}
	if len(g.Append(nil, "Altbourg")) != 0 || len(g.Append(nil, "Neubourg")) != 1 {
		t.Error("the first row of the same id is still there, or the second is not")
	}
}

func TestTheSameUserDataGivesTheSameVersion(t *testing.T) {
	version := func(places string) string {
		g := load(t)
		if err := g.Extend(nil, strings.NewReader(places)); err != nil {
			t.Fatal(err)
		}
		return g.Version()
	}
	first, again := version(ownPlaces), version(ownPlaces)
	if first != again {
		t.Error("two versions of the same data")
	}
	if first == version(strings.Replace(ownPlaces, "13.5", "13.6", 1)) {
		t.Error("one version of different data")
	}
}

func TestFaultsOfAUsersFileNameTheirLines(t *testing.T) {
	for _, c := range []struct {
		actors, places string
		want           []string
	}{
		{actors: "actors:\n- {id: a, name: A, type: rebel, country: [ML]}\n- {id: b, type: rebel}\n- {id: a, name: A2, type: rebel}\n",
			want: []string{"actors, line 3: an actor needs", "actors, line 4: actor \"a\" stands already in line 2"}},
		{actors: "actors:\n- id: a\n  name: A\n  type: rebel\n  colour: red\n  en: A\n", want: []string{"line 5: unknown field \"colour\"", "line 6: want a list"}},
		{actors: "actors:\n- {id: a, name: A, type: rebel, en: [x], ctx: [y]}\n", want: []string{"line 2: actor \"a\": rule for \"y\""}},
		{actors: "actors: [\n", want: []string{"actors, line "}},
		{actors: "people:\n- x\n", want: []string{"line 1: want a list under `actors`"}},
		{places: "", want: []string{"places, line 1: empty file"}},
		{places: "id,name\n", want: []string{"places, line 1: the header lacks the column country"}},
		{places: "id,name,country,lat,lon\nx,X,Mali,1,2\ny,Y,ML,91,2\nz,Z,ML,1,\nz2,,ML,1,2\nok,OK,ML,1,2\nok,OK,ML,1,2\nv,V,ML,1\n",
			want: []string{"line 2: country \"Mali\"", "line 3: position \"91\"", "line 4: position \"1\", \"\"", "line 5: id or name is empty",
				"line 7: place \"ok\" stands already in line 6", "line 8: wrong number of fields"}},
		{places: "id,name,country,lat,lon,population,tier\nx,X,ML,1,2,many,1\ny,Y,ML,1,2,3,9\n", want: []string{"line 2: population", "line 3: tier"}},
	} {
		g := load(t)
		before := g.Version()
		var err error
		if c.actors != "" {
			err = g.Extend(strings.NewReader(c.actors), nil)
		} else {
			err = g.Extend(nil, strings.NewReader(c.places))
		}
		if err == nil {
			t.Errorf("%q %q is accepted", c.actors, c.places)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q: error lacks %q", err, want)
			}
		}
		var line *FaultyLine
		if !errors.As(err, &line) || line.Line < 1 {
			t.Errorf("%q carries no line", err)
		}
		if g.Version() != before || len(g.own.places) != 0 {
			t.Error("a faulty file changed something")
		}
	}
}

func FuzzReadActors(f *testing.F) {
	f.Add(ownActors)
	f.Add("actors:\n- {id: a, name: A, type: t, en: [\"x\"], cs: [x], ucdp: 1}")
	f.Add("actors: *a\n&a : 1")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := readActors("actors", strings.NewReader(text))
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, a := range list {
			if a.ID == "" || a.Name == "" || a.Type == "" || seen[a.ID] {
				t.Fatalf("accepted %+v", a)
			}
			seen[a.ID] = true
			for _, alias := range a.Aliases {
				if alias.Text == "" || !isLanguage(alias.Lang) {
					t.Fatalf("accepted alias %+v", alias)
				}
			}
		}
	})
}

func FuzzReadPlaces(f *testing.F) {
	f.Add(ownPlaces)
	f.Add("id,name,country,lat,lon,tier\n\"a\nb\",N,ML,NaN,1,2\n")
	g := load(f)
	f.Fuzz(func(t *testing.T, text string) {
		list, err := readPlaces("places", strings.NewReader(text))
		if err != nil {
			return
		}
		for i := range list {
			p := &list[i]
			if p.ID == "" || p.Name == "" || len(p.Country) != 2 || p.Tier < 0 || p.Tier > 4 || p.Population < 0 {
				t.Fatalf("accepted %+v", p.Place)
			}
			if p.Located() && (p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180) {
				t.Fatalf("accepted position %v, %v", p.Lat, p.Lon)
			}
			g.Scan(p.Name, nil)
			g.Find(p.Name)
		}
	})
}
