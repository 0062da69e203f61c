package gazetteer

import "math"

// Context is what a text tells beside a place name that several places bear.
type Context struct {
	Countries  map[string]float64 // ISO codes of the countries named, with weights from 0 to 1
	Regions    []*Region          // administrative units named beside the name
	Neighbours []Neighbour        // other places named
}

// Neighbour is another place of the text; Weight, from 0 to 1, falls with its
// distance in the text.
type Neighbour struct {
	Place  *Place
	Weight float64
}

// What the evidence for a candidate is worth. The figures are set so that one
// unit named beats any prior, the country named beats size, and size decides
// only where a text tells nothing.
const (
	worthCountry  = 3.0
	otherCountry  = -2.5 // countries are named, not this one
	worthRegion1  = 2.5
	worthRegion2  = 4.0
	worthAround   = 2.0  // in the middle of a unit, its own unit not being known; halves at aroundKm
	worthBoth     = 0.7  // of that, when the region holds the place as well
	worthClose    = 2.0  // a neighbour at no distance; halves at closeKm
	closeKm       = 40.0 //
	sameKm        = 10.0 // candidates this close are one place
	tellingNear   = 0.5  // a neighbour worth less is no evidence
	tooCloseToSay = 0.3  // difference of scores that decides nothing
)

// Choose settles which of the places of one name a text means, and why. ok is
// false when the text does not decide: the candidates are equally likely, or the
// name is a common word or a person's, or only like the place's, and nothing in
// the text speaks for the place. best is then the likeliest all the same.
func Choose(candidates []Match, ctx *Context) (best Match, ok bool, why Why) {
	if len(candidates) == 0 {
		return Match{}, false, Why{}
	}
	bestScore, second := math.Inf(-1), math.Inf(-1)
	for _, m := range candidates {
		score, told := ctx.weigh(m, candidates)
		if score > bestScore {
			if best.Place != nil && apart(best.Place, m.Place) {
				second = bestScore
			}
			best, bestScore = m, score
			why = Why{match: m, told: told}
		} else if score > second && apart(best.Place, m.Place) {
			second = score
		}
	}
	why.among, why.only = len(candidates), math.IsInf(second, -1)
	why.decided = bestScore-second > tooCloseToSay
	return best, why.decided && !why.doubtful(), why
}

// apart reports whether two candidates are different places on the ground. A
// town and the unit named after it are not.
func apart(a, b *Place) bool {
	if a.Country == b.Country && (a.Class == "A") != (b.Class == "A") && a.Admin2 == b.Admin2 {
		return false
	}
	return !(Distance(a.Lat, a.Lon, b.Lat, b.Lon) <= sameKm)
}

// weigh scores a candidate, with the evidence of the text that speaks for it. A
// neighbour that bears the name too is no evidence: it is what is asked.
func (ctx *Context) weigh(m Match, candidates []Match) (score float64, told evidence) {
	score = prior(m)
	p := m.Place
	if w := ctx.Countries[p.Country]; w > 0 {
		score += worthCountry * w
		told.country = true
	}
	region, around := 0.0, 0.0
	for _, r := range ctx.Regions {
		worth := worthRegion1
		if r.Level == 2 {
			worth = worthRegion2
		}
		switch {
		case worth > region && r.Holds(p):
			region, told.region, told.around = worth, r, false
		case r.MayHold(p):
			if worth := worthAround * (1 - Distance(r.Lat, r.Lon, p.Lat, p.Lon)/(2*aroundKm)); worth > around {
				around = worth
			}
			if region == 0 {
				told.region, told.around = r, true
			}
		}
	}
	if region == worthRegion1 {
		around *= worthBoth
	}
	if region < worthRegion2 {
		region += around
	}
	if !told.country && region == 0 && len(ctx.Countries) > 0 {
		score += otherCountry // a unit named says the country
	}
	near := 0.0
	for _, n := range ctx.Neighbours {
		if n.Place == nil || n.Place.ID == p.ID {
			continue
		}
		if near > 0 && n.Weight*worthClose/(1+northward(p, n.Place)/closeKm) < near {
			continue // too far north or south to be worth more
		}
		d := Distance(p.Lat, p.Lon, n.Place.Lat, n.Place.Lon)
		if worth := n.Weight * worthClose / (1 + d/closeKm); worth > near && !among(n.Place, candidates) {
			near, told.near = worth, n.Place
		}
	}
	if near <= tellingNear {
		told.near = nil
	}
	return score + region + near, told
}

func among(p *Place, candidates []Match) bool {
	for i := range candidates {
		if candidates[i].Place.ID == p.ID {
			return true
		}
	}
	return false
}

// northward is how far apart two places are in latitude, in kilometres: no more
// than their distance.
func northward(a, b *Place) float64 { return math.Abs(a.Lat-b.Lat) * (math.Pi / 180 * 6371) }

// prior is what is known of a candidate before the text: how it matched, how
// often reports name it, what it is and how large.
func prior(m Match) float64 {
	p := m.Place
	score := [...]float64{Exact: 0, Alternate: -0.1, Key: -1, Sound: -1, Near: -1.5}[m.How] - float64(m.Edits)
	score += [...]float64{0, 2, 1.5, 0, -2}[min(max(p.Tier, 0), 4)]
	switch p.Class {
	case "P":
		score += 0.5
	case "A":
		score += 0.2
	}
	if p.Population > 0 {
		score += math.Log10(float64(p.Population)) / 5
	}
	if !p.Located() {
		score -= 0.2
	}
	return score
}
