package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// datelineForm is a place, perhaps with a date or an agency, at the start of
// the first paragraph and set off by a dash: "OUAGADOUGOU, 28 juillet (AIB) –".
var datelineForm = regexp.MustCompile(`^((?:\p{Lu}[\p{L}'’.-]*|de|la|le|du|des|of|the|el)(?:[ /-](?:\p{Lu}[\p{L}'’.-]*|de|la|le|du|des|of|the|el)){0,4}(?:,\s?(?:[^–—.:;()]|\p{L}{3,5}\.){2,40})?(?:\s?\([^)]{2,40}\))?)\s?(?:[–—]|--?)\s`)

// colonForm is the same set off by a colon, in capitals.
var colonForm = regexp.MustCompile(`^(\p{Lu}{3,}(?:[ -]\p{Lu}{2,}){0,3}(?:,\s?[^–—.:;()]{2,40})?(?:\s?\([^)]{2,40}\))?)\s?:\s`)

// agencyForm is a place with an agency in brackets and no dash: "نيامي (رويترز)".
var agencyForm = regexp.MustCompile(`^((?:[\p{L}'’-]+ ?){1,4}(?:,\s?[^–—.:;()]{2,40})?\s?\([^)]{2,30}\))\s?(?:[–—:-]\s)?`)

// dateline gives the place, date and agency that open the first paragraph, as
// they stand there; "" when none does. The paragraph itself keeps them.
func dateline(paragraphs []string) string {
	for i, p := range paragraphs {
		if i == 2 {
			break
		}
		if utf8.RuneCountInString(p) < 40 {
			continue
		}
		p = p[:min(len(p), 400)]
		for _, form := range []*regexp.Regexp{datelineForm, colonForm} {
			if m := form.FindStringSubmatch(p); m != nil && hasPlaceShape(m[1]) {
				return strings.TrimSpace(m[1])
			}
		}
		if m := agencyForm.FindStringSubmatch(p); m != nil && agencyIn(m[1]) != "" {
			return strings.TrimSpace(m[1])
		}
	}
	return ""
}

// datelineDate gives the full date in the dateline of an agency: "Niamey, 21
// juil. 2025 (ANP)".
func (p *page) datelineDate(line string) (claim, bool) {
	_, rest, _ := strings.Cut(line, ",")
	date, agency, ok := strings.Cut(rest, "(")
	if !ok || agency == "" || !hasFullDate(date) {
		return claim{}, false
	}
	return p.claimOfText(strings.TrimSpace(date), "text", sureText)
}

// hasPlaceShape refuses openings that are no dateline: one short word, or words
// without capitals.
func hasPlaceShape(s string) bool {
	for _, w := range strings.Fields(s) {
		switch strings.ToLower(strings.Trim(w, ",.:")) {
		case "photo", "file", "by", "par", "update", "exclusive", "video", "analysis":
			return false
		}
	}
	if opens, rest, _ := strings.Cut(s, " "); opensSentence(opens) && !articleCity(rest) {
		return false
	}
	upper := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper > 0 && utf8.RuneCountInString(s) >= 3
}

// opensSentence reports words that begin a sentence rather than a dateline.
func opensSentence(w string) bool {
	switch strings.ToLower(w) {
	case "le", "la", "les", "l’armée", "un", "une", "des", "the", "a", "an", "this", "in", "on", "at", "il", "elle", "ce", "cette", "ces",
		"dans", "en", "au", "aux", "selon", "after", "he", "she", "it", "mr", "mr.", "mme", "m.":
		return true
	}
	return false
}

// articleCity reports the rest of a city's name that begins with an article.
func articleCity(rest string) bool {
	name, _, _ := strings.Cut(rest, " ")
	switch strings.ToLower(strings.Trim(name, ",")) {
	case "caire", "cap", "haye", "havane", "paz", "mans", "havre", "mecque", "hague":
		return true
	}
	return false
}
