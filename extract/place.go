package extract

import (
	"math"
	"strings"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
	"sahelwatch/internal/gazetteer"
)

// stance is how a sentence speaks of a place.
type stance uint8

const (
	bare   stance = iota // only named
	inside               // "à Dargo", "le camp de Dioura": things happen there
	nearby               // "près de", "à 30 km de"
	along                // "entre Dori et Gorom-Gorom"
	unitOf               // "région de Mopti"
	aside                // a destination, a dateline, a speaker's or person's place, a border
)

// placeMention is a place named in a unit.
type placeMention struct {
	unit     int
	from, to int
	stance   stance
	place    *gazetteer.Place
	region   *gazetteer.Region
	sure     bool
	name     string // as the text has it, without a clitic
}

// findPlaces finds the names of places and settles homonyms by what the whole
// text tells.
func (r *reading) findPlaces() {
	for i := range r.units {
		r.scanPlaces(i)
	}
	ctx := r.placeContext()
	for pass := range 2 {
		for i := range r.places {
			if k := r.settledAs(i); k >= 0 {
				m, o := &r.places[i], &r.places[k]
				m.place, m.region, m.sure = o.place, o.region, o.sure
				continue
			}
			r.settle(&r.places[i], &ctx)
		}
		if pass == 0 {
			r.neighbours(&ctx)
			r.votePlaces()
			ctx.Regions = r.regionsNamed(ctx.Regions[:0])
			if len(ctx.Countries) == 0 && r.main != "" {
				ctx.Countries[r.main] = 0.6
			}
		}
	}
	kept := r.places[:0]
	for _, m := range r.places {
		if m.place != nil || m.region != nil {
			kept = append(kept, m)
		}
	}
	r.places = kept
}

// settledAs gives an earlier mention of the same name in the same stance, -1
// for none: what it means is settled once.
func (r *reading) settledAs(i int) int {
	for k := range i {
		if o := &r.places[k]; o.name == r.places[i].name && o.stance == r.places[i].stance {
			return k
		}
	}
	return -1
}

func (r *reading) scanPlaces(i int) {
	u := &r.units[i]
	for j := u.from; j < u.to; {
		n := r.placeAt(u, j)
		if n == 0 {
			j++
			continue
		}
		m := placeMention{unit: i, from: j, to: j + n, name: r.placeName(u.p, j, n)}
		m.stance = u.p.stanceOf(u, j, j+n)
		if m.stance != unitOf && n == 1 && u.p.is(j, lexicon.Direction) {
			j++
			continue
		}
		if u.p.dateline(u, j, j+n) {
			m.stance = aside
		}
		if k := len(r.places) - 1; k >= 0 && m.stance == nearby && r.places[k].unit == i && j-r.places[k].to < 10 && r.places[k].stance <= inside {
			m.stance = aside // "Solhan, à 15 km de Sebba"
		}
		r.places = append(r.places, m)
		j += n
	}
}

// placeAt gives the number of words of the place name that starts at word j.
func (r *reading) placeAt(u *unit, j int) int {
	p := u.p
	if p.any(j, &noPlace) || p.dateAt(j) > j || j == u.from && p.counts(j) {
		return 0
	}
	if arabicWord(p, j) {
		return r.arabicPlaceAt(u, j)
	}
	if !p.capital(j) || j == u.from && (r.lang.lex.IsFunction(p.words[j].Key) || p.marked(j)) {
		return 0
	}
	end := min(u.to, j+gazetteer.MaxWords)
	n, ok := r.c.gaz.Scan(p.text, p.words[j:end])
	if !ok {
		return 0
	}
	for n > 1 && !p.capital(j+n-1) { // "Gao pour" is Gao
		n--
	}
	return n
}

// arabicPlaceAt looks for a name only behind words that places follow, or
// behind the clitic "in".
func (r *reading) arabicPlaceAt(u *unit, j int) int {
	p := u.p
	if len(p.words[j].Key) < 6 || p.marked(j) {
		return 0
	}
	led := j > u.from && p.any(j-1, &placeLeaders)
	if !led && !strings.HasPrefix(p.words[j].Key, "ب") && !p.placeBefore(r, u, j) {
		return 0
	}
	end := min(u.to, j+gazetteer.MaxWords)
	if n, ok := r.c.gaz.Scan(p.text, p.words[j:end]); ok {
		return n
	}
	if strings.HasPrefix(p.words[j].Key, "ب") {
		w := p.words[j]
		stripped := []fold.Word{{Start: w.Start, End: w.End, Key: strings.TrimPrefix(w.Key, "ب")}}
		if _, ok := r.c.gaz.Scan(p.text, stripped); ok {
			return 1
		}
	}
	return 0
}

