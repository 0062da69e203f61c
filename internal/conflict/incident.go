package conflict

import "time"

// Incident is one event with every voice on it: the JSON of
// `incidents list --json`, of the exports and of the API. Its ledger is
// append-only: a figure is never overwritten.
type Incident struct {
	ID              string     `json:"id"`
	EventType       string     `json:"event_type"`
	SubEventType    string     `json:"sub_event_type"`
	Date            Date       `json:"date"`
	Place           *Place     `json:"place"`
	Perpetrators    []Actor    `json:"perpetrators"`
	Targets         []Actor    `json:"targets"`
	ClaimedBy       []string   `json:"claimed_by"`
	Official        string     `json:"official"`
	OfficialSince   *time.Time `json:"official_since"` // when the official word was first read; nil while none
	Killed          *Ledger    `json:"killed"`         // victims; nil: no figure told
	Wounded         *Ledger    `json:"wounded"`
	Abducted        *Ledger    `json:"abducted"`
	MilitantsKilled *Ledger    `json:"militants_killed"`
	Outcomes        []string   `json:"outcomes"`
	Sources         int        `json:"sources"`
	Independent     int        `json:"independent_sources"`
	Articles        []Mention  `json:"articles"`           // those that report it
	Mentions        []Mention  `json:"mentions,omitempty"` // those that only recall it, or tell of it in passing
	Claims          []Said     `json:"claims"`
	Changes         []Change   `json:"changes"`
	FirstSeen       time.Time  `json:"first_seen"` // when the first report was read
	Updated         time.Time  `json:"updated"`    // when the latest change happened
}

// Ledger is every figure of one measure, and the range of the current ones.
type Ledger struct {
	Low  int     `json:"low"`
	High *int    `json:"high"`
	By   []Entry `json:"by"`
}

// Entry is one figure in the ledger: a toll, when and where it was read.
type Entry struct {
	Toll
	At         time.Time `json:"at"` // publication, or when read where that is unknown
	URL        string    `json:"url"`
	Version    int       `json:"version"` // of the article, from 1
	Superseded bool      `json:"superseded,omitempty"`
	Withdrawn  bool      `json:"withdrawn,omitempty"` // only an older version of the article said it
}

// Said is a claim in the ledger.
type Said struct {
	Claim
	At        time.Time `json:"at"`
	URL       string    `json:"url"`
	Version   int       `json:"version"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

// Mention is an article that tells of an incident.
type Mention struct {
	URL        string    `json:"url"`
	Source     string    `json:"source"`
	Lang       string    `json:"lang"`
	Published  Moment    `json:"published"`
	Title      string    `json:"title"`
	Version    int       `json:"version"`
	Seen       time.Time `json:"seen"`
	Group      int       `json:"group"`                // articles of one group count as one independent source
	Background bool      `json:"background,omitempty"` // recalls the incident, changes nothing
	Removed    bool      `json:"removed,omitempty"`    // the page is gone
}

// Record is an incident as the store keeps it: the public part, the coded
// articles it stands on, and the keys under which candidates find it.
type Record struct {
	Incident
	Members []Member `json:"members"`
	Keys    []string `json:"keys"`               // index keys; opaque to the store
	Into    string   `json:"into,omitempty"`     // merged: the id that it redirects to
	Gone    bool     `json:"gone,omitempty"`     // rejected by an analyst, or left without members by a split
	Set     []Field  `json:"set,omitempty"`      // fields that an analyst set
	Why     []Link   `json:"why,omitempty"`      // why each member was linked
	Sent    []string `json:"told,omitempty"`     // keys of changes already told, so that none is told twice
	Status  string   `json:"decision,omitempty"` // last analyst's decision in words
}

// Member is one report of one article version inside a Record.
type Member struct {
	URL         string      `json:"url"`
	Version     int         `json:"version"`
	Report      int         `json:"report"` // index in the article's reports
	Seen        time.Time   `json:"seen"`   // when this version was read
	Published   Moment      `json:"published"`
	Source      string      `json:"source"`
	Family      string      `json:"family"` // publisher family; "" is a family of its own
	Lang        string      `json:"lang"`
	Title       string      `json:"title"`
	Wire        string      `json:"wire,omitempty"`
	Fingerprint Fingerprint `json:"fingerprint"`
	Coded       Report      `json:"coded"`
	Removed     bool        `json:"removed,omitempty"`
	Old         bool        `json:"old,omitempty"` // a later version of the article was read
}

// Link is one decision to join a report to an incident, with its reasons.
type Link struct {
	URL     string   `json:"url"`
	Report  int      `json:"report"`
	Score   float64  `json:"score"`
	Reasons []Reason `json:"reasons"`
}

// Reason is one piece of evidence for or against a link.
type Reason struct {
	What  string  `json:"what"`  // "place", "date", "actors", …
	Score float64 `json:"score"` // added to the link's score
	Text  string  `json:"text"`  // in words a person reads
}

// Field is one field that an analyst set.
type Field struct {
	Name  string    `json:"name"`
	Value string    `json:"value"`
	At    time.Time `json:"at"`
}

// Types of a Change.
const (
	IncidentNew       = "incident.new"
	ClaimNew          = "claim.new"
	ClaimDenied       = "claim.denied" // a group denies its part
	ClaimWithdrawn    = "claim.withdrawn"
	TollNew           = "toll.new"     // a further speaker gives a figure
	TollRevised       = "toll.revised" // the same speaker changes it
	StatementOfficial = "statement.official"
	StatementDenied   = "statement.denied"
	AttributionFought = "attribution.contested"
	SourceConfirmed   = "source.corroborated"
	ArticleEdited     = "article.edited"
	ArticleRemoved    = "article.removed"
	IncidentMerged    = "incident.merged"
	IncidentSplit     = "incident.split"
)

// Change is one thing that became known about an incident, told once.
type Change struct {
	ID       string   `json:"id"`
	Type     string   `json:"type"`
	At       string   `json:"at"` // RFC 3339
	Incident string   `json:"incident"`
	From     string   `json:"from"`
	To       string   `json:"to"`
	By       *Speaker `json:"by"`
	Evidence Quote    `json:"evidence"`
	Measure  string   `json:"measure,omitempty"` // of a toll: killed, wounded, …
	Victims  string   `json:"victims,omitempty"` // of a toll
	Hours    *float64 `json:"hours,omitempty"`   // since the first report, for official words
	Seq      uint64   `json:"seq,omitempty"`     // position in the store's log of changes
	Late     bool     `json:"late,omitempty"`    // older than max_age when first seen: stored, not sent
}

// Quote is the words that a change stands on, with their source.
type Quote struct {
	URL  string `json:"url"`
	Text string `json:"text"`
}
