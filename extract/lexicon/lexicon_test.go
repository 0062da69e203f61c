package lexicon

import (
	"testing"

	"sahelwatch/internal/fold"
)

func TestReviewedFilesLoad(t *testing.T) {
	all, version, err := Load(Files())
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 3 || version == "" {
		t.Fatalf("got %d languages, version %q", len(all), version)
	}
	for _, c := range []struct {
		lang, text string
		class      Class
		found      bool
	}{
		{"fr", "ils ont attaqué le camp", AttackPart, true},
		{"fr", "une attaque", AttackPart, false},
		{"fr", "une attaque", AttackNoun, true},
		{"fr", "il attaqué", AttackNoun, false},
		{"ar", "وأسفر الهجوم عن مقتل", AttackNoun, true},
		{"en", "claimed responsibility for it", Claim, true},
	} {
		lex := all[c.lang]
		words := fold.Words(nil, c.text)
		read := make([]Reading, len(words))
		for i, w := range words {
			read[i] = lex.Read(c.text[w.Start:w.End], w.Key, false)
		}
		found := false
		for i := range words {
			for _, m := range lex.Find(nil, read, i) {
				found = found || m.Class == c.class
			}
		}
		if found != c.found {
			t.Errorf("%q holds class %d: %v, want %v", c.text, c.class, found, c.found)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Load(Files()); err != nil {
			b.Fatal(err)
		}
	}
}
