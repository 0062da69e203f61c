package digest

import (
	"fmt"
	"strings"
	texttemplate "text/template"

	"github.com/rivo/uniseg"
)

// Columns is the width of the text form.
const Columns = 72

// textFuncs are what the text template can call.
func textFuncs(w *words) texttemplate.FuncMap {
	return texttemplate.FuncMap{
		"wrap":    wrap,
		"rule":    func() string { return strings.Repeat("-", Columns) },
		"quote":   func(s string) string { return w.fill(w.Quote, "text", s) },
		"colon":   func() string { return w.Colon },
		"cite":    cite,
		"columns": columns,
		"join": func(sep string, parts ...string) string {
			return strings.Join(nonEmpty(parts), sep)
		},
	}
}

// cite names where a line was read: "Le Sahel (French), 29 July 10:12".
func cite(l Line) string {
	s := l.Source
	if l.LangIn != "" {
		s += " (" + l.LangIn + ")"
	}
	if l.At != "" {
		s += ", " + l.At
	}
	return strings.TrimPrefix(strings.TrimSpace(s), ", ")
}

// wrap breaks s at spaces (never at no-break ones) into lines of Columns columns. The first line begins
// with lead, the others with as many spaces.
func wrap(lead, s string) string {
	indent := strings.Repeat(" ", uniseg.StringWidth(lead))
	var b strings.Builder
	line, width := lead, len(indent)
	empty := true
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' }) {
		n := uniseg.StringWidth(word)
		if !empty && width+1+n > Columns {
			b.WriteString(strings.TrimRight(line, " "))
			b.WriteByte('\n')
			line, width, empty = indent, len(indent), true
		}
		if !empty {
			line += " "
			width++
		}
		line += word
		width += n
		empty = false
	}
	b.WriteString(strings.TrimRight(line, " "))
	return b.String()
}

// columns sets rows as a small table: who, then what and where it was read.
func columns(rows []Row) string {
	const widest = 24
	width := 0
	for _, r := range rows {
		width = max(width, min(widest, uniseg.StringWidth(r.Who)))
	}
	var lines []string
	for _, r := range rows {
		says := r.Says
		if r.Where != "" {
			says = fmt.Sprintf("%s (%s)", r.Says, r.Where)
		}
		lead := "  " + r.Who
		if pad := width - uniseg.StringWidth(r.Who); pad >= 0 {
			lines = append(lines, wrap(lead+strings.Repeat(" ", pad+2), says))
			continue
		}
		lines = append(lines, wrap("  ", r.Who), wrap(strings.Repeat(" ", width+4), says))
	}
	return strings.Join(lines, "\n")
}
