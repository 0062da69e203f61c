package dates

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
			cases := corpus(t, "testdata/"+code+".txt")
			if len(cases) < 25 {
				t.Errorf("only %d cases", len(cases))
			}
			for _, c := range cases {
				published := publication(t, c.published)
				got := []string{}
				for _, e := range Find(nil, c.text, fold.Words(nil, c.text), langs[code]) {
					if e.Text != c.text[e.Start:e.End] {
						t.Errorf("%q: %q is not the text at [%d, %d)", c.text, e.Text, e.Start, e.End)
					}
					got = append(got, short(e, published))
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("line %d: %s\n%s", c.line, c.text, diff)
				}
			}
		})
	}
}

type example struct {
	line            int
	published, text string
	want            []string
}

func corpus(t *testing.T, path string) []example {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []example
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text, want, ok := strings.Cut(lines.Text(), " => ")
		if !ok || strings.HasPrefix(text, "#") {
			continue
		}
		c := example{line: n, want: []string{}}
		c.published, c.text, _ = strings.Cut(text, " | ")
		for w := range strings.SplitSeq(want, " ; ") {
			if w = strings.TrimSpace(w); w != "-" {
				c.want = append(c.want, w)
			}
		}
		all = append(all, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
