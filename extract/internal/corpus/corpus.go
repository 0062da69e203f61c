// Package corpus reads the test corpora of the packages below extract.
//
// Promise: each line "text => answer ; answer" is one example; "-" is no
// answer; a line that begins with # is a comment.
//
// Failure: a file that cannot be read, or has fewer examples than were asked
// for, fails the test.
package corpus

import (
	"os"
	"strings"
	"testing"
)

// Example is one line of a corpus.
type Example struct {
	Line int
	Text string
	Want []string // never nil
}

// Read reads a corpus of at least so many examples.
func Read(t testing.TB, path string, least int) []Example {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []Example
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		text, want, ok := strings.Cut(strings.TrimRight(line, "\n"), " => ")
		if !ok || strings.HasPrefix(text, "#") {
			continue
		}
		e := Example{Line: n, Text: text, Want: []string{}}
		for w := range strings.SplitSeq(want, " ; ") {
			if w != "-" {
				e.Want = append(e.Want, w)
			}
		}
		all = append(all, e)
	}
	if len(all) < least {
		t.Fatalf("%s has %d examples, fewer than %d", path, len(all), least)
	}
	return all
}
