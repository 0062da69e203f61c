package main

import (
	"fmt"
	"io"
	"strings"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
)

// incidentList is a listing of incidents in three forms: in full, in brief
// words where a terminal has no room for that, and over two lines where it has
// none for these either.
type incidentList struct{ full, brief table }

// Columns of both tables.
const (
	placeColumn = 2
	leastPlace  = 12 // columns; fewer make a name hard to tell
)

func (l *incidentList) add(sum store.Summary) {
	start, place := orDash(sum.Start), plainText(orDash(sum.Place))
	killed, few := "-", "-"
	if sum.Killed != nil {
		killed, few = bounds(sum.Killed), boundsInBrief(sum.Killed)
	}
	l.full.add(sum.ID, start, place, sum.Country, killed, official(sum.Official))
	l.brief.add(sum.ID, start, place, sum.Country, few, officialInBrief(sum.Official))
}

// write lays the list out for a width; 0 is no limit.
func (l *incidentList) write(w io.Writer, width int) error {
	l.full.elastic, l.full.least = placeColumn, leastPlace
	l.brief.elastic, l.brief.least = placeColumn, leastPlace
	switch {
	case width == 0 || l.full.narrowest() <= width:
		return l.full.write(w, width)
	case l.brief.narrowest() <= width:
		return l.brief.write(w, width)
	}
	for _, row := range l.brief.rows {
		what := strings.Join(row[:placeColumn+2], "  ")
		if _, err := fmt.Fprintf(w, "%s\n    %s\n", cut(what, width), cut(strings.Join(row[placeColumn+2:], "  "), width-4)); err != nil {
			return err
		}
	}
	return nil
}

// official says the official word as a reader understands it.
func official(word string) string {
	switch word {
	case conflict.OfficialUnknown, "":
		return "no official word seen"
	case conflict.OfficialSilent:
		return "authorities silent"
	}
	return "officially " + word
}

// officialInBrief says it where room is short.
func officialInBrief(word string) string {
	switch word {
	case conflict.OfficialUnknown, "":
		return "no official word"
	}
	return word
}

// bounds says a figure.
func bounds(b *conflict.Bounds) string {
	switch {
	case b.High == nil:
		return fmt.Sprintf("at least %d", b.Low)
	case *b.High == b.Low:
		return fmt.Sprint(b.Low)
	}
	return fmt.Sprintf("%d to %d", b.Low, *b.High)
}

// boundsInBrief says a figure as the log of changes writes it: 20+, 12-50.
func boundsInBrief(b *conflict.Bounds) string {
	switch {
	case b.High == nil:
		return fmt.Sprintf("%d+", b.Low)
	case *b.High == b.Low:
		return fmt.Sprint(b.Low)
	}
	return fmt.Sprintf("%d-%d", b.Low, *b.High)
}
