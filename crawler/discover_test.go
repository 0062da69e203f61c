package crawler

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

const feedBody = `<?xml version="1.0"?><rss version="2.0"><channel><item><link>/1</link></item></channel></rss>`

func TestDiscoverFindsTheBestWayIn(t *testing.T) {
	tests := []struct {
		name       string
		pages      map[string]http.HandlerFunc
		kind, path string
	}{
		{"the address is a feed", map[string]http.HandlerFunc{"/start": text(feedBody)}, "feed", "/start"},
		{"a feed is announced", map[string]http.HandlerFunc{
			"/start": text(`<html><head><title>Jour</title><link rel=alternate type="application/rss+xml" title="Commentaires" href="/comments/feed"><link rel=alternate type="application/rss+xml" href="/flux"></head></html>`),
			"/flux":  text(feedBody), "/comments/feed": text(feedBody)}, "feed", "/flux"},
		{"the announced feed is gone", map[string]http.HandlerFunc{
			"/start":   text(`<html><head><link rel=alternate type="application/rss+xml" href="/gone"></head></html>`),
			"/rss.xml": text(feedBody)}, "feed", "/rss.xml"},
		{"a sitemap of robots.txt", map[string]http.HandlerFunc{
			"/start":      text("<html></html>"),
			"/robots.txt": func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "Sitemap: http://%s/s.xml", r.Host) },
			"/s.xml": func(w http.ResponseWriter, r *http.Request) {
				fmt.Fprintf(w, "<urlset><url><loc>http://%s/2025/07/28/attaque-de-dargo-dans-la-nuit</loc></url></urlset>", r.Host)
			}}, "sitemap", "/s.xml"},
		{"only a listing", map[string]http.HandlerFunc{"/start": text(teasers(9, 1))}, "listing", "/start"},
		{"nothing", map[string]http.HandlerFunc{"/start": text("<html><a href='/login'>Connexion</a></html>")}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			site := newSite(t, tt.pages)
			d, err := New(newClient(t, nil), Options{}).Discover(t.Context(), site.URL+"/start")
			if tt.kind == "" {
				if !errors.Is(err, ErrNothingFound) || len(d.Tried) < 5 {
					t.Errorf("%v, tried %v", err, d.Tried)
				}
				return
			}
			if err != nil || d.Kind != tt.kind || d.URL != site.URL+tt.path {
				t.Errorf("found %s %s, %v; tried %v", d.Kind, d.URL, err, d.Tried)
			}
			if entry := d.Entry(); !strings.Contains(entry, "kind: "+tt.kind) || !strings.Contains(entry, d.URL) {
				t.Errorf("entry %s", entry)
			}
		})
	}
}
