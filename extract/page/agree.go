package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/go-shiori/dom"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// body is the article's text as the extractors found it.
type body struct {
	paragraphs []block
	author     string // as go-trafilatura reads the byline
	brief      bool   // one extractor read it, and found nothing worth the other
}

// Measures of the agreement, from tests on public benchmark pages: alone the
// extractors reach a 4-gram F1 of .960 and .952, together .967 to .972.
const (
	sharedGrams = 0.5 // of a paragraph's 4-grams that the other extractor has
	minLeft     = 0.6 // of trafilatura's length that the agreement must keep
	gram        = 4   // words
)

// body gives the article's text: what the extractors agree on, or what they
// both missed, with the introduction that some pages keep apart. A text that is
// not worth it is read once.
func (p *page) body(doc *html.Node, worth func([]block) bool) body {
	b := p.agreed(doc, worth)
	b.paragraphs = p.withLead(p.rescue(doc, b.paragraphs))
	return b
}

// agreed runs both extractors over the one tree and gives what they agree on:
// readability's paragraphs of which trafilatura has at least half the word
// 4-grams; trafilatura's own text when that leaves too little.
func (p *page) agreed(doc *html.Node, worth func([]block) bool) body {
	read, readErr := readable(doc, p.base)
	var candidate *html.Node
	var mine []block
	if readErr == nil && read != nil {
		if mine = blocksOf(read); !worth(mine) {
			return body{paragraphs: mine, brief: true}
		}
		candidate = dom.Clone(read, true)
	}
	traf, trafErr := trafilate(doc, p.base, candidate)
	if trafErr != nil || traf == nil || traf.ContentNode == nil {
		return body{paragraphs: mine}
	}
	theirs := unique(blocksOf(traf.ContentNode))
	agreed := agree(mine, theirs)
	return body{paragraphs: agreed, author: traf.Metadata.Author}
}

func readable(doc *html.Node, base *url.URL) (n *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("readability: %v", r)
		}
	}()
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	article, err := parser.ParseDocument(doc, base)
	return article.Node, err
}

func trafilate(doc *html.Node, base *url.URL, candidate *html.Node) (res *trafilatura.ExtractResult, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("trafilatura: %v", r)
		}
	}()
	return trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL:        base,
		EnableFallback:     true,
		FallbackCandidates: &trafilatura.FallbackCandidates{Readability: candidate},
		HtmlDateMode:       trafilatura.Disabled,
	})
}

// agree keeps the paragraphs of mine that theirs shares, and fills the gaps
// between them.
func agree(mine, theirs []block) []block {
	has := newGrams(theirs)
	shared := make([]bool, len(mine))
	length := 0
	for i, b := range mine {
		if has.share(b.text) >= sharedGrams {
			shared[i] = true
			length += utf8.RuneCountInString(b.text)
		}
	}
	if float64(length) < minLeft*float64(runes(theirs)) {
		return theirs
	}
	return fillTheirs(fillMine(mine, shared), theirs)
}

// unique drops repetitions of longer paragraphs: looking for more text on a
// page with little, trafilatura collects parts of it twice.
func unique(bs []block) []block {
	seen := map[string]bool{}
	return slices.DeleteFunc(bs, func(b block) bool {
		again := seen[b.text] && utf8.RuneCountInString(b.text) >= 40
		seen[b.text] = true
		return again
	})
}

func runes(bs []block) int {
	n := 0
	for _, b := range bs {
		n += utf8.RuneCountInString(b.text)
	}
	return n
}

// grams is the set of word 4-grams of a text, and its words for passages that
// are shorter than that.
type grams struct {
	set   map[string]struct{}
	words string
}

func newGrams(bs []block) grams {
	var all []string
	for _, b := range bs {
		all = append(all, words(b.text)...)
	}
	g := grams{set: make(map[string]struct{}, len(all)), words: " " + strings.Join(all, " ") + " "}
	for i := 0; i+gram <= len(all); i++ {
		g.set[strings.Join(all[i:i+gram], " ")] = struct{}{}
	}
	return g
}

// share gives the part, 0 to 1, of a passage's 4-grams that are in the set.
func (g grams) share(s string) float64 {
	ws := words(s)
	if len(ws) == 0 {
		return 0
	}
	if len(ws) < gram {
		if strings.Contains(g.words, " "+strings.Join(ws, " ")+" ") {
			return 1
		}
		return 0
	}
	n := 0
	for i := 0; i+gram <= len(ws); i++ {
		if _, ok := g.set[strings.Join(ws[i:i+gram], " ")]; ok {
			n++
		}
	}
	return float64(n) / float64(len(ws)-gram+1)
}

// words gives the lower-case runs of letters and digits.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
