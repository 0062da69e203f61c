package extract

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"sahelwatch/extract/page"
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
	for lang, sentence := range elsewhereTexts() {
		text := strings.Repeat(sentence+" ", 5000/len(sentence))
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if c.Quick(text) {
					b.Fatal("a page about something else")
				}
			}
		})
	}
}

// BenchmarkOffTopicPage reads pages of 100 kB about something else with a look
// at what the first extractor finds, and to their end with the coding. It prints
// the ratio as "x-whole".
func BenchmarkOffTopicPage(b *testing.B) {
	c := coder()
	filler := []byte("<style>" + strings.Repeat(".a{color:#111;margin:0}", 2000) + "</style></head>")
	var ins []page.Input
	for lang, text := range elsewhereTexts() {
		in := pageOf(text[:40], strings.Repeat(text+"\n\n", 40), lang)
		in.HTML = bytes.Replace(in.HTML, []byte("</head>"), filler, 1)
		in.HTML = bytes.Replace(in.HTML, []byte("</body>"), []byte("<ul>"+strings.Repeat(`<li><a href="/x">Au marché, le prix du mil reste stable</a></li>`, 600)+"</ul></body>"), 1)
		ins = append(ins, in)
	}
	var look, whole time.Duration
	for b.Loop() {
		for _, in := range ins {
			start := time.Now()
			in.Worth = c.Quick
			if out, err := page.Extract(in); err != nil || !out.Brief {
				b.Fatal(out.Brief, err)
			}
			mid := time.Now()
			in.Worth = nil
			out, err := page.Extract(in)
			if err != nil {
				b.Fatal(err)
			}
			c.Code(out.Article)
			look += mid.Sub(start)
			whole += time.Since(mid)
		}
	}
	b.ReportMetric(float64(look.Microseconds())/float64(b.N*len(ins)), "us/look")
	b.ReportMetric(float64(look)/float64(whole), "x-whole")
}
