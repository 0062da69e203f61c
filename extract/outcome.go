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
			for _, name := range u.p.outcomesOf(u, k) {
				if !slices.Contains(rep.Outcomes, name) {
					rep.Outcomes = append(rep.Outcomes, name)
					rep.OutcomeSpans = append(rep.OutcomeSpans, u.p.span(k.from, k.to))
				}
			}
		}
	}
}

// outcomesOf pairs the doing at k with the things within ten words.
func (p *part) outcomesOf(u *unit, k mark) []string {
	pairs := map[lexicon.Class]map[lexicon.Class]string{
		lexicon.Burn: {lexicon.Base: "base_burned", lexicon.Village: "village_burned", lexicon.Vehicle: "vehicles_burned",
			lexicon.Convoy: "vehicles_burned", lexicon.Building: "building_burned"},
		lexicon.Loot:    {lexicon.Base: "base_looted", lexicon.Village: "village_looted"},
		lexicon.Seize:   {lexicon.Weapons: "weapons_seized", lexicon.Vehicle: "vehicles_seized"},
		lexicon.Destroy: {lexicon.Vehicle: "vehicles_destroyed", lexicon.Base: "base_destroyed", lexicon.Building: "building_destroyed"},
		lexicon.Overrun: {lexicon.Base: "position_overrun", lexicon.Village: "town_captured"},
		lexicon.Repel:   {lexicon.AttackNoun: "attack_repelled", lexicon.Militants: "attack_repelled"},
	}[k.class]
	if pairs == nil || p.negated(u, k.from) {
		return nil
	}
	var out []string
	for _, o := range p.between(max(u.from, k.from-10), min(u.to, k.to+8)) {
		if name := pairs[o.class]; name != "" {
			out = append(out, name)
		}
	}
	return out
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
