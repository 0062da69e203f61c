package extract

import (
	"html"
	"slices"
	"strings"
	"testing"

	"sahelwatch/extract/page"
)

// pageOf makes an article's page, with what surrounds it on a site.
func pageOf(title, text, lang string) page.Input {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="` + lang + `"><head><title>` + html.EscapeString(title) + `</title></head><body><nav><a href="/">Journal</a></nav><article><h1>` + html.EscapeString(title) + `</h1>`)
	for p := range strings.SplitSeq(text, "\n\n") {
		b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
	}
	b.WriteString(`</article><aside><ul>` + strings.Repeat(`<li><a href="/m">Le marché du samedi</a></li>`, 20) + `</ul></aside></body></html>`)
	return page.Input{URL: "https://journal.example/2025/07/article", HTML: []byte(b.String()), ContentType: "text/html; charset=utf-8"}
}

// TestQuickOverlooksNothing takes the labelled articles: what is relevant holds
// a telling word, as a text and as a page, and where there is none Code finds
// nothing.
func TestQuickOverlooksNothing(t *testing.T) {
	c := coder()
	brief, other := 0, 0
	for _, g := range slices.Concat(readGold(t, "dev"), readGold(t, "own"), readGold(t, "notes")) {
		if g.Relevant && !c.Quick(g.Text) {
			t.Errorf("overlooked: %.80s", g.Text)
		}
		lead := []rune(g.Text)
		if v := c.Triage(g.Title, string(lead[:min(len(lead), 200)]), g.Lang); g.Relevant && !v.Fetch {
			t.Errorf("missed: %s | %.80s: %s", g.Title, g.Text, v.Reason)
		}
		in := pageOf(g.Title, g.Text, g.Lang)
		in.Worth = c.Quick
		out, err := page.Extract(in)
		if err != nil {
			t.Fatal(err)
		}
		if g.Relevant && out.Brief {
			t.Errorf("the page is not read: %.80s", g.Text)
		}
		if !g.Relevant {
			other++
			if out.Brief {
				brief++
			}
		}
	}
	t.Logf("%d of %d pages about something else read once", brief, other)
}

// TestPagesAboutSomethingElseAreReadOnce takes texts without any telling word.
func TestPagesAboutSomethingElseAreReadOnce(t *testing.T) {
	c := coder()
	for lang, text := range elsewhereTexts() {
		in := pageOf(text[:40], strings.TrimSpace(strings.Repeat(text+"\n\n", 20)), lang)
		in.Worth = c.Quick
		if out, err := page.Extract(in); err != nil || !out.Brief {
			t.Errorf("%s: read once: %t, %v", lang, out.Brief, err)
		}
	}
}

// elsewhereTexts are paragraphs about other matters.
func elsewhereTexts() map[string]string {
	return map[string]string{
		"fr": "La récolte est bonne et les greniers de la coopérative sont pleins jusqu'au toit, se réjouit le maire de la commune.",
		"en": "The concert hall was full and the singer came back three times to thank the public for its patience.",
		"ar": "افتتح المعرض أبوابه اليوم أمام الزوار الذين توافدوا من كل المدن لمشاهدة لوحات الفنانين الشباب.",
	}
}
