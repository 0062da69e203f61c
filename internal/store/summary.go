package store

import (
	"encoding/binary"
	"math"
	"time"

	"sahelwatch/internal/conflict"
)

// Summary is the part of an incident that lists, maps and trends show. It is
// stored apart from the record, so that ten thousand of them are read in
// milliseconds.
type Summary struct {
	ID              string           `json:"id"`
	Start           string           `json:"start"` // first day, "" when unknown
	End             string           `json:"end"`
	DatePrecision   string           `json:"date_precision"`
	EventType       string           `json:"event_type"`
	SubEventType    string           `json:"sub_event_type"`
	Place           string           `json:"place"`
	PlaceID         conflict.PlaceID `json:"place_id"`
	PlacePrecision  string           `json:"place_precision"`
	Admin1          string           `json:"admin1"`
	Country         string           `json:"country"`
	Lat             float64          `json:"lat"` // NaN when unknown, as Lon
	Lon             float64          `json:"lon"`
	Perpetrators    []string         `json:"perpetrators"` // actor ids
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
	Title           string           `json:"title"` // of the first article
	FirstSeen       time.Time        `json:"first_seen"`
	Updated         time.Time        `json:"updated"`
}

// Located reports whether the place has coordinates.
func (s *Summary) Located() bool { return !math.IsNaN(s.Lat) && !math.IsNaN(s.Lon) }

// summaryOf draws the summary from a record.
func summaryOf(r *conflict.Record) Summary {
	s := Summary{
		ID: r.ID, Start: r.Date.Start, End: r.Date.End, DatePrecision: r.Date.Precision,
		EventType: r.EventType, SubEventType: r.SubEventType, Lat: math.NaN(), Lon: math.NaN(),
		Perpetrators: actorIDs(r.Perpetrators), Targets: actorIDs(r.Targets), ClaimedBy: r.ClaimedBy,
		Official: r.Official, Killed: bounds(r.Killed), Wounded: bounds(r.Wounded),
		Abducted: bounds(r.Abducted), MilitantsKilled: bounds(r.MilitantsKilled),
		Sources: r.Sources, Independent: r.Independent, Articles: len(r.Incident.Articles),
		FirstSeen: r.FirstSeen, Updated: r.Updated,
	}
	if p := r.Place; p != nil {
		s.Place, s.PlaceID, s.PlacePrecision, s.Admin1, s.Country = p.Name, p.ID, p.Precision, p.Admin1, p.Country
		if p.Lat != nil && p.Lon != nil {
			s.Lat, s.Lon = *p.Lat, *p.Lon
		}
	}
	if len(r.Incident.Articles) > 0 {
		s.Title = r.Incident.Articles[0].Title
	}
	return s
}

func actorIDs(actors []conflict.Actor) []string {
	ids := make([]string, len(actors))
	for i, a := range actors {
		ids[i] = a.ID
	}
	return ids
}

func bounds(l *conflict.Ledger) *conflict.Bounds {
	if l == nil {
		return nil
	}
	return &conflict.Bounds{Low: l.Low, High: l.High}
}

func packSummary(key []byte, r *conflict.Record) []byte {
	s := summaryOf(r)
	w := summaryWriter{buf: make([]byte, 0, 256)}
	w.strings(s.ID, s.Start, s.End, s.DatePrecision, s.EventType, s.SubEventType, s.Place,
		string(s.PlaceID), s.PlacePrecision, s.Admin1, s.Country, s.Official, s.Title)
	w.float(s.Lat)
	w.float(s.Lon)
	w.list(s.Perpetrators)
	w.list(s.Targets)
	w.list(s.ClaimedBy)
	w.bounds(s.Killed)
	w.bounds(s.Wounded)
	w.bounds(s.Abducted)
	w.bounds(s.MilitantsKilled)
	w.numbers(int64(s.Sources), int64(s.Independent), int64(s.Articles))
	w.numbers(int64(stamp(s.FirstSeen)), int64(stamp(s.Updated)))
	return seal(key, formPlain, w.buf)
}

func unpackSummary(key, rec []byte) (Summary, error) {
	content, _, err := check("summary", key, rec)
	if err != nil {
		return Summary{}, err
	}
	r := reader{rest: string(content)}
	var s Summary
	var placeID string
	for _, p := range []*string{&s.ID, &s.Start, &s.End, &s.DatePrecision, &s.EventType, &s.SubEventType, &s.Place,
		&placeID, &s.PlacePrecision, &s.Admin1, &s.Country, &s.Official, &s.Title} {
		*p = r.text()
	}
	s.PlaceID = conflict.PlaceID(placeID)
	s.Lat, s.Lon = r.float(), r.float()
	s.Perpetrators, s.Targets, s.ClaimedBy = r.list(), r.list(), r.list()
	s.Killed, s.Wounded, s.Abducted, s.MilitantsKilled = r.bounds(), r.bounds(), r.bounds(), r.bounds()
	s.Sources, s.Independent, s.Articles = int(r.number()), int(r.number()), int(r.number())
	s.FirstSeen, s.Updated = r.time(), r.time()
	if r.short {
		return Summary{}, &CorruptError{"summary", string(key)}
	}
	return s, nil
}

// summaryWriter lays a summary out: lengths and numbers as variable-length
// integers, texts as their bytes.
type summaryWriter struct{ buf []byte }

func (w *summaryWriter) strings(list ...string) {
	for _, s := range list {
		w.buf = binary.AppendUvarint(w.buf, uint64(len(s)))
		w.buf = append(w.buf, s...)
	}
}

func (w *summaryWriter) list(list []string) {
	w.numbers(int64(len(list)))
	w.strings(list...)
}

func (w *summaryWriter) numbers(list ...int64) {
	for _, n := range list {
		w.buf = binary.AppendVarint(w.buf, n)
	}
}

func (w *summaryWriter) float(f float64) {
	w.buf = binary.BigEndian.AppendUint64(w.buf, math.Float64bits(f))
}

// bounds writes 0 for none, 1 and low, or 2, low and high.
func (w *summaryWriter) bounds(b *conflict.Bounds) {
	switch {
	case b == nil:
		w.numbers(0)
	case b.High == nil:
		w.numbers(1, int64(b.Low))
	default:
		w.numbers(2, int64(b.Low), int64(*b.High))
	}
}

// A summary's lists and bounds, as summaryWriter wrote them.
func (r *reader) list() []string {
	n := r.number()
	if n < 0 || n > int64(len(r.rest)) {
		r.short, r.rest = true, ""
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = r.text()
	}
	return list
}

func (r *reader) bounds() *conflict.Bounds {
	switch r.number() {
	case 1:
		return &conflict.Bounds{Low: int(r.number())}
	case 2:
		b := &conflict.Bounds{Low: int(r.number())}
		high := int(r.number())
		b.High = &high
		return b
	}
	return nil
}

func (r *reader) time() time.Time {
	n := r.number()
	if n == 0 {
		return time.Time{}
	}
	return unstamp(uint64(n))
}
