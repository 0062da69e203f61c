package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/web"
)

// get decodes a JSON answer that must be 200.
func get[T any](d *desk, target string) T {
	d.t.Helper()
	var v T
	if err := json.Unmarshal([]byte(d.text(target)), &v); err != nil {
		d.t.Fatalf("%s: %v", target, err)
	}
	return v
}

type incidentsPage struct {
	Incidents []conflict.Incident
	Next      string
}

func TestAPIGivesIncidentsWhole(t *testing.T) {
	d := newsroom(t, web.Options{})
	page := get[incidentsPage](d, "/api/v1/incidents?country=BF&limit=1")
	if len(page.Incidents) != 1 || page.Incidents[0].ID != "dargo" || len(page.Incidents[0].Killed.By) != 3 || page.Next == "" {
		t.Fatalf("first page: %+v", page)
	}
	page = get[incidentsPage](d, "/api/v1/incidents?country=BF&limit=1&cursor="+page.Next)
	if len(page.Incidents) != 1 || page.Incidents[0].ID != "djibo" || page.Next != "" {
		t.Fatalf("second page: %+v", page)
	}
	if one := get[conflict.Incident](d, "/api/v1/incidents/dargo"); one.Official != conflict.OfficialSilent || one.Place.Name != "Dargo" {
		t.Errorf("dargo: %+v", one)
	}
	byDate := get[incidentsPage](d, "/api/v1/incidents?order=date&limit=1")
	if byDate.Incidents[0].ID != "djibo" {
		t.Errorf("the oldest event is %s", byDate.Incidents[0].ID)
	}
}

func TestAPIChangesGoOnBehindACursor(t *testing.T) {
	d := newsroom(t, web.Options{})
	type page struct {
		Changes []conflict.Change
		Cursor  string
	}
	var ids []string
	after := ""
	for range 10 {
		p := get[page](d, "/api/v1/changes?limit=2&after="+after)
		for _, c := range p.Changes {
			ids = append(ids, c.ID)
		}
		if after = p.Cursor; len(p.Changes) == 0 {
			break
		}
	}
	if len(ids) != 9 || ids[8] != "dargo.claim" || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 9 {
		t.Errorf("changes: %v", ids)
	}
	if p := get[page](d, "/api/v1/changes?after="+after); p.Cursor != after || p.Changes == nil {
		t.Errorf("with nothing new the cursor moved to %q", p.Cursor)
	}
}

func TestAPIArticlesReachEveryOneOnce(t *testing.T) {
	d := newsroom(t, web.Options{})
	type article struct {
		URL       string
		Incidents []string
		Versions  []web.Version
	}
	type page struct {
		Articles []article
		Next     string
	}
	for _, limit := range []string{"1", "3", "50"} {
		seen := map[string]article{}
		target := "/api/v1/articles?limit=" + limit
		for range 20 {
			p := get[page](d, target)
			for _, a := range p.Articles {
				if _, twice := seen[a.URL]; twice {
					t.Errorf("limit %s: %s came twice", limit, a.URL)
				}
				seen[a.URL] = a
			}
			if p.Next == "" {
				break
			}
			target = "/api/v1/articles?limit=" + limit + "&cursor=" + p.Next
		}
		if len(seen) != 10 || len(seen["https://lefaso.example/dargo"].Versions) != 2 {
			t.Errorf("limit %s: %d articles, dargo in %d versions", limit, len(seen), len(seen["https://lefaso.example/dargo"].Versions))
		}
	}
	one := get[article](d, "/api/v1/articles?url=https://lefaso.example/dargo")
	if len(one.Versions) != 2 || !slices.Equal(one.Incidents, []string{"dargo"}) {
		t.Errorf("one article: %+v", one)
	}
	if since := get[page](d, "/api/v1/articles?since=2025-07-29"); len(since.Articles) != 2 {
		t.Errorf("%d articles since the 29th", len(since.Articles))
	}
}

func TestAPISearchAndMap(t *testing.T) {
	d := newsroom(t, web.Options{})
	found := get[web.Found](d, "/api/v1/search?q=Dargo")
	if found.Total == 0 || len(found.Incidents) == 0 || found.Incidents[0].ID != "dargo" {
		t.Errorf("search: %+v", found)
	}
	points := get[struct {
		Type     string
		Features []struct {
			ID       string
			Geometry struct{ Coordinates []float64 }
		}
	}](d, "/api/v1/map?country=BF")
	if points.Type != "FeatureCollection" || len(points.Features) != 2 || points.Features[0].Geometry.Coordinates[0] != -0.2849 {
		t.Errorf("map: %+v", points)
	}
}

