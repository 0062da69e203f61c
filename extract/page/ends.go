package page

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// trimEnds takes off what stands before the first and after the last sentence
// of an article without being part of it: lines of date and author at the
// head; lists of headlines, labels and links at the end.
func trimEnds(blocks []block, title, byline string) []block {
	blocks = trimHead(blocks, title, byline)
	for len(blocks) > 1 && isDateLine(blocks[len(blocks)-1].text) {
		blocks = blocks[:len(blocks)-1]
	}
	end := len(blocks)
	for end > 0 && isLabel(blocks[end-1]) {
		end--
	}
	if end == 0 || !isProse(blocks[:end]) || strings.HasSuffix(blocks[end-1].text, ":") {
		return blocks
	}
	return append(blocks[:end:end], tailText(blocks[end:], byline)...)
}

// announces reports a short label of something that is not there: "Écouter :".
func announces(s string) bool {
	return strings.HasSuffix(s, ":") && utf8.RuneCountInString(s) <= 40
}

// headSize is the number of paragraphs among which lines of date and author
// can stand, the introduction among them.
const headSize = 4

// trimHead takes off the lines of date, author and section above the text.
func trimHead(blocks []block, title, byline string) []block {
	for len(blocks) > 1 && isHeadLine(blocks[0], byline) {
		blocks = blocks[1:]
	}
	var kept []block
	sentences := 0
	for i, b := range blocks {
		if sentences < 2 && i < headSize && i < len(blocks)-1 && (opensWithLabel(b.text) || !isSentence(b) && isMetaLine(b.text, byline)) {
			continue
		}
		if endsSentence(b.text) {
			sentences++
		}
		kept = append(kept, b)
	}
	return kept
}

// isMetaLine reports a short line without a sentence that signs the article or
// tells its day among other things: "Réf. 7702 — 08-11-2022 — Société".
func isMetaLine(s, byline string) bool {
	if utf8.RuneCountInString(s) > maxMetaLine || endsSentence(s) {
		return false
	}
	return signs(s, byline) || hasFullDate(s) && strings.ContainsAny(s, "|•·–—-/:")
}

// opensWithLabel reports a line that opens by saying what the day in it is of:
// "Publié le 3 mars 2025, modifié le 4 mars 2025".
func opensWithLabel(s string) bool {
	if utf8.RuneCountInString(s) > maxMetaLine || !hasFullDate(s) && !datesOnly(s) {
		return false
	}
	parts := segments(s)
	return strings.Trim(parts[0].text, " |·•-") == "" && len(parts) > 1 && parts[1].label != otherDate
}

// hasFullDate reports a line with a day, month and year.
func hasFullDate(s string) bool {
	if _, ok := worldDate(s, "fr", time.UTC); ok {
		return true
	}
	for _, part := range segments(s) {
		if _, ok := worldDate(part.text, "fr", time.UTC); ok {
			return true
		}
	}
	return false
}

// tailText gives what belongs to the article among the unfinished lines at its
// end: a list, a single plain line, or the lines of its signature.
func tailText(tail []block, byline string) []block {
	var plain []block
	for _, b := range tail {
		if !isLinked(b) && !isHeading(b) {
			plain = append(plain, b)
		}
	}
	if len(plain) <= 1 || signsOff(plain, byline) {
		return plain
	}
	for _, b := range plain {
		if b.kind != "li" {
			return nil
		}
	}
	return plain
}

// doneAt opens the signature of a communiqué: "Fait à Bamako, le 3 mars 2025".
var doneAt = regexp.MustCompile(`(?i)^(?:fait à|done at|done in|حرر في|صدر في)|^\p{Lu}[\p{L}'’ -]+, le \d`)

// signsOff reports lines that sign a text: a place and day with titles and names
// below, or the author, an agency, a source.
func signsOff(lines []block, byline string) bool {
	if len(lines) <= 5 && doneAt.MatchString(lines[0].text) {
		return true
	}
	if signs(lines[0].text, byline) && len(lines) <= 2 && utf8.RuneCountInString(lines[1].text) <= 40 {
		return true
	}
	for _, b := range lines {
		l := lower(b.text)
		if !signs(b.text, byline) && agencyIn(b.text) == "" && !strings.HasPrefix(l, "source") && !strings.HasPrefix(l, "avec ") {
			return false
		}
	}
	return true
}

// isProse reports whether most blocks are sentences: verse, recipes and tables
// of results are not, and their ends look like their middle.
func isProse(blocks []block) bool {
	n := 0
	for _, b := range blocks {
		if endsSentence(b.text) {
			n++
		}
	}
	return n*2 >= len(blocks)
}

// maxLabel is the length, in characters, up to which a line without end mark is
// taken for a label or headline rather than for text.
const maxLabel = 110

func isLabel(b block) bool {
	if isLinked(b) && !endsSentence(b.text) {
		return true
	}
	return utf8.RuneCountInString(b.text) <= maxLabel && !endsSentence(b.text) && !hasArabicVerbosity(b.text)
}

// hasArabicVerbosity excepts Arabic lines of some length: Arabic prose is often
// written without final stops.
func hasArabicVerbosity(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Arabic, r) && len(strings.Fields(s)) > 9
}

func isLinked(b block) bool { return b.link*10 >= len(b.text)*8 }

func isHeading(b block) bool {
	return len(b.kind) == 2 && b.kind[0] == 'h' || b.kind == "head"
}

// isHeadLine reports a line above the text that only dates or signs it.
func isHeadLine(b block, byline string) bool {
	if utf8.RuneCountInString(b.text) > 90 {
		return false
	}
	if isLinked(b) && !endsSentence(b.text) {
		return true
	}
	if !endsSentence(b.text) && signs(b.text, byline) || isSignatureLabel(b.text) {
		return true
	}
	return isDateLine(b.text)
}

// signs reports a line that names the byline's people, or opens as a signature
// and carries a date.
func signs(line, byline string) bool {
	if name := unordered(cleanByline(line, "")); byline != "" && name != "" {
		for _, one := range append(strings.Split(byline, ", "), byline) {
			if unordered(one) == name {
				return true
			}
		}
	}
	return signature.MatchString(line) && strings.ContainsFunc(line, unicode.IsDigit)
}

// unordered is a comparison form of names without "and".
func unordered(s string) string {
	var kept []string
	for _, w := range words(fold.String(s)) {
		if w != "and" && w != "et" && w != "و" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

//go:embed data/datewords.txt
var dateWordData string

// dateWords gives the words of a line that only tells when a page was published.
var dateWords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(dateWordData) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				set[fold.String(w)] = true
			}
		}
	}
	return set
})

// isDateLine reports a line that holds a date and nothing else.
func isDateLine(s string) bool {
	return strings.ContainsFunc(s, unicode.IsDigit) && datesOnly(s)
}

// datesOnly reports words that are all numbers or belong to a date.
func datesOnly(s string) bool {
	known := dateWords()
	for _, w := range words(fold.String(s)) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsDigit(r) && !known[w] {
			return false
		}
	}
	return true
}
