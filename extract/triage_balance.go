package extract

import (
	"slices"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/gazetteer"
)

// balance is what speaks for and against fetching.
type balance struct {
	seen      [triageClasses]int // phrases of each section
	violence  int                // how strongly the words speak of violence
	region    bool               // a country or party of the region is named
	kind      lexicon.Class      // of word; of the armed for armed parties
	class     lexicon.Class      // of word
	word      string             // that speaks loudest of violence
	opens     bool               // a trial or an exercise opens the title
	headed    bool               // another subject stands in the title
	subject   string             // the other subject, in plain words; "" for none
	elsewhere string             // the place or party elsewhere, as written
	named     int                // long words of the title that tell where or announce only
}

// opening is how many words of a title can name its subject at once: "Procès
// de", "US-led Flintlock".
const opening = 3

// Weights of the first phrase of each kind. One violent word (2) loses against
// another subject (3), two kinds of them (4) do not.
const (
	weighArmed   = 4
	weighViolent = 2
	weighHint    = 1
	weighSubject = 3
)

func (b *balance) add(r *reading, p *part, title bool) {
	for _, k := range p.marks {
		switch k.class {
		case lexicon.ActorArmed, lexicon.ActorMilitia, lexicon.ActorForeign, lexicon.ActorState:
			b.party(r, p, k)
		case lexicon.CountryName, lexicon.Demonym:
			b.country(r, p, k)
		case hotspot:
			b.region = true
			b.violent(hintWord, p, k)
		case armedWord, actWord, harmWord, hintWord:
			b.violent(k.class, p, k)
		case obliqueWord:
			b.violent(hintWord, p, k)
		case elsewhereWord:
			if b.elsewhere == "" {
				b.elsewhere = p.quote(k.from, k.to)
			}
		case everydayWord:
			if title || b.seen[hintWord] == 0 { // "Drame à Kouré", and then the government speaks
				b.other(k.class)
			}
		default:
			b.headed = b.headed || title && k.class < everydayWord && k.class > newsWord
			b.opens = b.opens || title && k.from < opening && (k.class == trialWord || k.class == exerciseWord)
			b.other(k.class)
		}
		if title && (k.class == newsWord || k.class == lexicon.CountryName || k.class == lexicon.Official) {
			b.named += p.long(k.from, k.to)
		}
	}
}

// party counts a party to the fighting. Movements without a branch name say
// nothing of the region.
func (b *balance) party(r *reading, p *part, k mark) {
	a := &r.c.gaz.Actors()[r.lang.names[k.actor].actors[0]]
	local := !umbrella(a.ID) && slices.ContainsFunc(a.Countries, r.c.gaz.Watched)
	if a.Type == "out_of_scope" || !local && k.class != lexicon.ActorArmed && len(a.Countries) > 0 {
		return
	}
	b.region = b.region || local
	switch {
	case k.class == lexicon.ActorArmed:
		b.violent(k.class, p, k)
	case k.class == lexicon.ActorState:
		b.violent(hintWord, p, k)
	default:
		b.violent(actWord, p, k)
	}
}

func (b *balance) country(r *reading, p *part, k mark) {
	watched := r.c.gaz.Watched(r.lang.names[k.actor].code)
	b.region = b.region || watched
	if !watched && k.class == lexicon.CountryName && b.elsewhere == "" {
		b.elsewhere = p.quote(k.from, k.to)
	}
}

// violent counts a word for violence: the first of each kind, and a second hint.
func (b *balance) violent(c lexicon.Class, p *part, k mark) {
	weight, kind := weighViolent, c
	switch c {
	case lexicon.ActorArmed, armedWord:
		weight, kind = weighArmed, armedWord
	case hintWord:
		weight = weighHint
	}
	if b.seen[kind]++; b.seen[kind] > 1 {
		return
	}
	b.violence += weight
	if b.word == "" || kind < b.kind {
		b.kind, b.class, b.word = kind, c, p.quote(k.from, k.to)
	}
}

// other counts a phrase of another subject.
func (b *balance) other(c lexicon.Class) {
	if int(c) >= len(b.seen) {
		return
	}
	b.seen[c]++
	if b.subject == "" || b.against() <= weighSubject && c != everydayWord {
		if s := subjects[c]; s != "" {
			b.subject = s
		}
	}
}

// subjects names the sections of other subjects.
var subjects = map[lexicon.Class]string{
	sportWord: "sport", farmWord: "farming", exerciseWord: "exercise or ceremony", trialWord: "court or crime",
	accidentWord: "accident, disaster or disease", economyWord: "another kind of attack or explosion", everydayWord: "everyday matters",
}

