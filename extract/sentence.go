package extract

import (
	"sahelwatch/extract/lexicon"
	"unicode"
	"unicode/utf8"
)

// unit is a sentence, or a stretch of one up to a semicolon: what is said in
// one breath.
type unit struct {
	p         *part
	from, to  int // words
	paragraph int
	soft      bool   // continues the sentence before it
	index     int    // in reading.units
	actors    [2]int // its mentions in reading.actors, from and to
	event     int    // index into reading.events, -1 for none
	facts     facts
}

// split cuts a part into units.
func (r *reading) split(p *part, paragraph int) int {
	from, soft, boxed := 0, false, len(p.gaps) > 0 && p.gaps[0]&bracket != 0
	for i := 1; i <= len(p.words); i++ {
		if i < len(p.words) && !p.ends(i) {
			continue
		}
		if !boxed && !p.furniture(from) {
			r.units = append(r.units, unit{p: p, index: len(r.units), from: from, to: i, paragraph: paragraph, soft: soft, event: -1})
		}
		if i < len(p.words) {
			soft = p.gaps[i]&(stop|newline|bracket|slash) == 0
			boxed = p.gaps[i]&bracket != 0 || boxed && p.gaps[i]&unbracket == 0
			if p.gaps[i]&newline != 0 {
				paragraph++
			}
		}
		from = i
	}
	return paragraph + 1
}

// furniture reports whether a unit that begins at word i is no part of the
// article: "Lire aussi : …".
func (p *part) furniture(i int) bool {
	k, ok := p.find1(lexicon.Boilerplate, i, i+1)
	return ok && (k.to-k.from > 1 || k.to >= len(p.words) || p.gaps[k.to]&(colon|newline|dash) != 0)
}

// ends reports whether a sentence ends before word i.
func (p *part) ends(i int) bool {
	g := p.gaps[i]
	switch {
	case g&(newline|semicolon) != 0, g&bracket != 0 && g&stop != 0, g&unbracket != 0 && p.boxEnds(i):
		return true
	case g&slash != 0 && g&dash == 0 && p.name == "text":
		return p.text[p.words[i-1].End] == ' '
	case g&stop == 0:
		return false
	case g&question != 0:
		return true
	}
	return !p.abbreviated(i-1) && p.opens(i)
}

// boxEnds reports whether the bracket that closes before word i opened a unit of
// its own.
func (p *part) boxEnds(i int) bool {
	for j := i - 1; j >= max(0, i-60); j-- {
		if p.gaps[j]&bracket != 0 {
			return j == 0 || p.gaps[j]&(stop|newline) != 0
		}
	}
	return false
}

// opens reports whether word i can begin a sentence.
func (p *part) opens(i int) bool {
	r, _ := utf8.DecodeRuneInString(p.text[p.words[i].Start:])
	if p.words[i].Start == p.words[i-1].End+1 {
		return false // no space behind the point: 2.5, example.org
	}
	return !unicode.IsLower(r) || p.gaps[i]&quote != 0
}

// abbreviated reports whether the point behind word i belongs to the word: a
// single letter, or a title.
func (p *part) abbreviated(i int) bool {
	if p.text[p.words[i].End] != '.' {
		return false
	}
	switch key := p.words[i].Key; key {
	case "mm", "mme", "mlle", "dr", "pr", "me", "col", "gen", "lt", "cdt", "cne", "cpt", "capt", "sgt", "maj", "mr", "mrs", "ms", "st", "ste",
		"prof", "hon", "rev", "gov", "sen", "brig", "adj", "alh", "no", "vs", "etc", "cf", "art", "jan", "feb", "fev", "sept", "oct", "nov", "dec", "env", "approx", "av", "bvd":
		return p.capital(i) || key == "no" || key == "env" || key == "vs"
	default:
		return utf8.RuneCountInString(key) == 1 && p.capital(i)
	}
}
