package phrase

import (
	"strings"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// Cursor looks up phrases in one text. It remembers the words that it has just
// looked up, since a grammar asks for many kinds at one word.
type Cursor struct {
	Text  string
	Words []fold.Word
	table *Table
	slots [8]slot
}

type slot struct {
	word  int // index of the word, plus one
	node  *node
	whole bool
}

// Cursor gives a cursor on a text and its words.
func (t *Table) Cursor(text string, words []fold.Word) Cursor {
	return Cursor{Text: text, Words: words, table: t}
}

func (c *Cursor) slot(i int) *slot {
	s := &c.slots[i&7]
	if s.word != i+1 {
		s.word = i + 1
		s.node, s.whole = c.table.find(c.Words[i].Key)
	}
	return s
}

// Starts gives the kinds of the phrases that can start at words[i].
func (c *Cursor) Starts(i int) Set {
	if n := c.slot(i).node; n != nil {
		return n.kinds
	}
	return 0
}

// Match finds the longest phrase of the kind at words[i] and gives its number
// of words, 0 when there is none.
func (c *Cursor) Match(i int, kind Kind) (Entry, int) {
	if i < 0 || i >= len(c.Words) {
		return Entry{}, 0
	}
	return c.match(c.slot(i).node, i, kind)
}

// MatchBare is Match with the word as it stands, clitics included.
func (c *Cursor) MatchBare(i int, kind Kind) (Entry, int) {
	if i < 0 || i >= len(c.Words) {
		return Entry{}, 0
	}
	s := c.slot(i)
	if !s.whole {
		return Entry{}, 0
	}
	return c.match(s.node, i, kind)
}

// MatchAnd is Match for a word that carries the clitic "and".
func (c *Cursor) MatchAnd(i int, kind Kind) (Entry, int) {
	if i < 0 || i >= len(c.Words) || len(c.table.ands) == 0 {
		return Entry{}, 0
	}
	return c.match(c.table.bare(c.Words[i].Key, c.table.ands), i, kind)
}

func (c *Cursor) match(n *node, i int, kind Kind) (Entry, int) {
	if n == nil || !n.kinds.Has(kind) {
		return Entry{}, 0
	}
next:
	for k := range n.entries {
		e := &n.entries[k]
		if e.Kind != kind || i+len(e.Keys) > len(c.Words) {
			continue
		}
		for j := 1; j < len(e.Keys); j++ {
			if c.Words[i+j].Key != e.Keys[j] || !c.Joined(i+j-1) {
				continue next
			}
		}
		return *e, len(e.Keys)
	}
	return Entry{}, 0
}

// Joined reports whether only spaces, hyphens, apostrophes or one line break
// stand between words[i] and the next word, or the full stop of "a.m.".
func (c *Cursor) Joined(i int) bool {
	if i < 0 || i+1 >= len(c.Words) {
		return false
	}
	w, gap := c.Words[i], c.Text[c.Words[i].End:c.Words[i+1].Start]
	if w.End == w.Start+1 && gap == "." {
		return true
	}
	return Loose(gap, " \u00a0\u202f\u2009\t\n-‑–'’ʼ")
}

// Loose reports whether gap holds nothing but marks; a blank line parts.
func Loose(gap, marks string) bool {
	if gap == " " {
		return true
	}
	for i := 0; i < len(gap); {
		r, n := utf8.DecodeRuneInString(gap[i:])
		if !strings.ContainsRune(marks, r) || r == '\n' && strings.HasPrefix(gap[i+n:], "\n") {
			return false
		}
		i += n
	}
	return true
}
