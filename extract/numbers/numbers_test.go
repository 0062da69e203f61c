package numbers

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/extract/internal/corpus"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

func load(t testing.TB) map[string]*Lang {
	t.Helper()
	langs, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return langs
}

// read gives all quantities of a text, one after the other.
func read(text string, lang *Lang) []Quantity {
	var all []Quantity
	words := fold.Words(nil, text)
	for i := 0; i < len(words); {
		q, n := At(text, words, i, lang)
		if n == 0 {
			i++
			continue
		}
		all = append(all, q)
		i += n
	}
	return all
}

// short writes a quantity as the corpora do: "40", "40+ at_least", "40..50",
// "24+ vague", "1 article", "30 percent".
func short(q Quantity) string {
	s := fmt.Sprint(q.Low)
	switch {
	case q.Open:
		s += "+"
	case q.High != q.Low:
		s += fmt.Sprintf("..%d", q.High)
	}
	if q.Qualifier != conflict.Exact && !q.Vague {
		s += " " + q.Qualifier
	}
	for _, f := range []struct {
		set  bool
		name string
	}{{q.Vague, "vague"}, {q.Article, "article"}, {q.Zero, "zero"}, {q.Year, "year"}, {q.Unit != "", q.Unit}} {
		if f.set {
			s += " " + f.name
		}
	}
	return s
}

// The corpora hold a text and the quantities in it, in order, on each line.
func TestCorpora(t *testing.T) {
	langs := load(t)
	for _, code := range []string{"en", "fr", "ar"} {
		t.Run(code, func(t *testing.T) {
			for _, c := range corpus.Read(t, "testdata/"+code+".txt", 25) {
				got := []string{}
				for _, q := range read(c.Text, langs[code]) {
					if q.Word != c.Text[q.Start:q.End] {
						t.Errorf("%q: word %q is not the text at [%d, %d)", c.Text, q.Word, q.Start, q.End)
					}
					got = append(got, short(q))
				}
				if diff := cmp.Diff(c.Want, got); diff != "" {
					t.Errorf("line %d: %s\n%s", c.Line, c.Text, diff)
				}
			}
		})
	}
}
