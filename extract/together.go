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
