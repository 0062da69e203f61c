package names_test

import (
	"testing"

	"sahelwatch/internal/gazetteer"
	"sahelwatch/internal/names"
)

// A misspelt id would name nobody.
func TestEveryNamedActorIsInTheListOfActors(t *testing.T) {
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "fr"} {
		n, err := names.In(lang)
		if err != nil {
			t.Fatal(err)
		}
		for id := range n.Actors {
			if _, ok := g.Actor(id); !ok {
				t.Errorf("%s: no actor has the id %s", lang, id)
			}
		}
	}
}

func TestReadersChooseAmongPartiesThatCanBeToldApart(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		n, err := names.In(lang)
		if err != nil {
			t.Fatal(err)
		}
		of := map[string]string{}
		for id, name := range n.Parties {
			if other := of[name]; other != "" {
				t.Errorf("%s: %s and %s are both called %q", lang, id, other, name)
			}
			of[name] = id
		}
	}
}

func TestALanguageWithoutNamesIsAnError(t *testing.T) {
	if n, err := names.In("de"); err == nil {
		t.Errorf("German names: %+v", n)
	}
}
