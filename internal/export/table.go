package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sahelwatch/internal/conflict"
)

// column is one column of a table.
type column struct {
	name  string
	kind  string // of the data package: string, integer, number, date, boolean
	about string
	cell  func(*row) string
}

// row is an incident while its cells are written.
type row struct {
	*conflict.Incident
	n       int // from 1
	counted *deaths
}

// deaths are UCDP's figures, reckoned once a row.
func (r *row) deaths() *deaths {
	if r.counted == nil {
		a, _ := sides(r.Incident)
		d := ucdpDeaths(r.Incident, slices.ContainsFunc(a, isState))
		r.counted = &d
	}
	return r.counted
}

// writeTable writes a CSV with a head (RFC 4180, lines end with CR LF).
func writeTable(w io.Writer, columns []column, incidents Incidents) error {
	out := csv.NewWriter(bufio.NewWriterSize(w, 1<<16))
	out.UseCRLF = true
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.name
	}
	if err := out.Write(cells); err != nil {
		return err
	}
	n := 0
	for inc, err := range incidents {
		if err != nil {
			return fmt.Errorf("export incidents: %w", err)
		}
		n++
		r := row{Incident: &inc, n: n}
		for i, c := range columns {
			cells[i] = c.cell(&r)
			if c.kind == "string" {
				cells[i] = defuse(cells[i])
			}
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("export %s: %w", inc.ID, err)
		}
	}
	out.Flush()
	return out.Error()
}

// defuse makes a text safe as a cell: one line without control characters and
// without marks that turn the direction of writing, and with an apostrophe in
// front of what a spreadsheet would run as a formula.
func defuse(s string) string {
	s = strings.Join(strings.Fields(strings.Map(shown, s)), " ")
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

// shown maps a character to what may stand in a cell; -1 for nothing.
func shown(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == utf8.RuneError, unicode.IsControl(r), r == '\ufeff', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return -1
	}
	return r
}
