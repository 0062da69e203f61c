package numbers

import (
	"os"
	"strings"
	"testing"

	"sahelwatch/internal/fold"
)

func TestSpanAndWordsConsumed(t *testing.T) {
	lang := load(t)["fr"]
	text := "Bilan : au moins quarante (40) morts."
	words := fold.Words(nil, text)
	q, n := At(text, words, 1, lang)
	if n != 4 || q.Word != "au moins quarante (40)" || text[q.Start:q.End] != q.Word {
		t.Errorf("read %q with %d words", q.Word, n)
	}
	if !q.Open || q.Low != 40 {
		t.Errorf("read %+v", q)
	}
}

func TestNothingStartsHere(t *testing.T) {
	lang := load(t)["en"]
	text := "at least the army"
	words := fold.Words(nil, text)
	for i := -1; i <= len(words); i++ {
		if q, n := At(text, words, i, lang); n != 0 {
			t.Errorf("word %d: %+v", i, q)
		}
	}
	if _, n := At(text, words, 0, nil); n != 0 {
		t.Error("a quantity without a language")
	}
}

// A quantity never reaches over a full stop, a comma or a blank line.
func TestQuantitiesKeepToTheirPhrase(t *testing.T) {
	langs := load(t)
	for text, code := range map[string]string{
		"quarante, deux":    "fr",
		"forty. Five":       "en",
		"forty\n\nfive":     "en",
		"خمسة، وعشرون":      "ar",
		"at least, 40":      "en",
		"between 40, 50 or": "en",
	} {
		for _, q := range read(text, langs[code]) {
			if strings.ContainsAny(q.Word, ".,\n،") {
				t.Errorf("%q read as one: %q", text, q.Word)
			}
		}
	}
}

func FuzzAt(f *testing.F) {
	langs := load(f)
	for code := range langs {
		data, err := os.ReadFile("testdata/" + code + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f.Add(line, code)
		}
	}
	f.Fuzz(func(t *testing.T, text, code string) {
		lang := langs[code]
		words := fold.Words(nil, text)
		for i := range words {
			q, n := At(text, words, i, lang)
			if n == 0 {
				continue
			}
			switch {
			case n < 0 || i+n > len(words):
				t.Fatalf("%d words of %d at %d", n, len(words), i)
			case q.Start != words[i].Start || q.End < words[i+n-1].End || q.End > len(text) || text[q.Start:q.End] != q.Word:
				t.Fatalf("span [%d, %d) of %q", q.Start, q.End, text)
			case q.Low < 0 || !q.Open && q.High < q.Low:
				t.Fatalf("bounds of %q: %+v", q.Word, q)
			case i+n < len(words) && q.End > words[i+n].Start:
				t.Fatalf("%q overlaps the next word", q.Word)
			}
		}
	})
}

func BenchmarkAt5kB(b *testing.B) {
	langs := load(b)
	for code, lang := range langs {
		data, err := os.ReadFile("testdata/prose/" + code + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		text := strings.Repeat(string(data), 5000/len(data)+1)[:5000]
		words := fold.Words(nil, text)
		b.Run(code, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := 0; i < len(words); {
					_, n := At(text, words, i, lang)
					i += max(n, 1)
				}
			}
		})
	}
}
