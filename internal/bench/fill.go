package main

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sahelwatch/crawler"
	"sahelwatch/extract"
	"sahelwatch/extract/page"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/gazetteer"
	"sahelwatch/internal/incident"
	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
)

// conflictEvery is how many stored articles one that tells of an incident
// stands among; the others are what triage let through in vain.
const conflictEvery = 10

// perDay is how many articles the invented years have a day.
const perDay = 1500

// filler writes an invented past into a store, by the verbs that the daemon
// uses: articles of some 350 words, on the hosts whose feeds are measured, of
// which every tenth is coded and linked, and what sites repeat on their pages.
type filler struct {
	store *store.Store
	coder *extract.Coder
	towns []*gazetteer.Place
	words []string
	end   time.Time
}

// nobody knows no incident: each invented report is one of its own.
type nobody struct{}

func (nobody) Candidates([]string) ([]conflict.Record, error) { return nil, nil }

// fill makes a store of n articles in the data folder dir.
func fill(dir string, n int) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	g, err := gazetteer.Load()
	if err != nil {
		return err
	}
	coder, err := extract.NewCoder(g)
	if err != nil {
		return err
	}
	s, err := store.Open(filepath.Join(dir, watch.StoreFile), store.Options{Identity: crawler.Canonical})
	if err != nil {
		return err
	}
	f := &filler{store: s, coder: coder, towns: townsOf(g), words: vocabulary(), end: time.Now().AddDate(0, 0, -10)}
	for i := range n {
		if err := f.add(i, n); err != nil {
			s.Close()
			return fmt.Errorf("fill store: article %d: %w", i, err)
		}
	}
	return s.Close()
}

// townsOf gives settlements of Burkina Faso, Mali and Niger.
func townsOf(g *gazetteer.Gazetteer) []*gazetteer.Place {
	var list []*gazetteer.Place
	for _, p := range g.Near(14, 0, 400) {
		if p.Class == "P" && g.Watched(p.Country) {
			list = append(list, p)
		}
	}
	return list
}

// vocabulary is 20,000 invented words.
func vocabulary() []string {
	list := make([]string, 20_000)
	rnd := rand.New(rand.NewPCG(1, 1))
	for i := range list {
		for range 2 + rnd.IntN(3) {
			list[i] += string("bdfgklmnprstv"[rnd.IntN(13)]) + string("aeiou"[rnd.IntN(5)])
		}
	}
	return list
}

// add stores the i-th of n articles.
func (f *filler) add(i, n int) error {
	rnd := rand.New(rand.NewPCG(uint64(i), 2))
	seen := f.end.Add(-time.Duration(n-i) * 24 * time.Hour / perDay)
	url := fmt.Sprintf("https://127.0.0.%d:8900/%s/%s-%d", 1+rnd.IntN(200), seen.Format("2006/01"), f.words[rnd.IntN(len(f.words))], i)
	a := conflict.Article{URL: url, Lang: "en", Published: conflict.Moment{Time: seen}, Source: fmt.Sprintf("paper%d", rnd.IntN(1000)), Text: f.text(rnd)}
	a.Title = a.Text[:60]
	v := store.ArticleVersion{URL: url, Version: 1, Seen: seen, Source: a.Source}
	c := store.Commit{}
	if i%conflictEvery == 0 {
		f.tell(&a, rnd)
		v.Coded, v.Fingerprint = f.coder.Code(a), extract.Fingerprint(a.Text)
		out, err := incident.Link(incident.Input{Article: incident.Version{Coded: v.Coded, Fingerprint: v.Fingerprint, Seen: seen, Number: 1}, Now: seen}, nobody{})
		if err != nil {
			return err
		}
		c.Records, c.Changes = out.Records, out.Changes
	} else {
		v.Coded = conflict.Coded{URL: url, Title: a.Title, Lang: a.Lang, Published: a.Published, Source: a.Source}
		v.Fingerprint = signature(rnd)
	}
	v.Article, v.Hash = a, store.EvidenceHash(a)
	c.Article = v
	if _, err := f.store.Commit(c); err != nil {
		return err
	}
	return f.store.LearnBoilerplate(watch.SiteOf(url), url, page.Paragraphs(a.Text))
}

// tell puts an attack at the head of an article.
func (f *filler) tell(a *conflict.Article, rnd *rand.Rand) {
	town, killed := f.towns[rnd.IntN(len(f.towns))], 3+rnd.IntN(40)
	day := a.Published.Time.AddDate(0, 0, -1)
	a.Title = fmt.Sprintf("Attack on army base at %s kills %d soldiers", town.Name, killed)
	a.Text = fmt.Sprintf("Armed men attacked the military base at %s on %s. At least %d soldiers were killed and %d wounded, a security source said.\n\n"+
		"JNIM claimed responsibility for the attack in a statement. The army has not commented.\n\n%s", town.Name, day.Format("Monday, January 2, 2006"), killed, killed+5, a.Text)
}

// text has some 350 words, few of them often and many seldom, as in language.
func (f *filler) text(rnd *rand.Rand) string {
	zipf := rand.NewZipf(rnd, 1.1, 60, uint64(len(f.words)-1))
	var b strings.Builder
	for w := range 320 + rnd.IntN(60) {
		b.WriteString(f.words[zipf.Uint64()])
		if b.WriteByte(' '); w%60 == 59 {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// signature stands for that of a text, at no cost.
func signature(rnd *rand.Rand) conflict.Fingerprint {
	fp := conflict.Fingerprint{Words: 350, Sig: make([]uint32, 64)}
	var b []byte
	for i := range fp.Sig {
		fp.Sig[i] = rnd.Uint32()
		b = binary.BigEndian.AppendUint32(b, fp.Sig[i])
	}
	fp.Hash = fmt.Sprintf("%x", b[:32])
	for i := range 16 {
		fp.Bands = append(fp.Bands, fmt.Sprintf("%x", b[i*4:i*4+4]))
	}
	return fp
}
