package digest

import (
	"encoding/json"
	"fmt"

	"sahelwatch/internal/conflict"
)

// Document is the JSON of a digest: the frozen digest with the sentences that
// text and HTML show.
type Document struct {
	conflict.Digest
	Subject   string  `json:"subject"`
	Note      string  `json:"note,omitempty"`
	Sources   string  `json:"sources"`
	Incidents []Entry `json:"incidents"`           // in place of the digest's own
	More      string  `json:"more,omitempty"`      // how many incidents are not told
	Pages     string  `json:"pages,omitempty"`     // address of all incidents
	Truncated bool    `json:"truncated,omitempty"` // lists are shortened for size
}

// Entry is one incident of a Document.
type Entry struct {
	Headline     string `json:"headline"`
	OfficialWord string `json:"official_word,omitempty"` // official sources that were read or not
	Context      string `json:"context"`
	URL          string `json:"url,omitempty"`
	conflict.DigestEntry
}

// newDocument puts d, of which v is the view, into the form of its JSON.
func newDocument(d conflict.Digest, v View) Document {
	doc := Document{Digest: d, Subject: v.Subject, Note: v.Note, Sources: v.Sources, Incidents: []Entry{}, More: v.Omitted, Pages: v.URL}
	for i, it := range v.Incidents {
		e := d.Incidents[i]
		e.Incident.Changes = nil // those told here stand beside it
		doc.Incidents = append(doc.Incidents, Entry{
			Headline: it.Headline, OfficialWord: it.Official, Context: it.Context, URL: it.URL, DigestEntry: e,
		})
	}
	return doc
}

func indented(doc Document) ([]byte, error) {
	out, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("digest %s: %w", doc.ID, err)
	}
	return append(out, '\n'), nil
}
