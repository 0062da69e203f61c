package extract

import (
	"sahelwatch/extract/lexicon"
)

// stance is how a sentence speaks of a place.
type stance uint8

const (
	bare   stance = iota // only named
	inside               // "à Dargo", "le camp de Dioura": things happen there
	nearby               // "près de", "à 30 km de"
	along                // "entre Dori et Gorom-Gorom"
	unitOf               // "région de Mopti"
	aside                // a destination, a dateline, a speaker's or person's place, a border
)

// marked reports whether a phrase of the lexicon starts at word j.
func (p *part) marked(j int) bool {
	for _, k := range p.between(j, j+1) {
		if k.class != lexicon.In && k.class != lexicon.By && k.class != lexicon.Direction && k.class != lexicon.PlaceHead && k.class != lexicon.Capital {
			return true
		}
	}
	return false
}

// stanceOf reads the words before and behind a name.
func (p *part) stanceOf(u *unit, from, to int) stance {
	if p.stateSpeaks(u, from, to) {
		return aside
	}
	if to < u.to && p.latinNoun(to) {
		switch {
		case p.is(to, lexicon.Unit) && p.gaps[to] == space, p.unitsBehind(u, to):
			return unitOf // Tillaberi region; the Nord, Sahel and Est regions
		case p.gaps[to] != space:
		case p.any(to, &struckNouns), p.any(to, &sites) && !p.capital(to):
			return inside // the Karma massacre, the Abala market
		}
	}
	if p.parenthesised(u, from) && !p.is(from-1, lexicon.Unit) && p.gaps[from]&(open|comma) != 0 {
		return unitOf
	}
	best, length, found := bare, 0, false
	lead := p.pastArticle(u, from)
	for _, k := range p.between(max(u.from, lead-6), lead) {
		if k.to != lead || p.gapIn(k.from, from)&(comma|colon|stop|closing) != 0 {
			continue
		}
		s, ok := stanceFor(k.class)
		if ok && (k.to-k.from > length || k.to-k.from == length && s > best) {
			best, length, found = s, k.to-k.from, true
		}
	}
	if s, ok := p.beforeHead(u, lead); ok && found && best == inside {
		return s // "à destination de la ville de Djibo", "near the city of Gao"
	}
	if to < u.to && p.gaps[to]&open != 0 && p.capital(to) && (!found || best == aside) && !p.is(to, lexicon.Media) && p.joinedStance(u, from) != along {
		return inside // "Djenné (Djenné, Mopti)"
	}
	if found {
		return best
	}
	if p.parenthesised(u, from) {
		return unitOf
	}
	if p.surname(u, from) || to < u.to && p.surname(u, to) && p.capital(to) && !p.any(to, &noPlace) {
		return aside // a person's name
	}
	return p.joinedStance(u, from)
}

// beforeHead gives the stance that stands before the noun which a name follows:
// a destination or a neighbourhood.
func (p *part) beforeHead(u *unit, lead int) (stance, bool) {
	for _, k := range p.between(max(u.from, lead-4), lead) {
		if k.class != lexicon.PlaceHead || k.to != lead {
			continue
		}
		at := p.pastArticle(u, k.from)
		for _, t := range p.between(max(u.from, at-5), at) {
			switch {
			case t.to != at || p.gapIn(t.from, k.from)&(comma|stop|colon) != 0:
			case t.class == lexicon.Toward && t.to-t.from > 1:
				return aside, true
			case t.class == lexicon.Near:
				return nearby, true
			}
		}
	}
	return bare, false
}

// sites are nouns that the name of a place stands before: "the Dioura base".
var sites = lexicon.SetOf(lexicon.Base, lexicon.Village, lexicon.Building)

// unitsBehind reports whether the name before word i is the first of several that
// a word for units closes.
func (p *part) unitsBehind(u *unit, i int) bool {
	joined := false
	for j := i; j < min(u.to, i+6); j++ {
		if p.gaps[j]&^(space|comma) != 0 {
			return false
		}
		if p.is(j, lexicon.Unit) && p.gaps[j] == space {
			return joined && !p.capital(j) && p.capital(j-1)
		}
		if !p.capital(j) && (!p.lang.lex.IsFunction(p.words[j].Key) || p.any(j, &placeLeaders)) {
			return false
		}
		joined = joined || p.gaps[j]&comma != 0 || !p.capital(j)
	}
	return false
}

