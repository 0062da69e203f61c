package incident

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/conflict"
)

// world invents events and articles that tell of them, some badly: a day off,
// without a day, without a place, near by, recalled, several in one.
type world struct {
	*rand.Rand
	towns []conflict.Place
}

func newWorld(seed uint64, towns int) *world {
	w := &world{Rand: rand.New(rand.NewPCG(seed, 1))}
	for i := range towns {
		lat, lon := 12+4*w.Float64(), -4+6*w.Float64()
		if i%3 == 1 { // a neighbour of the town before
			lat, lon = *w.towns[i-1].Lat+0.15*w.Float64(), *w.towns[i-1].Lon+0.15*w.Float64()
		}
		name := fmt.Sprintf("town%d", i)
		w.towns = append(w.towns, conflict.Place{ID: conflict.PlaceID("t:" + name), Name: name, Country: pick(w, "BF", "ML"),
			Admin1: fmt.Sprintf("region%d", i/4), Admin2: fmt.Sprintf("unit%d", i/2), Lat: &lat, Lon: &lon, Precision: conflict.PlaceExact})
	}
	return w
}

func pick[T any](w *world, of ...T) T { return of[w.IntN(len(of))] }

// events invents n events in a span of days.
func (w *world) events(n, days int) []conflict.Report {
	out := make([]conflict.Report, n)
	for i := range out {
		p := w.towns[w.IntN(len(w.towns))]
		day := time.Date(2025, 3, 1+w.IntN(days), 0, 0, 0, 0, time.UTC).Format(conflict.Day)
		low := pick(w, 5, 10, 12, 34, 47, 50, 64, 100)
		out[i] = conflict.Report{
			EventType: pick(w, "Battles", "Violence against civilians"), SubEventType: pick(w, "Armed clash", "Attack"),
			Date:         conflict.Date{Start: day, End: day, Precision: conflict.DateDay},
			Place:        &p,
			Perpetrators: []conflict.Actor{{ID: pick(w, "jnim", "is_sahel", conflict.Unidentified), Kind: "jihadist"}},
			Targets:      []conflict.Actor{{ID: pick(w, "bf_army", "fama", "civilians"), Kind: "state"}},
			Tolls:        []conflict.Toll{toll(low, pick(w, conflict.Soldiers, conflict.Unknown))},
			Names:        []string{fmt.Sprintf("name%d", w.IntN(12))},
		}
	}
	return out
}

func toll(low int, victims string) conflict.Toll {
	return conflict.Toll{Measure: conflict.Killed, Victims: victims, Low: low, High: &low, Scope: conflict.ScopeIncident,
		By: conflict.Speaker{Role: conflict.RoleLocal}}
}

// tell gives a report of an event as a hurried writer would.
func (w *world) tell(e conflict.Report) conflict.Report {
	r := e
	p := *e.Place
	r.Place = &p
	switch w.IntN(10) {
	case 0:
		r.Place = nil
	case 1:
		r.Place = &conflict.Place{Country: p.Country, Precision: conflict.PlaceCountry}
	case 2:
		r.Place = &conflict.Place{Country: p.Country, Admin1: p.Admin1, Admin2: p.Admin2, Precision: conflict.PlaceAdmin2}
	case 3:
		r.Place.Precision = conflict.PlaceNear
	case 4:
		r.Place.Lat, r.Place.Lon, r.Place.ID = nil, nil, ""
	}
	switch w.IntN(8) {
	case 0, 1:
		r.Date = conflict.Date{Precision: conflict.DateUnknown}
	case 2:
		d, _ := time.Parse(conflict.Day, e.Date.Start)
		day := d.AddDate(0, 0, 1-w.IntN(3)).Format(conflict.Day)
		r.Date.Start, r.Date.End = day, day
	case 3:
		r.Date = conflict.Date{Start: "2025-03-01", End: "2025-03-31", Precision: conflict.DateMonth}
	}
	if w.IntN(3) == 0 {
		r.Perpetrators = []conflict.Actor{{ID: conflict.Unidentified, Kind: conflict.Unidentified}}
	}
	if w.IntN(3) == 0 {
		r.Tolls = []conflict.Toll{toll(pick(w, 5, 10, 34, 50, 64), conflict.Soldiers)}
		if w.IntN(2) == 0 {
			r.Tolls[0].High = nil
		}
		if w.IntN(3) == 0 {
			r.Tolls[0].By = conflict.Speaker{Role: conflict.RoleParty, ID: "jnim"}
		}
		if w.IntN(4) == 0 {
			was := pick(w, 5, 10, 34)
			r.Tolls[0].Supersedes = &was
		}
	}
	if w.IntN(4) == 0 {
		r.Names = nil
	}
	return r
}

