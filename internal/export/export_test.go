package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/export"
)

func number(n int) *int { return &n }

func degree(f float64) *float64 { return &f }

// told is a figure of victims killed.
func told(by, role, victims, word string, low int, high *int) conflict.Entry {
	return conflict.Entry{Toll: conflict.Toll{Word: word, Measure: conflict.Killed, Victims: victims, Low: low, High: high, Scope: conflict.ScopeIncident,
		By: conflict.Speaker{ID: by, Name: by, Role: role}}, At: time.Date(2025, 7, 29, 0, 0, 0, 0, time.UTC)}
}

func ledger(low int, high *int, by ...conflict.Entry) *conflict.Ledger {
	return &conflict.Ledger{Low: low, High: high, By: by}
}

// dargo is an attack on an army post.
func dargo() conflict.Incident {
	return conflict.Incident{
		ID: "dargo", EventType: "Battles", SubEventType: "Armed clash",
		Date:         conflict.Date{Start: "2025-07-28", End: "2025-07-28", Precision: conflict.DateDay},
		Place:        &conflict.Place{Name: "Dargo", Admin1: "Kuilsé", Admin2: "Namentenga", Country: "BF", Lat: degree(12.7157), Lon: degree(-0.2849), Precision: conflict.PlaceExact, Text: "à Dargo"},
		Perpetrators: []conflict.Actor{{ID: "jnim", Name: "Jama'at Nusrat al-Islam wal-Muslimin", Kind: "jihadist"}},
		Targets:      []conflict.Actor{{ID: "bf_army", Name: "Armed Forces of Burkina Faso", Kind: "state"}, {ID: "vdp", Name: "VDP", Kind: "militia"}},
		ClaimedBy:    []string{"jnim"}, Official: conflict.OfficialUnknown,
		Killed: ledger(40, nil, told("jnim", "party", conflict.Soldiers, "40", 40, number(40)), told("local", "local_source", conflict.Soldiers, "environ 50", 50, number(50)),
			told("witness", "witness", conflict.Soldiers, "au moins 60", 60, nil)),
		MilitantsKilled: ledger(10, number(10), told("army", "official", conflict.Militants, "10", 10, number(10))),
		Articles: []conflict.Mention{{URL: "https://a.example/1", Title: "Dargo attacked", Published: conflict.Moment{Time: time.Date(2025, 7, 28, 0, 0, 0, 0, time.UTC), DayOnly: true}},
			{URL: "https://b.example/2", Title: "Toll rises"}},
		Sources: 2, Independent: 2, FirstSeen: time.Date(2025, 7, 28, 18, 0, 0, 0, time.UTC), Updated: time.Date(2025, 7, 30, 9, 0, 0, 0, time.UTC),
	}
}

func rows(list ...conflict.Incident) iter.Seq2[conflict.Incident, error] {
	return func(yield func(conflict.Incident, error) bool) {
		for _, inc := range list {
			if !yield(inc, nil) {
				return
			}
		}
	}
}

func labels(id string) export.Label {
	return map[string]export.Label{"jnim": {ACLED: "JNIM: Group for Support of Islam and Muslims", UCDP: 6716}}[id]
}

// table writes a form and reads it back with a CSV reader: one map a row.
func table(t *testing.T, format string, list ...conflict.Incident) []map[string]string {
	t.Helper()
	f, ok := export.Find(format, labels)
	if !ok {
		t.Fatalf("no form %s", format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, rows(list...)); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, rec := range records[1:] {
		m := map[string]string{}
		for i, name := range records[0] {
			m[name] = rec[i]
		}
		out = append(out, m)
	}
	return out
}

func holds(t *testing.T, got map[string]string, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if v, ok := got[name]; !ok || v != value {
			t.Errorf("%s is %q, want %q", name, v, value)
		}
	}
}

