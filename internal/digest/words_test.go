package digest

import (
	"reflect"
	"regexp"
	"slices"
	"testing"
)

// Each language has words for the same things, with the same blanks to fill:
// what is missing in one would leave a hole in its digests.
func TestLanguagesSayTheSameThings(t *testing.T) {
	blank := regexp.MustCompile(`\{[a-z]+\}`)
	blanks := func(s string) []string {
		found := slices.DeleteFunc(blank.FindAllString(s, -1), func(b string) bool { return b == "{colon}" })
		slices.Sort(found)
		return found
	}
	en, err := loadWords("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range Languages() {
		w, err := loadWords(language)
		if err != nil {
			t.Fatal(err)
		}
		if len(w.Months) != 12 {
			t.Errorf("%s: %d months", language, len(w.Months))
		}
		for code := range w.names.Countries {
			if w.InCountry[code] == "" {
				t.Errorf("%s: nothing says that an event was in %s", language, code)
			}
		}
		a, b := reflect.ValueOf(*en), reflect.ValueOf(*w)
		for i := range a.NumField() {
			name := a.Type().Field(i).Name
			if a.Field(i).Kind() != reflect.Map || name == "Events" { // ACLED's terms are English
				continue
			}
			for _, key := range append(a.Field(i).MapKeys(), b.Field(i).MapKeys()...) {
				x, y := a.Field(i).MapIndex(key), b.Field(i).MapIndex(key)
				if !x.IsValid() || !y.IsValid() {
					t.Errorf("%s: %s of %v stands in one language only", language, name, key)
					continue
				}
				if x.Kind() == reflect.String && !slices.Equal(blanks(x.String()), blanks(y.String())) {
					t.Errorf("%s: %s of %v has the blanks %s, English has %s", language, name, key, blanks(y.String()), blanks(x.String()))
				}
			}
		}
	}
}
