package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong, with its line; 0 where it has none (an
// environment variable).
type Fault struct {
	Line int
	Key  string
	Text string
}

// Faults is everything that is wrong with one config.
type Faults struct {
	File string
	List []Fault

	lines map[string]int // of each key that the file holds
}

// Error gives one line for each fault: FILE:LINE: key: what is wrong.
func (f *Faults) Error() string {
	slices.SortStableFunc(f.List, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	var b strings.Builder
	for i, x := range f.List {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.File)
		if x.Line > 0 {
			fmt.Fprintf(&b, ":%d", x.Line)
		}
		b.WriteString(": ")
		if x.Key != "" {
			b.WriteString(x.Key + ": ")
		}
		b.WriteString(x.Text)
	}
	return b.String()
}

// add notes a fault of the key at path, in the line of that key or, where the
// file leaves the key out, of the entry that it belongs to.
func (f *Faults) add(path, format string, args ...any) {
	line, at := 0, path
	for line == 0 && at != "" {
		line = f.lines[at]
		at = at[:max(strings.LastIndexAny(at, ".["), 0)]
	}
	f.List = append(f.List, Fault{Line: line, Key: path, Text: fmt.Sprintf(format, args...)})
}
