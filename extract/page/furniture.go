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
		if i < 3 && repeatsTitle(key, title) {
			continue
		}
		if f.boxes[key] {
			if isBox(blocks[i+1:]) {
				break
			}
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
		if utf8.RuneCountInString(key) > 80 && (seen[key] || holdsLast(b.text, kept)) {
			continue
		}
		seen[key] = true
		kept = append(kept, b.text)
	}
	return kept
}

// repeatsTitle reports the headline, perhaps with a date or a kicker before it.
func repeatsTitle(key, title string) bool {
	k, t := letters(key), letters(title)
	return len(t) > 8 && strings.HasSuffix(k, t) && len(k)-len(t) < 40
}

// isBox reports whether what follows a box's heading to the end of the page is
// the box: every third block at least is a heading or a link.
func isBox(rest []block) bool {
	n := 0
	for _, b := range rest {
		if isHeading(b) || isLinked(b) {
			n++
		}
	}
	return n*3 >= len(rest)
}

// holdsLast reports a block that repeats the paragraph before it inside a
// longer one.
func holdsLast(s string, kept []string) bool {
	if len(kept) == 0 {
		return false
	}
	last := kept[len(kept)-1]
	return len(last) > 60 && len(s) > len(last) && strings.Contains(s, last)
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
