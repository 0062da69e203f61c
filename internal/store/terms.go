package store

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"

	"sahelwatch/internal/fold"
)

//go:embed stopwords.txt
var stopwordList string

// stopwords gives the function words of all three languages.
var stopwords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(stopwordList) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				words[w] = true
			}
		}
	}
	return words
})

// Kinds of a term, its first byte.
const (
	termStem  = 't' // stem of a word
	termSound = 'k' // spelling key of a name
	termField = 'f' // "source:a", "lang:fr", "country:BF", "actor:jnim"
)

// maxWord is the length in bytes beyond which a word is no word.
const maxWord = 40

// analyser turns text into terms. It remembers stems; it is not safe for
// concurrent use.
type analyser struct {
	words []fold.Word
	stems map[string]string // language letter and word -> stem
	key   []byte
}

func newAnalyser() *analyser { return &analyser{stems: map[string]string{}} }

const maxStems = 60_000

// stem gives the stem of a folded word by the rules of a language; the word
// itself where the language has none.
func (a *analyser) stem(lang byte, word string) string {
	var room [maxWord + 1]byte
	key := append(append(room[:0], lang), word...)
	if s, ok := a.stems[string(key)]; ok {
		return s
	}
	env := snowballstem.NewEnv(word)
	switch lang {
	case 'f':
		french.Stem(env)
	case 'a':
		arabic.Stem(env)
	default:
		english.Stem(env)
	}
	s := env.Current()
	if s == "" {
		s = word
	}
	if len(a.stems) >= maxStems {
		clear(a.stems)
	}
	s = strings.Clone(s)
	a.stems[string(key)] = s
	return s
}

// stemmer gives the letter of the stemmer for a language and a word: Arabic
// words follow Arabic rules in any text.
func stemmer(lang, word string) byte {
	switch {
	case word[0] >= 0xd8 && word[0] <= 0xdb:
		return 'a'
	case lang == "fr":
		return 'f'
	}
	return 'e'
}

// each calls emit for every term of text with its position. A capitalised word
// that is no sentence's habit gives its spelling key too, at the same position.
func (a *analyser) each(lang, text string, at uint32, emit func(term string, at uint32)) uint32 {
	a.words = fold.Words(a.words[:0], text)
	stop := stopwords()
	for _, w := range a.words {
		at++
		if len(w.Key) > maxWord || stop[w.Key] {
			continue
		}
		emit(a.term(termStem, a.stem(stemmer(lang, w.Key), w.Key)), at)
		if r, _ := utf8.DecodeRuneInString(text[w.Start:]); unicode.IsUpper(r) {
			if sound := a.sound(w.Key); sound != "" {
				emit(sound, at)
			}
		}
	}
	return at
}

func (a *analyser) term(kind byte, s string) string {
	a.key = append(append(a.key[:0], kind), s...)
	return string(a.key)
}

// sound gives the spelling-key term of a folded word; "" for one too short to
// tell names apart.
func (a *analyser) sound(word string) string {
	a.key = fold.AppendKey(append(a.key[:0], termSound), word)
	if len(a.key) < 5 {
		return ""
	}
	return string(a.key)
}
