package extract

import (
	"math"
	"strings"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
	"sahelwatch/internal/gazetteer"
)

// placeMention is a place named in a unit.
type placeMention struct {
	unit     int
	from, to int
	stance   stance
	place    *gazetteer.Place
	region   *gazetteer.Region
	sure     bool
	late     bool   // where something was done after the event, a visit, a burial
	name     string // as the text has it, without a clitic
	matches  [2]int // the places of that name in reading.matches, from and to
}

// findPlaces finds the names of places and settles homonyms by what the whole
// text tells.
func (r *reading) findPlaces() {
	for i := range r.units {
		r.scanPlaces(i)
	}
	ctx := r.placeContext()
	r.matches = r.matches[:0]
	untold := len(r.countries) == 0 // no country is called by name or nationality
	for pass := range 2 {
		for i := range r.places {
			if k := r.settledAs(i); k >= 0 {
				m, o := &r.places[i], &r.places[k]
				m.place, m.region, m.sure = o.place, o.region, o.sure
				continue
			}
			r.settle(&r.places[i], ctx)
		}
		if pass == 0 {
			r.neighbours(ctx)
			r.votePlaces()
			ctx.Regions = r.regionsNamed(ctx.Regions[:0])
			if untold && r.main != "" {
				clear(ctx.Countries)
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
		if m.stance != unitOf && n == 1 && u.p.is(j, lexicon.Direction) || r.peopled(u, &m) {
			j++
			continue
		}
		m.late = u.p.late(u, j) || u.p.saidIn(u, j, j+n) || m.stance != inside && u.p.ofOffice(u, j)
		if u.p.ofSpeaker(u, j) || r.onTheWay(u, j) || u.p.fromCapital(u, j, j+n) || r.sharesWay(i, j) {
			m.stance = aside
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

// sharesWay reports whether a name at word j of unit i is joined to a destination
// just named: "évacués à Gao et Bamako", "نقلوا الى نيامي وولام".
func (r *reading) sharesWay(i, j int) bool {
	k := len(r.places) - 1
	if k < 0 || r.places[k].unit != i || r.places[k].stance != aside {
		return false
	}
	p, to := r.units[i].p, r.places[k].to
	if j == to {
		return p.arabic(j) && strings.HasPrefix(p.words[j].Key, "و")
	}
	return j-to <= 2 && p.gapIn(to-1, j) == space && p.lang.lex.IsFunction(p.words[to].Key) && !p.is(j-1, lexicon.Near) && !p.arabic(j)
}

// peopled reports whether a name is that of a people and nothing says that a
// place is meant: "attacked Fulani residents", "the Fulani village of".
func (r *reading) peopled(u *unit, m *placeMention) bool {
	if r.c.gaz.Doubtful(m.name) != "people" {
		return false
	}
	led := u.p.is(m.from-1, lexicon.In) || u.p.is(m.from-1, lexicon.PlaceHead) && !u.p.is(m.from-1, lexicon.AttackPart)
	return !led || m.to < u.to && u.p.any(m.to, &sites)
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
	if len(p.words[j].Key) < 6 || p.marked(j) && !p.is(j-1, lexicon.Village) {
		return 0
	}
	led := j > u.from && p.any(j-1, &placeLeaders)
	if !led && !strings.HasPrefix(p.words[j].Key, "ب") && !p.placeBefore(r, u, j) {
		return 0
	}
	end := min(u.to, j+gazetteer.MaxWords)
	if n, ok := r.c.gaz.Scan(p.text, p.words[j:end]); ok && (led || !strings.HasPrefix(p.words[j].Key, "ب") || r.recorded(p.quote(j, j+n))) {
		return n
	}
	if strings.HasPrefix(p.words[j].Key, "ب") {
		w := p.words[j]
		stripped := []fold.Word{{Start: w.Start, End: w.End, Key: strings.TrimPrefix(w.Key, "ب")}}
		if _, ok := r.c.gaz.Scan(p.text, stripped); ok && r.recorded(strings.TrimPrefix(p.text[w.Start:w.End], "ب")) {
			return 1
		}
	}
	return 0
}

// recorded reports whether a place is known to be written so: a likeness of
// sound is too little for a word that only begins like "in".
func (r *reading) recorded(name string) bool {
	r.matches = r.c.gaz.Append(r.matches[:0], name)
	return len(r.matches) > 0 && r.matches[0].How <= gazetteer.Alternate
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

// place gives the JSON form of the place of an event.
func (r *reading) place(m *placeMention) *conflict.Place {
	u := &r.units[m.unit]
	s := r.evidence(u.p, m.from, m.to)
	out := r.kept.places.one(conflict.Place{Text: s.Text, Evidence: s})
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
		out.Lat, out.Lon = r.kept.degrees.one(p.Lat), r.kept.degrees.one(p.Lon)
	}
	out.Precision = conflict.PlaceExact
	switch {
	case p.Level() == 1:
		out.Precision = conflict.PlaceAdmin1
	case p.Level() == 2:
		out.Precision = conflict.PlaceAdmin2
	case m.stance == nearby:
		out.Precision = conflict.PlaceNear
	case m.stance == along:
		out.Precision = conflict.PlaceArea
	}
	return out
}

// countryPlace is the place of an event of which only the country is told.
func (r *reading) countryPlace(code string) *conflict.Place {
	for _, c := range r.c.gaz.Countries() {
		if c.Code == code {
			return r.kept.places.one(conflict.Place{Name: c.Name, Country: code, Precision: conflict.PlaceCountry})
		}
	}
	return nil
}
