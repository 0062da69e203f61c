package extract

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"sahelwatch/internal/conflict"
)

func mustJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheSameArticleGivesTheSameBytes(t *testing.T) {
	gold := readGold(t, "dev")
	want := make([]string, len(gold))
	for i := range gold {
		want[i] = mustJSON(t, coder().Code(gold[i].article()))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := len(gold) - 1; i >= 0; i-- {
				if got := mustJSON(t, coder().Code(gold[i].article())); got != want[i] {
					t.Errorf("%s: differs on a second reading", gold[i].URL)
				}
			}
		})
	}
	wg.Wait()
}

func TestMaskedRangesAreNotRead(t *testing.T) {
	kept := "Trois soldats ont été tués à Inates, au Niger, le 4 mai 2024. "
	hidden := "Au Nigeria, 40 villageois ont été tués à Bama par Boko Haram."
	a := conflict.Article{URL: "https://example.org/m", Text: kept + hidden,
		Masked: []conflict.Range{{Start: len(kept), End: len(kept) + len(hidden)}}}
	c := coder().Code(a)
	if d := compareCase(c, "killed 3-3; country NE; by none; reports 1"); d != nil {
		t.Error(d)
	}
}

func TestAnArticleIsOnlyRequiredToHaveATitle(t *testing.T) {
	c := coder().Code(conflict.Article{URL: "https://example.org/t", Title: "Mali : 12 soldats tués à Nampala"})
	if d := compareCase(c, "killed 12-12; country ML; place Nampala"); d != nil {
		t.Error(d)
	}
}

func TestNothingToldStillSaysWhy(t *testing.T) {
	c := coder().Code(conflict.Article{URL: "https://example.org/n", Text: "La météo annonce du beau temps."})
	if c.Relevant || c.Reason == "" || c.Reports == nil || len(c.Reports) != 0 {
		t.Errorf("got %+v", c)
	}
}

// FuzzCode holds the promises of Code on any text: it ends, its evidence is the
// very bytes of the article, figures are not negative, coordinates come in
// pairs, and the same article gives the same bytes.
func FuzzCode(f *testing.F) {
	for _, g := range readGold(f, "dev") {
		f.Add(g.Title, g.Text, g.Published)
	}
	f.Fuzz(func(t *testing.T, title, text, published string) {
		if len(text) > 4000 {
			return
		}
		a := conflict.Article{URL: "https://example.org/f", Title: title, Text: text}
		if m, err := conflict.ParseMoment(published); err == nil {
			a.Published = m
		}
		c := coder().Code(a)
		if c.Relevant != (len(c.Reports) > 0) {
			t.Errorf("relevant %v with %d reports", c.Relevant, len(c.Reports))
		}
		if !spansTrue(a, c) {
			t.Error("evidence is not of the article")
		}
		for _, r := range c.Reports {
			checkReport(t, r)
		}
		if mustJSON(t, c) != mustJSON(t, coder().Code(a)) {
			t.Error("a second reading differs")
		}
	})
}

func checkReport(t *testing.T, r conflict.Report) {
	if p := r.Place; p != nil && (p.Lat == nil) != (p.Lon == nil) {
		t.Error("half a position")
	}
	for _, x := range r.Tolls {
		if x.Low < 0 || x.High != nil && *x.High < x.Low && x.Qualifier != conflict.UpTo {
			t.Errorf("toll %+v", x)
		}
	}
	for _, a := range append(r.Perpetrators, r.Targets...) {
		if a.ID == "" {
			t.Error("an actor without id")
		}
	}
	for _, b := range []*conflict.Bounds{r.Summary.Killed, r.Summary.Wounded, r.Summary.Abducted, r.Summary.MilitantsKilled} {
		if b != nil && (b.Low < 0 || b.High != nil && *b.High < b.Low) {
			t.Errorf("bounds %d..%d", b.Low, *b.High)
		}
	}
}

func FuzzTriage(f *testing.F) {
	f.Add("Burkina : attaque", "Des morts", "fr")
	f.Add("هجوم", "", "ar")
	f.Fuzz(func(t *testing.T, title, summary, lang string) {
		if v := coder().Triage(title, summary, lang); v.Reason == "" {
			t.Error("no reason")
		}
		coder().Quick(title)
	})
}

func TestQuickFindsWhatIsWorthReading(t *testing.T) {
	for text, want := range map[string]bool{
		"Des hommes armés ont attaqué un village.":            true,
		"Gunmen killed three people.":                         true,
		"قتل مسلحون جنديا":                                    true,
		"Le ministre a inauguré une école.":                   false,
		"The festival opens on Friday with a parade of boats": false,
	} {
		if got := coder().Quick(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if coder().Quick(strings.Repeat("La récolte est bonne. ", 200)) {
		t.Error("a harvest is worth reading twice")
	}
}
