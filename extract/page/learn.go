package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"strings"
	"sync"

	"sahelwatch/internal/fold"
)

// Sighting is what is known of one paragraph of one site, over all articles of
// the site that were read.
type Sighting struct {
	Articles int    `json:"articles"` // articles that carry it
	Stories  int    `json:"stories"`  // different stories among them: articles that tell of other events
	Last     int    `json:"last"`     // how many of the articles carry it among their last three paragraphs
	Asks     bool   `json:"asks"`     // it addresses the reader
	Tells    bool   `json:"tells"`    // it speaks of violence
	Text     string `json:"text"`     // its beginning, to show what was learned
}

// Seen is one paragraph of an article, ready to be counted.
type Seen struct {
	Key         string // of the paragraph: case, accents and figures do not matter
	Text        string // its beginning
	Asks, Tells bool
	Last        bool // among the last three paragraphs
}

// Thresholds of Learn.
const (
	learnStories = 3   // stories that make a call to the reader, or a closing line, boilerplate
	learnSure    = 6   // stories that make any other paragraph boilerplate that tells nothing
	shownText    = 160 // bytes of a paragraph that are kept to show it
	tailSize     = 3   // paragraphs at an article's end that count as its last
)

// Learn reports whether a paragraph is the site's boilerplate, to be masked
// for reading.
//
// A newsroom repeats two things. It repeats its furniture (about the paper, how
// to subscribe, where to write) under all stories alike, and it repeats
// background ("the country has been facing attacks since 2015 ...") in stories
// of one kind. Background stays readable: the reader of reports must see it to
// know that it is old. What tells the two apart is what a paragraph does:
// furniture addresses the reader or speaks of the paper; background speaks of
// violence. So a paragraph that tells is never learned, unless it asks; one
// that asks is learned after three stories; one that does neither after three
// if it stands at the end of nearly every article, after six otherwise.
// Articles on one and the same event count as one story: copies and updates
// prove nothing.
func Learn(s Sighting) bool {
	switch {
	case s.Stories < learnStories || s.Articles < s.Stories:
		return false
	case s.Asks:
		return true
	case s.Tells:
		return false
	case s.Last*5 >= s.Articles*4:
		return true
	}
	return s.Stories >= learnSure
}

// Add counts one more article with the paragraph; story says that the article
// tells of other events than those counted before.
func (s Sighting) Add(p Seen, story bool) Sighting {
	s.Articles++
	if story || s.Stories == 0 {
		s.Stories++
	}
	if p.Last {
		s.Last++
	}
	s.Asks, s.Tells, s.Text = p.Asks, p.Tells, p.Text
	return s
}

// Sight gives the paragraphs of one article to be counted, each once.
func Sight(paragraphs []string) []Seen {
	var all []Seen
	known := map[string]bool{}
	for i, p := range paragraphs {
		s := Seen{Key: Key(p), Text: strings.ToValidUTF8(p[:min(len(p), shownText)], ""), Last: i >= len(paragraphs)-tailSize}
		if known[s.Key] {
			continue
		}
		known[s.Key] = true
		s.Asks, s.Tells = asksTells(p)
		all = append(all, s)
	}
	return all
}

// Key names a paragraph by its folded words without figures, so that "Lu 392
// fois" and "Lu 417 fois" are one.
func Key(paragraph string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.FieldsFunc(fold.String(paragraph), notLetter), " ")))
	return hex.EncodeToString(sum[:12])
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
