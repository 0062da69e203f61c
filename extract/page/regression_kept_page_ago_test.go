package page

import (
	"testing"
	"time"
)

// A page that was kept and read again years later got the day before that
// reading.
func TestAKeptPageTellsNoDayByHoursAgo(t *testing.T) {
	html := []byte("<html><head><title>Attaque à Dargo</title></head><body><article><h1>Attaque à Dargo</h1><p>Il y a 3 heures</p>" + threeParagraphs + "</article></body></html>")
	in := Input{URL: "https://journal.example/a", HTML: html, Now: time.Date(2025, 8, 1, 12, 0, 0, 0, time.UTC)}
	out, err := Extract(in)
	if err != nil || !out.Article.Published.IsZero() {
		t.Errorf("kept: published %v, %v; want unknown", out.Article.Published, err)
	}
	in.Live = true
	if out, err = Extract(in); err != nil || out.Article.Published.Time.Day() != 1 {
		t.Errorf("live: published %v, %v", out.Article.Published, err)
	}
}
