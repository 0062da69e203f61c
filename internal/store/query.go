package store

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// Query selects incidents. Empty fields select all; lists match any of theirs.
type Query struct {
	From, To  string   // days, YYYY-MM-DD, inclusive; an incident matches when its interval overlaps
	Countries []string // ISO 3166-1 alpha-2
	Actors    []string // ids, as perpetrator, target or claimant
	Types     []string // event or sub-event types
	Claimed   *bool    // somebody claims it, or nobody does
	Official  []string // silent, confirmed, denied, unknown
	MinKilled int      // lowest figure of killed victims
	PlaceID   conflict.PlaceID
	Near      *Circle
	Text      string // each word stands in the place, an actor's id or the title; folded
	Order     Order
	Limit     int    // 0: no limit
	Cursor    string // from Query.After: go on behind that incident
}

// Circle is all within Km of a point.
type Circle struct{ Lat, Lon, Km float64 }

// Order of a list of incidents.
type Order int

// Orders.
const (
	ByDate       Order = iota // of the event, oldest first, unknown dates before all
	ByDateDown                // newest first
	ByLatest                  // time of the latest change, newest first
	ByLatestTime              // time of the latest change, oldest first
)

// wideDate is the longest interval that a date may span, in days: the scan
// begins that much before From.
const wideDate = 370

const noDay = "0000-00-00"

// scanPage is how many summaries one transaction reads before they are handed on.
const scanPage = 256

// ErrCursor is returned for a Cursor that no Query gave.
var ErrCursor = errors.New("cursor is not one of this list")

// After gives the Cursor that goes on behind sum.
func (q Query) After(sum Summary) string {
	if q.latest() {
		return hex.EncodeToString(append(u64(stamp(sum.Updated)), sum.ID...))
	}
	return hex.EncodeToString(summaryKey(sum.Start, sum.ID))
}

func (q Query) latest() bool { return q.Order == ByLatest || q.Order == ByLatestTime }

func (q Query) down() bool { return q.Order == ByDateDown || q.Order == ByLatest }

func summaryKey(day, id string) []byte {
	if len(day) != len(noDay) {
		day = noDay
	}
	return append([]byte(day), id...)
}

// Summaries gives the incidents of q in short form. It holds no transaction
// while the loop's body runs.
func (s *Store) Summaries(ctx context.Context, q Query) iter.Seq2[Summary, error] {
	return func(yield func(Summary, error) bool) {
		scan, err := newScan(q)
		if err != nil {
			yield(Summary{}, err)
			return
		}
		given := 0
		for !scan.done {
			page, err := s.scanSummaries(scan)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(Summary{}, err)
				return
			}
			for _, sum := range page {
				if !yield(sum, nil) {
					return
				}
				if given++; given == q.Limit {
					return
				}
			}
		}
	}
}

