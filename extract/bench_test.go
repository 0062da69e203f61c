package extract

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
)

// longArticle is an article of 5 kB, made of the labelled texts of a language.
func longArticle(tb testing.TB, lang string) conflict.Article {
	tb.Helper()
	const size = 5000
	var text strings.Builder
	for _, name := range []string{"dev", "own"} {
		body, err := os.ReadFile("testdata/gold/" + name + ".jsonl")
		if err != nil {
			tb.Fatal(err)
		}
		for lines := json.NewDecoder(bytes.NewReader(body)); lines.More() && text.Len() < size; {
			var g struct{ Lang, Text string }
			if err := lines.Decode(&g); err != nil {
				tb.Fatal(err)
			}
			if g.Lang == lang {
				text.WriteString(g.Text + "\n\n")
			}
		}
	}
	published, _ := conflict.ParseMoment("2025-08-02")
	return conflict.Article{URL: "https://example.org/long", Title: "Burkina : une base attaquée", Text: text.String()[:size], Published: published}
}

// TestCodingAllocatesLittle holds coding to 300 allocations for 5 kB, a dozen
// reports, of any language.
func TestCodingAllocatesLittle(t *testing.T) {
	c := coder()
	for _, lang := range []string{"fr", "en", "ar"} {
		a := longArticle(t, lang)
		if n := testing.AllocsPerRun(20, func() { c.Code(a) }); n > 300 {
			t.Errorf("%s: %.0f allocations", lang, n)
		}
	}
}

func BenchmarkCode(b *testing.B) {
	for _, lang := range []string{"fr", "en", "ar"} {
		a := longArticle(b, lang)
		b.Run(lang, func(b *testing.B) {
			c := coder()
			b.ReportAllocs()
			b.SetBytes(int64(len(a.Text)))
			for b.Loop() {
				c.Code(a)
			}
		})
	}
}

func BenchmarkTriage(b *testing.B) {
	c := coder()
	b.ReportAllocs()
	for b.Loop() {
		c.Triage("Burkina : au moins 40 soldats tués près de Djibo", "L'attaque, menée par le JNIM, a visé un convoi.", "fr")
	}
}

func BenchmarkFingerprint(b *testing.B) {
	a := longArticle(b, "fr")
	b.ReportAllocs()
	for b.Loop() {
		Fingerprint(a.Text)
	}
}
