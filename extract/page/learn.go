package page

import (
	_ "embed"
	"strings"
	"sync"

	"sahelwatch/internal/fold"
)

// Background reports whether a paragraph that a site repeats is context rather
// than furniture, and so stays readable.
//
// A newsroom repeats two things. It repeats its furniture (about the paper, how
// to subscribe, where to write) under all stories alike, and it repeats
// background ("the country has been facing attacks since 2015 ...") in stories
// of one kind. Background stays readable: the reader of reports must see it to
// know that it is old. What tells the two apart is what a paragraph does:
// furniture addresses the reader or speaks of the paper; background speaks of
// violence and asks for nothing.
func Background(paragraph string) bool {
	asks, tells := asksTells(paragraph)
	return tells && !asks
}

//go:embed data/learn.txt
var learnData string

// learnWords are the words of data/learn.txt.
type learnWords struct{ asks, services, violence []string }

var loadLearnWords = sync.OnceValue(func() learnWords {
	var w learnWords
	for line := range strings.Lines(learnData) {
		line = strings.TrimSpace(line)
		if len(line) < 3 {
			continue
		}
		switch words := fold.String(line[2:]); line[0] {
		case '?':
			w.asks = append(w.asks, words)
		case '!':
			w.services = append(w.services, words)
		case '+':
			w.violence = append(w.violence, words)
		}
	}
	return w
})

// asksTells reports whether a paragraph addresses the reader, and whether it
// speaks of violence. The name of a service alone asks only where there is no
// violence: a claim can be made on Telegram.
func asksTells(paragraph string) (asks, tells bool) {
	known := loadLearnWords()
	f := fold.String(paragraph)
	for _, w := range strings.FieldsFunc(f, notLetter) {
		for _, stem := range known.violence {
			if strings.HasPrefix(w, stem) {
				tells = true
			}
		}
	}
	if containsAny(f, known.asks) {
		return true, tells
	}
	return !tells && containsAny(f, known.services), tells
}

func containsAny(s string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}
