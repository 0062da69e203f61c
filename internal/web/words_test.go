package web

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Both languages say everything that templates and code ask for, and nothing
// else.
func TestLanguagesAreComplete(t *testing.T) {
	asked := map[string]bool{}
	literal := regexp.MustCompile(`(?:\.T|T\() ?"([a-z_0-9]+)"|\.T\("([a-z_0-9]+)"`)
	for _, pattern := range []string{"templates", "."} {
		entries, err := os.ReadDir(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.IsDir() || !strings.HasSuffix(e.Name(), ".html") && (!strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go")) {
				continue
			}
			b, err := os.ReadFile(pattern + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range literal.FindAllStringSubmatch(string(b), -1) {
				asked[m[1]+m[2]] = true
			}
		}
	}
	en, err := loadWords("en")
	if err != nil {
		t.Fatal(err)
	}
	fr, err := loadWords("fr")
	if err != nil {
		t.Fatal(err)
	}
	for key := range asked {
		if en.Text[key] == "" && !strings.HasSuffix(key, "_") {
			t.Errorf("there is no word for %q", key)
		}
	}
	for name, pair := range map[string][2]map[string]string{
		"text": {en.Text, fr.Text}, "official": {en.Official, fr.Official},
		"events": {en.Events, fr.Events}, "victims": {en.Victims, fr.Victims}, "roles": {en.Roles, fr.Roles}, "measures": {en.Measures, fr.Measures},
		"fields": {en.Fields, fr.Fields}, "claims": {en.Claims, fr.Claims}, "source_types": {en.Types, fr.Types},
	} {
		for key, a := range pair[0] {
			b, ok := pair[1][key]
			if !ok {
				t.Errorf("%s.%s is not said in French", name, key)
			}
			if strings.Count(a, "{") != strings.Count(b, "{") {
				t.Errorf("%s.%s: %q and %q are not filled alike", name, key, a, b)
			}
		}
		for key := range pair[1] {
			if _, ok := pair[0][key]; !ok {
				t.Errorf("%s.%s is not said in English", name, key)
			}
		}
	}
	built := []string{"fill_", "form_", "state_", "spoken_", "_n"} // keys put together in code
	for key := range en.Text {
		part := func(p string) bool { return strings.HasPrefix(key, p) || strings.HasSuffix(key, p) }
		if !asked[key] && !slices.ContainsFunc(built, part) && !inTables(key) {
			t.Errorf("nobody says %q", key)
		}
	}
}

// inTables are keys that stand in tables of the code.
func inTables(key string) bool {
	return slices.Contains([]string{"superseded", "withdrawn", "hedged", "part", "cumulative", "wounded", "abducted", "militants_killed"}, key)
}
