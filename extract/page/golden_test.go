package page

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const pagesDir = "../testdata/pages"

// golden is what an editor expects to be read off a page: NAME.json beside
// NAME.html.
type golden struct {
	URL         string   `json:"url"`
	ContentType string   `json:"content_type,omitempty"`
	Now         string   `json:"now,omitempty"`   // when the page was read
	Error       string   `json:"error,omitempty"` // the only thing expected
	Title       string   `json:"title,omitempty"`
	Byline      string   `json:"byline,omitempty"`
	Published   string   `json:"published,omitempty"`
	Modified    string   `json:"modified,omitempty"`
	From        string   `json:"from,omitempty"`
	Lang        string   `json:"lang,omitempty"`
	Canonical   string   `json:"canonical,omitempty"`
	Site        string   `json:"site,omitempty"`
	Section     string   `json:"section,omitempty"`
	Wire        string   `json:"wire,omitempty"`
	Wall        string   `json:"wall,omitempty"`
	Dateline    string   `json:"dateline,omitempty"`
	Next        string   `json:"next,omitempty"`
	Paragraphs  []string `json:"paragraphs,omitempty"`

	Before string `json:"before,omitempty"` // page of which this one is a later version
	Edits  []Edit `json:"edits,omitempty"`  // what changed since
}

func readGolden(t testing.TB, name string) (golden, Input) {
	t.Helper()
	var g golden
	b, err := os.ReadFile(filepath.Join(pagesDir, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatalf("%s.json: %v", name, err)
	}
	in := Input{URL: g.URL, ContentType: g.ContentType}
	if in.HTML, err = os.ReadFile(filepath.Join(pagesDir, name+".html")); err != nil {
		t.Fatal(err)
	}
	if g.Now != "" {
		if in.Now, err = time.Parse(time.RFC3339, g.Now); err != nil {
			t.Fatal(err)
		}
	}
	return g, in
}

func pageNames(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(pagesDir, "*.json"))
	if err != nil || len(files) < 80 {
		t.Fatalf("%d pages in %s, %v", len(files), pagesDir, err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".json")
	}
	return files
}

// Every page reads as its editor meant it: text, title, people, dates.
func TestPagesReadAsTheirEditorMeant(t *testing.T) {
	for _, name := range pageNames(t) {
		t.Run(name, func(t *testing.T) {
			want, in := readGolden(t, name)
			out, err := Extract(in)
			if want.Error != "" || err != nil {
				if err == nil || err.Error() != want.Error {
					t.Fatalf("error %v, want %q", err, want.Error)
				}
				return
			}
			a := out.Article
			got := golden{URL: want.URL, ContentType: want.ContentType, Now: want.Now, Before: want.Before, Edits: want.Edits,
				Title: a.Title, Byline: a.Byline, Published: a.Published.String(), Modified: a.Modified.String(), From: a.PublishedFrom,
				Lang: a.Lang, Canonical: a.Canonical, Site: a.Site, Section: a.Section, Wire: a.Wire, Wall: a.Wall,
				Dateline: a.Dateline, Next: out.Next, Paragraphs: out.Paragraphs}
			want.Published, want.Modified = instant(t, want.Published), instant(t, want.Modified)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			if a.Text != strings.Join(out.Paragraphs, "\n\n") {
				t.Errorf("text is not its paragraphs: %q", a.Text)
			}
		})
	}
}

// instant brings an expected time into the form of the output.
func instant(t *testing.T, s string) string {
	t.Helper()
	m, _, ok := parseStamp(s)
	if s != "" && !ok {
		t.Fatalf("golden time %q", s)
	}
	return m.String()
}

// A second reading of a page after an edit gives exactly the changed paragraphs.
func TestEditedPageDiffersInTheEditedParagraphsOnly(t *testing.T) {
	edited := 0
	for _, name := range pageNames(t) {
		later, in := readGolden(t, name)
		if later.Before == "" {
			continue
		}
		edited++
		_, before := readGolden(t, later.Before)
		old, err := Extract(before)
		if err != nil {
			t.Fatal(err)
		}
		now, err := Extract(in)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(later.Edits, Diff(old.Article.Text, now.Article.Text)); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
	if edited < 2 {
		t.Errorf("%d edited pages", edited)
	}
}
