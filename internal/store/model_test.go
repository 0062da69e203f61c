package store

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// model is the store as plain maps and lists: slow and plainly right.
type model struct {
	seen      map[string]bool // URLs, and "source guid"
	pending   []PendingStub
	articles  map[string]int // URL -> newest version
	incidents map[string]conflict.Record
	changes   []string
}

// TestAnyRowOfVerbsDoesWhatAPlainModelDoes runs random verbs on a store and on
// the model, with restarts, and compares what both answer.
func TestAnyRowOfVerbsDoesWhatAPlainModelDoes(t *testing.T) {
	steps := 800
	if soak() {
		steps = 30_000
	}
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d", seed)
	c := &clock{day0}
	s := openTest(t, Options{Clock: c.now})
	path := s.Path()
	m := &model{seen: map[string]bool{}, articles: map[string]int{}, incidents: map[string]conflict.Record{}}
	for step := range steps {
		c.pass(time.Minute)
		switch rnd.IntN(12) {
		case 0, 1:
			m.poll(t, s, rnd, c.t)
		case 2, 3, 4:
			m.commit(t, s, rnd, c.t)
		case 5:
			m.giveUp(t, s, rnd)
		case 6, 7:
			m.compareCandidates(t, s, rnd)
		case 8, 9, 10:
			m.compareQuery(t, s, rnd)
		case 11:
			m.compareLog(t, s)
			if rnd.IntN(8) == 0 {
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				again, err := Open(path, Options{Clock: c.now})
				if err != nil {
					t.Fatal(err)
				}
				s = again
				t.Cleanup(func() { again.Close() })
			}
		}
		if t.Failed() {
			t.Fatalf("at step %d", step)
		}
	}
	if rep, err := s.Verify(context.Background(), nil); err != nil || !rep.OK() {
		t.Errorf("verify: %+v, %v", rep, err)
	}
}

func (m *model) poll(t *testing.T, s *Store, rnd *rand.Rand, now time.Time) {
	p := Poll{SourceID: fmt.Sprint("source", rnd.IntN(3)), At: now}
	var want []string
	for range rnd.IntN(8) {
		n := rnd.IntN(1000)
		stub := conflict.Stub{URL: fmt.Sprint("https://x.example/", n)}
		if rnd.IntN(2) == 0 {
			stub.GUID = fmt.Sprint("guid", n)
		}
		guid := p.SourceID + " " + stub.GUID
		if !m.seen[stub.URL] && (stub.GUID == "" || !m.seen[guid]) {
			m.seen[stub.URL] = true
			if stub.GUID != "" {
				m.seen[guid] = true
			}
			want = append(want, stub.URL)
		}
		p.Stubs = append(p.Stubs, stub)
	}
	out, err := s.RecordPoll(p)
	if err != nil {
		t.Fatal(err)
	}
	// Which of two equal URLs in one poll counts is the store's choice where
	// their GUIDs differ; the URLs are the same.
	got := urlsOf(out.Fresh)
	slices.Sort(got)
	slices.Sort(want)
	expect(t, "fresh", got, want...)
	m.pending = append(m.pending, out.Fresh...)
}

func (m *model) commit(t *testing.T, s *Store, rnd *rand.Rand, now time.Time) {
	c := Commit{}
	url := fmt.Sprint("https://x.example/", rnd.IntN(1000))
	if len(m.pending) > 0 && rnd.IntN(2) == 0 {
		i := rnd.IntN(len(m.pending))
		url, c.Pending = m.pending[i].Stub.URL, m.pending[i].ID
		m.pending = slices.Delete(m.pending, i, i+1)
	}
	m.seen[url] = true
	m.articles[url]++
	c.Article = ArticleVersion{URL: url, Version: m.articles[url], Seen: now}
	for range rnd.IntN(4) {
		r := modelRecord(rnd, now, url)
		r.Changes = []conflict.Change{{ID: fmt.Sprintf("%s %d", r.ID, now.Unix())}}
		if slices.ContainsFunc(c.Records, func(x conflict.Record) bool { return x.ID == r.ID }) {
			continue
		}
		c.Records = append(c.Records, r)
		c.Changes = append(c.Changes, r.Changes...)
		m.incidents[r.ID] = r
		m.changes = append(m.changes, r.Changes[0].ID)
	}
	if rnd.IntN(10) == 0 && len(c.Records) == 0 {
		id := fmt.Sprint("i", rnd.IntN(60))
		c.Drop = []string{id}
		delete(m.incidents, id)
	}
	if _, err := s.Commit(c); err != nil {
		t.Fatal(err)
	}
}

