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
			if !slices.Equal(blanks(a), blanks(b)) {
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

// blanks are the numbers of what a phrase is filled with.
func blanks(phrase string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`\{(\d)`).FindAllStringSubmatch(phrase, -1) {
		list = append(list, m[1])
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// "1 incidents" stood on the pages.
func TestNumbersAgreeWithTheirNouns(t *testing.T) {
	for lang, cases := range map[string]map[int]string{
		"en": {0: "0 incidents without a known day are left out.", 1: "1 incident without a known day is left out.", 2: "2 incidents without a known day are left out."},
		"fr": {0: "0 incident sans jour connu n’est pas compté.", 1: "1 incident sans jour connu n’est pas compté.", 2: "2 incidents sans jour connu ne sont pas comptés."},
	} {
		w, err := loadWords(lang)
		if err != nil {
			t.Fatal(err)
		}
		for n, want := range cases {
			if got := w.T("undated", n); got != want {
				t.Errorf("%s: %q, want %q", lang, got, want)
			}
		}
		plural := regexp.MustCompile(`\b1 \pL+[sx]\b`)
		for _, key := range []string{"span_hours", "span_days", "shown", "state_all", "state_failing", "map_count", "incidents_n", "size_n", "undated", "failures_n", "lost_n", "search_total"} {
			if got := w.T(key, 1, 1, 1, 1); plural.MatchString(strings.NewReplacer("1 sans", "", "1 fois", "").Replace(got)) {
				t.Errorf("%s: %s says %q", lang, key, got)
			}
		}
	}
}
