package page

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding/htmlindex"
)

// layout is a page as a site would build it and what its editor means by it:
// a file of testdata/layouts.
type layout struct {
	in         Input
	want       map[string]string // field -> expected value, for the fields that the file names
	paragraphs []string
}

// readLayout reads the part "want" (lines "field: value", a blank line, the
// paragraphs) and the part "page.html", encoded as "charset" says.
func readLayout(t *testing.T, file string) layout {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil || len(a.Files) != 2 || a.Files[0].Name != "want" || a.Files[1].Name != "page.html" {
		t.Fatalf("%s: %v, want parts want and page.html", file, err)
	}
	l := layout{want: map[string]string{}, in: Input{HTML: a.Files[1].Data}}
	head, text, _ := strings.Cut(string(a.Files[0].Data), "\n\n")
	for line := range strings.Lines(head) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			t.Fatalf("%s: line %q", file, line)
		}
		l.want[key] = strings.TrimSpace(value)
	}
	l.paragraphs = Paragraphs(text)
	l.in.URL, l.in.ContentType = l.want["url"], l.want["content_type"]
	if s := l.want["now"]; s != "" {
		if l.in.Now, err = time.Parse(time.RFC3339, s); err != nil {
			t.Fatal(err)
		}
		l.in.Live = true
	}
	if s := l.want["charset"]; s != "" {
		enc, err := htmlindex.Get(s)
		if err != nil {
			t.Fatal(err)
		}
		if l.in.HTML, err = enc.NewEncoder().Bytes(l.in.HTML); err != nil {
			t.Fatalf("%s in %s: %v", file, s, err)
		}
	}
	return l
}

// published gives the expected and the read time of publication in one form:
// the day alone where no time of day is expected, "unknown" where the page
// gives nothing better than a guess.
func (l layout) published(out Output) (want, got string) {
	a := out.Article
	want = l.want["published"]
	switch m, _, ok := parseStamp(want); {
	case a.Published.IsZero() || a.Confidence < 0.5:
		return want, "unknown"
	case !ok || m.DayOnly:
		return want, a.Published.Day()
	default:
		return m.String(), a.Published.String()
	}
}

// Layouts of the systems, themes and newsrooms that report on the Sahel read
// as their editors meant them.
func TestLayoutsReadAsTheirEditorsMeant(t *testing.T) {
	files, err := filepath.Glob("testdata/layouts/*.txtar")
	if err != nil || len(files) < 75 {
		t.Fatalf("%d layouts, %v", len(files), err)
	}
	right := map[string]int{}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			l := readLayout(t, file)
			out, err := Extract(l.in)
			if err != nil {
				t.Fatal(err)
			}
			check := func(field, want, got string) {
				if want == got {
					right[field]++
				} else {
					t.Errorf("%s\nwant %s\ngot  %s", field, want, got)
				}
			}
			a := out.Article
			check("title", l.want["title"], a.Title)
			check("byline", l.want["byline"], a.Byline)
			want, got := l.published(out)
			check("published", want, got)
			for field, got := range map[string]string{"modified": a.Modified.String(), "lang": a.Lang, "wire": a.Wire, "wall": a.Wall} {
				if want, named := l.want[field]; named {
					check(field, instantOr(want), got)
				}
			}
			if d := cmp.Diff(l.paragraphs, out.Paragraphs); d != "" {
				t.Errorf("text (-want +got)\n%s", d)
			} else {
				right["text"]++
			}
		})
	}
	t.Logf("right of %d: %v", len(files), right)
}

// instantOr brings a time into the form of the output and leaves other values.
func instantOr(s string) string {
	if m, _, ok := parseStamp(s); ok {
		return m.String()
	}
	return s
}
