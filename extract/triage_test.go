package extract

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// headline is one labelled item of testdata/triage.tsv.
type headline struct {
	set            string
	lang           string
	wanted         bool // to be fetched
	title, summary string
}

func headlines(tb testing.TB) (all []headline) {
	tb.Helper()
	// The last were written when the words of the first two halves were settled.
	sets := map[string]string{"own": "first half", "held": "second half", "late": "last", "oblique": "oblique"}
	f, err := os.Open("testdata/triage.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if n == 1 || lines.Text() == "" {
			continue
		}
		col := strings.Split(lines.Text(), "\t")
		if len(col) != 5 || sets[col[0]] == "" || col[2] != "fetch" && col[2] != "skip" {
			tb.Fatalf("line %d is damaged: %q", n, lines.Text())
		}
		all = append(all, headline{sets[col[0]], col[1], col[2] == "fetch", col[3], col[4]})
	}
	return all
}

// tally counts what triage does with relevant items and with others.
type tally struct{ relevant, missed, other, skipped int }

func (s *tally) add(wanted, fetch bool) {
	switch {
	case wanted && !fetch:
		s.missed++
		fallthrough
	case wanted:
		s.relevant++
	case !fetch:
		s.skipped++
		fallthrough
	default:
		s.other++
	}
}

func (s tally) String() string {
	return fmt.Sprintf("missed %d of %d relevant, never fetched %d of %d others (%.1f%%)", s.missed, s.relevant, s.skipped, s.other,
		100*float64(s.skipped)/float64(s.other))
}

// holds reports whether the bars hold: 80% of the others never fetched, under
// 0.5% of the relevant missed.
func (s tally) holds() bool { return s.skipped*100 >= s.other*80 && s.missed*1000 < s.relevant*5 }

func TestGeneralFeedsAreFetchedWhereConflictIsPossible(t *testing.T) {
	c := coder()
	groups := map[string]*tally{}
	for _, h := range headlines(t) {
		v := c.Triage(h.title, h.summary, h.lang)
		for _, name := range []string{h.lang, h.set, "all"} {
			if groups[name] == nil {
				groups[name] = &tally{}
			}
			groups[name].add(h.wanted, v.Fetch)
		}
		if v.Reason == "" {
			t.Errorf("%q: no reason", h.title)
		}
		switch {
		case h.wanted && !v.Fetch:
			t.Errorf("missed [%s] %s | %s: %s", h.lang, h.title, h.summary, v.Reason)
		case !h.wanted && v.Fetch:
			t.Logf("fetched in vain [%s] %s | %s: %s", h.lang, h.title, h.summary, v.Reason)
		}
	}
	for _, name := range []string{"fr", "ar", "en", "first half", "second half", "last", "oblique", "all"} {
		t.Logf("%-11s %v", name, groups[name])
		if !groups[name].holds() {
			t.Errorf("%s: below the bars", name)
		}
	}
}

// TestCapitalsAndMissingAccentsHideNothing reads the relevant headlines as
// careless sites write them.
func TestCapitalsAndMissingAccentsHideNothing(t *testing.T) {
	c := coder()
	for _, h := range headlines(t) {
		if !h.wanted || h.lang == "ar" {
			continue
		}
		for how, title := range map[string]string{
			"capitals":        strings.ToUpper(h.title),
			"without accents": unaccented(h.title),
			"title case":      titleCase(h.title),
		} {
			if v := c.Triage(title, unaccented(h.summary), h.lang); !v.Fetch {
				t.Errorf("missed in %s: %s: %s", how, title, v.Reason)
			}
		}
		if v := c.Triage(h.title, h.summary, ""); !v.Fetch {
			t.Errorf("missed where the language is unknown: %s: %s", h.title, v.Reason)
		}
	}
}

func unaccented(s string) string {
	return strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "î", "i", "ï", "i", "ô", "o", "û", "u", "ù", "u",
		"ç", "c", "É", "E", "È", "E", "À", "A", "Î", "I", "Ï", "I", "Ô", "O").Replace(s)
}

func titleCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(words, " ")
}

// TestSourcesMixLanguages gives items the wrong language, and Hausa, which is
// read for triage alone.
func TestSourcesMixLanguages(t *testing.T) {
	c := coder()
	for _, item := range []struct {
		lang, title string
		fetch       bool
		reason      string
	}{
		{"fr", "Gunmen kill twelve in Sokoto", true, "names Sokoto and no subject"},
		{"en-GB", "Embuscade près de Djibo", true, "may tell of an incident: Djibo"},
		{"ha", "'Yan bindiga sun kashe mutum 12 a Zamfara", true, "speaks of violence: Yan bindiga"},
		{"ha", "Kano Pillars ta lashe gasar kwallon kafa", false, "sport"},
		{"en", "مقتل جنود في كمين قرب ديفا", true, "speaks of violence: كمين"},
		{"", "Ukraine : frappe sur Kharkiv", false, "elsewhere: Ukraine"},
		{"fr", "Djibo : le GSIM revendique", true, "names GSIM"},
		{"fr", "Les fleurs du jardin", true, "the title alone tells no subject"},
		{"en", "Breaking news", true, "the announcement says nothing yet"},
	} {
		v := c.Triage(item.title, "", item.lang)
		if v.Fetch != item.fetch || v.Reason != item.reason {
			t.Errorf("%s [%s]: %v, %q; want %v, %q", item.title, item.lang, v.Fetch, v.Reason, item.fetch, item.reason)
		}
	}
}

// TestATitleIsTakenAtItsWordWithASummary gives what says no subject alone.
func TestATitleIsTakenAtItsWordWithASummary(t *testing.T) {
	const title, summary = "Une mère reconnaît une sandale", "Elle était sur le marché depuis ce matin, à côté de celles du voisin qui les coud."
	if v := coder().Triage(title, "", "fr"); !v.Fetch {
		t.Errorf("title alone: %s", v.Reason)
	}
	if v := coder().Triage(title, summary, "fr"); v.Fetch {
		t.Errorf("with a summary about something else: %s", v.Reason)
	}
}

// TestTriage runs the announced items of testdata/triage.txt: none that may
// tell of violence in the region is left out, and of the others four in five.
func TestTriage(t *testing.T) {
	body, err := os.ReadFile("testdata/triage.txt")
	if err != nil {
		t.Fatal(err)
	}
	off, left := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(body)) {
		if line[0] == '#' {
			continue
		}
		sign, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		lang, rest, _ := strings.Cut(rest, " | ")
		title, summary, _ := strings.Cut(rest, " |")
		v := coder().Triage(title, strings.TrimSpace(summary), lang)
		if sign == "+" && !v.Fetch {
			t.Errorf("missed: %s (%s)", title, v.Reason)
		}
		if sign == "-" {
			off[lang]++
			if v.Fetch {
				t.Logf("fetched for nothing: %s (%s)", title, v.Reason)
			} else {
				left[lang]++
			}
		}
	}
	for lang, n := range off {
		if share := 100 * left[lang] / n; share < 80 {
			t.Errorf("%s: %d%% of the off-topic items left out, want 80%%", lang, share)
		}
	}
}
