package numbers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A language that the program does not bring is read from data alone.
func TestFourthLanguageNeedsDataOnly(t *testing.T) {
	hausa, err := Parse("ha", strings.NewReader(`
number: biyu = 2
number: uku = 3
number: biyar = 5
number: goma = 10
number: ashirin = 20
number: hamsin = 50
number: ɗari = 100
and: da
before: a kalla | aƙalla = at_least
before: kusan = about
before: fiye da = more_than
vague: da dama = 2
unit: kashi = percent
`))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"An kashe akalla mutane; aƙalla hamsin da biyar": {"55+ at_least"},
		"kusan ashirin da uku":                           {"23 about"},
		"fiye da dari mutane":                            {"100+ more_than"},
		"sojoji da dama":                                 {"2+ vague"},
		"goma":                                           {"10"},
	} {
		got := []string{}
		for _, q := range read(text, hausa) {
			got = append(got, short(q))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
	}
}

func TestParseNamesTheBadLine(t *testing.T) {
	for data, want := range map[string]string{
		"number: two = 2\nnumber: three = many": "line 2",
		"no colon here":                         "has no kind",
		"colour: red = 1":                       "unknown kind",
		"before: at least = sure":               "no qualifier",
		"unit: km = length":                     "no unit",
		"order: backwards":                      "unknown order",
		"teens-after: sixty":                    "needs a number",
		"number: = 4":                           "has no words",
	} {
		if _, err := Parse("xx", strings.NewReader(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v does not say %q", data, err, want)
		}
	}
}

func TestDualOfArabicNouns(t *testing.T) {
	ar := load(t)["ar"]
	for _, c := range []struct {
		word, stem string
		sure, ok   bool
	}{
		{"جنديان", "جندي", true, true},
		{"مدنيين", "مدني", false, true},
		{"قتيلتان", "قتيل", true, true},
		{"جنود", "", false, false},
		{"كان", "", false, false},
	} {
		stem, sure, ok := ar.Dual(c.word)
		if stem != c.stem || sure != c.sure || ok != c.ok {
			t.Errorf("Dual(%s) = %q, %v, %v; want %q, %v, %v", c.word, stem, sure, ok, c.stem, c.sure, c.ok)
		}
	}
}
