package incident

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/conflict"
)

func TestDecisionsReadBackAsWritten(t *testing.T) {
	at := time.Date(2025, 8, 1, 10, 0, 0, 0, time.UTC)
	want := []Decision{
		{At: at, By: "mk", Kind: DecideMerge, URLs: []string{"https://a.example/1", "https://b.example/2 report=2"}},
		{At: at, Kind: DecideSplit, URLs: []string{"https://c.example/x?y=1#z"}, Rest: []string{"https://a.example/1"}},
		{At: at, Kind: DecideReject, URLs: []string{"https://d.example/نص"}},
		{At: at, Kind: DecideSet, URLs: []string{"https://a.example/1"}, Fields: []conflict.Field{
			{Name: "place", Value: "Dargo, BF, 12.7, -0.3", At: at}, {Name: "date", Value: "2025-07-28/2025-07-29", At: at}}},
	}
	var file bytes.Buffer
	file.WriteString("# decisions\n\n")
	for _, d := range want {
		if err := d.Append(&file); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ParseDecisions(&file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestEveryFaultOfDecisionsIsToldWithItsLine(t *testing.T) {
	file := `{"at":"2025-08-01T10:00:00Z","kind":"reject","urls":["https://a.example"]}
{"at":"2025-08-01T10:00:00Z","kind":"merge","urls":["https://a.example"]}

{"at":"2025-08-01T10:00:00Z","kind":"split","urls":["https://a.example"]}
{"kind":"forget","urls":["https://a.example"]}
{"kind":"set","urls":["https://a.example"],"fields":[{"name":"toll","value":"5"}]}
{"kind":"set","urls":["https://a.example"],"fields":[{"name":"date","value":"28 July"}]}
{"kind":"set","urls":["https://a.example"],"fields":[{"name":"place","value":"Dargo, BF, 99, 400"}]}
{"kind":"reject","urls":[" "]}
{"kind":"reject","url":["https://a.example"]}
not json
`
	got, err := ParseDecisions(strings.NewReader(file))
	if len(got) != 1 {
		t.Errorf("%d decisions read, want the 1 good one", len(got))
	}
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"line 2: merge names 1 articles, needs 2",
		"line 4: split names no articles that stay",
		`line 5: decision "forget" is none of`,
		`line 6: field "toll" is none of`,
		`line 7: date "28 July" is neither`,
		`line 8: place "Dargo, BF, 99, 400" is none of`,
		"line 9: reject names an article without URL",
		`line 10: json: unknown field "url"`,
		"line 11: invalid character",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
}

func FuzzParseDecisions(f *testing.F) {
	f.Add([]byte(`{"at":"2025-08-01T10:00:00Z","kind":"merge","urls":["a","b report=2"]}`))
	f.Add([]byte(`{"kind":"set","urls":["a"],"fields":[{"name":"date","value":"2025-01-01/2025-01-02"}]}`))
	f.Add([]byte("#\n\n{}"))
	f.Fuzz(func(t *testing.T, file []byte) {
		list, _ := ParseDecisions(bytes.NewReader(file))
		var again bytes.Buffer
		for _, d := range list {
			if d.At.Year() < 0 || d.At.Year() > 9999 {
				return
			}
			if err := d.Append(&again); err != nil {
				t.Fatalf("what was read cannot be written: %v", err)
			}
		}
		back, err := ParseDecisions(&again)
		if err != nil || len(back) != len(list) {
			t.Fatalf("%d decisions read, %d read back: %v", len(list), len(back), err)
		}
	})
}