func modelRecord(rnd *rand.Rand, now time.Time, url string) conflict.Record {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	start := day0.AddDate(0, 0, rnd.IntN(60)-30)
	r := conflict.Record{Incident: conflict.Incident{ID: fmt.Sprint("i", rnd.IntN(60)), EventType: pick("Battles", "Riots"),
		Date:         conflict.Date{Start: start.Format(conflict.Day), End: start.AddDate(0, 0, rnd.IntN(10)).Format(conflict.Day)},
		Perpetrators: []conflict.Actor{{ID: pick("jnim", "issp")}}, Targets: []conflict.Actor{{ID: pick("army", "civilians")}},
		Official: pick("silent", "confirmed", "unknown"), Updated: now.Add(-time.Duration(rnd.IntN(1000)) * time.Second)},
		Members: []conflict.Member{{URL: url}}, Keys: []string{pick("k0", "k1", "k2"), pick("k0", "k3", "k4")}}
	if rnd.IntN(5) == 0 {
		r.Date = conflict.Date{Precision: conflict.DateUnknown}
	}
	if rnd.IntN(3) > 0 {
		lat, lon := 10+rnd.Float64()*4, rnd.Float64()*4
		r.Place = &conflict.Place{Name: pick("Dargo", "Djibo", "Gao"), ID: conflict.PlaceID(pick("p1", "p2")), Country: pick("BF", "ML"), Lat: &lat, Lon: &lon}
		r.Killed = &conflict.Ledger{Low: rnd.IntN(100)}
		r.ClaimedBy = []string{"jnim"}
	}
	switch rnd.IntN(12) {
	case 0:
		r.Gone = true
	case 1:
		r.Into, r.Keys = "i0", nil
	}
	return r
}

func (m *model) giveUp(t *testing.T, s *Store, rnd *rand.Rand) {
	if len(m.pending) == 0 {
		return
	}
	i := rnd.IntN(len(m.pending))
	if err := s.SkipPending("sport", m.pending[i].ID); err != nil {
		t.Fatal(err)
	}
	m.pending = slices.Delete(m.pending, i, i+1)
	list, err := s.Pending(10_000)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "pending", urlsOf(list), urlsOf(m.pending)...)
}

func (m *model) compareCandidates(t *testing.T, s *Store, rnd *rand.Rand) {
	keys := []string{fmt.Sprint("k", rnd.IntN(5)), fmt.Sprint("k", rnd.IntN(6))}
	var want []string
	for id, r := range m.incidents {
		if r.Into == "" && (slices.Contains(r.Keys, keys[0]) || slices.Contains(r.Keys, keys[1])) {
			want = append(want, id)
		}
	}
	slices.Sort(want)
	list, err := s.Candidates(keys)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range list {
		got = append(got, r.ID)
	}
	expect(t, fmt.Sprint("candidates ", keys), got, want...)
}

