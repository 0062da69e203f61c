package incident

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// Kinds of a Decision.
const (
	DecideMerge  = "merge"  // URLs tell one event
	DecideSplit  = "split"  // URLs tell one event, and not that of Rest
	DecideReject = "reject" // the event of URLs is no incident
	DecideSet    = "set"    // fields of the event of URLs
)

// Decision is an analyst's word. It names articles, not ids, so that it holds
// for every later crawl and for a store that is built anew. A reference is the
// article's URL, followed by " report=N" (from 1) where N is not the article's
// first report of a new event.
type Decision struct {
	At     time.Time        `json:"at"`
	By     string           `json:"by,omitempty"`
	Kind   string           `json:"kind"`
	URLs   []string         `json:"urls"`
	Rest   []string         `json:"rest,omitempty"`
	Fields []conflict.Field `json:"fields,omitempty"`
}

// Settable lists the fields that an analyst may set.
func Settable() []string {
	return []string{"date", "event_type", "place", "sub_event_type"}
}

// ParseDecisions reads decisions, one JSON object a line; empty lines and lines
// that begin with # are skipped. All faults are given, each with its line.
func ParseDecisions(r io.Reader) ([]Decision, error) {
	var out []Decision
	var faults []error
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 16<<20)
	for line := 1; scan.Scan(); line++ {
		text := bytes.TrimSpace(scan.Bytes())
		if len(text) == 0 || text[0] == '#' {
			continue
		}
		d, err := parseDecision(text)
		if err != nil {
			faults = append(faults, fmt.Errorf("line %d: %w", line, err))
			continue
		}
		out = append(out, d)
	}
	if err := scan.Err(); err != nil {
		faults = append(faults, err)
	}
	return out, errors.Join(faults...)
}

func parseDecision(text []byte) (Decision, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	var d Decision
	if err := dec.Decode(&d); err != nil {
		return d, err
	}
	if dec.More() {
		return d, errors.New("more than one object")
	}
	return d, d.check()
}

func (d Decision) check() error {
	need := 1
	switch d.Kind {
	case DecideMerge:
		need = 2
	case DecideSplit:
		if len(d.Rest) == 0 {
			return errors.New("split names no articles that stay")
		}
	case DecideReject:
	case DecideSet:
		if len(d.Fields) == 0 {
			return errors.New("set names no field")
		}
	default:
		return fmt.Errorf("decision %q is none of merge, split, reject, set", d.Kind)
	}
	if len(d.URLs) < need {
		return fmt.Errorf("%s names %d articles, needs %d", d.Kind, len(d.URLs), need)
	}
	for _, u := range slices.Concat(d.URLs, d.Rest) {
		if url, _ := splitRef(u); strings.TrimSpace(url) == "" {
			return fmt.Errorf("%s names an article without URL", d.Kind)
		}
	}
	for _, f := range d.Fields {
		if err := checkField(f); err != nil {
			return err
		}
	}
	return nil
}

func checkField(f conflict.Field) error {
	if !slices.Contains(Settable(), f.Name) {
		return fmt.Errorf("field %q is none of %s", f.Name, strings.Join(Settable(), ", "))
	}
	switch f.Name {
	case "date":
		_, err := parseSpan(f.Value)
		return err
	case "place":
		_, err := parsePlace(f.Value)
		return err
	}
	if strings.TrimSpace(f.Value) == "" {
		return fmt.Errorf("field %s has no value", f.Name)
	}
	return nil
}

// Append writes d as one line.
func (d Decision) Append(w io.Writer) error {
	if err := d.check(); err != nil {
		return err
	}
	b, err := json.Marshal(d)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// String tells the decision in words.
func (d Decision) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", d.Kind, strings.Join(d.URLs, ", "))
	if len(d.Rest) > 0 {
		fmt.Fprintf(&b, " from %s", strings.Join(d.Rest, ", "))
	}
	for _, f := range d.Fields {
		fmt.Fprintf(&b, " %s=%s", f.Name, f.Value)
	}
	if d.By != "" {
		fmt.Fprintf(&b, " (%s)", d.By)
	}
	return b.String()
}

// urls gives the articles that d names, without report numbers.
func (d Decision) urls() []string {
	var out []string
	for _, ref := range slices.Concat(d.URLs, d.Rest) {
		url, _ := splitRef(ref)
		out = append(out, url)
	}
	return out
}

// splitRef parts a reference into URL and report number; 0 when none is told.
func splitRef(ref string) (url string, report int) {
	at := strings.LastIndex(ref, " report=")
	if at < 0 {
		return ref, 0
	}
	var n int
	if _, err := fmt.Sscanf(ref[at:], " report=%d", &n); err != nil || n < 1 {
		return ref, 0
	}
	return ref[:at], n
}

// parseSpan reads the value of date=: a day, or two days with a slash between.
func parseSpan(value string) (conflict.Date, error) {
	start, end, two := strings.Cut(value, "/")
	if !two {
		end = start
	}
	from, ok1 := parseDay(start)
	to, ok2 := parseDay(end)
	if !ok1 || !ok2 || to < from {
		return conflict.Date{}, fmt.Errorf("date %q is neither YYYY-MM-DD nor YYYY-MM-DD/YYYY-MM-DD", value)
	}
	d := conflict.Date{Start: start, End: end, Precision: conflict.DateDay, Text: value}
	if from != to {
		d.Precision = conflict.DateRange
	}
	return d, nil
}

// parsePlace reads the value of place=: "Name", "Name, CC" or "Name, CC, lat, lon".
func parsePlace(value string) (conflict.Place, error) {
	fault := fmt.Errorf("place %q is none of NAME; NAME, CC; NAME, CC, LAT, LON", value)
	parts := strings.Split(value, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	p := conflict.Place{Name: parts[0], Precision: conflict.PlaceExact, Text: value}
	if p.Name == "" {
		return p, fault
	}
	if len(parts) > 1 {
		p.Country = strings.ToUpper(parts[1])
	}
	switch len(parts) {
	case 1, 2:
	case 4:
		lat, okLat := parseDegrees(parts[2], 90)
		lon, okLon := parseDegrees(parts[3], 180)
		if !okLat || !okLon {
			return p, fault
		}
		p.Lat, p.Lon = &lat, &lon
	default:
		return p, fault
	}
	return p, nil
}

// parseDegrees reads a latitude or longitude.
func parseDegrees(s string, limit float64) (float64, bool) {
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil && f >= -limit && f <= limit
}
