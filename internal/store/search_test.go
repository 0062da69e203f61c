package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// library is a small press in three languages.
func library() []conflict.Article {
	return []conflict.Article{
		{URL: "https://a.example/1", Lang: "fr", Source: "a", Title: "Attaque contre le détachement de Dargo",
			Text: "Des hommes armés ont attaqué lundi le détachement militaire. Une cinquantaine de soldats ont été tués, selon des sources locales."},
		{URL: "https://b.example/2", Lang: "en", Source: "b", Title: "JNIM claims the Dargo attack",
			Text: "The group says that its fighters killed 40 soldiers. The army has not spoken about the killings."},
		{URL: "https://c.example/3", Lang: "ar", Source: "c", Title: "هجوم على قاعدة عسكرية في بوركينا فاسو",
			Text: "أعلنت الجماعة مسؤوليتها عن الهجوم الذي استهدف القاعدة العسكرية."},
		{URL: "https://a.example/4", Lang: "fr", Source: "a", Title: "Fonbita : le marché a rouvert",
			Text: "Le marché au bétail de Fonbita accueille de nouveau les éleveurs de la région de Tombouctou."},
	}
}

func storeArticles(t testing.TB, s *Store, list []conflict.Article) {
	t.Helper()
	for i, a := range list {
		a.Published = conflict.Moment{Time: day0.AddDate(0, 0, i)}
		v := ArticleVersion{URL: a.URL, Version: 1, Article: a, Source: a.Source, Seen: day0.AddDate(0, 0, i)}
		v.Hash = EvidenceHash(a)
		v.Coded.Reports = []conflict.Report{{Place: &conflict.Place{Country: "BF"}, Perpetrators: []conflict.Actor{{ID: "jnim"}}}}
		if _, err := s.Commit(Commit{Article: v}); err != nil {
			t.Fatal(err)
		}
	}
}

func urlsFound(t testing.TB, s *Store, text string) []string {
	t.Helper()
	found, err := s.Search(context.Background(), Search{Text: text})
	if err != nil {
		t.Fatalf("search %q: %v", text, err)
	}
	urls := []string{}
	for _, hit := range found.Articles {
		urls = append(urls, hit.URL[len("https://"):])
	}
	slices.Sort(urls)
	return urls
}

func TestSearchFindsWordsInTheirFormsLanguagesAndSpellings(t *testing.T) {
	s := openTest(t, Options{})
	storeArticles(t, s, library())
	cases := map[string]string{
		"dargo":                         "a.example/1 b.example/2",
		"Dargo soldats":                 "a.example/1",
		"soldiers":                      "b.example/2",
		"soldier kill":                  "b.example/2",
		"killing":                       "b.example/2",
		"ATTAQUES":                      "a.example/1",
		"tues":                          "a.example/1",
		"tués":                          "a.example/1",
		"الهجوم":                        "c.example/3",
		"القاعدة":                       "c.example/3",
		"Fambita":                       "a.example/4",
		"fombita":                       "a.example/4",
		"Timbuktu":                      "",
		`"détachement militaire"`:       "a.example/1",
		`"militaire détachement"`:       "",
		`"détachement de Dargo"`:        "a.example/1",
		`"détachement Dargo"`:           "",
		"dargo -jnim":                   "a.example/1",
		"dargo source:b":                "b.example/2",
		"dargo lang:fr":                 "a.example/1",
		"country:bf lang:ar":            "c.example/3",
		"actor:jnim source:c":           "c.example/3",
		"country:ML":                    "",
		"after:2025-07-31":              "a.example/4",
		"before:2025-07-28":             "a.example/1",
		"dargo after:2025-07-29":        "b.example/2",
		"dargo before:2025-07-28 -jnim": "a.example/1",
		"introuvable":                   "",
	}
	for text, want := range cases {
		if got := strings.Join(urlsFound(t, s, text), " "); got != want {
			t.Errorf("search %q = %q; want %q", text, got, want)
		}
	}
}

