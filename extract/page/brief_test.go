package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTextsNotWorthItAreReadOnce reads the fixtures with a look that finds
// nothing, and with one that finds something.
func TestTextsNotWorthItAreReadOnce(t *testing.T) {
	brief := 0
	for _, name := range pageNames(t) {
		_, in := readGolden(t, name)
		full, err := Extract(in)
		if err != nil {
			continue
		}
		in.Worth = func(string) bool { return true }
		if worth, err := Extract(in); err != nil || cmp.Diff(full, worth) != "" {
			t.Errorf("%s: not read as without a look: %v\n%s", name, err, cmp.Diff(full, worth))
		}
		in.Worth = func(string) bool { return false }
		once, err := Extract(in)
		if err != nil || once.Article.Title != full.Article.Title {
			t.Errorf("%s: read once: title %q, %v; want %q", name, once.Article.Title, err, full.Article.Title)
		}
		if !once.Brief {
			continue
		}
		brief++
		if len(once.Article.Text) < enough/2 {
			t.Errorf("%s: nothing much was looked at: %q", name, once.Article.Text)
		}
	}
	if brief < 5 {
		t.Errorf("only %d fixtures were read once", brief)
	}
}

// TestTheLookSeesTitleAndDescription takes a page whose text alone says nothing.
func TestTheLookSeesTitleAndDescription(t *testing.T) {
	body := strings.Repeat("<p>La matinée avait commencé comme toutes les autres, et chacun vaquait à ses occupations dans la ville.</p>", 20)
	for head, want := range map[string]bool{
		`<title>Ce que nous savons de l'embuscade</title>`:                                                              false,
		`<title>Ce que nous savons</title><meta property="og:description" content="Une embuscade a fait des victimes">`: false,
		`<title>Ce que nous savons</title>`:                                                                             true,
	} {
		in := Input{URL: "https://journal.example/2025/07/ce-que-nous-savons", HTML: []byte("<html lang=fr><head>" + head + "</head><body><article>" + body + "</article></body></html>"),
			Worth: func(text string) bool { return strings.Contains(text, "embuscade") }}
		out, err := Extract(in)
		if err != nil || out.Brief != want {
			t.Errorf("%s: read once: %t, %v; want %t", head, out.Brief, err, want)
		}
	}
}
