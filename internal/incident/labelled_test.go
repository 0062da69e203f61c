package incident

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/conflict"
)

// labelled is an article as it was coded, with the event that a reader found
// it to tell of; testdata/labelled holds those of two hundred articles. Their
// coding is kept as it was, mistakes included: what is measured is the linking.
type labelled struct {
	Incident string         `json:"incident"`
	Tells    string         `json:"tells"` // what a reader found new in it
	Coded    conflict.Coded `json:"coded"`
}

func readLabelled(t *testing.T, file string) []labelled {
	t.Helper()
	b, err := os.ReadFile("testdata/labelled/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []labelled
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a labelled
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

func inOrder(t *testing.T, articles []labelled) *Memory {
	t.Helper()
	m := NewMemory()
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, a := range articles {
		now = now.Add(time.Minute)
		step(t, m, Input{Article: Version{Number: 1, Seen: now, Coded: a.Coded}, Now: now, MaxAge: 48 * time.Hour, Kin: kin})
	}
	return m
}

func TestLabelledArticles(t *testing.T) {
	for _, tt := range []struct {
		file    string
		f1      float64 // B-cubed, at least
		revised float64 // share of revised tolls told, at least: the coding misses some earlier figures
	}{{"dev.jsonl", 0.95, 0.75}, {"own.jsonl", 0.94, 0.45}} {
		t.Run(tt.file, func(t *testing.T) {
			articles := readLabelled(t, tt.file)
			m := inOrder(t, articles)
			f1, merged := grade(articles, homes(m))
			t.Logf("B-cubed F1 %.3f", f1)
			if f1 < tt.f1 {
				t.Errorf("B-cubed F1 %.3f, want %.2f", f1, tt.f1)
			}
			if len(merged) > 0 {
				t.Errorf("wrongly merged: %v", merged)
			}
			for _, r := range live(m) {
				for i, c := range r.Changes {
					if slices.ContainsFunc(r.Changes[:i], func(d conflict.Change) bool { return sameFact(c, d) }) {
						t.Errorf("%s of %s told again: %s -> %s", c.Type, r.ID, c.From, c.To)
					}
				}
			}
			for kind, share := range toldShare(articles, m) {
				t.Logf("incidents with %s: %.2f", kind, share)
				if least := map[string]float64{"toll_revised": tt.revised}[kind]; share < least || kind != "toll_revised" && share < 0.85 {
					t.Errorf("of the incidents with %s only %.2f have it told", kind, share)
				}
			}
			want := standing(m)
			rng := rand.New(rand.NewPCG(1, 2))
			for i := range 21 {
				mixed := slices.Clone(articles)
				if slices.Reverse(mixed); i > 0 {
					rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
				}
				if d := cmp.Diff(want, standing(inOrder(t, mixed))); d != "" {
					t.Fatalf("order %d: -as written +mixed\n%s", i, d)
				}
			}
		})
	}
}

// homes gives the incident of each article's first report.
func homes(m *Memory) map[string]string {
	out := map[string]string{}
	for _, r := range live(m) {
		for _, x := range r.Members {
			if x.Report == 0 && !x.Coded.Background {
				out[x.URL] = r.ID
			}
		}
	}
	return out
}

// toldShare gives for each kind of news the share of the events, among those in
// whose articles a reader found it, of which it was told.
func toldShare(articles []labelled, m *Memory) map[string]float64 {
	types := map[string]string{"toll_revised": conflict.TollRevised, "official_confirm": conflict.StatementOfficial,
		"official_deny": conflict.StatementDenied, "claim": conflict.ClaimNew}
	told := map[string][]string{} // incident -> types of its changes
	for _, r := range live(m) {
		for _, c := range r.Changes {
			told[r.ID] = append(told[r.ID], c.Type)
		}
	}
	home := homes(m)
	has, of := map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, a := range articles {
		if a.Tells == "" {
			continue
		}
		if of[a.Tells] == nil {
			has[a.Tells], of[a.Tells] = map[string]bool{}, map[string]bool{}
		}
		of[a.Tells][a.Incident] = true
		for _, b := range articles {
			if b.Incident == a.Incident && slices.Contains(told[home[b.Coded.URL]], types[a.Tells]) {
				has[a.Tells][a.Incident] = true
			}
		}
	}
	out := map[string]float64{}
	for kind := range of {
		out[kind] = float64(len(has[kind])) / float64(len(of[kind]))
	}
	return out
}

// grade gives the B-cubed F1 of the clusters, and the events wrongly merged.
func grade(articles []labelled, home map[string]string) (f1 float64, merged []string) {
	articles = slices.DeleteFunc(slices.Clone(articles), func(a labelled) bool { return a.Incident == "" })
	where := func(a labelled) string {
		if h := home[a.Coded.URL]; h != "" {
			return h
		}
		return a.Coded.URL
	}
	var precision, recall float64
	events := map[string][]string{}
	for _, a := range articles {
		var both, found, real float64
		for _, b := range articles {
			inOne, oneEvent := where(a) == where(b), a.Incident == b.Incident
			if inOne {
				found++
			}
			if oneEvent {
				real++
			}
			if inOne && oneEvent {
				both++
			}
		}
		precision += both / found
		recall += both / real
		if h := where(a); !slices.Contains(events[h], a.Incident) {
			events[h] = append(events[h], a.Incident)
		}
	}
	for _, of := range events {
		if len(of) > 1 {
			slices.Sort(of)
			merged = append(merged, strings.Join(of, " + "))
		}
	}
	n := float64(len(articles))
	p, r := precision/n, recall/n
	return 2 * p * r / (p + r), merged
}
