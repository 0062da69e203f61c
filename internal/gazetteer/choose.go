package gazetteer

import (
	"fmt"
	"math"
	"strings"
)

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
	worthAround   = 2.0  // near the middle of a unit, its own unit not being known
	worthClose    = 2.0  // a neighbour at no distance; halves at closeKm
	closeKm       = 40.0 //
	sameKm        = 10.0 // candidates this close are one place
	tooCloseToSay = 0.3  // difference of scores that decides nothing
)

// Choose settles which of the places of one name a text means, and says why in a
// few words. ok is false when the text does not decide: the candidates are
// equally likely, or the name is a common word or a person's, or only like the
// place's, and nothing in the text speaks for the place. best is then the likeliest all the same.
func Choose(candidates []Match, ctx Context) (best Match, ok bool, why string) {
	if len(candidates) == 0 {
		return Match{}, false, "no such place"
	}
	bestScore, second := math.Inf(-1), math.Inf(-1)
	for _, m := range candidates {
		score := ctx.weigh(m, nil)
		if score > bestScore {
			if best.Place != nil && apart(best.Place, m.Place) {
				second = bestScore
			}
			best, bestScore = m, score
		} else if score > second && apart(best.Place, m.Place) {
			second = score
		}
	}
	ok = bestScore-second > tooCloseToSay
	var reasons []string
	ctx.weigh(best, &reasons)
	if best.Ambiguous != "" && len(reasons) == 0 {
		return best, false, fmt.Sprintf("%s is also a %s and nothing beside it speaks for the place", best.Name, best.Ambiguous)
	}
	if best.How >= Sound && len(reasons) == 0 {
		return best, false, fmt.Sprintf("%s is only like the name and nothing beside it speaks for the place", best.Name)
	}
	switch {
	case !ok:
		reasons = append(reasons, fmt.Sprintf("%d places bear the name and the text does not decide", len(candidates)))
	case math.IsInf(second, -1):
		reasons = append(reasons, "the only place of that name")
	case len(reasons) == 0:
		reasons = append(reasons, fmt.Sprintf("the best known of %d of that name", len(candidates)))
	}
	return best, ok, strings.Join(reasons, "; ")
}

// apart reports whether two candidates are different places on the ground. A
// town and the unit named after it are not.
func apart(a, b *Place) bool {
	if a.Country == b.Country && (a.Class == "A") != (b.Class == "A") && a.Admin2 == b.Admin2 {
		return false
	}
	return !(Distance(a.Lat, a.Lon, b.Lat, b.Lon) <= sameKm)
}

// weigh scores a candidate and adds to told, unless it is nil, the evidence of
// the text that speaks for it.
func (ctx *Context) weigh(m Match, told *[]string) float64 {
	tell := func(before, name, behind string) {
		if told != nil {
			*told = append(*told, before+name+behind)
		}
	}
	score := prior(m)
	p := m.Place
	if w := ctx.Countries[p.Country]; w > 0 {
		score += worthCountry * w
		tell("country ", p.Country, " named")
	} else if len(ctx.Countries) > 0 {
		score += otherCountry
	}
	region := 0.0
	for _, r := range ctx.Regions {
		worth := worthRegion1
		if r.Level == 2 {
			worth = worthRegion2
		}
		switch {
		case worth > region && r.Holds(p):
			region = worth
			tell("in ", r.Name, "")
		case worthAround > region && r.mayHold(p):
			region = worthAround
			tell("in or near ", r.Name, "")
		}
	}
	score += region
	near, nearest := 0.0, ""
	for _, n := range ctx.Neighbours {
		if n.Place == nil || n.Place.ID == p.ID {
			continue
		}
		d := Distance(p.Lat, p.Lon, n.Place.Lat, n.Place.Lon)
		if worth := n.Weight * worthClose / (1 + d/closeKm); worth > near {
			near, nearest = worth, n.Place.Name
		}
	}
	if score += near; near > 0.5 {
		tell("near ", nearest, "")
	}
	return score
}

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
