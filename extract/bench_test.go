package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
)

// longArticle is an article of about 5 kB, made of the labelled texts of a
// language.
func longArticle(tb testing.TB, lang string) conflict.Article {
	tb.Helper()
	body, err := os.ReadFile("testdata/gold/dev.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	var text strings.Builder
	lines := bufio.NewScanner(bytes.NewReader(body))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() && text.Len() < 5000 {
		var g struct{ Lang, Text string }
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			tb.Fatal(err)
		}
		if g.Lang == lang {
			text.WriteString(g.Text + "\n\n")
		}
	}
	published, _ := conflict.ParseMoment("2025-08-02")
	return conflict.Article{URL: "https://example.org/long", Title: "Burkina : une base attaquée", Text: text.String()[:5000-5000%4], Published: published}
}

func BenchmarkCode(b *testing.B) {
	for _, lang := range []string{"fr", "en"} {
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