func TestTableKeepsRangesAndVoices(t *testing.T) {
	got := table(t, "csv", dargo())
	holds(t, got[0], map[string]string{"id": "dargo", "date_start": "2025-07-28", "place": "Dargo", "latitude": "12.7157", "longitude": "-0.2849", "perpetrators": "jnim",
		"killed_low": "40", "killed_high": "", "militants_killed_low": "10", "militants_killed_high": "10", "wounded_low": "", "official": "unknown", "official_since": "",
		"killed_by": "witness: 60+ soldiers; local: 50 soldiers; jnim: 40 soldiers", "source_urls": "https://a.example/1 https://b.example/2", "updated": "2025-07-30T09:00:00Z"})
}

func TestACLEDFollowsItsCodebook(t *testing.T) {
	got := table(t, "acled", dargo())
	holds(t, got[0], map[string]string{"event_date": "28 July 2025", "year": "2025", "time_precision": "1", "disorder_type": "Political violence", "event_type": "Battles",
		"actor1": "JNIM: Group for Support of Islam and Muslims", "inter1": "2", "actor2": "Armed Forces of Burkina Faso", "assoc_actor_2": "VDP", "inter2": "1", "interaction": "12",
		"civilian_targeting": "", "iso": "854", "region": "Western Africa", "country": "Burkina Faso", "geo_precision": "1", "fatalities": "50",
		"fatalities_rule": "lowest figure told", "source": "a.example; b.example", "sahelwatch_id": "dargo", "source_urls": "https://a.example/1 https://b.example/2"})
}

func TestACLEDCodesVagueWords(t *testing.T) {
	for _, c := range []struct {
		name       string
		killed     *conflict.Ledger
		want, rule string
	}{
		{"dozens", ledger(24, nil, told("a", "media", "civilians", "des dizaines", 24, nil)), "12", "dozens=12"},
		{"hundreds", ledger(200, nil, told("a", "media", "civilians", "hundreds", 200, nil)), "100", "hundreds=100"},
		{"several", ledger(2, nil, told("a", "media", "civilians", "plusieurs", 2, nil)), "3", "several=3"},
		{"a number beside dozens", ledger(24, nil, told("a", "media", "civilians", "dozens", 24, nil), told("b", "un", "civilians", "24", 24, number(24))), "24", "lowest figure told"},
		{"a lower number than dozens", ledger(15, nil, told("a", "media", "civilians", "dozens", 24, nil), told("b", "un", "civilians", "15", 15, number(15))), "15", "lowest figure told"},
		{"nobody died", ledger(0, number(0), told("a", "official", "civilians", "aucun", 0, number(0))), "0", "lowest figure told"},
		{"no figure", nil, "0", "no figure told=0"},
	} {
		inc := dargo()
		inc.Killed, inc.MilitantsKilled = c.killed, nil
		if got := table(t, "acled", inc)[0]; got["fatalities"] != c.want || got["fatalities_rule"] != c.rule {
			t.Errorf("%s: %s by %q, want %s by %q", c.name, got["fatalities"], got["fatalities_rule"], c.want, c.rule)
		}
	}
}

func TestACLEDPrecisions(t *testing.T) {
	for _, c := range []struct{ date, place, day, time, geo string }{
		{conflict.DateDay, conflict.PlaceExact, "28 July 2025", "1", "1"},
		{conflict.DateRange, conflict.PlaceNear, "28 July 2025", "2", "2"},
		{conflict.DateWeek, conflict.PlaceAdmin2, "28 July 2025", "2", "2"},
		{conflict.DateMonth, conflict.PlaceAdmin1, "15 July 2025", "3", "3"},
		{conflict.DateYear, conflict.PlaceCountry, "", "", "3"},
	} {
		inc := dargo()
		inc.Date.Precision, inc.Place.Precision = c.date, c.place
		holds(t, table(t, "acled", inc)[0], map[string]string{"event_date": c.day, "time_precision": c.time, "geo_precision": c.geo})
	}
	inc := dargo()
	inc.Date, inc.Place, inc.Perpetrators = conflict.Date{Precision: conflict.DateUnknown}, nil, nil
	holds(t, table(t, "acled", inc)[0], map[string]string{"event_date": "", "time_precision": "", "geo_precision": "", "country": "", "latitude": "",
		"actor1": "Unidentified Armed Group", "inter1": "3", "interaction": "13"})
}

