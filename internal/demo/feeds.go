package demo

import (
	"encoding/xml"
	"time"
)

type rssDoc struct {
	XMLName xml.Name  `xml:"rss"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"channel>title"`
	Link    string    `xml:"channel>link"`
	Lang    string    `xml:"channel>language"`
	Items   []rssItem `xml:"channel>item"`
}

type rssItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	GUID        string `xml:"guid"`
	PubDate     string `xml:"pubDate"`
	Description string `xml:"description"`
}

func rss(o Outlet, base string, items []item) rssDoc {
	d := rssDoc{Version: "2.0", Title: o.Name, Link: base + "/", Lang: o.Language}
	for _, it := range items {
		d.Items = append(d.Items, rssItem{Title: it.Title, Link: it.URL, GUID: it.URL,
			PubDate: it.Published.Format(time.RFC1123Z), Description: it.Lead})
	}
	return d
}

type atomDoc struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Link      atomLink `xml:"link"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Summary   string   `xml:"summary"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func atom(o Outlet, base string, items []item) atomDoc {
	d := atomDoc{Lang: o.Language, ID: base + "/", Title: o.Name, Updated: "2025-07-28T00:00:00Z"}
	for _, it := range items {
		d.Entries = append(d.Entries, atomEntry{ID: it.URL, Title: it.Title, Link: atomLink{"alternate", it.URL},
			Published: it.Published.Format(time.RFC3339), Updated: it.Updated.Format(time.RFC3339), Summary: it.Lead})
	}
	if len(items) > 0 {
		d.Updated = items[0].Updated.Format(time.RFC3339)
	}
	return d
}
