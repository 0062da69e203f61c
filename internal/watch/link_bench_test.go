package watch

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/incident"
	"sahelwatch/internal/store"
)

// BenchmarkLink links the first report of one more incident through a store:
// the bar is 1 ms against 100,000 incidents and 1.5 ms against a million
// (SAHELWATCH_SOAK=1). SAHELWATCH_BENCH_DIR keeps the stores for the next run.
func BenchmarkLink(b *testing.B) {
	sizes := []int{100_000}
	if os.Getenv("SAHELWATCH_SOAK") != "" {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := newPast(n)
			s := p.store(b)
			for _, kind := range []string{"placed", "unplaced", "undated"} {
				b.Run(kind, func(b *testing.B) { p.link(b, s, kind) })
			}
		})
	}
}

// past is n invented incidents at 4,000 places, 27 a day: as dense as the
// region is. Each is told by three articles.
type past struct {
	n     int
	towns []conflict.Place
}

func newPast(n int) *past {
	rnd := rand.New(rand.NewPCG(3, 1))
	p := &past{n: n}
	for i := range 4000 {
		lat, lon := 10+8*rnd.Float64(), -8+20*rnd.Float64()
		name := fmt.Sprintf("Town%d", i)
		p.towns = append(p.towns, conflict.Place{ID: conflict.PlaceID("test:" + name), Name: name, Country: []string{"BF", "ML", "NE"}[i%3],
			Admin1: fmt.Sprint("Region", i/200), Admin2: fmt.Sprint("Unit", i/40), Lat: &lat, Lon: &lon, Precision: conflict.PlaceExact})
	}
	return p
}

// event gives the i-th incident as its articles report it.
func (p *past) event(i int) conflict.Report {
	rnd := rand.New(rand.NewPCG(uint64(i), 2))
	town := p.towns[rnd.IntN(len(p.towns))]
	day := time.Date(2016, 1, 1+rnd.IntN(max(1, p.n/27)), 0, 0, 0, 0, time.UTC).Format(conflict.Day)
	killed := func(low int, victims string) conflict.Toll {
		return conflict.Toll{Word: fmt.Sprint(low), Measure: conflict.Killed, Victims: victims, Low: low, High: &low, Qualifier: conflict.Exact,
			Scope: conflict.ScopeIncident, By: conflict.Speaker{Role: conflict.RoleLocal}}
	}
	return conflict.Report{EventType: "Battles", SubEventType: "Armed clash", Place: &town,
		Date:         conflict.Date{Start: day, End: day, Precision: conflict.DateDay},
		Perpetrators: []conflict.Actor{{ID: []string{"jnim", "is_sahel", conflict.Unidentified}[rnd.IntN(3)], Kind: "jihadist"}},
		Targets:      []conflict.Actor{{ID: []string{"bf_army", "fama", "ne_army"}[rnd.IntN(3)], Kind: "state"}},
		Tolls:        []conflict.Toll{killed(1+rnd.IntN(40), conflict.Soldiers), killed(1+rnd.IntN(30), conflict.Civilians)},
		Names:        []string{fmt.Sprint("name", rnd.IntN(5000)), fmt.Sprint("name", rnd.IntN(5000))}}
}

func article(r conflict.Report, url string) incident.Input {
	day, _ := time.Parse(conflict.Day, r.Date.Start)
	v := incident.Version{Number: 1, Seen: day.AddDate(0, 0, 2), Fingerprint: conflict.Fingerprint{Hash: url},
		Coded: conflict.Coded{URL: url, Title: "Attack", Lang: "en", Relevant: true, Reports: []conflict.Report{r}}}
	if !day.IsZero() {
		v.Coded.Published = conflict.Moment{Time: day.AddDate(0, 0, 1)}
	}
	return incident.Input{Article: v, Now: v.Seen, MaxAge: 48 * time.Hour}
}

// store opens a store that holds the past.
func (p *past) store(b *testing.B) *store.Store {
	b.Helper()
	dir := b.TempDir()
	if keep := os.Getenv("SAHELWATCH_BENCH_DIR"); keep != "" {
		dir = keep
	}
	path := filepath.Join(dir, fmt.Sprintf("link%d.db", p.n))
	_, missing := os.Stat(path)
	s, err := store.Open(path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	if missing == nil {
		return s
	}
	var c store.Commit
	for i := range p.n {
		one := incident.NewMemory()
		for k := range 3 {
			out, err := incident.Link(article(p.event(i), fmt.Sprintf("https://paper%d.example/%d", k, i)), one)
			if err != nil {
				b.Fatal(err)
			}
			one.Write(out)
		}
		if c.Records = append(c.Records, one.Records()...); len(c.Records) < 1000 && i < p.n-1 {
			continue
		}
		if _, err := s.Commit(c); err != nil {
			b.Fatal(err)
		}
		c.Records = c.Records[:0]
	}
	return s
}

func (p *past) link(b *testing.B, s *store.Store, kind string) {
	b.ReportAllocs()
	for i := p.n; b.Loop(); i++ {
		r := p.event(i)
		switch kind {
		case "unplaced":
			r.Place = nil
		case "undated":
			r.Date = conflict.Date{Precision: conflict.DateUnknown}
		}
		if _, err := incident.Link(article(r, fmt.Sprintf("https://new.example/%d", i)), s); err != nil {
			b.Fatal(err)
		}
	}
}