func TestACLEDMarksCiviliansAsTargets(t *testing.T) {
	inc := dargo()
	inc.EventType, inc.Targets = "Violence against civilians", []conflict.Actor{{ID: "civilians", Name: "Civilians", Kind: "civilians"}}
	inc.Perpetrators = []conflict.Actor{{ID: "dozo", Name: "Dozo hunters", Kind: "militia"}}
	holds(t, table(t, "acled", inc)[0], map[string]string{"actor1": "Dozo hunters", "inter1": "4", "actor2": "Civilians (Burkina Faso)", "inter2": "7", "interaction": "47", "civilian_targeting": "Civilian targeting"})
}

func TestUCDPPutsTheGovernmentOnSideA(t *testing.T) {
	got := table(t, "ucdp", dargo())
	holds(t, got[0], map[string]string{"type_of_violence": "1", "side_a": "Government of Burkina Faso", "side_b": "Jama'at Nusrat al-Islam wal-Muslimin", "side_b_new_id": "6716", "gwnoa": "439",
		"deaths_a": "50", "deaths_b": "10", "deaths_civilians": "0", "deaths_unknown": "0", "best": "60", "low": "50", "high": "70",
		"best_rule": "median of the standing figures, lower of the middle two", "date_prec": "1", "where_prec": "1", "geom_wkt": "POINT (-0.2849 12.7157)", "priogrid_gid": "147960",
		"number_of_sources": "2", "source_headline": "Dargo attacked", "source_date": "2025-07-28", "code_status": "Candidate"})
}

