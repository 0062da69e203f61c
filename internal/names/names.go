// Package names holds what readers call actors, countries and languages, and why
// a source cannot be read, in English and French (names.yaml). Pages and digests
// take these words from here, so that both say the same.
//
// Limits: an actor that is not in it bears the name of the list of actors or
// of its article, which the caller knows.
//
// Failure: In fails on a language that the file does not speak.
package names

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

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

	problems []problem
}

// problem is what one kind of failure is called: in English, which the health
// of a source keeps, and in the language of the names.
type problem struct{ english, own string }

// table is a part of names.yaml: by id or code, then by language.
type table map[string]map[string]string

// tables is names.yaml, read at its first use.
type tables struct {
	Parties, Others, Countries, Languages table
	Problems                              []map[string]string
}

var load = sync.OnceValues(func() (tables, error) {
	var all tables
	if err := yaml.UnmarshalWithOptions(file, &all, yaml.Strict()); err != nil {
		return all, fmt.Errorf("read names: %w", err)
	}
	return all, nil
})

// In gives the names in a language ("en", "fr").
func In(lang string) (Names, error) {
	all, err := load()
	if err != nil {
		return Names{}, err
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
	for _, p := range all.Problems {
		if p[lang] == "" {
			return Names{}, fmt.Errorf("names in %q: there is none for %q", lang, p["en"])
		}
		n.problems = append(n.problems, problem{p["en"], p[lang]})
	}
	return n, nil
}

// Problem says why a source cannot be read; words that are not known stay as
// they are.
func (n Names) Problem(text string) string {
	for _, p := range n.problems {
		before, after, open := strings.Cut(p.english, "{0}")
		switch rest, ok := strings.CutPrefix(text, before); {
		case !ok, !open && rest != "":
		case !open:
			return p.own
		case strings.HasSuffix(rest, after):
			return strings.Replace(p.own, "{0}", n.Problem(strings.TrimSuffix(rest, after)), 1)
		}
	}
	return text
}
