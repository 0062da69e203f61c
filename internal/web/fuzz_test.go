package web

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever an address says, a filter that was understood gives an address that
// means the same.
func FuzzFilter(f *testing.F) {
	for _, q := range []string{"country=BF&actor=jnim", "from=2025-07-28&to=2025-07-30&min=12", "claimed=yes&official=silent,unknown", "q=D%C3%A9dougou&q=+x+", "type=Explosions/Remote%20violence", "country=%00&min=-1"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Skip()
		}
		got, err := parseFilter(v)
		if err != nil {
			return
		}
		address := got.Address("/incidents", "cursor", "")
		u, err := url.Parse(address)
		if err != nil {
			t.Fatalf("%q gives the address %q: %v", query, address, err)
		}
		again, err := parseFilter(u.Query())
		if err != nil {
			t.Fatalf("%q gives %q, which is not understood: %v", query, address, err)
		}
		if again.Address("/incidents") != address {
			t.Fatalf("%q gives %q, that gives %q", query, address, again.Address("/incidents"))
		}
	})
}

// Spans come from a store that may be older than the text beside it: whatever
// they say, the pieces are whole characters of the text, in its order.
func FuzzPassages(f *testing.F) {
	f.Add("Une base a été attaquée.\n\nQuarante morts.", 4, 8, 27, 40)
	f.Add("قتل أربعون جنديا", 3, 9, 5, 20)
	f.Add("ab\n\ncd", 1, 5, 4, 99)
	f.Add("a\u202eb", 0, 2, 1, 4)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return visible(r) != r && r != '\n' }) {
			t.Skip() // such characters are dropped, so nothing could be compared
		}
		for _, p := range passages(text, []mark{{a, b, "one"}, {c, d, "two"}}) {
			at := 0
			for _, x := range p.Pieces {
				if !utf8.ValidString(x.Text) {
					t.Fatalf("a piece cuts a character: %q", x.Text)
				}
				if x.Text == "… " {
					continue
				}
				i := strings.Index(text[at:], x.Text)
				if i < 0 {
					t.Fatalf("%q is not in the text behind byte %d", x.Text, at)
				}
				at += i + len(x.Text)
			}
		}
		if from, to := sentenceAround(text, runeStart(text, a), runeStart(text, max(a, b))); from > to || !utf8.ValidString(text[from:to]) {
			t.Fatalf("a sentence from %d to %d", from, to)
		}
	})
}

// Two paragraphs are given back whole, whatever is marked in them.
func FuzzDiffering(f *testing.F) {
	f.Add("environ 30 soldats tués", "environ 50 soldats ont été tués")
	f.Add("", "a")
	f.Add("a  b", "a b ")
	f.Fuzz(func(t *testing.T, before, after string) {
		a, b := differing(before, after)
		if joined(a) != before || joined(b) != after {
			t.Fatalf("%q became %q, %q became %q", before, joined(a), after, joined(b))
		}
	})
}

func joined(list []piece) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.Text)
	}
	return b.String()
}
