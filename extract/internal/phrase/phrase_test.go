package phrase

import (
	"strings"
	"testing"

	"sahelwatch/internal/fold"
)

const (
	verb Kind = iota
	noun
)

func table(t *testing.T) *Table {
	t.Helper()
	var tab Table
	for _, e := range []struct {
		kind   Kind
		phrase string
		value  int
	}{{verb, "at", 1}, {verb, "at least", 2}, {noun, "at least", 3}, {verb, "كتب", 4}, {noun, "l'été", 5}, {noun, "وقت", 6}, {verb, "ألفي", 7}, {verb, "في", 8}} {
		if err := tab.Add(e.kind, e.phrase, "", e.value); err != nil {
			t.Fatal(err)
		}
	}
	tab.AddClitic("و", true)
	tab.AddClitic("ب", false)
	tab.AddClitic("وال", false)
	return &tab
}

func TestLongestPhraseOfTheKind(t *testing.T) {
	tab := table(t)
	for _, c := range []struct {
		text  string
		kind  Kind
		value int
		words int
	}{
		{"at least 4", verb, 2, 2},
		{"at least 4", noun, 3, 2},
		{"at most 4", verb, 1, 1},
		{"at most 4", noun, 0, 0},
		{"At-Least", verb, 2, 2},
		{"at\nleast", verb, 2, 2},
		{"at\n\nleast", verb, 1, 1}, // another paragraph
		{"at. Least", verb, 1, 1},
		{"at", verb, 1, 1},
		{"L’ÉTÉ", noun, 5, 2},
		{"وكتب", verb, 4, 1},
		{"بكتب", verb, 4, 1},
		{"وقت", noun, 6, 1}, // a word of its own: no clitic
		{"وقت", verb, 0, 0},
		{"وألفي", verb, 7, 1}, // and two thousand, not "and the in"
		{"والكتب", verb, 4, 1},
		{"والفي", verb, 7, 1},
	} {
		cur := tab.Cursor(c.text, fold.Words(nil, c.text))
		if e, n := cur.Match(0, c.kind); e.Value != c.value || n != c.words {
			t.Errorf("%q kind %d: value %d of %d words, want %d of %d", c.text, c.kind, e.Value, n, c.value, c.words)
		}
	}
}

func TestClitics(t *testing.T) {
	tab := table(t)
	text := "وكتب بكتب كتب"
	cur := tab.Cursor(text, fold.Words(nil, text))
	for i, want := range []struct{ and, bare int }{{1, 0}, {0, 0}, {0, 1}} {
		if _, n := cur.MatchAnd(i, verb); n != want.and {
			t.Errorf("word %d with and: %d words", i, n)
		}
		if _, n := cur.MatchBare(i, verb); n != want.bare {
			t.Errorf("word %d bare: %d words", i, n)
		}
		if !cur.Starts(i).Has(verb) {
			t.Errorf("word %d starts nothing", i)
		}
	}
	for _, i := range []int{-1, 3} {
		if _, n := cur.Match(i, verb); n != 0 {
			t.Errorf("a phrase outside the text at %d", i)
		}
	}
}

func TestReadNamesTheLine(t *testing.T) {
	got := []string{}
	err := Read(strings.NewReader("# words\nverb: at | at least = 2 # two\n\nbroken"), func(kind, phrase, value string) error {
		got = append(got, kind+","+phrase+","+value)
		return nil
	})
	if strings.Join(got, ";") != "verb,at,2;verb,at least,2" {
		t.Errorf("read %v", got)
	}
	if err == nil || !strings.Contains(err.Error(), "line 4") {
		t.Errorf("error %v", err)
	}
}
