package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
)

// usual is the width of output that is laid out for no terminal in particular.
const usual = 80

// columnsOf gives the width to lay output out for: what COLUMNS says (POSIX,
// Environment Variables), else what the terminal has; 0 is no limit, as in a pipe.
func columnsOf(environ []string, terminal int) int {
	for _, e := range environ {
		if text, ok := strings.CutPrefix(e, "COLUMNS="); ok {
			if n, err := strconv.Atoi(text); err == nil && n > 0 {
				return n
			}
		}
	}
	return max(terminal, 0)
}

// cut shortens text to a number of columns; it never parts a letter from its
// marks, and wide letters count as two.
func cut(s string, columns int) string {
	if uniseg.StringWidth(s) <= columns {
		return s
	}
	end, room := 0, columns-1
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if room -= g.Width(); room < 0 {
			break
		}
		_, end = g.Positions()
	}
	return s[:end] + "…"
}

// fitted is text in what is left of a line beside taken columns; in a pipe it
// is the whole text.
func (s *session) fitted(text string, taken int) string {
	if s.width == 0 {
		return text
	}
	return cut(text, max(s.width-taken, 8))
}

// room is the width for text that is laid out in any case.
func (s *session) room() int {
	if s.width == 0 {
		return usual
	}
	return s.width
}

// paragraph sets text behind a lead, broken at spaces into lines that fit, the
// further ones indented by as much as the lead takes. What has no space, such
// as an address, is never broken.
func (s *session) paragraph(lead, text string) string { return paragraph(s.room(), lead, text) }

// remark prints a line for the reader's eye on standard error: in paragraphs on
// a terminal, else as one line, which a log keeps together.
func (s *session) remark(lead, text string) {
	line := lead + text
	switch {
	case !s.terminal || s.columns == 0:
	case uniseg.StringWidth(lead) > s.columns/2: // an address
		line = paragraph(s.columns, "", line)
	default:
		line = paragraph(s.columns, lead, text)
	}
	fmt.Fprintln(s.stderr, line)
}

func paragraph(width int, lead, text string) string {
	indent := uniseg.StringWidth(lead)
	at := indent
	var b strings.Builder
	b.WriteString(lead)
	for i, word := range strings.Fields(text) {
		n := uniseg.StringWidth(word)
		switch {
		case i > 0 && at+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		case i > 0:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}

// table is rows of cells in columns. Where it is too wide for the terminal the
// elastic column gives way first, down to least, then the ends of its lines.
type table struct {
	rows    [][]string
	elastic int
	least   int
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// widths are those of the columns, none wider than its widest cell.
func (t *table) widths() []int {
	var all []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(all) {
				all = append(all, 0)
			}
			all[i] = max(all[i], uniseg.StringWidth(cell))
		}
	}
	return all
}

// width is that of the whole table.
func (t *table) width() int {
	sum := 0
	for _, w := range t.widths() {
		sum += w + gap
	}
	return max(sum-gap, 0)
}

// narrowest is the width below which the ends of lines are lost.
func (t *table) narrowest() int {
	widths := t.widths()
	if len(widths) == 0 {
		return 0
	}
	w := widths[t.elastic]
	return t.width() - w + min(w, t.least)
}

// gap is the room between two columns.
const gap = 2

// write lays the table out for a width; 0 is no limit.
func (t *table) write(w io.Writer, width int) error {
	widths := t.widths()
	if over := t.width() - width; width > 0 && over > 0 {
		widths[t.elastic] = max(widths[t.elastic]-over, min(t.least, widths[t.elastic]))
	}
	var b strings.Builder
	for _, row := range t.rows {
		b.Reset()
		for i, cell := range row {
			cell = cut(cell, widths[i])
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+gap))
			}
		}
		line := strings.TrimRight(b.String(), " ")
		if width > 0 {
			line = cut(line, width)
		}
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}
