package dates

import (
	"fmt"
	"strings"
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

// publication reads a day of the corpora; "-" is unknown.
func publication(t testing.TB, s string) conflict.Moment {
	t.Helper()
	if s == "-" {
		return conflict.Moment{}
	}
	m, err := conflict.ParseMoment(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// short writes an expression as the corpora do.
func short(e Expr, published conflict.Moment) string {
	s := e.Text + " -> "
	if e.Kind == Relative {
		return s + fmt.Sprintf("relative %d", e.Offset)
	}
	d := e.Resolve(published)
	switch {
	case d.Precision == conflict.DateUnknown:
		s += "unknown"
	case d.Precision == conflict.DateDay && d.Start == d.End:
		s += d.Start
	default:
		s += d.Start + ".." + d.End + " " + d.Precision
	}
	if e.Kind == Since {
		s += " since"
	}
	if e.Hour >= 0 {
		s += fmt.Sprintf(" at %d:%02d", e.Hour, e.Minute)
	}
	return s
}

// The corpora hold a day of publication, a text, and the expressions in it.
func TestCorpora(t *testing.T) {
	langs := load(t)
	for _, code := range []string{"en", "fr", "ar"} {
		t.Run(code, func(t *testing.T) {
			for _, c := range corpus.Read(t, "testdata/"+code+".txt", 25) {
				day, text, _ := strings.Cut(c.Text, " | ")
				published := publication(t, day)
				got := []string{}
				for _, e := range Find(nil, text, fold.Words(nil, text), langs[code]) {
					if e.Text != text[e.Start:e.End] {
						t.Errorf("%q: %q is not the text at [%d, %d)", c.Text, e.Text, e.Start, e.End)
					}
					got = append(got, short(e, published))
				}
				if diff := cmp.Diff(c.Want, got); diff != "" {
					t.Errorf("line %d: %s\n%s", c.Line, c.Text, diff)
				}
			}
		})
	}
}