// placeBefore reports whether a comma or "and" joins word j to a place just found.
func (p *part) placeBefore(r *reading, u *unit, j int) bool {
	n := len(r.places)
	return n > 0 && &r.units[r.places[n-1].unit] == u && r.places[n-1].to == j
}

func (r *reading) placeName(p *part, j, n int) string {
	name := p.quote(j, j+n)
	if arabicWord(p, j) && n == 1 && strings.HasPrefix(name, "ب") {
		if _, ok := r.c.gaz.Scan(p.text, p.words[j:j+1]); !ok {
			return strings.TrimPrefix(name, "ب")
		}
	}
	return name
}

var (
	noPlace = lexicon.SetOf(lexicon.ActorArmed, lexicon.ActorState, lexicon.ActorMilitia, lexicon.ActorForeign, lexicon.CountryName,
		lexicon.Demonym, lexicon.NameNot, lexicon.Media, lexicon.Monitor, lexicon.Relay, lexicon.Official, lexicon.Unit)
	placeLeaders = lexicon.SetOf(lexicon.PlaceHead, lexicon.In, lexicon.Near, lexicon.Unit, lexicon.Direction, lexicon.Base,
		lexicon.Village, lexicon.Toward, lexicon.Between, lexicon.Against)
)

// marked reports whether a phrase of the lexicon starts at word j.
func (p *part) marked(j int) bool {
	for _, k := range p.between(j, j+1) {
		if k.class != lexicon.In && k.class != lexicon.By && k.class != lexicon.Direction && k.class != lexicon.PlaceHead {
			return true
		}
	}
	return false
}

// stanceOf reads the words before and behind a name.
func (p *part) stanceOf(u *unit, from, to int) stance {
	if to < u.to && p.is(to, lexicon.Unit) && p.gaps[to] == space && p.capital(to) {
		return unitOf
	}
	if to < u.to && p.gaps[to] == space && p.any(to, &struckNouns) && p.name != "" && !p.is(to, lexicon.In) && p.latinNoun(to) {
		return inside // the Karma massacre
	}
	if p.parenthesised(u, from) && !p.is(from-1, lexicon.Unit) && p.gaps[from]&(open|comma) != 0 {
		return unitOf
	}
	best, length, found := bare, 0, false
	for _, k := range p.between(max(u.from, from-6), from) {
		if k.to != from || p.gaps[from]&(comma|colon|stop|closing) != 0 {
			continue
		}
		s, ok := stanceFor(k.class)
		if ok && (k.to-k.from > length || k.to-k.from == length && s > best) {
			best, length, found = s, k.to-k.from, true
		}
	}
	if found {
		return best
	}
	if p.parenthesised(u, from) {
		return unitOf
	}
	if p.surname(u, from) || to < u.to && p.surname(u, to) && p.capital(to) && !p.any(to, &noPlace) {
		return aside // a person's name
	}
	return p.joinedStance(u, from)
}

// parenthesised reports whether word i stands in brackets behind a name: the
// units that a place lies in.
func (p *part) parenthesised(u *unit, i int) bool {
	for j := i; j > max(u.from, i-8); j-- {
		if p.gaps[j]&closing != 0 {
			return false
		}
		if p.gaps[j]&open != 0 {
			return p.capital(j - 1)
		}
	}
	return false
}

var struckNouns = lexicon.SetOf(lexicon.AttackNoun, lexicon.Massacre, lexicon.Clash, lexicon.Ambush)

// latinNoun reports whether the noun at word i stands without an article
// before it.
func (p *part) latinNoun(i int) bool { return !arabicWord(p, i) && !p.is(i-1, lexicon.Demonym) }

// joinedStance gives a name joined by "and" the stance of the one before it.
func (p *part) joinedStance(u *unit, from int) stance {
	for _, k := range p.between(max(u.from, from-9), from) {
		if s, ok := stanceFor(k.class); ok && s == along && k.class == lexicon.Between {
			return along
		}
	}
	return bare
}

// surname reports whether word i follows an unknown word with a capital: the
// second word of a person's name.
func (p *part) surname(u *unit, i int) bool {
	return i-1 > u.from && p.text[p.words[i-1].End:p.words[i].Start] == " " && p.capital(i-1) && !p.marked(i-1)
}

func stanceFor(c lexicon.Class) (stance, bool) {
	switch c {
	case lexicon.PlaceHead, lexicon.In, lexicon.Against, lexicon.AttackVerb, lexicon.AttackPart:
		return inside, true
	case lexicon.Near, lexicon.Direction:
		return nearby, true
	case lexicon.Between:
		return along, true
	case lexicon.Unit:
		return unitOf, true
	case lexicon.Toward, lexicon.Border, lexicon.Person:
		return aside, true
	}
	return bare, false
}

