// Package export writes incidents in the forms that analysts work with: JSON
// lines, CSV, GeoJSON, and rows with the columns of ACLED and of UCDP GED.
//
// Promise: one row an incident, in the order given, written as it comes: memory
// does not grow with their number. Every row carries the addresses of its
// articles, and where a form has one figure for what several voices say, a
// column names the rule that chose it. A cell of a CSV that a spreadsheet would
// take for a formula begins with an apostrophe.
//
// Limits: the forms of ACLED and UCDP hold what their codebooks ask for, so
// they leave out who said what; the JSON lines hold everything. Codes are ours:
// neither institution has checked these rows, and the columns say so.
//
// Failure: the error of the writer or of the incidents, with what was being
// written; what went out before it stays.
package export

import (
	"io"
	"iter"

	"sahelwatch/internal/conflict"
)

// Incidents is a row of incidents as a store gives them.
type Incidents = iter.Seq2[conflict.Incident, error]

// Format is one form of export.
type Format struct {
	Name      string // as in `export --as`
	MediaType string
	Extension string // of a file, with the dot
	Write     func(io.Writer, Incidents) error
	columns   func() []column // of a table; nil for other forms
}

// Formats are all forms, the most complete first. Actors are named in the two
// datasets' files by labels.
func Formats(labels Labels) []Format {
	const table = "text/csv; charset=utf-8; header=present"
	return []Format{
		{"jsonl", "application/jsonl; charset=utf-8", ".jsonl", JSONL, nil},
		{"csv", table, ".csv", CSV, csvColumns},
		{"geojson", "application/geo+json", ".geojson", GeoJSON, nil},
		{"acled", table, "-acled.csv", func(w io.Writer, i Incidents) error { return ACLED(w, i, labels) }, func() []column { return acledColumns(labels) }},
		{"ucdp", table, "-ucdp.csv", func(w io.Writer, i Incidents) error { return UCDP(w, i, labels) }, func() []column { return ucdpColumns(labels) }},
	}
}

// Find gives the form with a name.
func Find(name string, labels Labels) (Format, bool) {
	for _, f := range Formats(labels) {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}
