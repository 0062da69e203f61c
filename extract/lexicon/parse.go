package lexicon

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// phrase is one line of a file with its alternatives spelled out.
type phrase struct {
	class Class
	words []string // "*" is a gap
}

// parse reads one file: sections of phrases, and the language's prefixes.
func parse(r io.Reader, known map[string]Class) (phrases []phrase, prefixes []string, err error) {
	var class Class
	open, inPrefix := false, false
	in := bufio.NewScanner(r)
	for n := 1; in.Scan(); n++ {
		line, _, _ := strings.Cut(in.Text(), "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			name := strings.Trim(line, "[]")
			class, open = known[name]
			inPrefix = name == "prefix"
			if !open && !inPrefix {
				return nil, nil, fmt.Errorf("line %d: no class is called %q", n, name)
			}
		case inPrefix:
			prefixes = append(prefixes, strings.Fields(line)...)
		case !open:
			return nil, nil, fmt.Errorf("line %d: phrases before the first section", n)
		default:
			for text := range strings.SplitSeq(line, ",") {
				more, err := expand(class, strings.Fields(text))
				if err != nil {
					return nil, nil, fmt.Errorf("line %d: %w", n, err)
				}
				phrases = append(phrases, more...)
			}
		}
	}
	return phrases, prefixes, in.Err()
}

// expand spells out the alternatives of a phrase.
func expand(class Class, fields []string) ([]phrase, error) {
	if len(fields) == 0 {
		return nil, nil
	}
	out := [][]string{nil}
	for _, f := range fields {
		alts, err := alternatives(f)
		if err != nil {
			return nil, err
		}
		next := make([][]string, 0, len(out)*len(alts))
		for _, head := range out {
			for _, a := range alts {
				next = append(next, append(head[:len(head):len(head)], a))
			}
		}
		out = next
	}
	phrases := make([]phrase, len(out))
	for i, words := range out {
		phrases[i] = phrase{class, words}
	}
	return phrases, nil
}

// alternatives spells out one word: "tué(e|s)", "(a|ont)" or
// "camion(s)-citerne(s)".
func alternatives(word string) ([]string, error) {
	stem, rest, ok := strings.Cut(word, "(")
	if !ok {
		return []string{word}, nil
	}
	inside, tail, ok := strings.Cut(rest, ")")
	if !ok {
		return nil, fmt.Errorf("a bracket of %q does not close", word)
	}
	ends := strings.Split(inside, "|")
	if stem != "" {
		ends = append([]string{""}, ends...)
	}
	tails, err := alternatives(tail)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, end := range ends {
		for _, t := range tails {
			out = append(out, stem+end+t)
		}
	}
	return out, nil
}
