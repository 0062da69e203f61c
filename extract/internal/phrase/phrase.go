// Package phrase finds the phrases of a language file in folded words.
//
// Promise: Match gives the longest phrase of a kind that starts at a word,
// without allocating; a Table is read-only after Read and safe for concurrent
// use.
//
// Limits: phrases are found word by word in the form of internal/fold; only
// spaces, hyphens, apostrophes and single line breaks may stand between their
// words. Clitics that a language writes on the next word (Arabic و, ب) are
// taken off when the word as it stands begins no phrase.
//
// Failure: only Read can fail, with the line.
package phrase

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// Entry is one phrase of a language file.
type Entry struct {
	Keys  []string // folded words
	Kind  string   // what the phrase is for
	Value int      // meaning of the kind's own
	Text  string   // what stands behind the = of the line
}

// Table is the phrases of one language.
type Table struct {
	first   map[string][]Entry // by first key, the longest phrase first
	clitics []string           // the longest first
	ands    []string           // clitics that say "and"
}

// Read reads a language file. Each line is "kind: phrase | phrase = value"; #
// begins a comment. add is called for each phrase and may refuse it.
func Read(r io.Reader, add func(kind, phrase, value string) error) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		kind, rest, ok := strings.Cut(line, ":")
		if !ok {
			return fmt.Errorf("line %d: %q has no kind", n, line)
		}
		phrases, value, _ := strings.Cut(rest, "=")
		for phrase := range strings.SplitSeq(phrases, "|") {
			if err := add(kind, strings.TrimSpace(phrase), strings.TrimSpace(value)); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	return lines.Err()
}

// Add puts a phrase into the table.
func (t *Table) Add(kind, phrase, text string, value int) error {
	e := Entry{Kind: kind, Value: value, Text: text}
	for _, w := range fold.Words(nil, phrase) {
		e.Keys = append(e.Keys, w.Key)
	}
	if len(e.Keys) == 0 {
		return fmt.Errorf("%s without words", kind)
	}
	if t.first == nil {
		t.first = make(map[string][]Entry)
	}
	list := append(t.first[e.Keys[0]], e)
	slices.SortStableFunc(list, func(a, b Entry) int { return len(b.Keys) - len(a.Keys) })
	t.first[e.Keys[0]] = list
	return nil
}

// AddClitic names letters that are written on the next word; and tells that
// they mean "and".
func (t *Table) AddClitic(letters string, and bool) {
	key := fold.String(letters)
	t.clitics = append(t.clitics, key)
	slices.SortFunc(t.clitics, func(a, b string) int { return len(b) - len(a) })
	if and {
		t.ands = append(t.ands, key)
	}
}

// Known reports whether some phrase can start with the word.
func (t *Table) Known(key string) bool {
	if t.whole(key) {
		return true
	}
	_, ok := t.bare(key, t.clitics)
	return ok
}

// Clitic reports whether letters are a clitic, with nothing behind it.
func (t *Table) Clitic(letters string) bool { return slices.Contains(t.clitics, letters) }

// CliticAnd gives what is left of key without a clitic "and" on it.
func (t *Table) CliticAnd(key string) (string, bool) {
	for _, p := range t.ands {
		if rest, ok := strings.CutPrefix(key, p); ok && rest != "" {
			return rest, true
		}
	}
	return "", false
}

// Match finds the longest phrase of the kind at words[i] and gives its number
// of words, 0 when there is none.
func (t *Table) Match(text string, words []fold.Word, i int, kind string) (Entry, int) {
	if i < 0 || i >= len(words) {
		return Entry{}, 0
	}
	key := words[i].Key
	if t.whole(key) {
		return t.match(key, text, words, i, kind)
	}
	if rest, ok := t.bare(key, t.clitics); ok {
		return t.match(rest, text, words, i, kind)
	}
	return Entry{}, 0
}

// MatchBare is Match with the word as it stands, clitics included.
func (t *Table) MatchBare(text string, words []fold.Word, i int, kind string) (Entry, int) {
	if i < 0 || i >= len(words) {
		return Entry{}, 0
	}
	return t.match(words[i].Key, text, words, i, kind)
}

// MatchAnd is Match for a word that carries the clitic "and".
func (t *Table) MatchAnd(text string, words []fold.Word, i int, kind string) (Entry, int) {
	if i < 0 || i >= len(words) {
		return Entry{}, 0
	}
	if rest, ok := t.bare(words[i].Key, t.ands); ok {
		return t.match(rest, text, words, i, kind)
	}
	return Entry{}, 0
}

func (t *Table) match(key, text string, words []fold.Word, i int, kind string) (Entry, int) {
next:
	for _, e := range t.first[key] {
		if e.Kind != kind || i+len(e.Keys) > len(words) {
			continue
		}
		for j := 1; j < len(e.Keys); j++ {
			if words[i+j].Key != e.Keys[j] || !Joined(text, words, i+j-1) {
				continue next
			}
		}
		return e, len(e.Keys)
	}
	return Entry{}, 0
}

func (t *Table) whole(key string) bool {
	_, ok := t.first[key]
	return ok
}

// bare takes a clitic off a word, if what is left begins a phrase.
func (t *Table) bare(key string, clitics []string) (string, bool) {
	for _, p := range clitics {
		if rest, ok := strings.CutPrefix(key, p); ok && t.whole(rest) {
			return rest, true
		}
	}
	return "", false
}

// Joined reports whether only spaces, hyphens, apostrophes or one line break
// stand between words[i] and the next word, or the full stop of "a.m.".
func Joined(text string, words []fold.Word, i int) bool {
	if i < 0 || i+1 >= len(words) {
		return false
	}
	if w := words[i]; w.End == w.Start+1 && text[w.End:words[i+1].Start] == "." {
		return true // "a.m."
	}
	return Loose(text[words[i].End:words[i+1].Start], " \u00a0\u202f\u2009\t\n-‑–'’ʼ")
}

// Loose reports whether gap holds nothing but marks; a blank line parts.
func Loose(gap, marks string) bool {
	if gap == " " {
		return marks[0] == ' '
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
