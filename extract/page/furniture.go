package page

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

//go:embed data/furniture.txt
var furnitureData string

var loadFurniture = sync.OnceValue(func() furniture { return readFurniture(furnitureData) })

// furniture holds the lines of data/furniture.txt.
type furniture struct {
	whole  map[string]bool
	begins []string
	boxes  map[string]bool
}

func readFurniture(data string) furniture {
	f := furniture{whole: map[string]bool{}, boxes: map[string]bool{}}
	for line := range strings.Lines(data) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) < 3 || line[0] == '#' {
			continue
		}
		phrase := fold.String(line[2:])
		switch line[0] {
		case '=':
			f.whole[bare(phrase)] = true
		case '^':
			f.begins = append(f.begins, phrase)
		case '>':
			f.boxes[bare(phrase)] = true
		}
	}
	return f
}

// bare takes leading and final marks off a folded phrase.
func bare(s string) string {
	return strings.Trim(s, " :.!…>»«•-*|#،()[]")
}

// maxFurniture is the length, in characters, beyond which a paragraph that
// begins like furniture is text.
const maxFurniture = 220

// dropFurniture gives the paragraphs that are text: without the headline
// repeated at the top, and without what furniture.txt names.
func dropFurniture(blocks []block, title, byline string) []string {
	f := loadFurniture()
	blocks = trimEnds(blocks, byline)
	var kept []string
	seen := map[string]bool{}
	inBox := false
	for i, b := range blocks {
		key := bare(fold.String(b.text))
		if key == "" {
			continue
		}
		if i < 3 && title != "" && letters(key) == letters(title) {
			continue
		}
		heading := len(b.kind) == 2 && b.kind[0] == 'h'
		if f.boxes[key] && heading {
			inBox = true
			continue
		}
		if inBox && isBoxEntry(b) {
			continue
		}
		inBox = false
		if f.is(key, b) {
			continue
		}
		if utf8.RuneCountInString(key) > 80 && seen[key] {
			continue
		}
		seen[key] = true
		kept = append(kept, b.text)
	}
	return kept
}

// isBoxEntry reports whether a block can belong to a box of links.
func isBoxEntry(b block) bool {
	return b.link*10 >= len(b.text)*7 || b.kind == "li" || utf8.RuneCountInString(b.text) < 100 && !endsSentence(b.text)
}

func (f furniture) is(key string, b block) bool {
	if f.whole[key] {
		return true
	}
	if utf8.RuneCountInString(b.text) > maxFurniture {
		return false
	}
	for _, phrase := range f.begins {
		if strings.HasPrefix(key, phrase) {
			rest := key[len(phrase):]
			return rest == "" || strings.HasSuffix(phrase, ":") || strings.ContainsAny(rest[:1], " :,-.>|'\"(") || strings.HasSuffix(phrase, "@") || strings.HasSuffix(phrase, " ")
		}
	}
	return b.kind == "figcaption"
}