func TestAPIErrorsAreClear(t *testing.T) {
	d := newsroom(t, web.Options{})
	for target, want := range map[string]string{
		"/api/v1/incidents?limit=0":       `400 {"error":{"code":"parameter","message":"is no number from 1 to 500: 0","field":"limit"}}`,
		"/api/v1/incidents?limit=501":     `400 {"error":{"code":"parameter","message":"is no number from 1 to 500: 501","field":"limit"}}`,
		"/api/v1/incidents?order=up":      `400 {"error":{"code":"parameter","message":"is neither latest nor date: up","field":"order"}}`,
		"/api/v1/incidents?cursor=00":     `400 {"error":{"code":"query","message":"cursor is not one of this list: \"00\""}}`,
		"/api/v1/incidents/none":          `404 {"error":{"code":"not_found","message":"nothing has this name"}}`,
		"/api/v1/changes?after=x":         `400 {"error":{"code":"parameter","message":"is no cursor that an answer gave: x","field":"after"}}`,
		"/api/v1/articles?url=none":       `404 {"error":{"code":"not_found","message":"nothing has this name"}}`,
		"/api/v1/search?q=":               `400 {"error":{"code":"parameter","message":"needs 1 to 400 bytes of words","field":"q"}}`,
		"/api/v1/search?q=country:":       `400 {"error":{"code":"query","message":"search: country: needs a value"}}`,
		"/api/v1/nothing":                 `404 {"error":{"code":"path","message":"no such resource; see /api/v1/openapi.yaml"}}`,
		"/api/v1/articles?cursor=a~-1":    `400 {"error":{"code":"parameter","message":"is no cursor that an answer gave: a~-1","field":"cursor"}}`,
		"/feed.atom?from=yesterday":       `400 {"error":{"code":"parameter","message":"is not a day such as 2025-07-28: yesterday","field":"from"}}`,
		"/api/v1/events?after=-1":         `400 {"error":{"code":"parameter","message":"is no cursor that an answer gave","field":"after"}}`,
		"/api/v1/sources?unknown=ignored": `200`,
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "http://localhost"+target, nil)
		d.handler.ServeHTTP(w, r)
		got := fmt.Sprintf("%d %s", w.Code, strings.TrimSpace(w.Body.String()))
		if w.Code == 200 {
			got = "200"
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", target, got, want)
		}
	}
}

// A reader of the stream hears of a change when it is stored, and one that
// comes back misses none.
func TestStreamTellsChanges(t *testing.T) {
	d := newsroom(t, web.Options{})
	srv := httptest.NewServer(d.handler)
	defer srv.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	lines := follow(ctx, t, srv.URL+"/api/v1/events", "7")
	for _, want := range []string{"id: 8", "id: 9"} {
		if got := nextID(t, lines); got != want {
			t.Fatalf("after coming back: %s, want %s", got, want)
		}
	}
	fresh := follow(ctx, t, srv.URL+"/api/v1/events", "")
	<-fresh // the stream has begun
	if _, err := d.svc.Import(ctx, conflict.Article{URL: "https://lefaso.example/new", Source: "lefaso", Lang: "fr", Title: "Attaque à Barsalogho",
		Published: conflict.Moment{Time: hour(31, 7)},
		Text:      "Au moins douze soldats ont été tués mercredi 30 juillet 2025 dans une attaque contre une base de l'armée à Barsalogho, au Burkina Faso, selon des sources sécuritaires."}, true); err != nil {
		t.Fatal(err)
	}
	if got := nextID(t, fresh); got != "id: 10" {
		t.Errorf("a new change came as %q", got)
	}
}

// follow reads the lines of a stream.
func follow(ctx context.Context, t *testing.T, address, last string) <-chan string {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, "GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(resp.Body); s.Scan(); {
			select {
			case lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

func nextID(t *testing.T, lines <-chan string) string {
	t.Helper()
	for line := range lines {
		if strings.HasPrefix(line, "id: ") {
			return line
		}
	}
	t.Fatal("the stream ended")
	return ""
}

func TestFeedFollowsAFilter(t *testing.T) {
	d := newsroom(t, web.Options{PublicURL: "https://watch.example"})
	feed := d.text("/feed.atom?country=BF&lang=en", "Host", "watch.example")
	wants(t, feed, "<title>Sahelwatch · Burkina Faso</title>", `href="https://watch.example/incidents/dargo"`, "https://watch.example/feed.atom?country=BF", "JNIM")
	if strings.Contains(feed, "gao") || strings.Count(feed, "<entry>") != 3 {
		t.Errorf("the feed of Burkina Faso holds others:\n%s", feed)
	}
	if claimed := d.text("/feed.atom?claimed=no&country=BF"); strings.Contains(claimed, "dargo") {
		t.Error("a claimed incident is in the feed of unclaimed ones")
	}
}