func TestSearchSaysWhichFilterItDoesNotUnderstand(t *testing.T) {
	s := openTest(t, Options{})
	for _, text := range []string{"after:yesterday", "before:", "country:"} {
		var bad *QueryError
		if _, err := s.Search(context.Background(), Search{Text: text}); !errors.As(err, &bad) {
			t.Errorf("search %q: %v; want a QueryError", text, err)
		}
	}
}

func TestSearchShowsTheWordsAroundAMatchAndItsIncident(t *testing.T) {
	s := openTest(t, Options{})
	storeArticles(t, s, library())
	r := conflict.Record{Incident: conflict.Incident{ID: "dargo", Updated: day0,
		Place: &conflict.Place{Name: "Dargo", Country: "BF"}},
		Members: []conflict.Member{{URL: "https://a.example/1"}, {URL: "https://b.example/2"}}}
	if _, err := s.Commit(Commit{Records: []conflict.Record{r}}); err != nil {
		t.Fatal(err)
	}
	found, err := s.Search(context.Background(), Search{Text: "cinquantaine"})
	if err != nil || len(found.Articles) != 1 || len(found.Incidents) != 1 {
		t.Fatalf("found %+v, %v", found, err)
	}
	if hit := found.Articles[0]; !strings.Contains(hit.Snippet, "Une cinquantaine de soldats") || hit.Incidents[0] != "dargo" {
		t.Errorf("hit %+v", hit)
	}
	if found.Incidents[0].Place != "Dargo" {
		t.Errorf("incident %+v", found.Incidents[0])
	}
	long := conflict.Article{URL: "https://c.example/3", Title: "Pluies", Lang: "fr", Text: strings.Repeat("Les éleveurs attendent les pluies à Sebba. ", 8) + "Un orage isolé éclate." + strings.Repeat(" La saison commence tôt.", 20)}
	if _, err := s.Commit(Commit{Article: ArticleVersion{URL: long.URL, Version: 1, Article: long, Seen: day0}}); err != nil {
		t.Fatal(err)
	}
	if found, err = s.Search(context.Background(), Search{Text: "orage"}); err != nil || len(found.Articles) != 1 {
		t.Fatalf("found %+v, %v", found, err)
	}
	words := strings.Fields(long.Text)
	snippet := strings.Fields(found.Articles[0].Snippet)
	if !slices.Contains(snippet, "orage") || !slices.Contains(words, snippet[1]) || !slices.Contains(words, snippet[len(snippet)-2]) {
		t.Errorf("the snippet cuts a word: %q", snippet)
	}
}

