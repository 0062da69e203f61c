package incident

import (
	"fmt"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// Whatever a page was coded to, a step takes bounded time and keys.
func TestAnOverfullReportIsBounded(t *testing.T) {
	lat, lon := 89.9, 179.9
	r := conflict.Report{EventType: "Battles",
		Date:  conflict.Date{Start: "0001-01-01", End: "9999-12-31", Precision: conflict.DateRange},
		Place: &conflict.Place{ID: "t:x", Name: "x", Country: "ML", Lat: &lat, Lon: &lon, Precision: conflict.PlaceArea}}
	for i := range 2000 {
		r.Tolls = append(r.Tolls, toll(11+i, conflict.Soldiers))
		r.Names = append(r.Names, fmt.Sprint("name", i))
		r.Near = append(r.Near, conflict.PlaceID(fmt.Sprint("t:", i)))
	}
	m := NewMemory()
	began := time.Now()
	for i := range 3 {
		v := Version{Number: 1, Seen: time.Date(2025, 1, 1, i, 0, 0, 0, time.UTC),
			Coded: conflict.Coded{URL: fmt.Sprint("https://a.example/", i), Reports: []conflict.Report{r}}}
		step(t, m, Input{Article: v, Now: v.Seen})
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("three steps took %v", took)
	}
	for _, rec := range m.Records() {
		if len(rec.Keys) > 2000 {
			t.Errorf("%d keys", len(rec.Keys))
		}
	}
}

// Dates, places and figures that make no sense are not known, and no fault.
func TestNonsenseIsUnknown(t *testing.T) {
	for _, r := range []conflict.Report{
		{},
		{Date: conflict.Date{Start: "2025-13-45", End: "x", Precision: conflict.DateDay}},
		{Date: conflict.Date{Start: "2025-05-02", End: "2025-05-01", Precision: conflict.DateRange}},
		{Date: conflict.Date{Precision: conflict.DateUnknown, MonthDay: "99-99"}},
		{Place: &conflict.Place{}},
		{Place: &conflict.Place{Precision: "somewhere"}},
		{Tolls: []conflict.Toll{toll(-5, ""), {}}},
		{Claims: []conflict.Claim{{}, {Kind: conflict.ClaimResponsibility}}},
		{Perpetrators: []conflict.Actor{{}}, Targets: []conflict.Actor{{}}},
	} {
		m := NewMemory()
		for n := 1; n <= 2; n++ {
			v := Version{Number: n, Seen: time.Date(2025, 5, 1, n, 0, 0, 0, time.UTC), Coded: conflict.Coded{URL: "https://a.example/1", Reports: []conflict.Report{r}}}
			step(t, m, Input{Article: v, Now: v.Seen, MaxAge: time.Hour})
		}
		if n := len(live(m)); n != 1 {
			t.Errorf("%+v: %d incidents", r, n)
		}
	}
}
