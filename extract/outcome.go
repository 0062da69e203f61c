package extract

import (
	"slices"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// outcomes reads what became of bases, villages, vehicles and weapons: a word
// for the doing with a word for the thing close by.
func (r *reading) outcomes(e int, rep *conflict.Report) {
	for i := range r.units {
		u := &r.units[i]
		if u.event != e {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			if undone.Has(k.class) && !u.p.negated(u, k.from) {
				u.p.outcomesOf(u, k, rep)
			}
		}
	}
}

// undone are the doings that outcomes come of.
var undone = lexicon.SetOf(lexicon.Burn, lexicon.Loot, lexicon.Seize, lexicon.Destroy, lexicon.Overrun, lexicon.Repel)

// outcomesOf pairs the doing at k with the things within ten words.
func (p *part) outcomesOf(u *unit, k mark, rep *conflict.Report) {
	for _, o := range p.between(max(u.from, k.from-10), min(u.to, k.to+8)) {
		name := outcome(k.class, o.class)
		if name != "" && !slices.Contains(rep.Outcomes, name) {
			rep.Outcomes = append(rep.Outcomes, name)
			rep.OutcomeSpans = append(rep.OutcomeSpans, p.span(k.from, k.to))
		}
	}
}

// outcome names what a doing did to a thing; "" when the two make none.
func outcome(doing, thing lexicon.Class) string {
	type pair [2]lexicon.Class
	switch (pair{doing, thing}) {
	case pair{lexicon.Burn, lexicon.Base}:
		return "base_burned"
	case pair{lexicon.Burn, lexicon.Village}:
		return "village_burned"
	case pair{lexicon.Burn, lexicon.Vehicle}, pair{lexicon.Burn, lexicon.Convoy}:
		return "vehicles_burned"
	case pair{lexicon.Burn, lexicon.Building}:
		return "building_burned"
	case pair{lexicon.Loot, lexicon.Base}:
		return "base_looted"
	case pair{lexicon.Loot, lexicon.Village}:
		return "village_looted"
	case pair{lexicon.Seize, lexicon.Weapons}:
		return "weapons_seized"
	case pair{lexicon.Seize, lexicon.Vehicle}:
		return "vehicles_seized"
	case pair{lexicon.Destroy, lexicon.Vehicle}:
		return "vehicles_destroyed"
	case pair{lexicon.Destroy, lexicon.Base}:
		return "base_destroyed"
	case pair{lexicon.Destroy, lexicon.Building}:
		return "building_destroyed"
	case pair{lexicon.Overrun, lexicon.Base}, pair{lexicon.Seize, lexicon.Base}:
		return "position_overrun"
	case pair{lexicon.Overrun, lexicon.Village}:
		return "town_captured"
	case pair{lexicon.Repel, lexicon.AttackNoun}, pair{lexicon.Repel, lexicon.Militants}:
		return "attack_repelled"
	}
	return ""
}

// kind gives ACLED's terms for the event.
func (r *reading) kind(e int, rep *conflict.Report) (string, string) {
	var seen lexicon.Set
	for i := range r.units {
		u := &r.units[i]
		if u.event != e {
			continue
		}
		for _, k := range u.p.between(u.from, u.to) {
			seen.Add(k.class)
		}
	}
	civilian := onlyCivilians(rep)
	switch {
	case seen.Has(lexicon.Airstrike):
		return "Explosions/Remote violence", "Air/drone strike"
	case seen.Has(lexicon.Suicide):
		return "Explosions/Remote violence", "Suicide bomb"
	case seen.Has(lexicon.Mine) && !seen.Has(lexicon.Ambush):
		return "Explosions/Remote violence", "Remote explosive/landmine/IED"
	case seen.Has(lexicon.Shelling) && !seen.Has(lexicon.Base):
		return "Explosions/Remote violence", "Shelling/artillery/missile attack"
	case civilian && (seen.Has(lexicon.Abducted) || seen.Has(lexicon.Abducted+lexicon.Of)) && !killsAny(rep):
		return "Violence against civilians", "Abduction/forced disappearance"
	case civilian:
		return "Violence against civilians", "Attack"
	case slices.Contains(rep.Outcomes, "position_overrun") || slices.Contains(rep.Outcomes, "town_captured"):
		return "Battles", "Non-state actor overtakes territory"
	}
	return "Battles", "Armed clash"
}

func onlyCivilians(rep *conflict.Report) bool {
	for _, t := range rep.Targets {
		if t.ID != "civilians" {
			return false
		}
	}
	return len(rep.Targets) > 0
}

func killsAny(rep *conflict.Report) bool {
	for _, t := range rep.Tolls {
		if t.Measure == conflict.Killed && t.Low > 0 {
			return true
		}
	}
	return false
}
