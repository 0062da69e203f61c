package digest

import (
	"encoding/xml"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// Feed is what an Atom feed of changes is made of.
type Feed struct {
	Title    string // "" is "Sahelwatch"
	Self     string // address of the feed itself
	BaseURL  string // address of the web pages
	Language string // en, fr; "" is en
	Timezone string // for times in sentences; "" is UTC
	Filter   Filter
	Now      time.Time
	Sources  []conflict.Source                         // for the names of sources
	Incident func(id string) (conflict.Incident, bool) // as in Input
}

// AtomEntries is how many changes a feed holds, the newest.
const AtomEntries = 100

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Lang string `xml:"hreflang,attr,omitempty"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Content    atomContent    `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

// Atom renders the newest of changes that pass the feed's filter (RFC 4287):
// one entry for each change, its id that of the change. Changes come in the
// order of the store's log; late ones are left out, as in digests.
func Atom(f Feed, changes []conflict.Change) ([]byte, error) {
	d := frame(Input{Recipient: Recipient{Language: f.Language, Timezone: f.Timezone}, Now: f.Now, BaseURL: f.BaseURL}, "feed")
	d.Names = map[string]string{}
	out := atomFeed{
		Lang: d.Language, ID: f.Self, Title: clean(f.Title), Author: "Sahelwatch",
		Updated: f.Now.UTC().Format(time.RFC3339), Links: []atomLink{{Rel: "self", Href: f.Self}}, Entries: []atomEntry{},
	}
	if out.Title == "" {
		out.Title = "Sahelwatch"
	}
	for _, s := range f.Sources {
		d.Names[s.ID] = s.Name
	}
	t, err := newTeller(&d)
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Backward(changes) {
		if len(out.Entries) == AtomEntries {
			break
		}
		inc, ok := f.Incident(c.Incident)
		if c.Late || !ok || !Match(f.Filter, c, &inc) {
			continue
		}
		out.Entries = append(out.Entries, t.atomEntry(c, &inc))
	}
	if len(out.Entries) > 0 {
		out.Updated = out.Entries[0].Updated
	}
	body, err := xml.MarshalIndent(out, "", " ")
	if err != nil {
		return nil, fmt.Errorf("atom feed %s: %w", f.Self, err)
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}

// atomEntry is the entry of one change. Its title is the change alone: what
// passes with the clock would change an entry under its reader.
func (t *teller) atomEntry(c conflict.Change, inc *conflict.Incident) atomEntry {
	line := t.change(c, inc)
	e := conflict.DigestEntry{Incident: *inc, Changes: []conflict.Change{c}}
	out := atomEntry{
		ID: "urn:sahelwatch:change:" + clean(c.ID), Title: t.lead(e), Updated: c.At,
		Categories: []atomCategory{{Term: c.Type}}, Content: atomContent{Type: "html", Body: paragraphs(line)},
	}
	if inc.Place != nil && inc.Place.Country != "" {
		out.Categories = append(out.Categories, atomCategory{Term: inc.Place.Country})
	}
	if page := t.page(inc.ID); page != "" {
		out.Links = append(out.Links, atomLink{Rel: "alternate", Href: page})
	}
	if line.URL != "" {
		rel := "alternate"
		if len(out.Links) > 0 {
			rel = "via"
		}
		out.Links = append(out.Links, atomLink{Rel: rel, Href: line.URL, Lang: line.Lang})
	}
	return out
}

// paragraphs is a line as the HTML of an entry: what changed, the words it
// stands on, where they were read.
func paragraphs(l Line) string {
	var b strings.Builder
	b.WriteString("<p>" + string(bidi(l.Text)) + "</p>")
	if l.Quote != "" {
		fmt.Fprintf(&b, `<blockquote dir="%s">%s</blockquote>`, l.Dir, html.EscapeString(l.Quote))
	}
	if s := cite(l); s != "" {
		b.WriteString("<p>" + string(bidi(s)) + "</p>")
	}
	return b.String()
}
