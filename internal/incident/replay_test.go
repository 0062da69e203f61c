package incident

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/conflict"
)

// read gives the articles as a store hands them to Replay, each with the time
// at which linked read it.
func read(articles []Version) func(func(Version, error) bool) {
	return func(yield func(Version, error) bool) {
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, v := range articles {
			now = now.Add(time.Minute)
			v.Seen = now
			if !yield(v, nil) {
				return
			}
		}
	}
}

func replayInput() Input {
	return Input{Now: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), MaxAge: 48 * time.Hour}
}

func TestReplayUnderTheSameRulesChangesNothing(t *testing.T) {
	w := newWorld(11, 6)
	articles := w.articles(w.events(9, 14), 50)
	stored := linked(t, articles).Records()
	after, err := Replay(read(articles), replayInput())
	if err != nil {
		t.Fatal(err)
	}
	out := Adopt(stored, after, replayInput())
	if len(out.Records)+len(out.Changes) > 0 {
		t.Errorf("%d records, %d changes; differences:\n%s", len(out.Records), len(out.Changes),
			strings.Join(Compare(stored, out.Records), "\n"))
	}
}

// Read in another order, ids and what was told of them live on.
func TestReplayKeepsIds(t *testing.T) {
	w := newWorld(12, 6)
	articles := w.articles(w.events(9, 14), 50)
	stored := linked(t, articles)
	back := slices.Clone(articles)
	slices.Reverse(back)
	after, err := Replay(read(back), replayInput())
	if err != nil {
		t.Fatal(err)
	}
	out := Adopt(stored.Records(), after, replayInput())
	ids := idsOf(stored)
	stored.Write(out)
	if d := cmp.Diff(ids, idsOf(stored)); d != "" {
		t.Errorf("other incidents: -stored +replayed\n%s", d)
	}
	for _, c := range out.Changes {
		if !c.Late {
			t.Errorf("%s of %s would be sent", c.Type, c.Incident)
		}
		if c.Type == conflict.IncidentNew || c.Type == conflict.IncidentMerged || c.Type == conflict.IncidentSplit {
			t.Errorf("%s of %s, though the incidents are the same", c.Type, c.Incident)
		}
	}
}

func idsOf(m *Memory) map[string]string {
	out := map[string]string{}
	for _, r := range live(m) {
		out[r.ID] = strings.Join(urlsOf(&r), " ")
	}
	return out
}

// What better coding changes is told in words before it is applied.
func TestReplayTellsWhatBetterCodingChanges(t *testing.T) {
	text := func(url, place string, killed int) Version {
		r := conflict.Report{EventType: "Battles", SubEventType: "Armed clash",
			Date:    conflict.Date{Start: "2025-05-01", End: "2025-05-01", Precision: conflict.DateDay},
			Place:   &conflict.Place{Name: place, ID: conflict.PlaceID(place), Country: "ML", Precision: conflict.PlaceExact},
			Targets: []conflict.Actor{{ID: "fama", Kind: "state"}},
			Tolls:   []conflict.Toll{toll(killed, conflict.Soldiers)}}
		return Version{Number: 1, Coded: conflict.Coded{URL: url, Relevant: true, Reports: []conflict.Report{r}}}
	}
	before := []Version{text("https://a.example/1", "Dioura", 41), text("https://b.example/1", "Djoura", 17), text("https://c.example/1", "Soumpi", 3)}
	stored := linked(t, before)
	after := []Version{text("https://a.example/1", "Dioura", 41), text("https://b.example/1", "Dioura", 40), {Number: 1, Coded: conflict.Coded{URL: "https://c.example/1"}}}
	records, err := Replay(read(after), replayInput())
	if err != nil {
		t.Fatal(err)
	}
	out := Adopt(stored.Records(), records, replayInput())
	names := strings.NewReplacer(idOf(t, stored, "https://a.example/1"), "A", idOf(t, stored, "https://b.example/1"), "B", idOf(t, stored, "https://c.example/1"), "C")
	var got []string
	for _, d := range Compare(stored.Records(), out.Records) {
		got = append(got, names.Replace(d))
	}
	want := []string{
		`A was "Armed clash, Dioura (ML), 2025-05-01, 41 killed", is "Armed clash, Dioura (ML), 2025-05-01, 40-41 killed"`,
		"A gains https://b.example/1",
		"B becomes part of A: Armed clash, Djoura (ML), 2025-05-01, 17 killed",
		"C is no incident any more: Armed clash, Soumpi (ML), 2025-05-01, 3 killed",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	stored.Write(out)
	again := Adopt(stored.Records(), records, replayInput())
	if len(again.Changes) > 0 {
		t.Errorf("applied twice it tells %d changes", len(again.Changes))
	}
}

func idOf(t *testing.T, m *Memory, url string) string {
	t.Helper()
	for _, r := range live(m) {
		if slices.Contains(urlsOf(&r), url) {
			return r.ID
		}
	}
	t.Fatalf("no incident has %s", url)
	return ""
}

// Decisions hold when everything is linked again from nothing.
func TestReplayFollowsDecisions(t *testing.T) {
	w := newWorld(13, 6)
	articles := w.articles(w.events(9, 14), 30)
	m := linked(t, articles)
	first, second := live(m)[0], live(m)[1]
	in := replayInput()
	in.Decisions = []Decision{{At: in.Now, Kind: DecideMerge, URLs: []string{first.Articles[0].URL, second.Articles[0].URL}}}
	lead := func(r conflict.Record) bool {
		return slices.ContainsFunc(r.Members, func(x conflict.Member) bool { return x.URL == r.Articles[0].URL && x.Report == 0 })
	}
	if !lead(first) || !lead(second) {
		t.Skip("the first articles tell these incidents second")
	}
	records, err := Replay(read(articles), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		urls := urlsOf(&r)
		if slices.Contains(urls, in.Decisions[0].URLs[0]) && slices.Contains(urls, in.Decisions[0].URLs[1]) {
			return
		}
	}
	t.Error("what an analyst joined came apart")
}

// A replayed incident that is new never takes the id of a stored one.
func TestReplayGivesNoIdTwice(t *testing.T) {
	for seed := range uint64(20) {
		w := newWorld(100+seed, 5)
		events := w.events(8, 10)
		articles := w.articles(events, 40)
		stored := linked(t, articles)
		for i := range articles { // coded anew: half the reports are told of other events
			if w.IntN(2) == 0 {
				articles[i].Coded.Reports = []conflict.Report{w.tell(events[w.IntN(len(events))])}
			}
		}
		after, err := Replay(read(articles), replayInput())
		if err != nil {
			t.Fatal(err)
		}
		out := Adopt(stored.Records(), after, replayInput())
		seen := map[string]bool{}
		for _, r := range out.Records {
			if seen[r.ID] {
				t.Fatalf("seed %d: %s is written twice", seed, r.ID)
			}
			seen[r.ID] = true
			for _, c := range r.Changes {
				if slices.ContainsFunc(out.Changes, func(d conflict.Change) bool { return d.ID == c.ID }) && !c.Late {
					t.Fatalf("seed %d: %s of %s would be sent", seed, c.Type, r.ID)
				}
			}
		}
		stored.Write(out)
		if d := cmp.Diff(standing(&Memory{records: byIDs(after)}), standing(stored)); d != "" {
			t.Fatalf("seed %d: other incidents stand: -replayed +adopted\n%s", seed, d)
		}
	}
}

func byIDs(records []conflict.Record) map[string]conflict.Record {
	out := map[string]conflict.Record{}
	for _, r := range records {
		out[r.ID] = r
	}
	return out
}