func (w *world) articles(events []conflict.Report, n int) []Version {
	out := make([]Version, n)
	for i := range out {
		v := &out[i]
		v.Number = 1
		v.Coded = conflict.Coded{URL: fmt.Sprintf("https://%s.example/%03d", pick(w, "a", "b", "c", "d"), i), Relevant: true}
		for k := range 1 + w.IntN(8)/6*2 {
			e := events[w.IntN(len(events))]
			r := w.tell(e)
			r.Background = k > 0 && w.IntN(2) == 0
			v.Coded.Reports = append(v.Coded.Reports, r)
			if k == 0 && w.IntN(3) > 0 {
				d, _ := time.Parse(conflict.Day, e.Date.Start)
				v.Coded.Published = conflict.Moment{Time: d.AddDate(0, 0, w.IntN(9)), DayOnly: true}
			}
		}
		if w.IntN(5) == 0 && i > 0 {
			v.Fingerprint = out[i-1].Fingerprint
		} else {
			v.Fingerprint = fingerprint(fmt.Sprintf("some words of article %d which nobody else would ever write", i))
		}
	}
	return out
}

// linked links articles in the order given, each by itself.
func linked(t *testing.T, articles []Version) *Memory {
	m := NewMemory()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, v := range articles {
		now = now.Add(time.Minute)
		v.Seen = now
		step(t, m, Input{Article: v, Now: now, MaxAge: 48 * time.Hour})
	}
	return m
}

func TestOrderOfArrivalDecidesNothing(t *testing.T) {
	for seed := range soak(60, 200) {
		w := newWorld(seed, 4+int(seed)%9)
		articles := w.articles(w.events(3+int(seed)%12, 6+int(seed)%25), 8+int(seed)%40+int(seed)/60*8)
		want := standing(linked(t, articles))
		back := slices.Clone(articles)
		slices.Reverse(back)
		if d := cmp.Diff(want, standing(linked(t, back))); d != "" {
			t.Fatalf("seed %d, backwards: -forwards +backwards\n%s", seed, d)
		}
		for range 4 {
			mixed := slices.Clone(articles)
			w.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			if d := cmp.Diff(want, standing(linked(t, mixed))); d != "" {
				t.Fatalf("seed %d, shuffled: -forwards +shuffled\n%s", seed, d)
			}
		}
	}
}

// Whatever two reports are found to tell one event must find each other.
func TestLikeReportsShareAKey(t *testing.T) {
	pairs := 0
	for seed := range uint64(40) {
		w := newWorld(seed, 6)
		articles := w.articles(w.events(10, 20), 60)
		var nodes []*node
		for i := range articles {
			fresh := members(articles[i])
			for j := range fresh {
				nodes = append(nodes, newNode(&fresh[j], "", same))
			}
		}
		for _, a := range nodes {
			asked := queryKeys(a, nil)
			for _, b := range nodes {
				if s, _ := score(a, b); a == b || s < Threshold {
					continue
				}
				pairs++
				under := indexKeys(b, nil)
				if !slices.ContainsFunc(asked, func(k string) bool { return slices.Contains(under, k) }) {
					_, why := reasons(a, b)
					t.Fatalf("seed %d: no common key for\n%+v\n%+v\n%v\nasked %q\nunder %q", seed, a.m.Coded, b.m.Coded, why, asked, under)
				}
			}
		}
	}
	if pairs < 1000 {
		t.Fatalf("only %d pairs compared", pairs)
	}
}

func same(id string) string { return id }

// An article linked again, and all articles linked again, change nothing.
func TestLinkingTwiceChangesNothing(t *testing.T) {
	w := newWorld(7, 6)
	articles := w.articles(w.events(8, 12), 40)
	m := linked(t, articles)
	for _, v := range articles {
		v.Seen = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
		out, err := Link(Input{Article: v, Now: v.Seen}, m)
		if err != nil {
			t.Fatal(err)
		}
		if len(out.Records)+len(out.Changes) > 0 {
			t.Fatalf("%s again: %d records, %d changes", v.Coded.URL, len(out.Records), len(out.Changes))
		}
	}
}

// soak gives the number of rounds: few, or many where SAHELWATCH_SOAK is set.
func soak(few, many uint64) uint64 {
	if os.Getenv("SAHELWATCH_SOAK") != "" {
		return many
	}
	return few
}
