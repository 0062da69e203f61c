package extract

import (
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
)

// claim is something said about who did it or whether it happened.
type claim struct {
	unit     int
	event    int
	kind     string
	by       conflict.Speaker
	about    string
	from, to int // words of the evidence
	hedged   bool
	actor    int    // index into reading.actors, -1 for none
	abroad   string // country of a foreign authority, else ""
}

// findClaims reads who claims, who is blamed, who confirms, denies or is silent,
// and gives each armed actor its role.
func (r *reading) findClaims() {
	for i := range r.actors {
		r.castRole(&r.actors[i], i)
	}
	r.shareRoles()
	for i := range r.units {
		r.officialWord(i)
		r.groupWord(i)
	}
	r.claimsByFigure()
}

// claimsByFigure makes a claim of each toll of its enemies that an armed group
// gives: who counts them says that he killed them (docs/contract.md).
func (r *reading) claimsByFigure() {
	for i := range r.figures {
		f := &r.figures[i]
		if f.by.Role != conflict.RoleParty || !r.armedGroup(f.by.ID) || f.denied || f.zero || f.cumulative || f.measure > 2 {
			continue
		}
		switch f.victims {
		case conflict.Soldiers, conflict.Police, conflict.Auxiliaries:
		default:
			continue
		}
		if u := &r.units[f.unit]; !r.claimsOf(f.unit, f.by.ID) && !r.suffers(u) {
			r.say(claim{unit: f.unit, kind: conflict.ClaimResponsibility, by: f.by, about: f.by.ID, from: f.from, to: f.to, actor: -1})
		}
	}
}

// claimsOf reports whether a unit already tells what a group says of its part.
func (r *reading) claimsOf(unit int, id string) bool {
	for i := range r.claims {
		if c := &r.claims[i]; c.unit == unit && c.about == id && (c.kind == conflict.ClaimResponsibility || c.kind == conflict.ClaimNotUs) {
			return true
		}
	}
	return false
}

// groupWord reads what "the group" says of what it did, where the text has
// named it before.
func (r *reading) groupWord(i int) {
	u := &r.units[i]
	for k := range u.facts.voices {
		v := &u.facts.voices[k]
		if v.class != lexicon.ForceMilitants || v.negated || !u.facts.violence && !u.p.is(v.says, lexicon.Claim) || r.suffers(u) || u.p.disowns(u, v) {
			continue
		}
		if s := r.speaker(u, v); s.Role == conflict.RoleParty && (r.armedGroup(s.ID) || s.ID != "" && u.p.is(v.says, lexicon.Claim)) {
			r.say(claim{unit: i, kind: conflict.ClaimResponsibility, by: s, about: s.ID, from: min(v.from, v.says), to: max(v.to, v.says+1), actor: -1})
		}
	}
}

func (r *reading) say(c claim) { r.claims = append(r.claims, c) }

// claimJSON gives the JSON form of a claim. Its evidence is the sentence, of a
// long one the clause around the claim.
func (r *reading) claimJSON(c *claim) conflict.Claim {
	u := &r.units[c.unit]
	from, to := u.from, u.to
	if to-from > longSentence {
		from, to = u.clause(c.from, c.to)
	}
	return conflict.Claim{Kind: c.kind, By: c.by, About: c.about, Hedged: c.hedged, Evidence: u.p.span(from, to)}
}

// longSentence is how many words a reader takes in as one quotation.
const longSentence = 45

// clause carries words [from, to) on to the marks around them, and further where
// less than ten words stand between.
func (u *unit) clause(from, to int) (int, int) {
	const few = 10
	ends := func(i int) bool { return u.p.gaps[i]&(comma|colon|dash|quote) != 0 }
	for from > u.from && !ends(from) {
		from--
	}
	for to < u.to && !ends(to) {
		to++
	}
	for from > u.from && to-from < few {
		from--
		for from > u.from && !ends(from) {
			from--
		}
	}
	for to < u.to && to-from < few {
		to++
		for to < u.to && !ends(to) {
			to++
		}
	}
	return from, to
}
