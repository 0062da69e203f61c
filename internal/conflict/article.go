package conflict

// Article is a news article as its editor meant it: the text that was read off
// a page, with what the page says of itself. Only URL and one of Title or Text
// are required.
type Article struct {
	URL           string  `json:"url"`
	Title         string  `json:"title"`
	Byline        string  `json:"byline,omitempty"`
	Published     Moment  `json:"published"`
	Modified      Moment  `json:"modified"`
	Lang          string  `json:"lang,omitempty"` // ISO 639-1
	Canonical     string  `json:"canonical,omitempty"`
	Site          string  `json:"site,omitempty"`
	Text          string  `json:"text"`             // paragraphs separated by blank lines
	Source        string  `json:"source,omitempty"` // id of the source in the config
	PublishedFrom string  `json:"published_from,omitempty"`
	Confidence    float64 `json:"confidence,omitempty"` // of Published, 0..1; below 0.5 it is a guess
	Section       string  `json:"section,omitempty"`
	Dateline      string  `json:"dateline,omitempty"`
	Wire          string  `json:"wire,omitempty"`   // agency whose text this is: AFP, Reuters, AIB, ...
	Wall          string  `json:"wall,omitempty"`   // "paywall", "consent", "notfound": Text is then a stub
	Masked        []Range `json:"masked,omitempty"` // learned boilerplate inside Text: kept, not read for reports
}

// Range is a span of bytes [Start, End) of an article's text.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Coded is an article with the reports that were read in it.
type Coded struct {
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Lang      string   `json:"lang"`
	Published Moment   `json:"published"`
	Source    string   `json:"source,omitempty"`
	Relevant  bool     `json:"relevant"`
	Reason    string   `json:"reason,omitempty"` // why (not) relevant, in a few words
	Reports   []Report `json:"reports"`          // the main one first; empty when not relevant
	Wire      string   `json:"wire,omitempty"`
	Data      string   `json:"data,omitempty"` // version of gazetteer and lexicons
}

// Main gives the main report, or nil when every report is background or none is told.
func (c *Coded) Main() *Report {
	for i := range c.Reports {
		if !c.Reports[i].Background {
			return &c.Reports[i]
		}
	}
	return nil
}

// Fingerprint is what is kept of a text to find its near-copies.
type Fingerprint struct {
	Hash  string   `json:"hash"`            // SHA-256 of the text, hex
	Bands []string `json:"bands,omitempty"` // MinHash bands: near-copies share at least one
	Sig   []uint32 `json:"sig,omitempty"`   // MinHash signature: share of equal slots estimates Jaccard
	Words int      `json:"words"`
}