// The index is made of the articles: where bytes of it rotted, it is made anew.
func TestADamagedIndexIsMadeAnew(t *testing.T) {
	s := openTest(t, Options{})
	var list []conflict.Article
	for i := range foldAt {
		list = append(list, conflict.Article{URL: fmt.Sprintf("https://x.example/%d", i), Lang: "fr", Title: "Bilan", Text: fmt.Sprintf("Le village numéro%d a été attaqué.", i)})
	}
	storeArticles(t, s, list)
	if err := s.FoldIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := s.update("damage the index", func(tx *bbolt.Tx) error {
		return tx.Bucket(bSegment).ForEachBucket(func(no []byte) error {
			b := tx.Bucket(bSegment).Bucket(no)
			k, v := b.Cursor().First()
			return b.Put(bytes.Clone(k), append(bytes.Clone(v), 'x'))
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if rep, err := s.Verify(t.Context(), nil); err != nil || rep.OK() {
		t.Fatalf("the damage is not found: %+v, %v", rep, err)
	}
	if err := s.RebuildIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
	if rep, err := s.Verify(t.Context(), nil); err != nil || !rep.OK() {
		t.Errorf("after it was made anew: %+v, %v", rep, err)
	}
	if found, err := s.Search(t.Context(), Search{Text: "numéro7"}); err != nil || found.Total != 1 {
		t.Errorf("found %d, %v", found.Total, err)
	}
}

func TestWordsBeginAtSpacesAndLongOnesAtCharacters(t *testing.T) {
	long := strings.Repeat("é", 100)
	for _, c := range []struct {
		text     string
		at, want int
	}{
		{"L'état-major confirme", 6, 0}, {"deux morts", 7, 5}, {"deux morts", 5, 5}, {"deux\u00a0morts", 8, 6}, {"deux morts", 10, 10}, {"", 0, 0}, {long, 101, 100},
	} {
		if got := wordStart(c.text, c.at); got != c.want {
			t.Errorf("%.20q: the word around %d begins at %d, want %d", c.text, c.at, got, c.want)
		}
	}
}

func TestSearchIsTheSameAfterFoldingMergingAndRebuilding(t *testing.T) {
	s := openTest(t, Options{})
	s.db.NoSync = true
	var list []conflict.Article
	for i := range foldAt * (mergeAt + 1) {
		list = append(list, conflict.Article{URL: fmt.Sprintf("https://x.example/%05d", i), Lang: "en",
			Title: fmt.Sprintf("Report number%d", i), Text: fmt.Sprintf("Seven%d and eleven%d stand here. Village%d.", i%7, i%11, i%3)})
	}
	storeArticles(t, s, list)
	check := func(when string) {
		t.Helper()
		for text, want := range map[string]int{"number4000": 1, "seven3 eleven5": len(list) / 77, `"seven6 and eleven10"`: len(list) / 77, "village1": len(list) / 3} {
			found, err := s.Search(context.Background(), Search{Text: text})
			if err != nil || found.Total < want || found.Total > want+1 {
				t.Errorf("%s: %q finds %d, %v; want %d or one more", when, text, found.Total, err, want)
			}
		}
	}
	if err := s.FoldIndex(context.Background()); err != nil {
		t.Fatal(err)
	}
	check("after folding")
	if err := s.RebuildIndex(context.Background()); err != nil {
		t.Fatal(err)
	}
	check("after rebuilding")
	if rep, err := s.Verify(context.Background(), nil); err != nil || !rep.OK() {
		t.Errorf("verify: %+v, %v", rep, err)
	}
}

func TestANewVersionIsFoundByItsNewWords(t *testing.T) {
	s := openTest(t, Options{})
	storeArticles(t, s, library()[:1])
	if got := urlsFound(t, s, "cinquantaine"); len(got) != 1 {
		t.Fatalf("before the edit: %v", got)
	}
	v, err := s.Article("https://a.example/1")
	if err != nil {
		t.Fatal(err)
	}
	v.Version, v.Seen = 2, day0.Add(time.Hour)
	v.Article.Text = "Une soixantaine de soldats ont été tués."
	if _, err := s.Commit(Commit{Article: v}); err != nil {
		t.Fatal(err)
	}
	if got := urlsFound(t, s, "soixantaine"); len(got) != 1 {
		t.Errorf("after the edit: %v", got)
	}
}

func TestAReplayThatChangesNothingIndexesNothing(t *testing.T) {
	s := openTest(t, Options{})
	storeArticles(t, s, library())
	if _, err := s.Search(context.Background(), Search{Text: "dargo"}); err != nil {
		t.Fatal(err)
	}
	indexed := func() int {
		t.Helper()
		if _, err := s.syncTail(); err != nil {
			t.Fatal(err)
		}
		s.index.mu.RLock()
		defer s.index.mu.RUnlock()
		return s.index.tail.table.len()
	}
	before := indexed()
	storeArticles(t, s, library())
	if now := indexed(); now != before {
		t.Errorf("%d articles are indexed again", now-before)
	}
	v, err := s.Article("https://a.example/1")
	if err != nil {
		t.Fatal(err)
	}
	v.Coded.Reports[0].Place.Country = "ML"
	if _, err := s.Commit(Commit{Article: v}); err != nil {
		t.Fatal(err)
	}
	if got := urlsFound(t, s, "country:ML dargo"); len(got) != 1 {
		t.Errorf("by its new country: %v", got)
	}
}
