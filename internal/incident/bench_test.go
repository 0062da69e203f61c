package incident

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// stocked gives a Memory with n incidents of three articles each, at 4,000
// places over ten years: as dense as the region is.
func stocked(n int) (*Memory, *world) {
	w := &world{Rand: rand.New(rand.NewPCG(3, 1))}
	for i := range 4000 {
		lat, lon := 10+8*w.Float64(), -8+20*w.Float64()
		name := fmt.Sprintf("town%d", i)
		w.towns = append(w.towns, conflict.Place{ID: conflict.PlaceID("t:" + name), Name: name, Country: pick(w, "BF", "ML", "NE"),
			Admin1: fmt.Sprint("region", i/200), Admin2: fmt.Sprint("unit", i/40), Lat: &lat, Lon: &lon, Precision: conflict.PlaceExact})
	}
	m := NewMemory()
	for i := range n {
		e := w.event()
		var nodes []*node
		for k := range 3 {
			v := w.report(e, fmt.Sprintf("https://s%d.example/%d", k, i))
			fresh := members(v)
			nodes = append(nodes, newNode(&fresh[0], "", same))
		}
		r := conflict.Record{Members: membersOf(nodes), Keys: recordKeys(nodes), Sent: []string{keyNew}}
		r.ID = fmt.Sprintf("i%d", i)
		m.Write(Outcome{Records: []conflict.Record{r}})
	}
	return m, w
}

func (w *world) event() conflict.Report {
	p := w.towns[w.IntN(len(w.towns))]
	day := time.Date(2016, 1, 1+w.IntN(3650), 0, 0, 0, 0, time.UTC).Format(conflict.Day)
	return conflict.Report{EventType: "Battles", SubEventType: "Armed clash", Place: &p,
		Date:         conflict.Date{Start: day, End: day, Precision: conflict.DateDay},
		Perpetrators: []conflict.Actor{{ID: "jnim", Kind: "jihadist"}},
		Targets:      []conflict.Actor{{ID: "bf_army", Kind: "state"}},
		Tolls:        []conflict.Toll{toll(1+w.IntN(40), conflict.Soldiers), toll(1+w.IntN(30), conflict.Civilians)},
		Names:        []string{fmt.Sprint("name", w.IntN(5000)), fmt.Sprint("name", w.IntN(5000))}}
}

func (w *world) report(e conflict.Report, url string) Version {
	d, _ := time.Parse(conflict.Day, e.Date.Start)
	sig := make([]uint32, 64)
	for i := range sig {
		sig[i] = w.Uint32()
	}
	return Version{Number: 1, Seen: d.AddDate(0, 0, 2), Fingerprint: conflict.Fingerprint{Hash: url, Sig: sig, Bands: []string{fmt.Sprint(sig[0])}},
		Coded: conflict.Coded{URL: url, Relevant: true, Published: conflict.Moment{Time: d.AddDate(0, 0, 1)}, Reports: []conflict.Report{e}}}
}

// Linking one report against 100,000 incidents; the store's lookup is measured
// with the store.
func BenchmarkLink100k(b *testing.B) {
	m, w := stocked(100_000)
	for _, kind := range []string{"placed", "unplaced", "undated"} {
		b.Run(kind, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				e := w.event()
				switch kind {
				case "unplaced":
					e.Place = nil
				case "undated":
					e.Date = conflict.Date{Precision: conflict.DateUnknown}
				}
				v := w.report(e, fmt.Sprintf("https://new.example/%d", i))
				if kind == "undated" {
					v.Coded.Published = conflict.Moment{}
				}
				if _, err := Link(Input{Article: v, Now: v.Seen, MaxAge: 48 * time.Hour}, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Linking the next article of an incident that 300 articles tell of already.
func BenchmarkLinkHotIncident(b *testing.B) {
	w := &world{Rand: rand.New(rand.NewPCG(4, 1))}
	lat, lon := 14.1, -1.6
	w.towns = []conflict.Place{{ID: "t:djibo", Name: "Djibo", Country: "BF", Lat: &lat, Lon: &lon, Precision: conflict.PlaceExact}}
	e := w.event()
	m := NewMemory()
	next := func(i int) Outcome {
		e.Tolls = []conflict.Toll{toll(40+w.IntN(5), conflict.Soldiers), toll(3+w.IntN(9), conflict.Civilians)}
		v := w.report(e, fmt.Sprintf("https://s%d.example/%d", i%40, i))
		out, err := Link(Input{Article: v, Now: v.Seen, MaxAge: 48 * time.Hour}, m)
		if err != nil {
			b.Fatal(err)
		}
		return out
	}
	for i := range 300 {
		m.Write(next(i))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		next(1000 + i)
	}
}
