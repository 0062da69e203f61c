package page

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
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
	holds  []string
	ends   []string
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
		case '~':
			f.holds = append(f.holds, phrase)
		case '$':
			f.ends = append(f.ends, phrase)
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
	blocks = trimEnds(f.cutEnd(withoutTitle(blocks, title)), title, byline)
	var kept []string
	seen := map[string]bool{}
	inBox := false
	for i, b := range blocks {
		key := bare(fold.String(b.text))
		if key == "" {
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
		if f.is(key, b) || i > 0 && isTeaser(b) {
			continue
		}
		if utf8.RuneCountInString(key) > 80 && (seen[key] || holdsLast(b.text, kept)) {
			continue
		}
		seen[key] = true
		kept = append(kept, b.text)
	}
	for n := len(kept); n > 1 && announces(kept[n-1]); n-- {
		kept = kept[:n-1]
	}
	return kept
}

// withoutTitle takes off the headline where it is repeated at the top, with
// the short lines before it.
func withoutTitle(blocks []block, title string) []block {
	for i, b := range blocks[:min(len(blocks), 6)] {
		if utf8.RuneCountInString(b.text) > 150 || isSentence(b) && i > 0 && !repeatsTitle(bare(fold.String(b.text)), title) {
			break
		}
		if repeatsTitle(bare(fold.String(b.text)), title) {
			return blocks[i+1:]
		}
	}
	return blocks
}

// cutEnd takes off a note to editors or the press's contact at the end, and
// what stands behind a line of marks there.
func (f furniture) cutEnd(blocks []block) []block {
	for i := len(blocks) - 1; i > 0 && i >= len(blocks)-maxEndNote; i-- {
		key := bare(fold.String(blocks[i].text))
		if utf8.RuneCountInString(blocks[i].text) <= maxFurniture && containsAny(key, f.ends) {
			blocks = blocks[:i]
		} else if rule := strings.Trim(blocks[i].text, " _*#-—"); rule == "" && runes(blocks[i:]) < 400 {
			blocks = blocks[:i]
		}
	}
	return blocks
}

// maxEndNote is the number of paragraphs that a note at the end can have.
const maxEndNote = 8

// isTeaser reports a paragraph that is the linked headline of another article.
func isTeaser(b block) bool {
	return b.kind == "p" && isLinked(b) && !endsSentence(b.text) && len(strings.Fields(b.text)) >= 5
}

// isButtons reports a line of several words of furniture, each in an element of
// its own: "Listen", "Share".
func (f furniture) isButtons(b block) bool {
	if b.at == nil || len(b.text) > 80 {
		return false
	}
	parts := partsOf(b.at)
	for _, part := range parts {
		if key := bare(fold.String(part)); key != "" && !f.whole[key] && !isCounter(key) {
			return false
		}
	}
	return len(parts) > 1
}

// isMenu reports a line of phrases of furniture set apart by marks: "Imprimer |
// Envoyer à un ami".
func (f furniture) isMenu(key string) bool {
	if len(key) > 80 {
		return false
	}
	parts := strings.FieldsFunc(key, func(r rune) bool { return strings.ContainsRune("|•·/", r) })
	for _, part := range parts {
		if !f.whole[bare(part)] {
			return false
		}
	}
	return len(parts) > 1
}

// isCounter reports a line that counts views, comments or minutes.
func isCounter(key string) bool {
	digits, counted := false, false
	for _, w := range strings.FieldsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		w = strings.TrimFunc(w, unicode.IsDigit)
		switch w {
		case "":
			digits = true
		case "min", "mn", "minute", "minutes", "view", "views", "vue", "vues", "comment", "comments", "commentaire", "commentaires", "like", "likes",
			"share", "shares", "partage", "partages", "lecture", "lectures", "read", "reads", "reaction", "reactions", "de", "of", "k", "مشاهدة", "مشاهدات", "تعليق", "دقيقه", "قراءه":
			counted = true
		default:
			return false
		}
	}
	return digits && counted
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
	if f.whole[key] || f.isMenu(key) {
		return true
	}
	if isCounter(key) || f.isButtons(b) {
		return true
	}
	n := utf8.RuneCountInString(b.text)
	if n <= 2*maxFurniture && containsAny(key, f.holds) {
		return true
	}
	if n > maxFurniture {
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
