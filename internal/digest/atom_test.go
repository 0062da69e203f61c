package digest_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed/atom"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

func feed(language string) digest.Feed {
	in := busyInput(language, "UTC")
	return digest.Feed{
		Title: "Burkina Faso & Niger", Self: "https://watch.example/feeds/bf.atom", BaseURL: in.BaseURL, Language: language,
		Now: in.Now, Sources: in.Sources, Incident: in.Incident,
	}
}

func readFeed(t *testing.T, f digest.Feed, changes []conflict.Change) *atom.Feed {
	t.Helper()
	body, err := digest.Atom(f, changes)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := (&atom.Parser{}).Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%v in\n%s", err, body)
	}
	return parsed
}

func TestAtomFeedTellsTheNewestChangeFirst(t *testing.T) {
	f := readFeed(t, feed("en"), busyChanges())
	if f.Title != "Burkina Faso & Niger" || f.Updated != "2025-07-30T15:50:00Z" || f.ID != "https://watch.example/feeds/bf.atom" || f.Language != "en" {
		t.Errorf("feed %q of %s, id %s, language %s", f.Title, f.Updated, f.ID, f.Language)
	}
	if len(f.Entries) != 6 {
		t.Fatalf("%d entries for six changes", len(f.Entries))
	}
	e := f.Entries[1] // the claim; the figure came after it
	if e.ID != "urn:sahelwatch:change:ch-05" || !strings.HasPrefix(e.Title, "JNIM claims 40 soldiers killed at Dargo (28 July)") || e.Updated != "2025-07-30T15:50:00Z" {
		t.Errorf("entry %s: %q of %s", e.ID, e.Title, e.Updated)
	}
	links := map[string]string{}
	for _, l := range e.Links {
		links[l.Rel] = l.Href
	}
	if links["alternate"] != "https://watch.example/incidents/inc-dargo" || links["via"] != claimURL {
		t.Errorf("links %v", links)
	}
	if !strings.Contains(e.Content.Value, "<blockquote") || !strings.Contains(e.Content.Value, "Sahel Monitor (English)") {
		t.Errorf("content %s", e.Content.Value)
	}
}

func TestAtomFeedKeepsToItsFilterAndLanguage(t *testing.T) {
	f := feed("fr")
	f.Filter.Countries = []string{"NE"}
	parsed := readFeed(t, f, busyChanges())
	if len(parsed.Entries) != 1 || !strings.Contains(parsed.Entries[0].Title, "des dizaines de civils enlevés") {
		t.Errorf("%d entries", len(parsed.Entries))
	}
	if empty := readFeed(t, f, nil); empty.Updated == "" || len(empty.Entries) != 0 {
		t.Errorf("empty feed updated %q with %d entries", empty.Updated, len(empty.Entries))
	}
}

func TestAtomFeedIsBoundedAndWellFormedWhateverIsInIt(t *testing.T) {
	f := feed("en")
	var changes []conflict.Change
	for i, s := range hostile {
		c := busyChanges()[4]
		c.ID, c.Evidence = fmt.Sprintf("x%d", i), conflict.Quote{URL: s, Text: s}
		changes = append(changes, c)
	}
	for i := range 200 {
		c := busyChanges()[4]
		c.ID = fmt.Sprintf("y%d", i)
		changes = append([]conflict.Change{c}, changes...)
	}
	parsed := readFeed(t, f, changes)
	if len(parsed.Entries) != digest.AtomEntries || parsed.Entries[0].ID != fmt.Sprintf("urn:sahelwatch:change:x%d", len(hostile)-1) {
		t.Errorf("%d entries, the first %s", len(parsed.Entries), parsed.Entries[0].ID)
	}
	for _, e := range parsed.Entries {
		for _, l := range e.Links {
			if !strings.HasPrefix(l.Href, "http") {
				t.Errorf("link to %q", l.Href)
			}
		}
		if strings.Contains(e.Content.Value, "<script") || strings.Contains(e.Content.Value, "<img") {
			t.Errorf("content %s", e.Content.Value)
		}
	}
}
