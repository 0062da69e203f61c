package web

import (
	"context"
	"errors"
	"io"
	"iter"
	"time"

	"sahelwatch/internal/conflict"
)

// ErrNotFound is what a Reader answers for a thing it does not hold.
var ErrNotFound = errors.New("not found")

// BadQuery is what a Reader answers for a search or a cursor that is not
// understood; the text is for who asked.
type BadQuery struct{ Text string }

func (e *BadQuery) Error() string { return e.Text }

// Reader is all that the pages ask of the rest of the program.
type Reader interface {
	// Summaries gives the incidents of q in short form, newest change first.
	Summaries(context.Context, Query) iter.Seq2[Summary, error]
	// After gives the Cursor that goes on behind a Summary of q.
	After(Query, Summary) string
	// Incidents gives the whole incidents of q, newest change first.
	Incidents(context.Context, Query) iter.Seq2[conflict.Incident, error]
	// Incident follows merges; ErrNotFound for an id never given.
	Incident(id string) (conflict.Record, error)
	// Versions gives every version of an article, oldest first.
	Versions(url string) ([]Version, error)
	// IncidentsOf gives the ids of the incidents that an article tells of.
	IncidentsOf(url string) ([]string, error)
	// Articles gives article versions first seen at a time or later, oldest first.
	Articles(context.Context, time.Time) iter.Seq2[Version, error]
	// Changes gives at most n changes of the log behind a position.
	Changes(after uint64, n int) ([]conflict.Change, error)
	// LastChange is the position of the newest change.
	LastChange() (uint64, error)
	// Changed gives a channel that is closed at the next change.
	Changed() <-chan struct{}
	Sources() ([]Source, error)
	// Deliveries gives those that wait, failed or were set aside.
	Deliveries() ([]conflict.Delivery, error)
	Recipients() ([]Recipient, error)
	Search(context.Context, Search) (Found, error)
	Stats() (Stats, error)
	// Actors gives the names of actors by id.
	Actors() map[string]string
	// Tell puts an incident into the sentences of a digest.
	Tell(inc conflict.Incident, language string) (Telling, error)
	// Feed renders the Atom feed of the newest changes to incidents of a query.
	Feed(Feed) ([]byte, error)
	// Formats are those of Export.
	Formats() []Format
	// Export writes the incidents of q in a format.
	Export(ctx context.Context, w io.Writer, format string, q Query) error
	// Diff gives the paragraphs that changed between two texts.
	Diff(before, after string) []Edit
}

// Query selects incidents. Empty fields select all; lists match any of theirs.
type Query struct {
	From, To  string // days, YYYY-MM-DD, inclusive
	Countries []string
	Actors    []string // ids
	Types     []string // event or sub-event types
	Claimed   *bool
	Official  []string
	MinKilled int
	Text      string
	ByDate    bool   // oldest event first, in place of newest change first
	Limit     int    // 0: all
	Cursor    string // from Reader.After
}

// Summary is what lists, maps and trends show of an incident.
type Summary struct {
	ID              string           `json:"id"`
	Start           string           `json:"start"`
	End             string           `json:"end"`
	DatePrecision   string           `json:"date_precision"`
	EventType       string           `json:"event_type"`
	SubEventType    string           `json:"sub_event_type"`
	Place           string           `json:"place"`
	PlacePrecision  string           `json:"place_precision"`
	Admin1          string           `json:"admin1"`
	Country         string           `json:"country"`
	Lat             *float64         `json:"lat"` // nil when unknown, as Lon
	Lon             *float64         `json:"lon"`
	Perpetrators    []string         `json:"perpetrators"`
	Targets         []string         `json:"targets"`
	ClaimedBy       []string         `json:"claimed_by"`
	Official        string           `json:"official"`
	Killed          *conflict.Bounds `json:"killed"`
	Wounded         *conflict.Bounds `json:"wounded"`
	Abducted        *conflict.Bounds `json:"abducted"`
	MilitantsKilled *conflict.Bounds `json:"militants_killed"`
	Sources         int              `json:"sources"`
	Independent     int              `json:"independent_sources"`
	Articles        int              `json:"articles"`
	Title           string           `json:"title"`
	FirstSeen       time.Time        `json:"first_seen"`
	Updated         time.Time        `json:"updated"`
}

// Version is one text of an article as it was read.
type Version struct {
	Version int              `json:"version"`
	Seen    time.Time        `json:"seen"`
	Hash    string           `json:"hash"` // SHA-256 over title and text
	Source  string           `json:"source"`
	Dropped bool             `json:"dropped,omitempty"` // retention took the text
	Article conflict.Article `json:"article"`
	Coded   conflict.Coded   `json:"coded"`
}

// Source is a configured source and how it fares.
type Source struct {
	conflict.Source
	Health conflict.Health
}

// Recipient is how far a recipient of digests was told.
type Recipient struct {
	Name         string
	LastSent     time.Time
	FailingSince time.Time // zero while deliveries succeed
	LastError    string
	Disabled     bool // the receiver asked to be left alone
	Unsubscribed []Subscription
}

// Search is one search over the stored articles.
type Search struct {
	Text          string
	Limit, Offset int
	ByDate        bool
}

// Hit is an article found.
type Hit struct {
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Source    string          `json:"source"`
	Lang      string          `json:"lang"`
	Published conflict.Moment `json:"published"`
	Snippet   string          `json:"snippet"`
	Incidents []string        `json:"incidents"`
}

// Found is the result of a search.
type Found struct {
	Articles  []Hit     `json:"articles"`
	Incidents []Summary `json:"incidents"`
	Total     int       `json:"total"` // articles that match
}

// Stats counts what is stored and done.
type Stats struct {
	Articles, Incidents, Changes int
	Pending, Waiting             int // articles to be read, deliveries to be made
	StoreBytes, StoreFree        int64
}

// Telling is an incident in the sentences of a digest.
type Telling struct {
	Headline string
	Where    string
	When     string
	Event    string
	Outcomes string
	Context  string
	Changes  []Sentence // as in the incident's Changes, oldest first
}

// Sentence is one change in words.
type Sentence struct {
	Text string
	Type string
	At   time.Time
	URL  string
	Late bool
}

// Feed asks for an Atom feed.
type Feed struct {
	Title, Self, BaseURL, Language string
	Query                          Query
}

// Format is one of the forms that incidents are exported in.
type Format struct {
	Name, MediaType, Extension string
}

// Edit is one paragraph that differs between two versions of a text.
type Edit struct{ Old, New string }
