// Package names holds what readers call actors, countries and languages, in
// English and French (names.yaml). Pages and digests take their names from
// here, so that both call everybody the same.
//
// Limits: an actor that is not in it bears the name of the list of actors or
// of its article, which the caller knows.
//
// Failure: In fails on a language that the file does not speak.
package names

import (
	_ "embed"
	"fmt"

	"github.com/goccy/go-yaml"
)

//go:embed names.yaml
var file []byte

// Names are those of one language.
type Names struct {
	Actors    map[string]string // by id, parties included
	Parties   map[string]string // actors that a reader may choose among
	Countries map[string]string // by ISO 3166-1 alpha-2 code
	Languages map[string]string // by ISO 639-1 code
}

// table is a part of names.yaml: by id or code, then by language.
type table map[string]map[string]string

// In gives the names in a language ("en", "fr").
func In(lang string) (Names, error) {
	var all struct {
		Parties, Others, Countries, Languages table
	}
	if err := yaml.UnmarshalWithOptions(file, &all, yaml.Strict()); err != nil {
		return Names{}, fmt.Errorf("read names: %w", err)
	}
	n := Names{Actors: map[string]string{}, Parties: map[string]string{}, Countries: map[string]string{}, Languages: map[string]string{}}
	for _, part := range []struct {
		from table
		into []map[string]string
	}{
		{all.Parties, []map[string]string{n.Parties, n.Actors}},
		{all.Others, []map[string]string{n.Actors}},
		{all.Countries, []map[string]string{n.Countries}},
		{all.Languages, []map[string]string{n.Languages}},
	} {
		for id, name := range part.from {
			if name[lang] == "" {
				return Names{}, fmt.Errorf("names in %q: there is none for %s", lang, id)
			}
			for _, m := range part.into {
				m[id] = name[lang]
			}
		}
	}
	return n, nil
}
