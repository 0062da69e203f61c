package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// towns is how many places the invented incidents happen at.
const towns = 2500

// inventedRecord is the i-th of an endless row of incidents: 40 a day, at
// places of their own, told by one to four articles.
func inventedRecord(i int) conflict.Record {
	rnd := rand.New(rand.NewPCG(uint64(i), 1))
	town := rnd.IntN(towns)
	at := day0.Add(time.Duration(i) * 36 * time.Minute)
	day := at.Format(conflict.Day)
	lat, lon := 10+float64(town%50)/8, -5+float64(town/50)/8
	high := 10 + rnd.IntN(50)
	id := fmt.Sprintf("i%07d", i)
	r := conflict.Record{Incident: conflict.Incident{ID: id, EventType: "Battles", SubEventType: "Armed clash",
		Date:         conflict.Date{Start: day, End: day, Precision: conflict.DateDay},
		Place:        &conflict.Place{Name: fmt.Sprintf("Village%d", town), ID: conflict.PlaceID(fmt.Sprintf("test:%d", town)), Country: []string{"BF", "ML", "NE"}[town%3], Lat: &lat, Lon: &lon, Precision: conflict.PlaceExact},
		Perpetrators: []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist", Text: "GSIM"}},
		Targets:      []conflict.Actor{{ID: "army", Name: "Army", Kind: "state", Text: "l'armée"}},
		Official:     conflict.OfficialUnknown, Killed: &conflict.Ledger{Low: rnd.IntN(10), High: &high},
		FirstSeen: at, Updated: at.Add(time.Duration(rnd.IntN(72)) * time.Hour)}}
	for m := range 1 + rnd.IntN(4) {
		url := fmt.Sprintf("https://paper%d.example/%s/%d", m, id, m)
		r.Members = append(r.Members, inventedMember(rnd, url, at, r.Place))
		r.Incident.Articles = append(r.Incident.Articles, conflict.Mention{URL: url, Source: fmt.Sprintf("paper%d", m), Lang: "fr", Title: fmt.Sprintf("Attaque à Village%d", town), Seen: at})
	}
	cell, bucket := town%400, int(at.Unix()/86400/4)
	r.Keys = []string{fmt.Sprintf("dg%d.%d", cell, bucket), fmt.Sprintf("wg%d.%d", cell, bucket/8), fmt.Sprintf("dp%d.%d", town, bucket),
		fmt.Sprintf("ng%d", town), fmt.Sprintf("carmy.%d.%d", town%40, bucket)}
	for _, m := range r.Members {
		r.Keys = append(r.Keys, "u"+m.URL)
	}
	return r
}

func inventedMember(rnd *rand.Rand, url string, at time.Time, place *conflict.Place) conflict.Member {
	low, high := rnd.IntN(40), 60
	span := conflict.Span{Field: "text", Start: 120, End: 188, Text: "au moins 40 soldats ont été tués dans l'attaque, selon le groupe"}
	by := conflict.Speaker{ID: "jnim", Role: conflict.RoleParty, Name: "JNIM", Via: &conflict.Relay{ID: "site", Name: "SITE"}}
	sig := make([]uint32, 64)
	for i := range sig {
		sig[i] = rnd.Uint32()
	}
	return conflict.Member{URL: url, Version: 1, Seen: at, Source: "paper", Lang: "fr", Title: "Attaque à " + place.Name,
		Fingerprint: conflict.Fingerprint{Hash: strings.Repeat("0123456789abcdef", 4), Bands: []string{"a1b2c3d4", "b1c2d3e4", "c1d2e3f4", "d1e2f3a4"}, Sig: sig, Words: 412},
		Coded: conflict.Report{EventType: "Battles", SubEventType: "Armed clash",
			Date: conflict.Date{Start: at.Format(conflict.Day), End: at.Format(conflict.Day), Precision: conflict.DateDay, Text: "lundi 28 juillet"}, Place: place,
			Perpetrators: []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist", Text: "GSIM", Evidence: &span}},
			Targets:      []conflict.Actor{{ID: "army", Name: "Army", Kind: "state", Text: "l'armée", Evidence: &span}},
			Tolls: []conflict.Toll{{Word: "40", Measure: conflict.Killed, Victims: conflict.Soldiers, Low: low, High: &high, Qualifier: conflict.AtLeast, Scope: conflict.ScopeIncident, By: by, Evidence: span},
				{Word: "12", Measure: conflict.Wounded, Victims: conflict.Soldiers, Low: 12, High: &high, Qualifier: conflict.Exact, Scope: conflict.ScopeIncident, By: by, Evidence: span}},
			Claims:   []conflict.Claim{{Kind: conflict.ClaimResponsibility, By: by, About: "jnim", Evidence: span}},
			Outcomes: []string{"position_overrun", "weapons_seized"},
			Summary:  conflict.Summary{Killed: &conflict.Bounds{Low: low, High: &high}, ClaimedBy: []string{"jnim"}, Official: conflict.OfficialUnknown}}}
}

