package page

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzExtract: no page makes the reader panic, and what it gives is sound:
// text is its paragraphs, valid UTF-8, masks lie on paragraphs, errors are the
// package's own.
func FuzzExtract(f *testing.F) {
	for _, name := range []string{"wp-twenty-dargo", "spip-seytenga", "agency-aib-broken-ld", "state-window-en", "ar-1256-undeclared", "table-menaka-1252"} {
		_, in := readGolden(f, name)
		f.Add(in.HTML, in.URL, in.ContentType)
	}
	f.Fuzz(func(t *testing.T, page []byte, url, contentType string) {
		out, err := Extract(Input{URL: url, HTML: page, ContentType: contentType, Known: func(p string) bool { return len(p)%2 == 0 }})
		if err != nil {
			if !errors.Is(err, ErrNotHTML) && !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("error of no kind: %v", err)
			}
			return
		}
		a := out.Article
		if a.Text != strings.Join(out.Paragraphs, "\n\n") {
			t.Fatalf("text is not its paragraphs: %q", a.Text)
		}
		if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) || !utf8.ValidString(a.Byline) {
			t.Fatalf("invalid UTF-8 in %q %q %q", a.Title, a.Byline, a.Text)
		}
		for _, r := range a.Masked {
			if r.Start < 0 || r.End > len(a.Text) || r.Start >= r.End {
				t.Fatalf("mask %v outside of %d bytes", r, len(a.Text))
			}
		}
		if a.Confidence < 0 || a.Confidence > 1 || (a.Published.IsZero() != (a.PublishedFrom == "")) {
			t.Fatalf("published %v from %q with %v", a.Published, a.PublishedFrom, a.Confidence)
		}
	})
}

// FuzzJSON: the lenient reader ends on any text.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,2,],}`, `//<![CDATA[` + "\n{\"a\":\"b\nc\"}\n//]]>", `[[[{"a":'b'}`, `{"a":"un "mot" cité","b":1}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, ok := readJSON(s); ok {
			flattenLD(nil, v, 0)
		}
	})
}
