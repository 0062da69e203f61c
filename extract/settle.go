package extract

import (
	"cmp"
	"slices"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/gazetteer"
)

// placeContext is what the text tells that settles a homonym.
func (r *reading) placeContext() *gazetteer.Context {
	ctx := &r.context
	if ctx.Countries == nil {
		ctx.Countries = map[string]float64{}
	}
	clear(ctx.Countries)
	ctx.Regions, ctx.Neighbours = ctx.Regions[:0], ctx.Neighbours[:0]
	if len(r.countries) == 0 {
		for i := range r.actors {
			for _, code := range r.actors[i].actor.Countries {
				ctx.Countries[code] = 0.3
			}
		}
	}
	top := 0.0
	for _, v := range r.countries {
		top = max(top, v.weight)
	}
	for _, v := range r.countries {
		if !v.few {
			ctx.Countries[v.code] = v.weight / top
		}
	}
	for i := range r.places {
		if m := &r.places[i]; m.stance == unitOf {
			ctx.Regions = r.c.gaz.AppendRegions(ctx.Regions, m.name)
		}
	}
	return ctx
}

// regionsOf gives the units of a name, until the next call.
func (r *reading) regionsOf(name string) []*gazetteer.Region {
	r.regions = r.c.gaz.AppendRegions(r.regions[:0], name)
	return r.regions
}

// unitBehind gives the country of the unit told right behind a name, "" for
// none: "Gadel (Komondjari)", "à Barani, dans la Kossi". Where units of several
// countries bear that name, the main country's comes first.
func (r *reading) unitBehind(m *placeMention) string {
	country := ""
	for i := range r.places {
		o := &r.places[i]
		if o.unit != m.unit || o.from <= m.from || o.from-m.to > 7 {
			continue
		}
		for _, g := range r.unitsOf(o) {
			if country == "" || g.Country == r.main {
				country = g.Country
			}
		}
	}
	return country
}

// regionsNamed gives the units that the first pass settled.
func (r *reading) regionsNamed(dst []*gazetteer.Region) []*gazetteer.Region {
	for i := range r.places {
		dst = append(dst, r.unitsOf(&r.places[i])...)
	}
	return dst
}

// unitsOf gives the units that a settled mention tells, as a unit or as a place,
// until the next call.
func (r *reading) unitsOf(m *placeMention) []*gazetteer.Region {
	if m.region != nil {
		r.regions = append(r.regions[:0], m.region)
		return r.regions
	}
	if m.place == nil || m.place.Level() == 0 {
		return nil
	}
	return slices.DeleteFunc(r.regionsOf(m.name), func(g *gazetteer.Region) bool {
		return g.Country != m.place.Country || g.Level != m.place.Level()
	})
}

// matchesOf gives the places that a mention's name may mean, until the next
// call. They are looked up once for both passes.
func (r *reading) matchesOf(m *placeMention) []gazetteer.Match {
	if m.matches[1] == 0 {
		m.matches[0] = len(r.matches)
		r.matches = r.c.gaz.Append(r.matches, m.name)
		m.matches[1] = len(r.matches)
	}
	r.choice = append(r.choice[:0], r.matches[m.matches[0]:m.matches[1]]...)
	return r.choice
}

func (r *reading) settle(m *placeMention, ctx *gazetteer.Context) {
	m.place, m.region = nil, nil
	if m.stance == unitOf && !r.areaOf(m) {
		if list := r.regionsOf(m.name); len(list) > 0 {
			m.region = r.chooseRegion(list)
			return
		}
	}
	matches := r.matchesOf(m)
	if len(matches) == 0 {
		return
	}
	behind := r.unitBehind(m)
	matches = spelled(matches, cmp.Or(behind, r.surely()))
	best, ok := matches[0], true
	if len(matches) > 1 || best.Ambiguous != "" {
		best, ok, _ = gazetteer.Choose(matches, ctx)
	}
	if best.Ambiguous != "" && !ok && m.stance == bare {
		return
	}
	best = town(best, matches)
	if best.Place.Class != "P" && m.stance != inside && m.stance != nearby {
		if list := r.regionsOf(m.name); len(list) > 0 {
			m.region = r.chooseRegion(list)
			return
		}
	}
	if (best.How > gazetteer.Exact || best.Place.Tier > 1) && m.stance != nearby && !mainTown(best) {
		if list := r.regionsOf(m.name); len(list) > 0 && (best.How >= gazetteer.Key || list[0].Level == 1 && list[0].Country == r.main) {
			m.region = r.chooseRegion(list)
			return
		}
	}
	if behind != "" && behind != best.Place.Country && best.Place.Tier > 2 {
		return
	}
	if best.Place.Tier > 2 && r.countries.anyNamed() && !r.countries.has(best.Place.Country) && r.main != "" {
		return // a village in a country that the text never names
	}
	m.place, m.sure = best.Place, ok
}

