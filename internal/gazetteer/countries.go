package gazetteer

import (
	"bytes"
	"slices"
)

// Country is a country with what reports call it and its people.
type Country struct {
	Code     string   // ISO 3166-1 alpha-2
	Name     string   // in English
	Names    []string // in English, French and Arabic, with usual variants
	Demonyms []string // nationalities, in all their inflected forms
	Capitals []string // names of the capital, which also stand for its government
	Watched  bool     // one of the countries whose incidents are followed
}

// words maps folded words to countries.
type words struct {
	name, demonym, capital map[string]string
}

// Country gives the ISO code of the country that is called word in English,
// French or Arabic: "Côte d'Ivoire", "Ivory Coast", ساحل العاج.
func (g *Gazetteer) Country(word string) (code string, ok bool) { return lookUp(g.words.name, word) }

// Demonym gives the ISO code of the country whose nationality word names:
// nigérien and Nigerien are NE, nigérian and Nigerian NG.
func (g *Gazetteer) Demonym(word string) (code string, ok bool) { return lookUp(g.words.demonym, word) }

// Capital gives the ISO code of the country whose capital word names.
func (g *Gazetteer) Capital(word string) (code string, ok bool) { return lookUp(g.words.capital, word) }

// Countries gives all countries in the order of the data. The list must not be changed.
func (g *Gazetteer) Countries() []Country { return g.countries }

// Watched reports whether incidents in the country are followed.
func (g *Gazetteer) Watched(code string) bool {
	i := slices.IndexFunc(g.countries, func(c Country) bool { return c.Code == code })
	return i >= 0 && g.countries[i].Watched
}

func lookUp(m map[string]string, word string) (string, bool) {
	var room [96]byte
	form := wordsOnly(room[:0], word)
	code, ok := m[string(form)]
	if bare, definite := bytes.CutPrefix(form, []byte("ال")); !ok && definite {
		code, ok = m[string(bare)]
	}
	return code, ok
}

func (g *Gazetteer) indexCountries() {
	index := func(names func(Country) []string) map[string]string {
		m := map[string]string{}
		for _, c := range g.countries {
			for _, name := range names(c) {
				m[string(wordsOnly(nil, name))] = c.Code
			}
		}
		return m
	}
	g.words.name = index(func(c Country) []string { return c.Names })
	g.words.demonym = index(func(c Country) []string { return c.Demonyms })
	g.words.capital = index(func(c Country) []string { return c.Capitals })
}
