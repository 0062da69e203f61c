package extract

import (
	"sahelwatch/extract/lexicon"
)

// relevance decides whether the article tells an incident of the region, and
// says why.
func (r *reading) relevance() (bool, string) {
	if len(r.events) == 0 {
		return false, "no violent event is told"
	}
	if genre, name := r.genre(); genre {
		return false, name
	}
	if code := r.elsewhere(); code != "" {
		return false, "the event lies outside the region"
	}
	if r.main == "" && !r.armed() {
		return false, "no place or actor of the region is named"
	}
	return true, "an attack or clash in the region"
}

func (r *reading) armed() bool {
	for i := range r.actors {
		if r.actors[i].class == lexicon.ActorArmed && !umbrella(r.actors[i].actor.ID) {
			return true
		}
	}
	return false
}

// elsewhere reports whether the words outside the region outweigh those inside.
func (r *reading) elsewhere() string {
	n, first := 0, -1
	for i := range r.units {
		u := &r.units[i]
		for _, k := range u.p.between(u.from, u.to) {
			if k.class == lexicon.OutOfScope {
				n++
				if first < 0 {
					first = i
				}
			}
		}
	}
	if n > 0 && r.main == "" {
		return "outside"
	}
	return ""
}

// genre tells articles that only speak of violence: exercises, fact-checks,
// trials, sport.
func (r *reading) genre() (bool, string) {
	var n [16]int
	words := [...]struct {
		class lexicon.Class
		name  string
		need  int
	}{
		{lexicon.Exercise, "an exercise", 1}, {lexicon.FactCheck, "a fact-check", 2}, {lexicon.Sport, "sport", 3},
		{lexicon.Farm, "farming", 3}, {lexicon.Trial, "a trial", 3}, {lexicon.Politics, "politics", 4},
	}
	for i := range r.units {
		u := &r.units[i]
		for _, k := range u.p.between(u.from, u.to) {
			for w := range words {
				if words[w].class == k.class {
					n[w]++
				}
			}
		}
	}
	for w := range words {
		if n[w] >= words[w].need {
			return true, words[w].name
		}
	}
	return false, ""
}
