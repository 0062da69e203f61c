package page

import (
	"fmt"
	"testing"
)

// An instant told in UTC keeps the day that the page shows its readers.
func TestDayIsThatOfThePage(t *testing.T) {
	const form = `<html><head><meta property="article:published_time" content="%s"></head><body>
<h1>Titre de la page</h1><div class="meta">%s</div>` + threeParagraphs + `</body></html>`
	for _, c := range []struct{ name, url, stamp, shown, want string }{
		{"clock in a line", "/a", "2023-11-09T03:28:35Z", "Nov. 8, 2023, 10:28 p.m. · 5 min read", "2023-11-08T22:28:35-05:00"},
		{"same instant with its zone", "/a", "2023-11-09T06:35:29Z", `<time datetime="2023-11-08T22:35:29-08:00">Wednesday</time>`, "2023-11-08T22:35:29-08:00"},
		{"day in the address", "/2020/02/17/a", "2020-02-18T02:18:11Z", "", "2020-02-17T23:18:11-03:00"},
		{"day in a line", "/a", "2021-11-04T23:00:00Z", "5. November 2021", "2021-11-05T00:00:00+01:00"},
		{"same day", "/2025/07/28/a", "2025-07-28T18:30:00Z", "28 juillet 2025", "2025-07-28T18:30:00Z"},
		{"other day", "/2025/07/20/a", "2025-07-28T18:30:00Z", "", "2025-07-28T18:30:00Z"},
		{"zone told", "/2025/07/29/a", "2025-07-28T23:30:00+01:00", "", "2025-07-28T23:30:00+01:00"},
	} {
		out, err := Extract(Input{URL: "https://journal.example" + c.url, HTML: fmt.Appendf(nil, form, c.stamp, c.shown)})
		if err != nil {
			t.Fatal(err)
		}
		if got := out.Article.Published.String(); got != c.want {
			t.Errorf("%s: published %s, want %s", c.name, got, c.want)
		}
	}
}