func (m *model) compareLog(t *testing.T, s *Store) {
	list, err := s.ChangesAfter(0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, ch := range list {
		got = append(got, ch.ID)
	}
	expect(t, "changes", got, m.changes...)
	if n, err := s.CountArticles(); err != nil || n != len(m.articles) {
		t.Errorf("%d articles, %v; want %d", n, err, len(m.articles))
	}
	for url, version := range m.articles {
		if v, err := s.Article(url); err != nil || v.Version != version {
			t.Errorf("%s: version %d, %v; want %d", url, v.Version, err, version)
		}
		break
	}
}

// compareQuery asks a random question in pages of a random size.
func (m *model) compareQuery(t *testing.T, s *Store, rnd *rand.Rand) {
	q := Query{Order: Order(rnd.IntN(4))}
	if rnd.IntN(2) == 0 {
		q.From = day0.AddDate(0, 0, rnd.IntN(60)-30).Format(conflict.Day)
	}
	if rnd.IntN(2) == 0 {
		q.To = day0.AddDate(0, 0, rnd.IntN(60)-30).Format(conflict.Day)
	}
	filters := []func(){
		func() { q.Countries = []string{"BF"} },
		func() { q.Actors = []string{"issp", "army"} },
		func() { q.Types = []string{"Riots"} },
		func() { claimed := rnd.IntN(2) == 0; q.Claimed = &claimed },
		func() { q.Official = []string{"silent", "unknown"} },
		func() { q.MinKilled = 40 },
		func() { q.PlaceID = "p1" },
		func() { q.Near = &Circle{12, 2, 120} },
		func() { q.Text = "DARGÓ" },
	}
	for range rnd.IntN(3) {
		filters[rnd.IntN(len(filters))]()
	}
	var want []string
	for _, r := range m.sorted(q) {
		want = append(want, r.ID)
	}
	page := q
	page.Limit = 1 + rnd.IntN(20)
	var got []string
	for more := true; more; {
		n := 0
		for sum, err := range s.Summaries(context.Background(), page) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, sum.ID)
			page.Cursor = page.After(sum)
			n++
		}
		more = n == page.Limit
	}
	expect(t, fmt.Sprintf("%+v", q), got, want...)
}

// sorted is the naive answer to a query.
func (m *model) sorted(q Query) []conflict.Record {
	var list []conflict.Record
	for _, r := range m.incidents {
		if r.Into == "" && !r.Gone && naive(q, r) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b conflict.Record) int {
		by := cmp.Or(strings.Compare(cmp.Or(a.Date.Start, noDay), cmp.Or(b.Date.Start, noDay)), strings.Compare(a.ID, b.ID))
		if q.Order == ByLatest || q.Order == ByLatestTime {
			by = cmp.Or(a.Updated.Compare(b.Updated), strings.Compare(a.ID, b.ID))
		}
		if q.Order == ByLatest || q.Order == ByDateDown {
			by = -by
		}
		return by
	})
	return list
}

func naive(q Query, r conflict.Record) bool {
	place := conflict.Place{}
	if r.Place != nil {
		place = *r.Place
	}
	actors := append(actorIDs(r.Perpetrators), actorIDs(r.Targets)...)
	switch {
	case q.From != "" && (r.Date.End == "" || r.Date.End < q.From),
		q.To != "" && (r.Date.Start == "" || r.Date.Start > q.To),
		len(q.Countries) > 0 && place.Country != q.Countries[0],
		len(q.Actors) > 0 && !slices.ContainsFunc(q.Actors, func(id string) bool {
			return slices.Contains(append(actors, r.ClaimedBy...), id)
		}),
		len(q.Types) > 0 && r.EventType != q.Types[0],
		q.Claimed != nil && *q.Claimed != (len(r.ClaimedBy) > 0),
		len(q.Official) > 0 && !slices.Contains(q.Official, r.Official),
		q.MinKilled > 0 && (r.Killed == nil || r.Killed.Low < q.MinKilled),
		q.PlaceID != "" && place.ID != q.PlaceID,
		q.Near != nil && (place.Lat == nil || distance(q.Near.Lat, q.Near.Lon, *place.Lat, *place.Lon) > q.Near.Km),
		q.Text != "" && place.Name != "Dargo":
		return false
	}
	return true
}
