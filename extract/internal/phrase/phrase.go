// Package phrase finds the phrases of a language file in folded words.
//
// Promise: a Cursor gives the longest phrase of a kind that starts at a word,
// without allocating. A Table is read-only once it is filled and then safe for
// concurrent use; a Cursor belongs to one reading of one text.
//
// Limits: phrases are found word by word in the form of internal/fold; only
// spaces, hyphens, apostrophes and single line breaks may stand between their
// words. Clitics that a language writes on the next word (Arabic و, ب) are
// taken off when the word as it stands begins no phrase. A table has at most 64
// kinds.
//
// Failure: only Read and Load can fail, with the line.
package phrase

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"sahelwatch/internal/fold"
)

// Kind is what a phrase is for; each package that has a table numbers its own
// kinds from 0 to 63.
type Kind uint8

// Set is a set of kinds, one bit for each.
type Set uint64

// Of is the set of the kinds.
func Of(kinds ...Kind) Set {
	var s Set
	for _, k := range kinds {
		s |= 1 << k
	}
	return s
}

// Has reports whether k is in s.
func (s Set) Has(k Kind) bool { return s&(1<<k) != 0 }

// Entry is one phrase of a language file.
type Entry struct {
	Keys  []string // folded words
	Kind  Kind
	Value int    // meaning of the kind's own
	Text  string // what stands behind the = of the line
}

// Table is the phrases of one language.
type Table struct {
	first   map[string]*node // by first key
	clitics []string         // the shortest first, to leave the longest word
	ands    []string         // clitics that say "and"
}

// node is the phrases that start with one key, the longest first.
type node struct {
	kinds   Set
	entries []Entry
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

// Load reads the language files en, fr and ar in the folder data of files.
func Load[L any](files fs.FS, parse func(code string, r io.Reader) (*L, error)) (map[string]*L, error) {
	langs := make(map[string]*L)
	for _, code := range []string{"en", "fr", "ar"} {
		data, err := fs.ReadFile(files, "data/"+code+".txt")
		if err != nil {
			return nil, fmt.Errorf("language %s: %w", code, err)
		}
		if langs[code], err = parse(code, bytes.NewReader(data)); err != nil {
			return nil, err
		}
	}
	return langs, nil
}

// Add puts a phrase into the table.
func (t *Table) Add(kind Kind, phrase, text string, value int) error {
	if kind > 63 {
		return fmt.Errorf("kind %d of %q is past 63", kind, phrase)
	}
	e := Entry{Kind: kind, Value: value, Text: text}
	for _, w := range fold.Words(nil, phrase) {
		e.Keys = append(e.Keys, w.Key)
	}
	if len(e.Keys) == 0 {
		return fmt.Errorf("%q has no words", phrase)
	}
	if t.first == nil {
		t.first = make(map[string]*node)
	}
	n := t.first[e.Keys[0]]
	if n == nil {
		n = &node{}
		t.first[e.Keys[0]] = n
	}
	n.kinds |= 1 << kind
	n.entries = append(n.entries, e)
	slices.SortStableFunc(n.entries, func(a, b Entry) int { return len(b.Keys) - len(a.Keys) })
	return nil
}

// AddClitic names letters that are written on the next word; and tells that
// they mean "and".
func (t *Table) AddClitic(letters string, and bool) {
	key := fold.String(letters)
	t.clitics = append(t.clitics, key)
	slices.SortFunc(t.clitics, func(a, b string) int { return len(a) - len(b) })
	if and {
		t.ands = append(t.ands, key)
	}
}

// Starts gives the kinds of the phrases that can start with the word.
func (t *Table) Starts(key string) Set {
	if n, _ := t.find(key); n != nil {
		return n.kinds
	}
	return 0
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

// find gives the phrases that start with a word; whole tells that no clitic
// was taken off it.
func (t *Table) find(key string) (n *node, whole bool) {
	if n = t.first[key]; n != nil {
		return n, true
	}
	return t.bare(key, t.clitics), false
}

// bare takes a clitic off a word and gives the phrases that start with the rest.
func (t *Table) bare(key string, clitics []string) *node {
	for _, p := range clitics {
		if rest, ok := strings.CutPrefix(key, p); ok {
			if n := t.first[rest]; n != nil {
				return n
			}
		}
	}
	return nil
}
