package gazetteer

import (
	"slices"
	"strings"
	"testing"
)

func TestCountriesAndNationalitiesInThreeLanguages(t *testing.T) {
	g := load(t)
	for code, c := range map[string]struct{ names, demonyms, capitals string }{
		"NE": {"Niger|NIGER|النيجر|République du Niger", "Nigerien|nigérien|nigérienne|Nigériens|نيجري|النيجرية|نيجريين", "Niamey|نيامي"},
		"NG": {"Nigeria|Nigéria|نيجيريا", "Nigerian|nigérian|nigériane|nigerians|نيجيري|النيجيريين", "Abuja|أبوجا"},
		"BF": {"Burkina Faso|Burkina|بوركينا فاسو|بوركينافاسو", "burkinabè|burkinabé|Burkinabe|Burkinabès|بوركيني", "Ouagadougou|Ouaga|واغادوغو"},
		"ML": {"Mali|مالي", "Malian|malienne|maliens|المالية", "Bamako|باماكو"},
		"TD": {"Chad|Tchad|تشاد", "Chadian|tchadien|تشاديين", "N'Djamena|N’Djaména|نجامينا"},
		"CI": {"Côte d'Ivoire|Côte d’Ivoire|Ivory Coast|ساحل العاج|كوت ديفوار", "Ivorian|ivoirienne", "Abidjan"},
		"BJ": {"Benin|Bénin|بنين", "Beninese|béninois|béninoises", "Cotonou"},
	} {
		for what, list := range map[string]string{"name": c.names, "demonym": c.demonyms, "capital": c.capitals} {
			for word := range strings.SplitSeq(list, "|") {
				look := map[string]func(string) (string, bool){"name": g.Country, "demonym": g.Demonym, "capital": g.Capital}[what]
				if got, ok := look(word); !ok || got != code {
					t.Errorf("%s %q gives %q, want %s", what, word, got, code)
				}
			}
		}
		if !g.Watched(code) {
			t.Errorf("%s is not watched", code)
		}
	}
	if _, ok := g.Country("Djibo"); ok || g.Watched("SY") || g.Watched("") {
		t.Error("a town is a country, or Syria is watched")
	}
}

func TestNoWordNamesTwoCountries(t *testing.T) {
	g := load(t)
	for what, names := range map[string]func(Country) []string{"name": func(c Country) []string { return c.Names },
		"demonym": func(c Country) []string { return c.Demonyms }, "capital": func(c Country) []string { return c.Capitals }} {
		seen := map[string]string{}
		for _, c := range g.Countries() {
			for _, name := range names(c) {
				form := string(wordsOnly(nil, name))
				if other, ok := seen[form]; ok && other != c.Code {
					t.Errorf("%s %q names %s and %s", what, name, other, c.Code)
				}
				seen[form] = c.Code
			}
		}
	}
}

func TestActorsKnowTheirNamesAndRules(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		id, alias, lang string
		rule            Rule
	}{
		{"jnim", "GSIM", "fr", CaseExact},
		{"jnim", "Groupe de soutien à l'islam et aux musulmans", "fr", AnyCase},
		{"jnim", "جماعة نصرة الإسلام والمسلمين", "ar", AnyCase},
		{"islamic_state", "IS", "en", CaseExact},
		{"al_qaeda", "القاعدة", "ar", InContext},
		{"site_intel", "SITE", "en", CaseExact},
		{"mahmuda", "Mahmuda", "en", InContext},
		{"vdp", "VDP", "fr", CaseExact},
	} {
		a, ok := g.Actor(c.id)
		if !ok || !slices.Contains(a.Aliases, Alias{c.alias, c.lang, c.rule}) {
			t.Errorf("%s has no alias %q (%s, %v)", c.id, c.alias, c.lang, c.rule)
		}
	}
	if a, _ := g.Actor("jnim"); a.Affiliation != "al-qaeda" || a.UCDP != 6716 || !a.In("BF") || a.In("TD") || a.Type != "jihadist" {
		t.Errorf("JNIM is %+v", a)
	}
	if a, _ := g.Actor("katiba_macina"); a.Parent != "jnim" {
		t.Errorf("Katiba Macina is %+v", a)
	}
}

func TestParentsOfActorsExist(t *testing.T) {
	g := load(t)
	aliases := 0
	for a, alias := range g.Aliases() {
		aliases++
		if a.Parent != "" {
			if _, ok := g.Actor(a.Parent); !ok {
				t.Errorf("%s belongs to %s, which is not there", a.ID, a.Parent)
			}
		}
		for _, code := range a.Countries {
			if len(code) != 2 {
				t.Errorf("%s acts in %q", a.ID, code)
			}
		}
		if strings.TrimSpace(alias.Text) != alias.Text {
			t.Errorf("%s: alias %q", a.ID, alias.Text)
		}
	}
	if aliases < 1200 {
		t.Errorf("%d aliases", aliases)
	}
}

func TestOtherNamesOfAPlace(t *testing.T) {
	g := load(t)
	p := bestIn(g.Find("Djibo"), "BF").Place
	if names := g.Names(p); !slices.Contains(names, "جيبو") {
		t.Errorf("Djibo is also called %q", names)
	}
	if names := g.Names(&Place{ID: "own:nowhere"}); names != nil {
		t.Errorf("an unknown place is called %q", names)
	}
	for id, level := range map[string]int{"Centre-Nord": 1, "Namentenga": 2, "Djibo": 0} {
		if m := g.Find(id)[0]; m.Place.Level() != level {
			t.Errorf("%s (%s) is of level %d, want %d", id, m.Place.Code, m.Place.Level(), level)
		}
	}
	for _, c := range []struct {
		got  interface{ String() string }
		want string
	}{{Exact, "exact"}, {Sound, "sound"}, {Near, "near"}, {AnyCase, "ci"}, {CaseExact, "cs"}, {InContext, "ctx"}} {
		if c.got.String() != c.want {
			t.Errorf("%v is written %q", c.want, c.got)
		}
	}
}
