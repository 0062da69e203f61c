package extract

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// headline is one labelled item of testdata/triage.tsv.
type headline struct {
	held           bool // kept apart when the words were written
	lang           string
	wanted         bool // to be fetched
	title, summary string
}

func headlines(tb testing.TB) (all []headline) {
	tb.Helper()
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
		if len(col) != 5 || col[0] != "own" && col[0] != "held" || col[2] != "fetch" && col[2] != "skip" {
			tb.Fatalf("line %d is damaged: %q", n, lines.Text())
		}
		all = append(all, headline{col[0] == "held", col[1], col[2] == "fetch", col[3], col[4]})
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
		half := "own half"
		if h.held {
			half = "held out"
		}
		for _, name := range []string{h.lang, half, "all"} {
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
	for _, name := range []string{"fr", "ar", "en", "own half", "held out", "all"} {
		t.Logf("%-8s %v", name, groups[name])
		if !groups[name].holds() {
			t.Errorf("%s: below the bars", name)
		}
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
