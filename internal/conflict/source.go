package conflict

import "time"

// Source is a place where articles appear, as the config names it.
type Source struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	URL      string `json:"url"`
	Kind     string `json:"kind"` // feed, listing, sitemap
	Language string `json:"language"`
	Country  string `json:"country"`
	Type     string `json:"type"`   // wire, national, official, monitor, …
	Family   string `json:"family"` // outlets with one owner
	Fetch    string `json:"fetch"`  // triage, all
	Selector string `json:"selector,omitempty"`
	Schedule string `json:"schedule,omitempty"` // cron line or @every
	Enabled  bool   `json:"enabled"`
}

// Official reports whether the source speaks for an authority.
func (s Source) Official() bool { return s.Type == "official" || s.Type == "state" }

// Stub is an article that a feed or listing announces, not yet fetched.
type Stub struct {
	URL       string `json:"url"`
	GUID      string `json:"guid,omitempty"`
	Title     string `json:"title"`
	Summary   string `json:"summary,omitempty"`
	Text      string `json:"text,omitempty"` // full text where the feed carries it, plain
	Byline    string `json:"byline,omitempty"`
	Lang      string `json:"lang,omitempty"`
	Published Moment `json:"published"`
	Updated   Moment `json:"updated"`
}

// Health is what is known of a source's state.
type Health struct {
	ID           string        `json:"id"`
	LastPoll     time.Time     `json:"last_poll"`
	LastSuccess  time.Time     `json:"last_success"`
	LastItem     time.Time     `json:"last_item"`  // when it last had something new
	LastError    string        `json:"last_error"` // in plain words; "" after a success
	Failures     int           `json:"failures"`   // in a row
	FailingSince time.Time     `json:"failing_since"`
	NextPoll     time.Time     `json:"next_poll"`
	Rhythm       time.Duration `json:"rhythm"`             // usual time between new items; 0 not known yet
	Lost         int           `json:"lost"`               // items lost to damage, in the last poll
	Warnings     []string      `json:"warnings"`           // of the last poll
	MovedTo      string        `json:"moved_to"`           // permanent redirect seen
	Moved        int           `json:"moved"`              // how often in a row
	ETag         string        `json:"etag"`               // for the next conditional GET
	LastModified string        `json:"last_modified"`      //
	BodyHash     string        `json:"body_hash"`          // to notice an unchanged body without validators
	State        []byte        `json:"state,omitempty"`    // what the crawler learned of a listing; opaque
	LeftOut      int           `json:"left_out,omitempty"` // its latest items that were left out and of which the reason is kept
}

// Skip says why an announced article was not fetched.
type Skip struct {
	URL    string `json:"url"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// Silent reports whether the source has had nothing new for much longer than usual.
func (h Health) Silent(now time.Time) bool {
	if h.Rhythm == 0 || h.LastItem.IsZero() {
		return false
	}
	limit := max(4*h.Rhythm, 48*time.Hour)
	return now.Sub(h.LastItem) > limit
}
