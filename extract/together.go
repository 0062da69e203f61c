package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
)

// shareRoles gives those who are named together the part of the one of them
// whose part is told: "l'armée et Wagner ont exécuté", "اتهم الجيش ومجموعة فاغنر".
func (r *reading) shareRoles() {
	for i := 1; i < len(r.actors); i++ {
		a, b := &r.actors[i-1], &r.actors[i]
		if a.unit == b.unit && a.class == lexicon.ActorArmed && b.class == lexicon.ActorArmed && r.units[a.unit].p.either(a.to, b.from) {
			a.role, b.role = context, context // one of the two, no guess
			continue
		}
		if a.unit != b.unit || a.affil || b.affil || !r.units[a.unit].p.coordinated(a.to, b.from) {
			continue
		}
		switch {
		case a.does() && b.role == mentioned:
			b.role = a.role
		case b.does() && a.role == mentioned:
			a.role = b.role
		}
	}
}

// either reports whether "or" stands between two names, with nouns for fighters
// at most.
func (p *part) either(from, to int) bool {
	if to <= from || to-from > 4 || p.gapIn(from-1, to)&^(space|comma|slash) != 0 {
		return false
	}
	return p.has(lexicon.Either, from, to) && !p.hasAny(&verbs, from, to)
}

// does reports whether the text holds an actor to have done it.
func (m *actorMention) does() bool { return m.role == agent || m.role == suspected }

// coordinated reports whether only "and" or a comma, with nouns for the people
// of a force, stands between two names.
func (p *part) coordinated(from, to int) bool {
	if to < from || to-from > 4 || p.gapIn(from-1, to)&^(space|comma) != 0 {
		return false
	}
	joined := false
	for j := from; j <= to; j++ {
		joined = joined || p.gaps[j]&comma != 0 || p.is(j, lexicon.And) || p.arabic(j) && strings.HasPrefix(p.words[j].Key, "و")
	}
	for j := from; j < to; j++ {
		if p.any(j, &joinStoppers) || p.any(j, &prepositions) || p.is(j, lexicon.Clause) || p.is(j, lexicon.Militants) && !p.is(j, lexicon.Auxiliaries) {
			return false
		}
	}
	return joined
}