// fill stores n invented incidents without waiting for the disk.
func fill(t testing.TB, s *Store, n int) {
	t.Helper()
	s.db.NoSync = true
	defer func() { s.db.NoSync = false }()
	for from := 0; from < n; from += 500 {
		c := Commit{}
		for i := from; i < min(n, from+500); i++ {
			c.Records = append(c.Records, inventedRecord(i))
		}
		if _, err := s.Commit(c); err != nil {
			t.Fatal(err)
		}
	}
}

// keysAround are what a report at the place and time of record i asks for: the
// cells and days around, most of which hold nothing.
func keysAround(i int) []string {
	r := inventedRecord(i)
	var cell, bucket int
	fmt.Sscanf(r.Keys[0], "dg%d.%d", &cell, &bucket)
	keys := []string{r.Keys[2], r.Keys[5]}
	for c := cell - 4; c <= cell+4; c++ {
		for b := bucket - 1; b <= bucket+1; b++ {
			keys = append(keys, fmt.Sprintf("dg%d.%d", c, b))
		}
	}
	return keys
}

// inventedURL is the address of record i's first article.
func inventedURL(i int) string { return inventedRecord(i).Members[0].URL }

// inventedCommit is the commit of record i's first article.
func inventedCommit(i int) Commit {
	r := inventedRecord(i)
	m := r.Members[0]
	a := conflict.Article{URL: m.URL, Title: m.Title, Lang: "fr", Text: inventedText(i, 600)}
	v := ArticleVersion{URL: m.URL, Version: 1, Article: a, Seen: m.Seen, Source: m.Source, Hash: EvidenceHash(a), Fingerprint: m.Fingerprint,
		Coded: conflict.Coded{URL: m.URL, Title: m.Title, Lang: "fr", Relevant: true, Reports: []conflict.Report{m.Coded}}}
	change := conflict.Change{ID: r.ID + ".new", Type: conflict.IncidentNew, Incident: r.ID, At: m.Seen.Format(time.RFC3339), To: "50 killed"}
	r.Changes = []conflict.Change{change}
	return Commit{Article: v, Records: []conflict.Record{r}, Changes: []conflict.Change{change}, Refetch: true}
}

// inventedText has some hundred words of a vocabulary of 20,000, the first of
// which are frequent, as in language.
func inventedText(i, words int) string {
	rnd := rand.New(rand.NewPCG(uint64(i), 2))
	zipf := rand.NewZipf(rnd, 1.1, 60, 20_000)
	var b strings.Builder
	for w := range words {
		n := zipf.Uint64()
		if w%15 == 0 {
			b.WriteString("V")
		}
		fmt.Fprintf(&b, "%c%c%c%d ", 'a'+n%26, 'a'+n/26%26, 'a'+n/676%26, n%10)
		if w%60 == 59 {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}