// Incidents gives the whole records of q, otherwise as Summaries.
func (s *Store) Incidents(ctx context.Context, q Query) iter.Seq2[conflict.Record, error] {
	return func(yield func(conflict.Record, error) bool) {
		for sum, err := range s.Summaries(ctx, q) {
			var r conflict.Record
			if err == nil {
				r, err = s.Incident(sum.ID)
			}
			if errors.Is(err, ErrNotFound) {
				continue // dropped since the summary was read
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// CountIncidents gives the number of listed incidents.
func (s *Store) CountIncidents() (int, error) {
	n := 0
	err := s.view("count incidents", func(tx *bbolt.Tx) error {
		n = int(counter(tx, "incidents"))
		return nil
	})
	return n, err
}

// scan is the state of one listing between transactions.
type scan struct {
	match      matcher
	first, end []byte // keys: from first, before end; nil: open
	at         []byte // last key handed on
	done       bool
	latest     bool
	down       bool
}

func newScan(q Query) (*scan, error) {
	sc := &scan{match: newMatcher(q), latest: q.latest(), down: q.down()}
	for _, day := range []string{q.From, q.To} {
		if _, err := time.Parse(conflict.Day, day); day != "" && err != nil {
			return nil, fmt.Errorf("day %q is not YYYY-MM-DD", day)
		}
	}
	if !sc.latest {
		if q.From != "" {
			from, _ := time.Parse(conflict.Day, q.From)
			sc.first = []byte(from.AddDate(0, 0, -wideDate).Format(conflict.Day))
		}
		if q.To != "" {
			sc.end = append([]byte(q.To), 0xff)
		}
	}
	if q.Cursor != "" {
		at, err := hex.DecodeString(q.Cursor)
		if err != nil || len(at) < 9 {
			return nil, fmt.Errorf("%w: %q", ErrCursor, q.Cursor)
		}
		sc.at = at
	}
	return sc, nil
}

// scanSummaries reads on until a page of matches or the end. However few match,
// it gives up the transaction after some thousands.
func (s *Store) scanSummaries(sc *scan) ([]Summary, error) {
	page := make([]Summary, 0, scanPage)
	err := s.view("list incidents", func(tx *bbolt.Tx) error {
		summaries := tx.Bucket(bSummary)
		c := summaries.Cursor()
		if sc.latest {
			c = tx.Bucket(bLatest).Cursor()
		}
		looked := 0
		k, v := sc.start(c)
		for ; sc.inside(k) && len(page) < scanPage && looked < 64*scanPage; k, v = sc.step(c) {
			looked++
			sc.at = append(sc.at[:0], k...)
			key, rec := k, v
			if sc.latest {
				key, rec = v, summaries.Get(v)
			}
			sum, err := unpackSummary(key, rec)
			if err != nil {
				return err
			}
			if sc.match.ok(&sum) {
				page = append(page, sum)
			}
		}
		sc.done = !sc.inside(k)
		return nil
	})
	return page, err
}

// start places the cursor on the first key to look at.
func (sc *scan) start(c *bbolt.Cursor) (k, v []byte) {
	switch {
	case sc.down && sc.at != nil:
		return before(c, sc.at)
	case sc.down:
		return before(c, sc.end)
	case sc.at != nil:
		return behind(c, sc.at)
	}
	return c.Seek(sc.first)
}

// before gives the last key below key, of all for nil.
func before(c *bbolt.Cursor, key []byte) (k, v []byte) {
	if key != nil {
		if at, _ := c.Seek(key); at != nil {
			return c.Prev()
		}
	}
	return c.Last()
}

// behind gives the first key above key.
func behind(c *bbolt.Cursor, key []byte) (k, v []byte) {
	at, v := c.Seek(key)
	if bytes.Equal(at, key) {
		return c.Next()
	}
	return at, v
}

func (sc *scan) step(c *bbolt.Cursor) (k, v []byte) {
	if sc.down {
		return c.Prev()
	}
	return c.Next()
}

func (sc *scan) inside(k []byte) bool {
	switch {
	case k == nil:
		return false
	case sc.down:
		return sc.first == nil || bytes.Compare(k, sc.first) >= 0
	}
	return sc.end == nil || bytes.Compare(k, sc.end) < 0
}

// matcher is a Query made ready.
type matcher struct {
	Query
	words []string
}

func newMatcher(q Query) matcher {
	m := matcher{Query: q}
	for _, w := range fold.Words(nil, q.Text) {
		m.words = append(m.words, w.Key)
	}
	return m
}

func (m *matcher) ok(s *Summary) bool {
	return m.days(s) && among(m.Countries, s.Country) && m.actor(s) && m.kind(s) &&
		(m.Claimed == nil || *m.Claimed == (len(s.ClaimedBy) > 0)) && among(m.Official, s.Official) &&
		(m.MinKilled == 0 || s.Killed != nil && s.Killed.Low >= m.MinKilled) &&
		(m.PlaceID == "" || m.PlaceID == s.PlaceID) && m.near(s) && m.text(s)
}

func (m *matcher) days(s *Summary) bool {
	if m.From == "" && m.To == "" {
		return true
	}
	if s.Start == "" {
		return false
	}
	end := s.End
	if end == "" {
		end = s.Start
	}
	return (m.To == "" || s.Start <= m.To) && (m.From == "" || end >= m.From)
}

func (m *matcher) actor(s *Summary) bool {
	if len(m.Actors) == 0 {
		return true
	}
	for _, id := range m.Actors {
		if slices.Contains(s.Perpetrators, id) || slices.Contains(s.Targets, id) || slices.Contains(s.ClaimedBy, id) {
			return true
		}
	}
	return false
}

func (m *matcher) kind(s *Summary) bool {
	return len(m.Types) == 0 || slices.Contains(m.Types, s.EventType) || slices.Contains(m.Types, s.SubEventType)
}

func (m *matcher) near(s *Summary) bool {
	if m.Near == nil {
		return true
	}
	return s.Located() && distance(m.Near.Lat, m.Near.Lon, s.Lat, s.Lon) <= m.Near.Km
}

func (m *matcher) text(s *Summary) bool {
	if len(m.words) == 0 {
		return true
	}
	hay := fold.String(strings.Join([]string{s.Place, s.Admin1, s.Title, strings.Join(s.Perpetrators, " "),
		strings.Join(s.Targets, " "), strings.Join(s.ClaimedBy, " "), s.EventType, s.SubEventType}, " "))
	for _, w := range m.words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

func among(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }

// distance is the great-circle distance in kilometres.
func distance(aLat, aLon, bLat, bLon float64) float64 {
	const earth = 6371.0
	rad := math.Pi / 180
	dLat, dLon := (bLat-aLat)*rad, (bLon-aLon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(aLat*rad)*math.Cos(bLat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(h)))
}
