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
		if s := r.speaker(u, v); s.ID != "" && s.Role == conflict.RoleParty {
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
