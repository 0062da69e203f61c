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
		if len(text) > 0 && len(piece) < glance {
			text = strings.TrimLeft(text, " \n\t")
		}
		if r.holdsAny(piece) {
			return true
		}
	}
	return false
}

func (r *reading) holdsAny(piece string) bool {
	r.text.open(piece)
	for _, l := range r.c.triage.order("", "", piece) {
		if l == nil {
			return false
		}
		r.lang = l
		r.text.sift(l)
		for _, k := range r.text.marks {
			switch k.class {
			case armedWord, actWord, harmWord, hintWord, lexicon.ActorArmed, lexicon.ActorMilitia, lexicon.ActorForeign, lexicon.ActorState:
				return true
			case lexicon.CountryName, lexicon.Demonym:
				if r.c.gaz.Watched(l.names[k.actor].code) {
					return true
				}
			}
		}
	}
	return false
}
