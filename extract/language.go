package extract

import (
	"unicode"
	"unicode/utf8"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/fold"
	"sahelwatch/internal/gazetteer"
)

// language gives the language to read an article with: the one that it names
// when we know it, else the one whose commonest words the text uses most.
func (c *Coder) language(named, title, text string) *language {
	if len(named) > 2 {
		named = named[:2]
	}
	if l := c.langs[named]; l != nil {
		return l
	}
	const enough = 600 // bytes tell
	if len(text) > enough {
		text = text[:enough]
	}
	sample := title + " " + text
	if arabic(sample) {
		if l := c.langs["ar"]; l != nil {
			return l
		}
	}
	best, most := c.fallback, 0
	var room [160]fold.Word
	words := fold.Words(room[:0], sample)
	for _, code := range c.order {
		l, n := c.langs[code], 0
		for _, w := range words {
			if l.lex.IsFunction(w.Key) {
				n += 4
			}
			if l.lex.Knows(sample[w.Start:w.End], w.Key) { // decides in a headline
				n++
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}

// arabic reports whether a third of the letters are Arabic.
func arabic(s string) bool {
	letters, arab := 0, 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r >= 0x600 && r <= 0x6FF {
			arab++
		}
		if r < utf8.RuneSelf && (r|0x20) >= 'a' && (r|0x20) <= 'z' || r >= utf8.RuneSelf && unicode.IsLetter(r) {
			letters++
		}
	}
	return arab > 0 && arab*3 >= letters
}

// nameGroup is the actors that one name may mean.
type nameGroup struct {
	actors []int32  // indexes into gazetteer.Actors
	exact  []string // the spellings that count; nil when case does not matter
	proper bool     // wants a capital: the name is also a word
	code   string   // of a country, for names and nationalities
}

// classOf gives the lexicon class of an actor; ok is false for those that the
// lexicons describe better.
func classOf(a *gazetteer.Actor) (lexicon.Class, bool) {
	switch a.Type {
	case "jihadist", "separatist", "rebel", "criminal", "person":
		return lexicon.ActorArmed, true
	case "state":
		return lexicon.ActorState, true
	case "militia":
		return lexicon.ActorMilitia, true
	case "foreign":
		return lexicon.ActorForeign, true
	case "multilateral":
		switch a.ID {
		case "mnjtf", "g5_sahel", "minusma":
			return lexicon.ActorForeign, true
		case "ohchr":
			return lexicon.UN, true
		}
	case "official", "official_media":
		return lexicon.Official, true
	case "claim_channel":
		return lexicon.Relay, true
	case "monitor":
		switch a.ID {
		case "site_intel":
			return lexicon.Relay, true
		case "hrw", "cisc", "collectif_barsalogho":
			return lexicon.NGO, true
		}
		return lexicon.Monitor, true
	}
	return 0, false
}

// enterActors enters every alias of every actor that is a party or a voice.
func (l *language) enterActors(actors []gazetteer.Actor) {
	byKey := map[string]int{}
	for i := range actors {
		a := &actors[i]
		class, ok := classOf(a)
		if !ok || a.ID == "bandits_ng" {
			continue
		}
		if a.Type == "person" {
			class = lexicon.Official
			if isArmed(actors, a.Parent) {
				class = lexicon.ActorArmed
			}
		}
		for _, alias := range a.Aliases {
			key := string(rune('A'+int(class)%64)) + fold.String(alias.Text)
			g, seen := byKey[key]
			if !seen {
				g = len(l.names)
				byKey[key] = g
				l.names = append(l.names, nameGroup{})
				l.lex.Enter(alias.Text, class, int32(g))
			}
			l.names[g].add(int32(i), alias, !seen)
		}
	}
}

func isArmed(actors []gazetteer.Actor, id string) bool {
	for i := range actors {
		if actors[i].ID == id {
			class, ok := classOf(&actors[i])
			return ok && class == lexicon.ActorArmed
		}
	}
	return false
}

func (g *nameGroup) add(actor int32, alias gazetteer.Alias, first bool) {
	known := false
	for _, a := range g.actors {
		known = known || a == actor
	}
	if !known {
		g.actors = append(g.actors, actor)
	}
	switch {
	case alias.Rule == gazetteer.CaseExact && (first || g.exact != nil):
		g.exact = append(g.exact, alias.Text)
	case alias.Rule != gazetteer.CaseExact:
		g.exact = nil
	}
	g.proper = alias.Rule == gazetteer.InContext && (first || g.proper)
}

// enterCountries enters the names of countries and nationalities.
func (l *language) enterCountries(countries []gazetteer.Country) {
	for i := range countries {
		c := &countries[i]
		for _, n := range c.Names {
			l.lex.Enter(n, lexicon.CountryName, int32(len(l.names)))
		}
		for _, n := range c.Capitals {
			l.lex.Enter(n, lexicon.Capital, int32(len(l.names)))
		}
		for _, n := range c.Demonyms {
			l.lex.Enter(n, lexicon.Demonym, int32(len(l.names)))
		}
		l.names = append(l.names, nameGroup{code: c.Code})
	}
}

// actorFits reports whether the name found is spelled as the rules of its
// aliases want it.
func (l *language) actorFits(p *part, k mark) bool {
	g := &l.names[k.actor]
	if g.proper && !p.capital(k.from) && k.class != lexicon.Demonym {
		return arabicWord(p, k.from)
	}
	if g.exact == nil {
		return true
	}
	word := p.quote(k.from, k.to)
	for _, e := range g.exact {
		if e == word {
			return !p.shouted(k)
		}
	}
	return arabicWord(p, k.from)
}

func arabicWord(p *part, i int) bool {
	r, _ := utf8.DecodeRuneInString(p.text[p.words[i].Start:])
	return r >= 0x600 && r <= 0x6FF
}

// shouted reports whether the words around an acronym of two letters are in
// capitals too, so that it may be no acronym.
func (p *part) shouted(k mark) bool {
	if p.words[k.from].End-p.words[k.from].Start > 2 {
		return false
	}
	around := 0
	for _, i := range []int{k.from - 1, k.to} {
		if i >= 0 && i < len(p.words) && allCaps(p.text[p.words[i].Start:p.words[i].End]) {
			around++
		}
	}
	return around == 2
}