func TestUCDPKindsOfViolence(t *testing.T) {
	civilians := []conflict.Actor{{ID: "civilians", Kind: "civilians"}}
	for _, c := range []struct {
		name, kind, a, b string
		by, on           []conflict.Actor
	}{
		{"one-sided by rebels", "3", "JNIM", "Civilians", []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist"}}, civilians},
		{"one-sided by an army", "3", "Malian Armed Forces", "Civilians", []conflict.Actor{{ID: "fama", Name: "Malian Armed Forces", Kind: "state"}}, civilians},
		{"non-state", "2", "JNIM", "Dozo", []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist"}}, []conflict.Actor{{ID: "dozo", Name: "Dozo", Kind: "militia"}}},
		{"army attacks", "1", "Government of Burkina Faso", "JNIM", []conflict.Actor{{ID: "bf_army", Kind: "state"}}, []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist"}}},
		{"nobody named", "", "", "", nil, nil},
	} {
		inc := dargo()
		inc.Perpetrators, inc.Targets = c.by, c.on
		got := table(t, "ucdp", inc)[0]
		if got["type_of_violence"] != c.kind || got["side_a"] != c.a || got["side_b"] != c.b {
			t.Errorf("%s: type %s, %q against %q", c.name, got["type_of_violence"], got["side_a"], got["side_b"])
		}
	}
}

// A total that does not say whose dead it counts adds only what the parts leave.
func TestUCDPCountsPartsOnce(t *testing.T) {
	inc := dargo()
	inc.MilitantsKilled = nil
	inc.Killed = ledger(15, number(64), told("un", "un", conflict.Unknown, "64", 64, number(64)), told("un", "un", conflict.Civilians, "49", 49, number(49)),
		told("un", "un", conflict.Soldiers, "15", 15, number(15)))
	holds(t, table(t, "ucdp", inc)[0], map[string]string{"deaths_a": "15", "deaths_civilians": "49", "deaths_unknown": "0", "best": "64", "low": "64", "high": "64", "best_rule": "only figure told"})
	inc.Killed.By[1].Superseded = true
	holds(t, table(t, "ucdp", inc)[0], map[string]string{"deaths_civilians": "0", "deaths_unknown": "49", "best": "64"})
}

func TestGeoJSONHasTheStructureOfRFC7946(t *testing.T) {
	nowhere := dargo()
	nowhere.ID, nowhere.Place = "nowhere", nil
	for _, list := range [][]conflict.Incident{nil, {dargo()}, {dargo(), nowhere}} {
		var b bytes.Buffer
		if err := export.GeoJSON(&b, rows(list...)); err != nil {
			t.Fatal(err)
		}
		var c struct {
			Type     string
			Features []struct {
				Type     string
				ID       string
				Geometry *struct {
					Type        string
					Coordinates []float64
				}
				Properties map[string]any
			}
		}
		if err := json.Unmarshal(b.Bytes(), &c); err != nil || c.Type != "FeatureCollection" || len(c.Features) != len(list) || c.Features == nil {
			t.Fatalf("%d incidents: %v %+v", len(list), err, c)
		}
		for i, f := range c.Features {
			if f.Type != "Feature" || f.ID != list[i].ID || f.Properties["source_urls"] == nil {
				t.Errorf("feature %+v", f)
			}
			if located := list[i].Place != nil; located != (f.Geometry != nil) {
				t.Errorf("%s: geometry %v", f.ID, f.Geometry)
			} else if located && (f.Geometry.Type != "Point" || !slices.Equal(f.Geometry.Coordinates, []float64{-0.2849, 12.7157})) {
				t.Errorf("longitude comes first: %+v", f.Geometry)
			}
		}
	}
}

func TestLinesReadBackAsIncidents(t *testing.T) {
	var b bytes.Buffer
	if err := export.JSONL(&b, rows(dargo(), dargo())); err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(&b)
	for range 2 {
		var inc conflict.Incident
		if err := dec.Decode(&inc); err != nil || inc.ID != "dargo" || len(inc.Killed.By) != 3 {
			t.Fatalf("%v %+v", err, inc)
		}
	}
}

func TestFailuresAreNotSwallowed(t *testing.T) {
	broken := errors.New("the store is gone")
	failing := func(yield func(conflict.Incident, error) bool) {
		if yield(dargo(), nil) {
			yield(conflict.Incident{}, broken)
		}
	}
	for _, f := range export.Formats(nil) {
		if err := f.Write(io.Discard, failing); !errors.Is(err, broken) {
			t.Errorf("%s: the store's error became %v", f.Name, err)
		}
		if err := f.Write(full{}, rows(dargo())); !errors.Is(err, errFull) {
			t.Errorf("%s: a full disk became %v", f.Name, err)
		}
	}
}

var errFull = errors.New("no space")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// The description names the columns that the file has, in their order.
func TestDataPackageDescribesTheFile(t *testing.T) {
	for _, f := range export.Formats(labels) {
		var b, file bytes.Buffer
		if err := export.DataPackage(&b, f, "incidents"+f.Extension, time.Unix(0, 0)); err != nil {
			t.Fatal(err)
		}
		if err := f.Write(&file, rows()); err != nil {
			t.Fatal(err)
		}
		var p struct {
			Resources []struct {
				Path, Format string
				Schema       *struct {
					Fields []struct{ Name, Type, Description string }
				}
			}
		}
		if err := json.Unmarshal(b.Bytes(), &p); err != nil || len(p.Resources) != 1 || p.Resources[0].Path != "incidents"+f.Extension {
			t.Fatalf("%s: %v %s", f.Name, err, b.String())
		}
		if p.Resources[0].Schema == nil {
			if p.Resources[0].Format == "csv" {
				t.Errorf("%s: a table without columns", f.Name)
			}
			continue
		}
		var names []string
		for _, c := range p.Resources[0].Schema.Fields {
			names = append(names, c.Name)
			if c.Type == "" || c.Description == "" {
				t.Errorf("%s: column %+v is not described", f.Name, c)
			}
		}
		if head, _, _ := strings.Cut(file.String(), "\r\n"); head != strings.Join(names, ",") {
			t.Errorf("%s: described %v, written %s", f.Name, names, head)
		}
	}
}