// against is the weight of the other subject: each further phrase of it adds
// to it, and one of the summary alone weighs little. Everyday words weigh against
// as many hints, or against one violent word alone.
func (b *balance) against() int {
	most := 0
	for c := sportWord; c < everydayWord; c++ {
		if n := b.seen[c]; n > 0 {
			weight := weighSubject + min(n-1, 2)
			if !b.headed {
				weight -= 2
			}
			if b.opens && (c == trialWord || c == exerciseWord) {
				weight += weighSubject
			}
			most = max(most, weight)
		}
	}
	if b.seen[everydayWord] > 0 && b.seen[armedWord]+b.seen[harmWord] == 0 &&
		(b.seen[actWord] == 0 && b.seen[hintWord] <= b.seen[everydayWord] || b.seen[actWord] == 1 && b.seen[hintWord] == 0) {
		most = max(most, b.violence)
	}
	return most
}

// littleElse reports whether no subject is named but one everyday word, which
// also stands where ordinary life comes to a stop: "La moisson restera au champ".
func (b *balance) littleElse() bool {
	for c := sportWord; c < everydayWord; c++ {
		if b.seen[c] > 0 {
			return false
		}
	}
	return b.seen[everydayWord] <= 1
}

// uninformed reports whether nothing but an announcement is there: "Flash
// info", "Niger : communiqué n° 3".
func (b *balance) uninformed(r *reading) bool {
	if len(r.text.words) > 0 || len(r.title.words) == 0 || b.seen[newsWord] == 0 {
		return false
	}
	return r.title.long(0, len(r.title.words)) <= b.named
}

// isWord reports whether word i belongs to a phrase of the word files.
func (p *part) isWord(i int) bool {
	return slices.ContainsFunc(p.marks, func(k mark) bool { return k.from <= i && i < k.to && k.class < hotspot })
}

// long counts the words [from, to) of over three letters; numbers are none.
func (p *part) long(from, to int) int {
	n := 0
	for _, w := range p.words[from:to] {
		if len(w.Key) > 3 && w.Key[0] > '9' {
			n++
		}
	}
	return n
}

// regionNamed gives the country or place of the region that the title names,
// "" for none.
func (r *reading) regionNamed(b *balance) string {
	if b.region {
		for _, k := range r.title.marks {
			if k.class == lexicon.CountryName && r.c.gaz.Watched(r.lang.names[k.actor].code) {
				return r.title.quote(k.from, k.to)
			}
		}
	}
	return r.placeNamed(&r.title, villages, false)
}

// Tiers of the gazetteer: its main towns and units, and all settlements.
const (
	towns    = 1
	villages = 3
)

// rareName is how many bytes a name has that is no word when only its spelling
// key is a place's: Djiguibombo.
const rareName = 8

// inRegion reports whether the announcement names a known town or unit of the
// region.
func (r *reading) inRegion() bool {
	return r.placeNamed(&r.title, towns, false) != "" || r.placeNamed(&r.text, towns, false) != ""
}

// city is the population from which a town is in the news for all it does.
const city = 300_000

// famous reports a capital or city, whose name says little.
func famous(m gazetteer.Match) bool {
	return m.Place.Class == "P" && (m.Place.Code == "PPLC" || m.Place.Population >= city)
}

// placeNamed gives the first place of the region, up to a tier of the
// gazetteer, that a part names; "" for none. Names that are also words or
// persons do not count, nor, where only the obscure do, those of cities.
func (r *reading) placeNamed(p *part, tier int, obscure bool) string {
	for i := range p.words {
		if p.isWord(i) || !p.capital(i) && !arabicWord(p, i) {
			continue
		}
		n, ok := r.c.gaz.Scan(p.text, p.words[i:min(len(p.words), i+gazetteer.MaxWords)])
		if !ok {
			continue
		}
		r.matches = r.c.gaz.Append(r.matches[:0], p.quote(i, i+n))
		name := p.quote(i, i+n)
		if obscure && slices.ContainsFunc(r.matches, famous) {
			continue
		}
		for _, m := range r.matches {
			spelled := m.How <= gazetteer.Alternate || m.How == gazetteer.Key && len(name) >= rareName
			if spelled && m.Place.Tier <= tier && m.Ambiguous == "" && r.c.gaz.Watched(m.Place.Country) {
				return name
			}
		}
	}
	return ""
}