// dateline reports whether a name opens the text as the place of writing:
// "NIAMEY, 20 juin.", "Lomé, 30 juillet 2025.", "لاجوس -".
func (p *part) dateline(u *unit, from, to int) bool {
	if u.from != 0 || from != 0 || p.name != "text" {
		return false
	}
	if to >= len(p.words) {
		return false
	}
	g := p.gaps[to]
	return g&(dash|open) != 0 || g&(comma|stop) != 0 && (p.dateAt(to) > to || p.dateAt(to+1) > to+1) && p.gaps[min(len(p.words)-1, max(p.dateAt(to), to+1))]&(stop|dash|open|comma|newline|closing) != 0
}

// placeContext is what the text tells that settles a homonym.
func (r *reading) placeContext() gazetteer.Context {
	ctx := gazetteer.Context{Countries: map[string]float64{}}
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
		ctx.Countries[v.code] = v.weight / top
	}
	for i := range r.places {
		if m := &r.places[i]; m.stance == unitOf {
			ctx.Regions = append(ctx.Regions, r.c.gaz.Regions(m.name)...)
		}
	}
	return ctx
}

// regionsNamed gives the units that the first pass settled.
func (r *reading) regionsNamed(dst []*gazetteer.Region) []*gazetteer.Region {
	for i := range r.places {
		if g := r.places[i].region; g != nil {
			dst = append(dst, g)
		}
	}
	return dst
}

func (r *reading) settle(m *placeMention, ctx *gazetteer.Context) {
	m.place, m.region = nil, nil
	if m.stance == unitOf {
		if list := r.c.gaz.Regions(m.name); len(list) > 0 {
			m.region = r.chooseRegion(list)
			return
		}
	}
	r.matches = r.c.gaz.Append(r.matches[:0], m.name)
	matches := r.matches
	if len(matches) == 0 {
		return
	}
	matches = spelled(matches, r.main)
	best, ok := matches[0], true
	if len(matches) > 1 || best.Ambiguous != "" {
		best, ok, _ = gazetteer.Choose(matches, *ctx)
	}
	if best.Ambiguous != "" && !ok && m.stance == bare {
		return
	}
	best = town(best, matches)
	if best.Place.Class != "P" && m.stance != inside && m.stance != nearby {
		if list := r.c.gaz.Regions(m.name); len(list) > 0 {
			m.region = r.chooseRegion(list)
			return
		}
	}
	if (best.How > gazetteer.Exact || best.Place.Tier > 1) && m.stance != nearby {
		if list := r.c.gaz.Regions(m.name); len(list) > 0 && (best.How >= gazetteer.Key || list[0].Level == 1 && list[0].Country == r.main) {
			m.region = r.chooseRegion(list)
			return
		}
	}
	if best.Place.Tier > 2 && r.countries.anyNamed() && !r.countries.has(best.Place.Country) && r.main != "" {
		return // a village in a country that the text never names
	}
	m.place, m.sure = best.Place, ok
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
	if r.main != "" {
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

// place gives the JSON form of the place of an event.
func (r *reading) place(m *placeMention) *conflict.Place {
	u := &r.units[m.unit]
	s := u.p.span(m.from, m.to)
	out := &conflict.Place{Text: s.Text, Evidence: &s}
	if g := m.region; g != nil {
		out.Name, out.Country, out.Admin1 = g.Name, g.Country, g.Name
		out.Precision = conflict.PlaceAdmin1
		if g.Level == 2 {
			out.Admin1, out.Admin2, out.Precision = g.Admin1, g.Name, conflict.PlaceAdmin2
		}
		return out
	}
	p := m.place
	out.Name, out.ID, out.Country, out.Admin1, out.Admin2 = p.Name, p.ID, p.Country, p.Admin1, p.Admin2
	if !math.IsNaN(p.Lat) && !math.IsNaN(p.Lon) {
		lat, lon := p.Lat, p.Lon
		out.Lat, out.Lon = &lat, &lon
	}
	out.Precision = conflict.PlaceExact
	switch m.stance {
	case nearby:
		out.Precision = conflict.PlaceNear
	case along:
		out.Precision = conflict.PlaceArea
	}
	return out
}

// countryPlace is the place of an event of which only the country is told.
func (r *reading) countryPlace(code string) *conflict.Place {
	for _, c := range r.c.gaz.Countries() {
		if c.Code == code {
			return &conflict.Place{Name: c.Name, Country: code, Precision: conflict.PlaceCountry}
		}
	}
	return nil
}
