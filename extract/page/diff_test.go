package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Diff gives each paragraph that changed, once, with its place in the new text.
func TestDiff(t *testing.T) {
	text := func(ps ...string) string { return strings.Join(ps, "\n\n") }
	for _, c := range []struct {
		name     string
		old, new string
		want     []Edit
	}{
		{"same", text("a", "b"), text("a", "b"), nil},
		{"white space", "a\n\n\n\nb ", "a\n\nb", nil},
		{"changed", text("a", "b", "c"), text("a", "B", "c"), []Edit{{"b", "B", 1}}},
		{"added at the end", text("a"), text("a", "b"), []Edit{{"", "b", 1}}},
		{"added at the head", text("a"), text("z", "a"), []Edit{{"", "z", 0}}},
		{"removed", text("a", "b", "c"), text("a", "c"), []Edit{{"b", "", 1}}},
		{"two places", text("a", "b", "c", "d"), text("A", "b", "c", "d", "e"), []Edit{{"a", "A", 0}, {"", "e", 4}}},
		{"moved", text("a", "b", "c"), text("c", "a", "b"), []Edit{{"", "c", 0}, {"c", "", 3}}},
		{"all new", text("a", "b"), text("x"), []Edit{{"a", "x", 0}, {"b", "", 1}}},
		{"from nothing", "", text("a"), []Edit{{"", "a", 0}}},
	} {
		if d := cmp.Diff(c.want, Diff(c.old, c.new)); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, d)
		}
	}
}

// A long live page is compared in bounded time.
func TestDiffOfLongTextsIsBounded(t *testing.T) {
	old := strings.Repeat("a\n\n", 5000) + "z"
	new := "y\n\n" + strings.Repeat("b\n\n", 5000)
	if n := len(Diff(old, new)); n != 5001 {
		t.Errorf("%d edits", n)
	}
}
