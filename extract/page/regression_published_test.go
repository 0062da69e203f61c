package page

import "testing"

// A day in numbers that can be read both ways was taken for day and month on
// pages in English, even where it stood alone in an attribute or line.
func TestDayInNumbersOfEnglishPageIsUnknown(t *testing.T) {
	const text = `<p>The market of the town was closed on Tuesday after shots were heard near the customs post, the mayor said by telephone.</p>
<p>Nobody was hurt. The traders said that they would open their stalls again when the road to the north is safe.</p>`
	for _, c := range []struct{ name, lang, head, above, want string }{
		{"line of its own", "en", "", `<span class="post-date">06/01/2025</span>`, ""},
		{"meta", "en", `<meta property="article:published_time" content="06/01/2025">`, "", ""},
		{"only one reading", "en", "", `<span class="post-date">26/01/2025</span>`, "2025-01-26"},
		{"in French the day comes first", "fr", "", `<span class="post-date">06/01/2025</span>`, "2025-01-06"},
	} {
		title := "Market of the town closed after shots near the customs post"
		if c.lang == "fr" {
			title = "Le marché de la ville est fermé après des tirs près de la douane et du poste"
		}
		out, err := Extract(Input{URL: "https://journal.example/a", HTML: []byte(`<html lang="` + c.lang + `"><head><title>` + title + `</title>` + c.head +
			`</head><body><article><h1>` + title + `</h1>` + c.above + text + `</article></body></html>`)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if out.Article.Confidence >= 0.5 {
			got = out.Article.Published.Day()
		}
		if got != c.want {
			t.Errorf("%s: %q from %s, want %q", c.name, got, out.Article.PublishedFrom, c.want)
		}
	}
}

// The head of a page that was rebuilt had the instant of the last change for
// its publication too, against the day that the page told its readers.
func TestDayToldToReadersOutranksInstantOfChange(t *testing.T) {
	const changed = `<meta property="article:published_time" content="2025-07-28T09:00:00Z"><meta property="article:modified_time" content="2025-07-28T09:00:00Z">`
	for _, c := range []struct{ name, url, head, line, want string }{
		{"one instant for both", "https://journal.example/a", changed, "Publié le 12 mars 2024", "2024-03-12"},
		{"the address agrees", "https://journal.example/2024/03/12/a", `<meta property="article:published_time" content="2025-07-28T09:00:00Z">`, "Publié le 12 mars 2024", "2024-03-12"},
		{"nothing else speaks for it", "https://journal.example/a", `<meta property="article:published_time" content="2025-07-28T09:00:00Z">`, "Publié le 12 mars 2024", "2025-07-28"},
		{"an update is no publication", "https://journal.example/a", changed, "Mis à jour le 12 mars 2024", "2025-07-28"},
	} {
		out := read(t, c.url, c.head, `<h1>Titre du jour</h1><p>`+c.line+`</p>`)
		if got := out.Article.Published.Day(); got != c.want {
			t.Errorf("%s: %s from %s, want %s", c.name, got, out.Article.PublishedFrom, c.want)
		}
	}
}