// pastArticle gives the first word of a name with its article: "on the Abala
// market".
func (p *part) pastArticle(u *unit, from int) int {
	if j := from - 1; j > u.from && p.lang.lex.IsFunction(p.words[j].Key) && p.sets[j] == (lexicon.Set{}) && p.gaps[from] == space {
		return j
	}
	return from
}

// governing are the words that make a capital before them a government.
var governing = lexicon.SetOf(lexicon.Say, lexicon.Deny, lexicon.DenyRole, lexicon.Confirm, lexicon.Condemn, lexicon.Accuse,
	lexicon.Attribute, lexicon.Silence, lexicon.Demand, lexicon.Mourn, lexicon.Claim)

// stateSpeaks reports whether words [from, to) are a capital that stands for its
// government: "Bamako dément", "واستدعت نواكشوط السفير".
func (p *part) stateSpeaks(u *unit, from, to int) bool {
	if !p.is(from, lexicon.Capital) || from > u.from && p.gaps[from] == space && p.any(from-1, &placeLeaders) {
		return false
	}
	if p.arabic(from) {
		return from > u.from && p.any(from-1, &governing) && p.gaps[from] == space
	}
	for j := to; j < min(u.to, to+4) && p.gaps[j] == space; j++ {
		if p.any(j, &governing) {
			return true
		}
		if !p.is(j, lexicon.Have) && !p.is(j, lexicon.Negation) && !p.lang.lex.IsFunction(p.words[j].Key) {
			return false
		}
	}
	return false
}

// parenthesised reports whether word i stands in brackets behind a name: the
// units that a place lies in.
func (p *part) parenthesised(u *unit, i int) bool {
	for j := i; j > max(u.from, i-8); j-- {
		if p.gaps[j]&closing != 0 {
			return false
		}
		if p.gaps[j]&open != 0 {
			return p.capital(j - 1)
		}
	}
	return false
}

var struckNouns = lexicon.SetOf(lexicon.AttackNoun, lexicon.Massacre, lexicon.Clash, lexicon.Ambush)

// latinNoun reports whether the noun at word i stands without an article
// before it.
func (p *part) latinNoun(i int) bool { return !arabicWord(p, i) && !p.is(i-1, lexicon.Demonym) }

// joinedStance gives a name joined by "between" to another the stance of that one.
func (p *part) joinedStance(u *unit, from int) stance {
	for _, k := range p.between(max(u.from, from-9), from) {
		if s, ok := stanceFor(k.class); ok && s == along && k.class == lexicon.Between {
			return along
		}
	}
	return bare
}

// surname reports whether word i follows an unknown word with a capital: the
// second word of a person's name.
func (p *part) surname(u *unit, i int) bool {
	return i-1 > u.from && p.text[p.words[i-1].End:p.words[i].Start] == " " && p.capital(i-1) && !p.marked(i-1)
}

func stanceFor(c lexicon.Class) (stance, bool) {
	switch c {
	case lexicon.PlaceHead, lexicon.In, lexicon.Against, lexicon.AttackVerb, lexicon.AttackPart:
		return inside, true
	case lexicon.Near, lexicon.Direction:
		return nearby, true
	case lexicon.Between:
		return along, true
	case lexicon.Unit:
		return unitOf, true
	case lexicon.Toward, lexicon.Border, lexicon.Person:
		return aside, true
	}
	return bare, false
}

// dateline reports whether a name opens the text as the place of writing:
// "NIAMEY, 20 juin.", "Lomé, 30 juillet 2025.", "لاجوس -".
func (p *part) dateline(u *unit, from, to int) bool {
	if u.from != 0 || from != 0 || p.name != "text" {
		return false
	}
	if to >= len(p.words) {
		return false
	}
	g := p.gaps[to]
	if g&comma != 0 && p.agencyBehind(to) {
		return true
	}
	return g&(dash|open) != 0 || g&(comma|stop) != 0 && (p.dateAt(to) > to || p.dateAt(to+1) > to+1) && p.gaps[min(len(p.words)-1, max(p.dateAt(to), to+1))]&(stop|dash|open|comma|newline|closing) != 0
}

// agencyBehind reports whether what stands from word i on closes a dateline:
// "NIAMEY, Niger (AP) — …".
func (p *part) agencyBehind(i int) bool {
	for j := i; j < min(len(p.words), i+6); j++ {
		switch g := p.gaps[j]; {
		case j > i && g&dash != 0:
			return true
		case g&(stop|colon|newline) != 0, !p.capital(j):
			return false
		}
	}
	return false
}
