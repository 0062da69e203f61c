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

// Country gives the ISO code of the country that is called word in English,
// French or Arabic: "Côte d'Ivoire", "Ivory Coast", ساحل العاج.
func (g *Gazetteer) Country(word string) (code string, ok bool) {
	return g.code(g.lookups.countries, word)
}

// Demonym gives the ISO code of the country whose nationality word names:
// nigérien and Nigerien are NE, nigérian and Nigerian NG.
func (g *Gazetteer) Demonym(word string) (code string, ok bool) { return g.code(g.demonyms, word) }

// Capital gives the ISO code of the country whose capital word names.
func (g *Gazetteer) Capital(word string) (code string, ok bool) { return g.code(g.capitals, word) }

// Countries gives all countries in the order of the data. The list must not be changed.
func (g *Gazetteer) Countries() []Country { return g.countries }

// Watched reports whether incidents in the country are followed.
func (g *Gazetteer) Watched(code string) bool {
	i := slices.IndexFunc(g.countries, func(c Country) bool { return c.Code == code })
	return i >= 0 && g.countries[i].Watched
}

// code looks a word up as it is, and without the Arabic article.
func (g *Gazetteer) code(list forms, word string) (string, bool) {
	var room [96]byte
	text := wordsOnly(room[:0], word)
	found := list.find(text)
	if bare, definite := bytes.CutPrefix(text, []byte("ال")); len(found) == 0 && definite {
		found = list.find(bare)
	}
	if len(found) == 0 {
		return "", false
	}
	return g.countries[found[0].value].Code, true
}
