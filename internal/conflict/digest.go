package conflict

import "time"

// Digest is one frozen message to one recipient. Text, HTML and JSON are
// renderings of it and say the same; its id is the same on each attempt.
type Digest struct {
	ID        string            `json:"id"`
	Recipient string            `json:"recipient"`
	Kind      string            `json:"kind"` // "digest", "immediate", "heartbeat", "test"
	At        time.Time         `json:"at"`
	Since     time.Time         `json:"since"`
	Language  string            `json:"language"`  // of the rendering: en, fr
	Timezone  string            `json:"timezone"`  // IANA name for times shown
	Incidents []DigestEntry     `json:"incidents"` // most important first
	Failing   []SourceNote      `json:"failing"`   // sources that failed or fell silent
	Read      int               `json:"read"`      // sources read without failure since Since
	Watched   int               `json:"watched"`   // enabled sources
	Officials []OfficialRead    `json:"officials"` // official sources, when each was last read
	Omitted   int               `json:"omitted"`   // incidents left out for size
	BaseURL   string            `json:"base_url,omitempty"`
	Names     map[string]string `json:"source_names,omitempty"` // of the sources cited, by id
}

// DigestEntry is one incident in a digest with what changed about it.
type DigestEntry struct {
	Incident Incident `json:"incident"` // as it stood when the digest was frozen
	Changes  []Change `json:"changes"`  // those told here
	Nearby   int      `json:"nearby"`   // other incidents at the same place in the last 90 days
	NearDead *Bounds  `json:"nearby_killed,omitempty"`
}

// SourceNote is a source that failed or fell silent.
type SourceNote struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Official bool      `json:"official"`
	Country  string    `json:"country"`
	Silent   bool      `json:"silent,omitempty"` // it was read, and had nothing new for much longer than usual
	Problem  string    `json:"problem"`          // in plain words
	Since    time.Time `json:"since"`
}

// OfficialRead is an official source and when it was last read.
type OfficialRead struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Country  string    `json:"country"`
	LastRead time.Time `json:"last_read"` // zero: never
	Failed   string    `json:"failed,omitempty"`
}

// Delivery is one digest on its way to one recipient.
type Delivery struct {
	Digest    Digest    `json:"digest"`
	Recipient string    `json:"recipient"`
	Queued    time.Time `json:"queued"`
	Attempts  int       `json:"attempts"`
	Next      time.Time `json:"next"` // not before
	LastError string    `json:"last_error"`
	State     string    `json:"state"`             // "waiting", "done", "failed" (permanent), "aside" (poison)
	Done      []string  `json:"done,omitempty"`    // addresses of the recipient already served
	Refused   []string  `json:"refused,omitempty"` // addresses that the server refused for good
}

// Rendered is one digest in every form that a target may want. All forms say
// the same.
type Rendered struct {
	Subject string // one line, no control characters
	Text    string // 72 columns
	HTML    string // a whole page with inline styles
	Short   string // a few lines for chat
	JSON    []byte // the whole digest
	Webhook []byte // body of a webhook call, bounded in size
}
