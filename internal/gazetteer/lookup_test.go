package gazetteer

import (
	"strings"
	"testing"

	"sahelwatch/internal/fold"
)

const sample = "L'armée burkinabè a été attaquée lundi à Djibo, dans la province du Soum, et à Gorom-Gorom près de Dori. " +
	"Selon des sources locales jointes à Fada N'Gourma, une cinquantaine de soldats ont été tués à Tin-Akoff et Solhan. "

func BenchmarkScanText(b *testing.B) {
	g := load(b)
	text := strings.Repeat(sample, 5000/len(sample))
	words := fold.Words(nil, text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			g.Scan(text, words[i:])
		}
	}
}

func BenchmarkFindExact(b *testing.B) {
	g := load(b)
	b.ReportAllocs()
	var room []Match
	for b.Loop() {
		room = g.Append(room[:0], "Fada N'Gourma")
	}
}

func BenchmarkFindAbsent(b *testing.B) {
	g := load(b)
	b.ReportAllocs()
	var room []Match
	for b.Loop() {
		room = g.Append(room[:0], "cinquantaine")
	}
}

func BenchmarkLike(b *testing.B) {
	g := load(b)
	b.ReportAllocs()
	for b.Loop() {
		g.Like("Kourtougouou")
	}
}
