package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/gazetteer"
)

// Verdict says whether an announced article is worth fetching, and why.
type Verdict struct {
	Fetch  bool
	Reason string
}

// signs is what title and summary hold.
type signs struct {
	kill     bool // a verb of killing, wounding, abducting
	dead     bool // the dead are counted or named, by whatever cause
	foe      bool // an armed group, gunmen
	attack   bool // a word for an attack, which has other meanings too
	alarm    bool // shots, panic, losses
	military bool // soldiers, bases, tolls, mourning
	voices   bool // survivors, witnesses
	region   bool // a country, place or actor of the region
	place    bool
	outside  bool // a country or place outside the region
	accident bool
	sport    bool
	topic    string // politics, farming, a trial, …; "" for none
}

// Triage decides from title and summary alone whether the article may tell of
// violence in the region. It leaves out only what is plainly about something
// else, or holds no word of violence, danger or armed forces at all.
func (c *Coder) Triage(title, summary, lang string) Verdict {
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	r.lang = c.language(lang, title, summary)
	r.units, r.places = r.units[:0], r.places[:0]
	r.title.read("title", title, nil, r.lang)
	r.text.read("text", summary, nil, r.lang)
	var s signs
	for _, p := range [...]*part{&r.title, &r.text} {
		for _, k := range p.marks {
			s.note(r, k)
		}
	}
	if !s.region && (s.attack || s.alarm || s.military || s.voices || s.outside) {
		s.place = r.namesPlace(&r.title) || r.namesPlace(&r.text)
		s.region = s.place
	}
	return s.verdict()
}

// note takes in one phrase.
func (s *signs) note(r *reading, k mark) {
	if measure, mode, ok := k.class.Harm(); ok {
		if measure < 4 {
			s.kill = s.kill || mode != lexicon.Noun && mode != lexicon.Subject
			s.dead = true
		}
		return
	}
	switch {
	case killers.Has(k.class):
		s.foe = true
	case struck.Has(k.class):
		s.attack = true
	case k.class == lexicon.Alarm:
		s.alarm = true
	case k.class == lexicon.Witness:
		s.voices = true
	case armed.Has(k.class):
		s.military = true
	case k.class == lexicon.Accident:
		s.accident = true
	case k.class == lexicon.Sport:
		s.sport = true
	case k.class == lexicon.OutOfScope:
		s.outside = true
	case k.class == lexicon.Farm:
		s.topic = "farming"
	case k.class == lexicon.Politics:
		s.topic = "politics or economy"
	case k.class == lexicon.Trial, k.class == lexicon.Exercise, k.class == lexicon.FactCheck:
		s.topic = "a trial, exercise or fact-check"
	}
	switch k.class {
	case lexicon.CountryName, lexicon.Demonym:
		if r.c.gaz.Watched(r.lang.names[k.actor].code) {
			s.region = true
		} else {
			s.outside = true
		}
	case lexicon.ActorArmed, lexicon.ActorState, lexicon.ActorMilitia:
		s.region = true
	}
}

var (
	killers = lexicon.SetOf(lexicon.Militants, lexicon.ForceMilitants, lexicon.ActorArmed, lexicon.Massacre, lexicon.Ambush, lexicon.Suicide,
		lexicon.Overrun)
	struck = lexicon.SetOf(lexicon.AttackNoun, lexicon.AttackPart, lexicon.AttackVerb, lexicon.Clash, lexicon.Airstrike, lexicon.Shelling,
		lexicon.Mine, lexicon.Looting, lexicon.Claim)
	armed = lexicon.SetOf(lexicon.Soldiers, lexicon.ForceSoldiers, lexicon.Auxiliaries, lexicon.ActorState, lexicon.ActorMilitia,
		lexicon.ActorForeign, lexicon.Base, lexicon.Convoy, lexicon.Mourn, lexicon.TollWord, lexicon.Operation, lexicon.Security, lexicon.Burn,
		lexicon.Silence, lexicon.Lose)
)

// verdict weighs the signs.
func (s *signs) verdict() Verdict {
	other := s.topic
	switch {
	case s.accident:
		other = "an accident, crime or disease"
	case s.sport:
		other = "sport"
	}
	switch {
	case s.outside && !s.region:
		return Verdict{false, "is about another part of the world"}
	case s.foe && !(s.sport && !s.dead && !s.military):
		return Verdict{true, "names armed attackers"}
	case s.kill && !(other != "" && !s.attack && !s.military):
		return Verdict{true, "tells of people killed, wounded or abducted"}
	case s.dead && other == "":
		return Verdict{true, "tells of dead"}
	case s.dead && s.attack && !s.sport:
		return Verdict{true, "tells of dead in an attack"}
	case s.alarm && (other == "" || s.military):
		return Verdict{true, "tells of shots, blasts or losses"}
	case s.attack && s.military && !s.sport:
		return Verdict{true, "tells of an attack on armed forces"}
	case s.attack && s.region && other == "":
		return Verdict{true, "may tell of an attack in the region"}
	case (s.military || s.voices) && s.region && other == "":
		return Verdict{true, "speaks of armed forces, a toll or survivors in the region"}
	case other != "":
		return Verdict{false, "is about " + other}
	}
	return Verdict{false, "no word of violence"}
}

// namesPlace reports whether a part names a place of a watched country.
func (r *reading) namesPlace(p *part) bool {
	u := &unit{p: p, from: 0, to: len(p.words)}
	for j := range p.words {
		n := r.placeAt(u, j)
		if n == 0 && p.capital(j) && !p.any(j, &noPlace) { // titles have capitals everywhere
			n, _ = r.c.gaz.Scan(p.text, p.words[j:min(u.to, j+gazetteer.MaxWords)])
		}
		if n == 0 || p.marked(j) && n == 1 {
			continue
		}
		r.matches = r.c.gaz.Append(r.matches[:0], r.placeName(p, j, n))
		for _, m := range r.matches {
			headed := j+n < len(p.words) && p.gaps[j+n]&colon != 0 // "Nara: …"
			if (m.Ambiguous == "" || headed) && r.c.gaz.Watched(m.Place.Country) {
				return true
			}
		}
	}
	return false
}

// Quick reports whether a text holds any word of violence, an armed actor or
// danger at all: a page without any is not worth reading twice.
func (c *Coder) Quick(text string) bool {
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	r.lang = c.language("", "", text)
	r.text.read("text", text, nil, r.lang)
	for _, k := range r.text.marks {
		if measure, _, ok := k.class.Harm(); ok && measure < 4 || killers.Has(k.class) || struck.Has(k.class) || k.class == lexicon.Alarm {
			return true
		}
	}
	return false
}
