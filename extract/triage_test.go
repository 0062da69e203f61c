package extract

import (
	"os"
	"strings"
	"testing"
)

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
