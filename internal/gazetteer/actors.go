package gazetteer

import (
	"iter"
	"slices"
)

// Rule says how an alias is matched in a text.
type Rule uint8

// The match rules.
const (
	AnyCase   Rule = iota // ci: folded words
	CaseExact             // cs: the very letters, an acronym
	InContext             // ctx: folded words, and only beside words of conflict or of the actor's country
)

func (r Rule) String() string { return [...]string{"ci", "cs", "ctx"}[r] }

// Alias is one name of an actor.
type Alias struct {
	Text string
	Lang string // ISO 639-1
	Rule Rule
}

// Actor is an armed group, a force, an official voice, a monitor or a person
// that reports name.
type Actor struct {
	ID          string
	Name        string
	Type        string   // jihadist, separatist, rebel, militia, state, foreign, multilateral, official, …
	Countries   []string // ISO codes; "XX" means everywhere
	Parent      string   // id of the actor that it belongs to
	Affiliation string   // al-qaeda, islamic-state
	Side        string   // state, when it fights beside one
	UCDP        int      // id in the UCDP Actor dataset; 0 when none
	ACLED       string   // label in ACLED's files
	Note        string   // what its names may be taken for
	Aliases     []Alias
}

// In reports whether the actor is known to act in the country.
func (a *Actor) In(country string) bool {
	return slices.Contains(a.Countries, country) || slices.Contains(a.Countries, "XX")
}

// Actor gives the actor with this id.
func (g *Gazetteer) Actor(id string) (*Actor, bool) {
	i, ok := g.byActor[id]
	if !ok {
		return nil, false
	}
	return &g.actors[i], true
}

// Actors gives all actors in the order of the data. The list must not be changed.
func (g *Gazetteer) Actors() []Actor { return g.actors }

// Aliases yields every alias of every actor, in the order of the data: what a
// matcher of many patterns is built from.
func (g *Gazetteer) Aliases() iter.Seq2[*Actor, Alias] {
	return func(yield func(*Actor, Alias) bool) {
		for i := range g.actors {
			for _, alias := range g.actors[i].Aliases {
				if !yield(&g.actors[i], alias) {
					return
				}
			}
		}
	}
}

// defaultRule is the rule of an alias that the data says nothing about: an
// acronym is matched by its very letters.
func defaultRule(text string) Rule {
	capitals := 0
	for _, r := range text {
		switch {
		case 'A' <= r && r <= 'Z':
			capitals++
		case '0' <= r && r <= '9' || r == '-':
		default:
			return AnyCase
		}
	}
	if capitals >= 2 && len(text) <= 12 {
		return CaseExact
	}
	return AnyCase
}
