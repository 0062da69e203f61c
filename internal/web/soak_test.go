package web_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
	"sahelwatch/internal/web"
)

// The pages over 20,000 incidents told by 100,000 articles. The figures stand
// in docs/performance.md; they are medians of nine answers, each asked with a
// filter or words of its own.
func TestPagesOverAYearOfNews(t *testing.T) {
	if os.Getenv("SAHELWATCH_SOAK") == "" {
		t.Skip("set SAHELWATCH_SOAK=1 for the figures of docs/performance.md")
	}
	const incidents, each = 20_000, 5
	d := newDesk(t, web.Options{})
	began := time.Now()
	for from := 0; from < incidents; from += 200 {
		d.fileMany(from, 200, each)
	}
	t.Logf("%d incidents, %d articles stored in %s", incidents, incidents*each, time.Since(began).Round(time.Second))
	d.ask("GET", "/search?q=warm") // folds the tail of the index
	for _, c := range []struct {
		name  string
		bar   time.Duration
		paths []string
	}{
		{"incident list", 50 * time.Millisecond, []string{"/incidents", "/incidents?country=ML", "/incidents?actor=jnim&min=20", "/incidents?claimed=no&official=silent", "/incidents?q=ville77", "/incidents?from=2024-01-01&to=2024-02-01", "/incidents?q=nosuchplace", "/incidents?type=Battles", "/incidents?min=90000"}},
		{"map data, all", 150 * time.Millisecond, slices.Repeat([]string{"/api/v1/map"}, 9)},
		{"map page, all", 150 * time.Millisecond, slices.Repeat([]string{"/map"}, 9)},
		{"trends page, all", 150 * time.Millisecond, slices.Repeat([]string{"/trends"}, 9)},
		{"search", 50 * time.Millisecond, []string{"/search?q=mot17", "/search?q=attaque+soldats", "/search?q=%22mot1+mot2%22", "/search?q=ville9+country:BF", "/search?q=mot900", "/search?q=tu%C3%A9s+-mot3", "/search?q=mot5+after:2025-01-01", "/search?q=source:paper1+mot4", "/search?q=mot33+mot44"}},
		{"incident page", 50 * time.Millisecond, []string{"/incidents/y00017", "/incidents/y00300", "/incidents/y01000", "/incidents/y05000", "/incidents/y09999", "/incidents/y12345", "/incidents/y15000", "/incidents/y19000", "/incidents/y19999"}},
		{"export csv, all", 2 * time.Second, slices.Repeat([]string{"/export/csv"}, 3)},
		{"export acled, all", 2 * time.Second, slices.Repeat([]string{"/export/acled"}, 3)},
		{"export ucdp, all", 2 * time.Second, slices.Repeat([]string{"/export/ucdp"}, 3)},
		{"export jsonl, all", 2 * time.Second, slices.Repeat([]string{"/export/jsonl"}, 3)},
		{"export geojson, all", 2 * time.Second, slices.Repeat([]string{"/export/geojson"}, 3)},
	} {
		median, worst, size := d.timed(c.paths)
		t.Logf("| %s | %s | %s | %s | %d kB |", c.name, c.bar, median, worst, size/1000)
		if median > c.bar {
			t.Errorf("%s takes %s, more than %s", c.name, median, c.bar)
		}
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("heap in use: %d MB", m.HeapInuse>>20)
	if m.HeapInuse > 300<<20 {
		t.Errorf("%d MB in use", m.HeapInuse>>20)
	}
}

// timed asks each address and gives the median and the longest time, and the
// size of the largest answer.
func (d *desk) timed(paths []string) (median, worst time.Duration, size int64) {
	d.t.Helper()
	var times []time.Duration
	for _, path := range paths {
		began := time.Now()
		resp := d.ask("GET", path)
		n, err := io.Copy(io.Discard, resp.Body)
		took := time.Since(began)
		if err != nil || resp.StatusCode != http.StatusOK {
			d.t.Fatalf("%s: %d %v", path, resp.StatusCode, err)
		}
		times, size = append(times, took), max(size, n)
	}
	slices.Sort(times)
	return times[len(times)/2].Round(100 * time.Microsecond), times[len(times)-1].Round(100 * time.Microsecond), size
}

// fileMany stores invented incidents, each told by several articles.
func (d *desk) fileMany(from, n, articles int) {
	d.t.Helper()
	var records []conflict.Record
	for i := from; i < from+n; i++ {
		r := invented(i)
		for k := range articles {
			d.fileOne(&r, i, k)
		}
		records = append(records, r)
	}
	if _, err := d.svc.Store().Commit(store.Commit{Records: records}); err != nil {
		d.t.Fatal(err)
	}
}

func invented(i int) conflict.Record {
	rnd := rand.New(rand.NewPCG(uint64(i), 1))
	town := rnd.IntN(2500)
	at := time.Date(2023, 8, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 52 * time.Minute)
	killed := rnd.IntN(40)
	r := conflict.Record{Incident: conflict.Incident{
		ID: fmt.Sprintf("y%05d", i), EventType: []string{"Battles", "Violence against civilians", "Explosions/Remote violence"}[i%3], FirstSeen: at, Updated: at.Add(time.Duration(rnd.IntN(72)) * time.Hour),
		Date:         conflict.Date{Start: at.Format(conflict.Day), End: at.Format(conflict.Day), Precision: conflict.DateDay},
		Place:        &conflict.Place{Name: fmt.Sprintf("Ville%d", town), Country: []string{"BF", "ML", "NE"}[town%3], Lat: degree(10 + float64(town%50)/8), Lon: degree(-5 + float64(town/50)/5), Precision: conflict.PlaceExact},
		Perpetrators: []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist"}}, Targets: []conflict.Actor{{ID: "bf_army", Name: "Army", Kind: "state"}},
		Official: []string{conflict.OfficialUnknown, conflict.OfficialSilent, conflict.OfficialConfirmed}[rnd.IntN(3)], Killed: &conflict.Ledger{Low: killed, High: number(killed + 5)}, Sources: 3, Independent: 2,
	}}
	if i%3 == 0 {
		r.ClaimedBy = []string{"jnim"}
	}
	return r
}

func (d *desk) fileOne(r *conflict.Record, i, k int) {
	d.t.Helper()
	rnd := rand.New(rand.NewPCG(uint64(i*7+k), 2))
	zipf := rand.NewZipf(rnd, 1.2, 30, 20_000)
	var b strings.Builder
	fmt.Fprintf(&b, "Une attaque a fait %d morts à %s, dont des soldats. ", r.Killed.Low, r.Place.Name)
	for range 120 {
		fmt.Fprintf(&b, "mot%d ", zipf.Uint64())
	}
	p := &report{url: fmt.Sprintf("https://paper%d.example/%d", k, i), source: fmt.Sprintf("paper%d", k), lang: "fr", title: "Attaque à " + r.Place.Name, at: r.FirstSeen, text: b.String()}
	p.kills(locals, r.Killed.Low, number(r.Killed.Low), conflict.Exact, conflict.Soldiers, fmt.Sprintf("%d morts", r.Killed.Low))
	d.article(p, 1, p.text, p.coded, p.at.Add(time.Duration(i*5+k)*time.Microsecond))
	m := conflict.Mention{URL: p.url, Source: p.source, Lang: "fr", Published: conflict.Moment{Time: p.at}, Title: p.title, Version: 1, Seen: p.at, Group: k % 2}
	r.Incident.Articles = append(r.Incident.Articles, m)
	r.Members = append(r.Members, conflict.Member{URL: p.url, Version: 1, Seen: p.at, Published: m.Published, Source: p.source, Lang: "fr", Title: p.title, Coded: p.coded})
	r.Killed.By = append(r.Killed.By, conflict.Entry{Toll: p.coded.Tolls[0], At: p.at, URL: p.url, Version: 1})
}
