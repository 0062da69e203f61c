package config

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A filter that names what nobody bears would silently let nothing through.
func TestNamesInFiltersAreKnownOrAFaultWithTheNearest(t *testing.T) {
	_, err := parse(t, `recipients:
  - name: desk
    terminal: true
    filter:
      countries: [BF, bf, Mali, BFA]
      actors: [jnim, jmin, GSIM]
      places:
        - Dargo
        - Tillaberry
        - Xyzzyburg
      event_types: [battles, Armed clahs]
      changes: [claim.nwe]
      languages: [fr, fra]
`)
	var faults *Faults
	if !errors.As(err, &faults) {
		t.Fatalf("got %v, want faults", err)
	}
	got := strings.Split(err.Error(), "\n")
	want := []string{
		`config.yaml:5: recipients[1].filter.countries[2]: "bf" is not the ISO code of a country that is known, such as BF; did you mean BF?`,
		`config.yaml:5: recipients[1].filter.countries[3]: "Mali" is not the ISO code of a country that is known, such as BF; did you mean ML?`,
		`config.yaml:5: recipients[1].filter.countries[4]: "BFA" is not the ISO code of a country that is known, such as BF`,
		`config.yaml:6: recipients[1].filter.actors[2]: no actor has the id "jmin"; did you mean jnim?`,
		`config.yaml:6: recipients[1].filter.actors[3]: no actor has the id "GSIM"; did you mean jnim?`,
		`config.yaml:9: recipients[1].filter.places[2]: no place has the name or id "Tillaberry"; did you mean Tillabéri?`,
		`config.yaml:10: recipients[1].filter.places[3]: no place has the name or id "Xyzzyburg"`,
		`config.yaml:11: recipients[1].filter.event_types[2]: "Armed clahs" is not one of `,
		`config.yaml:12: recipients[1].filter.changes[1]: "claim.nwe" is not one of `,
		`config.yaml:13: recipients[1].filter.languages[2]: "fra" is not one of ar, en, fr; did you mean fr?`,
	}
	if len(got) != len(want) {
		t.Fatalf("%d faults, want %d:\n%s", len(got), len(want), err)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("fault %d:\n%s, want\n%s", i+1, got[i], want[i])
		}
	}
	if !strings.HasSuffix(got[7], "did you mean Armed clash?") || !strings.HasSuffix(got[8], "did you mean claim.new?") {
		t.Errorf("no nearest name: %s; %s", got[7], got[8])
	}
}

// What incidents bear stands beside what the user writes: the main spelling, the
// older units of a region of 2025, an id.
func TestPlacesInFiltersMeanWhatIncidentsBear(t *testing.T) {
	for name, want := range map[string]string{
		"Kuilsé": "Namentenga", "Tillabery": "Tillabéri", "Dargo": "geonames:2361546", "geonames:2361546": "geonames:2361546",
	} {
		cfg, err := parse(t, "recipients:\n  - {name: desk, terminal: true, filter: {places: ['"+name+"']}}\n")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if places := cfg.Recipients[0].Filter.Places; places[0] != name || !slices.Contains(places, want) {
			t.Errorf("%s means %q, want %s among it", name, places, want)
		}
	}
}

func TestOwnActorsAndPlacesMayStandInFiltersAndTheirFaultsAreNamed(t *testing.T) {
	dir := t.TempDir()
	file := func(name, body string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	actors := file("actors.yaml", "actors:\n  - {id: dozo_sikasso, name: Dozo of Sikasso, type: militia, country: [ML], en: [Sikasso Dozo]}\n")
	places := file("places.csv", "id,name,lat,lon,country\nown:1,Camp Alpha,14.10,-1.62,BF\n")
	filter := "\nrecipients:\n  - {name: desk, terminal: true, filter: {actors: [dozo_sikasso], places: [Camp Alpha, 'own:1']}}\n"
	if _, err := parse(t, "actors: "+actors+"\nplaces: "+places+filter); err != nil {
		t.Errorf("own names: %v", err)
	}
	broken := file("broken.csv", "id,name,lat,lon,country\nown:1,Camp Alpha,north,-1.62,BF\n")
	for config, want := range map[string]string{
		"places: " + broken + "\n":            "config.yaml:1: places: ",
		"actors: " + dir + "/none.yaml\n":     "config.yaml:1: actors: " + dir + "/none.yaml: no such file or directory",
		"store: {}\nactors: " + broken + "\n": "config.yaml:2: actors: ",
	} {
		if _, err := parse(t, config); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %s", config, err, want)
		}
	}
}
