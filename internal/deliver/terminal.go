package deliver

import (
	"io"
	"strings"
	"unicode"
)

// terminal writes the text form, without anything that a terminal would obey.
func (d *Deliverer) terminal(msg Rendered) Result {
	if d.o.Terminal == nil {
		return failed(Permanent, "no terminal to write to")
	}
	if _, err := io.WriteString(d.o.Terminal, inert(msg.Text)+"\n"); err != nil {
		return failed(Temporary, "terminal: %w", err)
	}
	return Result{Outcome: Done}
}

// inert drops control characters but line ends and tabs, and the characters
// that override a direction.
func inert(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}
