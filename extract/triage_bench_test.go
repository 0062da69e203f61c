package extract

import (
	"strings"
	"testing"
)

// BenchmarkTriageItems reads every labelled headline.
func BenchmarkTriageItems(b *testing.B) {
	c, items := coder(), headlines(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		h := &items[i%len(items)]
		c.Triage(h.title, h.summary, h.lang)
	}
}

// BenchmarkTriageLongSummary reads an item with a summary of 600 bytes that
// holds nothing of interest: the longest way.
func BenchmarkTriageLongSummary(b *testing.B) {
	c := coder()
	summary := strings.Repeat("La saison des pluies a été bonne et les greniers de Banfora sont pleins. ", 9)[:600]
	b.ReportAllocs()
	for b.Loop() {
		c.Triage("Banfora : les greniers sont pleins", summary, "fr")
	}
}

// BenchmarkQuick looks at 5 kB of a page about something else, to its end.
func BenchmarkQuick(b *testing.B) {
	c := coder()
	for name, sentence := range map[string]string{
		"fr": "La récolte est bonne et les greniers de la coopérative sont pleins. ",
		"en": "The concert hall was full and the singer came back three times to thank the public. ",
		"ar": "افتتح المعرض أبوابه اليوم أمام الزوار الذين توافدوا من كل المدن ",
	} {
		text := strings.Repeat(sentence, 5000/len(sentence))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c.Quick(text) {
					b.Fatal("a page about something else")
				}
			}
		})
	}
}
