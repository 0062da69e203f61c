package dates

import (
	"os"
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// prose repeats a text up to a length and gives its words.
func prose(text string, length int) (string, []fold.Word) {
	text = strings.Repeat(text, length/len(text)+1)
	cut := length
	for cut < len(text) && text[cut]&0xC0 == 0x80 {
		cut++
	}
	return text[:cut], fold.Words(nil, text[:cut])
}

func TestRelativeToAnotherDate(t *testing.T) {
	langs := load(t)
	day := conflict.Date{Start: "2025-05-23", End: "2025-05-23", Precision: conflict.DateDay}
	night := conflict.Date{Start: "2025-05-23", End: "2025-05-24", Precision: conflict.DateRange}
	for _, c := range []struct {
		lang, text, published string
		anchor                conflict.Date
		want                  string
	}{
		{"fr", "le surlendemain", "2025-05-27", day, "2025-05-25"},
		{"fr", "le lendemain", "2025-05-27", night, "2025-05-25"},
		{"fr", "la veille", "2025-05-27", night, "2025-05-22"},
		{"fr", "quatre jours plus tôt", "2025-05-27", day, "2025-05-19"},
		{"en", "the next day", "-", day, "2025-05-24"},
		{"en", "two days later", "2025-05-24", day, ""}, // past the publication
		{"ar", "في اليوم التالي", "2025-05-27", day, "2025-05-24"},
		{"en", "yesterday", "2025-05-27", day, ""}, // not relative to the anchor
		{"en", "the next day", "2025-05-27", conflict.Date{Precision: conflict.DateUnknown}, ""},
	} {
		found := Find(nil, c.text, fold.Words(nil, c.text), langs[c.lang])
		if len(found) != 1 {
			t.Fatalf("%q: %d expressions", c.text, len(found))
		}
		if got := found[0].RelativeTo(c.anchor, publication(t, c.published)); got.Start != c.want {
			t.Errorf("%q: %s, want %s", c.text, got.Start, c.want)
		}
	}
}

// Late in the evening of UTC it is the next day in Niamey and N'Djamena.
func TestTheNextDayHasBegunInTheEast(t *testing.T) {
	fr := load(t)["fr"]
	text := "Ce mardi 29 juillet, le camp a été pris."
	e := Find(nil, text, fold.Words(nil, text), fr)[0]
	for published, want := range map[string]string{
		"2025-07-28T23:10:00Z":      "2025-07-29",
		"2025-07-28T20:00:00Z":      "",
		"2025-07-29T00:10:00+01:00": "2025-07-29",
		"2025-07-28":                "",
	} {
		if got := e.Resolve(publication(t, published)).Start; got != want {
			t.Errorf("published %s: %q, want %q", published, got, want)
		}
	}
}

func TestFourthLanguageNeedsDataOnly(t *testing.T) {
	hausa, err := Parse("ha", strings.NewReader(`
horizon: 2026
order: day-month
weekday: Litinin | ranar Litinin = 1
month: Yuli = 7
days: jiya = 1
weeks: makon da ya gabata = 1
article: ga | ga watan
`))
	if err != nil {
		t.Fatal(err)
	}
	published := publication(t, "2025-07-30")
	for text, want := range map[string]string{
		"An kai hari ranar Litinin":      "ranar Litinin -> 2025-07-28",
		"An kai hari jiya":               "jiya -> 2025-07-29",
		"ran 28 ga watan Yuli 2025":      "28 ga watan Yuli 2025 -> 2025-07-28",
		"A makon da ya gabata aka kashe": "makon da ya gabata -> 2025-07-21..2025-07-27 week",
	} {
		found := Find(nil, text, fold.Words(nil, text), hausa)
		if len(found) != 1 || short(found[0], published) != want {
			t.Errorf("%q: %v, want %s", text, found, want)
		}
	}
}

func TestParseNamesTheBadLine(t *testing.T) {
	for data, want := range map[string]string{
		"weekday: monday = 1\nweekday: someday = 8": "line 2",
		"month: smarch = 13":                        "from 1 to 12",
		"order: month-day":                          "unknown order",
		"horizon: soon":                             "invalid syntax",
		"season: spring = 1":                        "unknown kind",
		"days: = 1":                                 "has no words",
	} {
		if _, err := Parse("xx", strings.NewReader(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v does not say %q", data, err, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	langs := load(f)
	for code := range langs {
		data, err := os.ReadFile("testdata/" + code + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f.Add(line, code)
		}
	}
	published := publication(f, "2025-07-30")
	f.Fuzz(func(t *testing.T, text, code string) {
		words := fold.Words(nil, text)
		end := 0
		for _, e := range Find(nil, text, words, langs[code]) {
			if e.Start < end || e.End <= e.Start || e.End > len(text) || text[e.Start:e.End] != e.Text || e.Next <= e.Word {
				t.Fatalf("span [%d, %d) behind %d of %q", e.Start, e.End, end, text)
			}
			end = e.End
			d := e.Resolve(published)
			if d.Precision == conflict.DateUnknown != (d.Start == "") || d.Start > "2025-07-30" || d.End > "2025-07-30" || d.End < d.Start {
				t.Fatalf("%q resolves to %+v", e.Text, d)
			}
			if d := e.Resolve(conflict.Moment{}); d.End < d.Start {
				t.Fatalf("%q resolves to %+v", e.Text, d)
			}
		}
	})
}
