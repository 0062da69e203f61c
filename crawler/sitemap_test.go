package crawler

import (
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
)

const newsSitemap = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>%[1]s/a/2</loc><news:news><news:publication><news:name>Jour</news:name><news:language>fr</news:language></news:publication><news:publication_date>2025-07-27T08:00:00Z</news:publication_date><news:title>Djibo &amp; Dori</news:title></news:news></url>
<url><loc>%[1]s/a/3</loc><image:image><image:loc>%[1]s/x.jpg</image:loc></image:image><news:news><news:publication><news:language>fr</news:language></news:publication><news:publication_date>2025-07-28T18:30:00Z</news:publication_date><news:title>Attaque à Dargo</news:title></news:news></url>
<url><loc>https://elsewhere.example/a/1</loc><news:news><news:publication_date>2025-07-28</news:publication_date><news:title>Fremd</news:title></news:news></url>
</urlset>`

func TestListReadsSitemaps(t *testing.T) {
	var base string
	plainMap := func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<urlset><url><loc>%[1]s/</loc></url><url><loc>%[1]s/category/sport/</loc><lastmod>2025-07-28</lastmod></url>
<url><loc>%[1]s/2025/07/26/attaque-de-la-base-de-mansila/</loc><lastmod>2025-07-30T10:00:00Z</lastmod></url>
<url><loc>%[1]s/2025/07/28/attaque-de-dargo-dans-la-nuit/</loc><lastmod>2025-07-28T10:00:00Z</lastmod></url></urlset>`, base)
	}
	pages := map[string]http.HandlerFunc{
		"/news.xml": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, newsSitemap, base) },
		"/news.xml.gz": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/gzip")
			z := gzip.NewWriter(w)
			fmt.Fprintf(z, newsSitemap, base)
			z.Close()
		},
		"/plain.xml": plainMap,
		"/index.xml": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `<sitemapindex><sitemap><loc>%[1]s/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap><sitemap><loc>%[1]s/news.xml.gz</loc></sitemap></sitemapindex>`, base)
		},
		"/old.xml": func(http.ResponseWriter, *http.Request) {
			t.Error("the old sitemap was read although there is one of news")
		},
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, "Sitemap: %s/index.xml\n", base) },
		"/page.html":  text("<html><body>Accueil</body></html>"),
	}
	site := newSite(t, pages)
	base = site.URL
	c := New(newClient(t, nil), Options{})
	news := []string{base + "/a/3 | Attaque à Dargo | 2025-07-28T18:30:00Z", base + "/a/2 | Djibo & Dori | 2025-07-27T08:00:00Z"}
	tests := []struct {
		path string
		want []string
		err  error
	}{
		{"/news.xml", news, nil},
		{"/news.xml.gz", news, nil},
		{"/index.xml", news, nil},
		{"/robots.txt", news, nil},
		{"/plain.xml", []string{base + "/2025/07/26/attaque-de-la-base-de-mansila/ |  | 2025-07-26", base + "/2025/07/28/attaque-de-dargo-dans-la-nuit/ |  | 2025-07-28"}, nil},
		{"/page.html", nil, ErrNotSitemap},
	}
	for _, tt := range tests {
		r, err := c.List(t.Context(), conflict.Source{Kind: "sitemap", URL: base + tt.path}, conflict.Health{})
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: %v", tt.path, err)
		}
		if got, want := listed(listing{stubs: r.Stubs}, nil), strings.Join(tt.want, "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.path, got, want)
		}
		if err == nil {
			again, err := c.List(t.Context(), conflict.Source{Kind: "sitemap", URL: base + tt.path}, conflict.Health{BodyHash: r.BodyHash})
			if err != nil || !again.NotModified {
				t.Errorf("%s: read again: %+v, %v", tt.path, again, err)
			}
		}
	}
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(newsSitemap, "https://sahel.example")))
	f.Add([]byte(`<?xml version="1.0" encoding="utf-16"?><sitemapindex><sitemap><loc>a</loc></sitemap>`))
	f.Add([]byte(`<urlset><url><loc>http://a/1</loc></url><url>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := parseSitemap(body, "")
		if err != nil {
			return
		}
		for _, s := range mapStubs(m.entries) {
			if s.URL == "" {
				t.Error("an article without an address")
			}
		}
	})
}
