package page

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
)

// benchPages are the fixtures that hold an article, as they are and grown to
// some 100 kB by what grows real pages: sidebars, comments, styles, scripts.
func benchPages(b *testing.B, grown bool) []Input {
	var ins []Input
	for _, name := range pageNames(b) {
		g, in := readGolden(b, name)
		if g.Error != "" || g.Wall != "" || strings.HasPrefix(name, "state-") {
			continue
		}
		if grown {
			in.HTML = grow(in.HTML)
		}
		ins = append(ins, in)
	}
	return ins
}

func grow(page []byte) []byte {
	box := strings.Repeat(`<div class="widget"><h3>Archives</h3><ul><li><a href="/a">Marché de Dori : le prix du mil</a></li></ul></div>`, 120)
	comments := strings.Repeat(`<li class="comment"><p class="comment-author">Lassina</p><p>Que la paix revienne dans nos villages, nous sommes fatigués de compter.</p></li>`, 120)
	filler := `<style>` + strings.Repeat(".a{color:#111;margin:0}", 600) + `</style><script>` + strings.Repeat("var a=1;if(a<2){a++}", 1000) + `</script>`
	return bytes.Replace(page, []byte("</body>"), []byte(filler+`<ol class="comment-list">`+comments+`</ol><div class="sidebar">`+box+`</div></body>`), 1)
}

// alone runs the two extractors as a caller without this package would.
func alone(in Input) {
	u, err := url.Parse(in.URL)
	if err != nil {
		return
	}
	readability.FromReader(bytes.NewReader(in.HTML), u)
	trafilatura.Extract(bytes.NewReader(in.HTML), trafilatura.Options{OriginalURL: u, HtmlDateMode: trafilatura.Disabled})
}

// BenchmarkExtract prints the time of a page and, as "x-alone", the ratio to
// the two extractors called alone (without the fallback of trafilatura and
// without any search for dates). The bar is 1.15.
func BenchmarkExtract(b *testing.B) {
	for _, size := range []string{"as-is", "100kB"} {
		ins := benchPages(b, size == "100kB")
		b.Run(size, func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() {
				start := time.Now()
				for _, in := range ins {
					if _, err := Extract(in); err != nil {
						b.Fatal(err)
					}
				}
				mid := time.Now()
				for _, in := range ins {
					alone(in)
				}
				ours += mid.Sub(start)
				theirs += time.Since(mid)
			}
			b.ReportMetric(float64(ours.Microseconds())/float64(b.N*len(ins)), "us/page")
			b.ReportMetric(float64(ours)/float64(theirs), "x-alone")
		})
	}
}
