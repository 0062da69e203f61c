package crawler

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"sahelwatch/internal/conflict"
)

func TestListingsOfAllKinds(t *testing.T) {
	files, err := filepath.Glob("testdata/listings/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no listings", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]string{}
			for _, f := range a.Files {
				part[f.Name] = strings.TrimSuffix(string(f.Data), "\n")
			}
			body := hexBytes(part["html"])
			l, err := readListing(Page{URL: part["url"], ContentType: "text/html", Body: []byte(body)}, part["selector"], readState(nil))
			got := listed(l, err)
			if diff := cmp.Diff(part["want"], got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func listed(l listing, err error) string {
	if err != nil {
		return err.Error()
	}
	var lines []string
	for _, s := range l.stubs {
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%s | %s | %s", s.URL, s.Title, s.Published), " "))
	}
	if l.next != "" {
		lines = append(lines, "next "+l.next)
	}
	return strings.Join(lines, "\n")
}

// hexBytes replaces \xNN by the byte, for pages that are not UTF-8.
func hexBytes(s string) string {
	for {
		i := strings.Index(s, `\x`)
		if i < 0 {
			return s
		}
		var b byte
		if _, err := fmt.Sscanf(s[i+2:i+4], "%02x", &b); err != nil {
			return s
		}
		s = s[:i] + string([]byte{b}) + s[i+4:]
	}
}

func teasers(from, to int) string {
	var b strings.Builder
	for i := from; i > to; i-- {
		fmt.Fprintf(&b, `<article><h2><a href="/a/%d-nouvelle-du-sahel">Nouvelle numéro %d du Sahel central</a></h2></article>`, i, i)
	}
	return b.String()
}

func TestListFollowsPagesUntilSomethingIsKnown(t *testing.T) {
	newest := 10
	asked := map[string]int{}
	page := func(n int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			asked[r.URL.Path]++
			fmt.Fprintf(w, `<html lang="fr"><link rel="next" href="/p%d">%s</html>`, n+1, teasers(newest-5*(n-1), newest-5*n))
		}
	}
	site := newSite(t, map[string]http.HandlerFunc{"/p1": page(1), "/p2": page(2), "/p3": page(3), "/p4": page(4), "/p5": page(5)})
	c := New(newClient(t, nil), Options{MaxPages: 4})
	src := conflict.Source{Kind: "listing", URL: site.URL + "/p1"}

	newest = 40
	first, err := c.List(t.Context(), src, conflict.Health{})
	if err != nil || len(first.Stubs) != 20 || asked["/p5"] != 0 {
		t.Fatalf("first poll: %d articles, %v, pages %v", len(first.Stubs), err, asked)
	}
	clear(asked)
	newest = 42 // two new ones: the first page has both and known ones
	second, err := c.List(t.Context(), src, conflict.Health{State: first.State, BodyHash: first.BodyHash})
	if err != nil || len(second.Stubs) != 5 || asked["/p2"] != 0 {
		t.Fatalf("second poll: %d articles, %v, pages %v", len(second.Stubs), err, asked)
	}
	clear(asked)
	newest = 50 // eight new ones: the second page is needed
	third, err := c.List(t.Context(), src, conflict.Health{State: second.State, BodyHash: second.BodyHash})
	if err != nil || len(third.Stubs) != 10 || asked["/p2"] != 1 || asked["/p3"] != 0 {
		t.Fatalf("third poll: %d articles, %v, pages %v", len(third.Stubs), err, asked)
	}
	fourth, err := c.List(t.Context(), src, conflict.Health{State: third.State, BodyHash: third.BodyHash})
	if err != nil || len(fourth.Stubs) != 5 {
		t.Fatalf("fourth poll: %+v, %v", fourth, err)
	}
	fifth, err := c.List(t.Context(), src, conflict.Health{State: fourth.State, BodyHash: fourth.BodyHash})
	if err != nil || !fifth.NotModified {
		t.Fatalf("nothing new, but %+v, %v", fifth, err)
	}
}

func TestListUsesTheShapesItLearned(t *testing.T) {
	full := `<html>` + teasers(20, 10) + `</html>`
	bare := `<html><a href="/a/21-nouvelle-du-sahel">Dargo attaqué de nouveau</a> <a href="/b/nous">Qui nous sommes</a></html>`
	body := bare
	site := newSite(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, body)
	}})
	c := New(newClient(t, nil), Options{})
	src := conflict.Source{Kind: "listing", URL: site.URL + "/liste"}
	if _, err := c.List(t.Context(), src, conflict.Health{}); !errors.Is(err, ErrNoArticles) {
		t.Errorf("a bare link is an article to one who knows nothing: %v", err)
	}
	body = full
	var h conflict.Health
	for range 2 {
		r, err := c.List(t.Context(), src, h)
		if err != nil {
			t.Fatal(err)
		}
		h.State = r.State
	}
	body = bare
	r, err := c.List(t.Context(), src, h)
	if err != nil || len(r.Stubs) != 1 || r.Stubs[0].Title != "Dargo attaqué de nouveau" {
		t.Errorf("got %+v, %v", r.Stubs, err)
	}
}

func FuzzListing(f *testing.F) {
	f.Add([]byte(teasers(5, 1)), "")
	f.Add([]byte(`<base href="//x"><a href=":"><h2>a</h2></a><time datetime=2025-01-01><li><a href="/2025/01/01/x-y-z-w">x`), "a")
	f.Add([]byte(`<div class=card><div class=card></div></li></ul><time>`), "div")
	f.Fuzz(func(t *testing.T, body []byte, selector string) {
		if len(selector) > 20 {
			selector = ""
		}
		l, err := readListing(Page{URL: "https://sahel.example/liste", Body: body}, selector, readState(nil))
		if err == nil && len(l.stubs) == 0 {
			t.Error("neither articles nor an error")
		}
		for _, s := range l.stubs {
			if !strings.HasPrefix(s.URL, "http") {
				t.Errorf("address %q", s.URL)
			}
		}
	})
}
