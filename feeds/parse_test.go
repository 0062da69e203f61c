package feeds

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// feedCase is one file of testdata/feeds.
type feedCase struct {
	name, contentType, want string
	body                    []byte
}

func feedCases(t testing.TB) []feedCase {
	t.Helper()
	files, err := filepath.Glob("testdata/feeds/*.txtar")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	var out []feedCase
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c := feedCase{name: strings.TrimSuffix(filepath.Base(name), ".txtar")}
		for _, f := range a.Files {
			text := strings.TrimSuffix(string(f.Data), "\n")
			switch f.Name {
			case "type":
				c.contentType = text
			case "feed":
				c.body = hexBytes(text)
			case "want":
				c.want = text
			}
		}
		out = append(out, c)
	}
	return out
}

// hexBytes replaces \xNN by the byte, for feeds that are not UTF-8.
func hexBytes(s string) []byte {
	var out []byte
	for {
		i := strings.Index(s, `\x`)
		var b byte
		if i < 0 {
			return append(out, s...)
		}
		if _, err := fmt.Sscanf(s[i+2:i+4], "%02x", &b); err != nil {
			return append(out, s...)
		}
		out = append(append(out, s[:i]...), b)
		s = s[i+4:]
	}
}

func TestParseReadsEveryKindOfFeed(t *testing.T) {
	for _, c := range feedCases(t) {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse(c.body, c.contentType, "https://base.example/feed")
			if err != nil {
				t.Fatal(err)
			}
			way := "slow"
			if doc, kind, err := document(c.body, c.contentType); err == nil && kind != formatJSON {
				if _, ok := fast(doc, kind); ok {
					way = "fast"
				}
			}
			if diff := cmp.Diff(c.want, described(way, f)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func described(way string, f Feed) string {
	lines := []string{fmt.Sprintf("%s %s (%s) ttl %s", way, f.Title, f.Lang, f.TTL)}
	for _, s := range f.Stubs {
		l := fmt.Sprintf("%s | %s | %s | %s | %s", s.URL, s.Title, s.Published, s.Byline, s.Summary)
		if s.Text != "" {
			l += fmt.Sprintf(" | text of %d paragraphs", 1+strings.Count(s.Text, "\n\n"))
		}
		lines = append(lines, strings.TrimRight(l, " "))
	}
	if f.Lost > 0 || len(f.Warnings) > 0 {
		lines = append(lines, fmt.Sprintf("lost %d: %s", f.Lost, strings.Join(f.Warnings, "; ")))
	}
	return strings.Join(lines, "\n")
}
