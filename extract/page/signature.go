package page

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"sahelwatch/internal/fold"
)

// signerInside finds who signs inside a line that dates the article:
// "Publié le 08-07-2025 à 10:15 par Laouali Moussa (lu 12 fois)".
var signerInside = regexp.MustCompile(`[\s\d]((?i:par|by|von|por|بواسطة|بقلم)\s*:?\s+[\p{Lu}\p{Arabic}].*)$`)

// signedWithDate gives the name that signs inside the line of the best date
// that readers see.
func (p *page) signedWithDate(site string) string {
	for _, d := range p.shownDates() {
		if d.at >= len(p.snips) {
			continue
		}
		line, _ := p.snips[d.at].line()
		m := signerInside.FindStringSubmatch(line)
		if m == nil || !isDateText(line) {
			continue
		}
		if name := p.cleanCredit(m[1], site); isSigner(name) {
			return name
		}
	}
	return ""
}

// signedBelowLabel gives the name in the piece of text behind one that is
// nothing but a label near the headline: "Auteur :", "By".
func (p *page) signedBelowLabel(site string) string {
	from, to := p.nearTitle(8, 14)
	for i := from; i+1 < to; i++ {
		label := p.snips[i].text
		if !isSignatureLabel(label) {
			continue
		}
		if name := p.cleanCredit(p.snips[i+1].text, site); isSigner(name) {
			return name
		}
	}
	return ""
}

// isSignatureLabel reports the words before a name alone: "Auteur :", "By".
func isSignatureLabel(s string) bool {
	return utf8.RuneCountInString(s) <= 20 && signature.MatchString(s+" ") && cleanByline(s+" ", "") == ""
}

// nameMarks are words of the class of an element that holds a person's name,
// or of what holds that.
var nameMarks = []string{"author", "auteur", "byline", "sign", "writer", "reporter", "journalist", "redacteur", "kateb", "yazar"}

// namedNearTitle gives the name that stands alone near the headline, where
// the class of its element speaks of a name or of authors.
func (p *page) namedNearTitle(site string) string {
	from, to := p.nearTitle(3, 10)
	for _, s := range p.snips[from:to] {
		name := p.cleanCredit(s.text, site)
		if isPerson(name) && likeness(name, p.titleTag) < 0.4 && isNamed(s.parent) {
			return name
		}
	}
	return ""
}

// isNamed reports an element named so, outside of comments and other boxes.
func isNamed(n *html.Node) bool {
	named := false
	for i := 0; n != nil && n.Data != "body"; i, n = i+1, n.Parent {
		what := marks(n)
		if containsAny(what, otherBoxes) {
			return false
		}
		if i < 3 {
			ws := strings.Fields(what)
			named = named || containsAny(what, nameMarks) || slices.Contains(ws, "name") || slices.Contains(ws, "nom")
		}
	}
	return named
}

// signedAtEnd gives the person whose name stands alone behind the last
// sentence of the text and beside it, as newspapers sign: "Irmine KINDA". Who
// signs a communiqué is its speaker, not its writer.
func (p *page) signedAtEnd(bs []block, site string) string {
	end := len(bs)
	for end > 0 && !endsSentence(bs[end-1].text) {
		end--
	}
	if end == 0 || end == len(bs) {
		return ""
	}
	last, b := bs[end-1], bs[end]
	key, f := bare(fold.String(b.text)), loadFurniture()
	if b.kind == "li" || isHeading(b) || isLinked(b) || f.boxes[key] || f.is(key, b) || b.at == nil || !isInside(last.at, b.at.Parent) {
		return ""
	}
	if name := p.cleanCredit(b.text, site); isSigner(name) && !isPublication(name) {
		return name
	}
	return ""
}

// isSigner reports a person, perhaps with the agency that helped: "Halima
// Sidikou avec ANP".
func isSigner(s string) bool {
	for _, with := range []string{" avec ", " with ", " mit "} {
		if name, agency, ok := strings.Cut(s, with); ok && agencyIn(agency) != "" {
			s = name
		}
	}
	if r, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.Arabic, r) {
		n := len(strings.Fields(s))
		return n >= 2 && n <= 5
	}
	return isPerson(s)
}

// isPublication reports the name of a newspaper rather than of a person: one
// with an article, as "Le Républicain".
func isPublication(s string) bool {
	first, _, _ := strings.Cut(lower(s), " ")
	switch first {
	case "le", "la", "les", "l'echo", "the", "journal", "radio", "agence", "source":
		return true
	}
	return strings.HasPrefix(first, "l'")
}
