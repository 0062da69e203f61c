package conflict

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Day is the form of a calendar day in JSON: "2025-07-28".
const Day = "2006-01-02"

// Moment is a published or modified time as its page gave it: an instant with
// its zone, a bare day, or nothing (the zero Moment, JSON null). A Moment is
// never filled in from the clock.
type Moment struct {
	Time    time.Time
	DayOnly bool // only the day was told; Time is then midnight UTC
}

// ParseMoment reads RFC 3339 or YYYY-MM-DD; an empty string is the zero Moment.
func ParseMoment(s string) (Moment, error) {
	if s == "" {
		return Moment{}, nil
	}
	if t, err := time.Parse(Day, s); err == nil {
		return Moment{Time: t, DayOnly: true}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return Moment{}, fmt.Errorf("time %q is neither RFC 3339 nor YYYY-MM-DD", s)
	}
	return Moment{Time: t}, nil
}

// IsZero reports whether no time is known.
func (m Moment) IsZero() bool { return m.Time.IsZero() }

// String gives the JSON form without quotes; "" when unknown.
func (m Moment) String() string {
	switch {
	case m.IsZero():
		return ""
	case m.DayOnly:
		return m.Time.Format(Day)
	}
	return m.Time.Format(time.RFC3339)
}

// Day gives the calendar day in the moment's own zone; "" when unknown.
func (m Moment) Day() string {
	if m.IsZero() {
		return ""
	}
	return m.Time.Format(Day)
}

// MarshalJSON writes RFC 3339, YYYY-MM-DD, or null.
func (m Moment) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(m.String())
}

// UnmarshalJSON reads what MarshalJSON writes; "" counts as null.
func (m *Moment) UnmarshalJSON(b []byte) error {
	*m = Moment{}
	if bytes.Equal(b, []byte("null")) {
		return nil
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	parsed, err := ParseMoment(s)
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}