// surely gives the main country, "" when only the nationality of a few people
// speaks for it.
func (r *reading) surely() string {
	for _, v := range r.countries {
		if v.code == r.main && v.few {
			return ""
		}
	}
	return r.main
}

// areaOf reports whether the word before a name may mean the area of a town as
// well as a unit, and no unit of the first level bears the name: "منطقة تيليا".
func (r *reading) areaOf(m *placeMention) bool {
	p := r.units[m.unit].p
	if m.from == 0 || !p.is(m.from-1, lexicon.Unit) || !p.is(m.from-1, lexicon.PlaceHead) {
		return false
	}
	for _, g := range r.regionsOf(m.name) {
		if g.Level == 1 {
			return false
		}
	}
	m.stance = inside
	return true
}

// mainTown reports whether a match is a well-known town by one of its names: the
// town, not the region named after it.
func mainTown(m gazetteer.Match) bool {
	return m.How <= gazetteer.Alternate && m.Place.Class == "P" && m.Place.Tier <= 1
}

// town prefers the town to the unit that is named after it.
func town(best gazetteer.Match, matches []gazetteer.Match) gazetteer.Match {
	p := best.Place
	if p.Level() == 0 {
		return best
	}
	for _, m := range matches {
		if q := m.Place; q.Class == "P" && q.Country == p.Country && (q.Admin1 == p.Admin1 || p.Admin1 == "") && m.How <= gazetteer.Alternate {
			return m
		}
	}
	return best
}

// spelled keeps the places with the very name when one lies in the country of
// the text: a likeness of sound is for want of better.
func spelled(matches []gazetteer.Match, country string) []gazetteer.Match {
	n := 0
	for i, m := range matches {
		if m.How <= gazetteer.Alternate && (country == "" || m.Place.Country == country) {
			matches[n], matches[i] = matches[i], matches[n]
			n++
		}
	}
	if n > 0 {
		return matches[:n]
	}
	return matches
}

func (r *reading) chooseRegion(list []*gazetteer.Region) *gazetteer.Region {
	for _, g := range list {
		if g.Country == r.main {
			return g
		}
	}
	return list[0]
}

// neighbours adds the places that the first pass settled.
func (r *reading) neighbours(ctx *gazetteer.Context) {
	for i := range r.places {
		if m := &r.places[i]; m.place != nil && m.sure && m.place.Located() {
			ctx.Neighbours = append(ctx.Neighbours, gazetteer.Neighbour{Place: m.place, Weight: 0.7})
		}
	}
}

// votePlaces lets the places tell the country where no name of one does.
func (r *reading) votePlaces() {
	if r.surely() != "" {
		return
	}
	for i := range r.actors {
		if a := r.actors[i].actor; len(a.Countries) == 1 && r.actors[i].class == lexicon.ActorState {
			r.countries.add(a.Countries[0], 1)
		}
	}
	for i := range r.places {
		m := &r.places[i]
		switch {
		case m.region != nil:
			r.countries.add(m.country(), 0.5)
		case m.place != nil:
			r.countries.add(m.country(), 0.5/float64(max(1, m.place.Tier)))
		}
	}
	if r.main = r.watchedBest(); r.main != "" {
		return
	}
	for i := range r.actors {
		if a := r.actors[i].actor; r.actors[i].class == lexicon.ActorArmed && len(a.Countries) > 0 {
			r.countries.add(a.Countries[0], 0.3)
		}
	}
	r.main = r.watchedBest()
}
