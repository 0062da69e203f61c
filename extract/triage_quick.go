package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
)

// glance is how many bytes of a text Quick reads at a time.
const glance = 1024

// Quick reports whether the text of a page holds any word of violence or of its
// consequences, any party to the fighting, or any country or hotspot of the
// region. Where it says no, Code has nothing to find. It stops at the first
// such word: only pages about something else are read to their end.
func (c *Coder) Quick(text string) bool {
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	for text != "" {
		piece := text
		if len(text) > glance {
			end := strings.LastIndexAny(text[:glance], " \n\t")
			if end <= 0 {
				end = glance
			}
			piece = text[:end]
		}
		text = text[len(piece):]
		r.text.open(piece)
		if arabic(piece) && r.holdsAny(c.triage.arabic) || !arabic(piece) && r.beginsAny() {
			return true
		}
	}
	return false
}

// holdsAny reports whether the text holds a telling phrase of a language.
func (r *reading) holdsAny(l *language) bool {
	r.lang = l
	r.text.sift(l)
	for _, k := range r.text.marks {
		if r.speaks(k) {
			return true
		}
	}
	return false
}

// beginsAny looks for words that begin a telling phrase of any language in
// Latin script, and only there for the phrases.
func (r *reading) beginsAny() bool {
	p, first := &r.text, r.c.triage.beginnings()
	for i := range p.words {
		for _, l := range first[p.words[i].Key] {
			r.lang = l
			if k, ok := p.phraseAt(l, i); ok && r.speaks(k) {
				return true
			}
		}
	}
	return false
}

// longestPhrase is how many words of a phrase Quick looks at.
const longestPhrase = 4

// phraseAt finds the longest phrase that starts at word i.
func (p *part) phraseAt(l *language, i int) (mark, bool) {
	p.reads = p.reads[:0]
	for _, w := range p.words[i:min(len(p.words), i+longestPhrase)] {
		word := p.text[w.Start:w.End]
		p.reads = append(p.reads, l.lex.Read(word, w.Key, l.lex.Lang != "fr" || allCaps(word)))
	}
	return p.longest(l, 0, i)
}

func (r *reading) speaks(k mark) bool {
	if k.class == lexicon.CountryName || k.class == lexicon.Demonym {
		return r.c.gaz.Watched(r.lang.names[k.actor].code)
	}
	return telling(k.class)
}

// telling reports whether phrases of the class speak of violence, of those who
// fight or of a country, inside the region or not.
func telling(c lexicon.Class) bool {
	switch c {
	case armedWord, actWord, harmWord, hintWord, hotspot, lexicon.ActorArmed, lexicon.ActorMilitia, lexicon.ActorForeign, lexicon.ActorState,
		lexicon.CountryName, lexicon.Demonym:
		return true
	}
	return false
}
