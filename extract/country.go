package extract

import (
	"sahelwatch/extract/lexicon"
)

// countryVotes counts how strongly the text speaks of each country, in the
// order of first mention.
type countryVotes []vote

type vote struct {
	code   string
	weight float64
	named  bool // by its name, not only by a nationality
	few    bool // only by the nationality of a few people
}

func (v *countryVotes) add(code string, weight float64) {
	for i := range *v {
		if (*v)[i].code == code {
			(*v)[i].weight += weight
			return
		}
	}
	*v = append(*v, vote{code: code, weight: weight})
}

// few marks a country of which only the nationality of a few people speaks.
func (v countryVotes) few(code string, few bool) {
	for i := range v {
		if v[i].code == code {
			v[i].few = few
		}
	}
}

func (v countryVotes) name(code string) {
	for i := range v {
		if v[i].code == code {
			v[i].named = true
		}
	}
}

// anyNamed reports whether a country is called by its name.
func (v countryVotes) anyNamed() bool {
	for _, c := range v {
		if c.named {
			return true
		}
	}
	return false
}

func (v countryVotes) has(code string) bool {
	for _, c := range v {
		if c.code == code {
			return true
		}
	}
	return false
}

// voteCountries counts the countries and nationalities named. The beginning
// weighs more, the other side of a border little.
func (r *reading) voteCountries() {
	r.countries = r.countries[:0]
	for i := range r.units {
		u := &r.units[i]
		weight := 1.0
		if i < 3 {
			weight = 2
		}
		for _, k := range u.p.between(u.from, u.to) {
			if k.class == lexicon.Official || k.class == lexicon.ActorState {
				if code := r.onlyCountry(k); code != "" {
					r.countries.add(code, 0.8*weight)
				}
				continue
			}
			if k.class != lexicon.CountryName && k.class != lexicon.Demonym {
				continue
			}
			code := r.lang.names[k.actor].code
			near := u.p.countryWeight(k, u.from)
			known := r.countries.has(code)
			r.countries.add(code, weight*near)
			if few := near == fewPeople; few != known {
				r.countries.few(code, few)
			}
			if k.class == lexicon.CountryName && near > 0.5 {
				r.countries.name(code)
			}
		}
	}
	r.main = r.watchedBest()
}

// onlyCountry gives the country of a name that only one country's actor bears.
func (r *reading) onlyCountry(k mark) string {
	if k.actor < 0 {
		return ""
	}
	group := r.lang.names[k.actor].actors
	if len(group) != 1 {
		return ""
	}
	if a := &r.c.gaz.Actors()[group[0]]; len(a.Countries) == 1 {
		return a.Countries[0]
	}
	return ""
}

// watchedBest is the watched country named most; "" when none is.
func (r *reading) watchedBest() string {
	best := vote{}
	for _, c := range r.countries {
		if c.weight > best.weight && r.c.gaz.Watched(c.code) {
			best = c
		}
	}
	return best.code
}

func (p *part) countryWeight(k mark, from int) float64 {
	if p.hasAny(&borderish, max(from, k.from-3), k.from) || p.is(k.from, lexicon.Border) {
		return 0.2
	}
	if k.class == lexicon.Demonym {
		if p.ofPeople(k, from) {
			return fewPeople
		}
		return 0.8
	}
	return 1
}

var borderish = lexicon.SetOf(lexicon.Border, lexicon.Near, lexicon.Toward)

// countryIn gives the country that a unit names, "" when none or several.
func (r *reading) countryIn(u *unit) string {
	code := ""
	for _, k := range u.p.between(u.from, u.to) {
		if k.class != lexicon.CountryName && k.class != lexicon.Demonym || u.p.countryWeight(k, u.from) < 0.5 {
			continue
		}
		c := r.lang.names[k.actor].code
		if k.class == lexicon.Demonym && !r.c.gaz.Watched(c) {
			continue // "84 Russes": who they are, not where
		}
		if code == "" {
			code = c
		} else if code != c {
			return ""
		}
	}
	return code
}

// countryAround gives the country in which a unit says that something happened:
// one named as a place, "in northern Mali", not as someone's, "Mali's army".
func (r *reading) countryAround(u *unit) string {
	code := ""
	for _, k := range u.p.between(u.from, u.to) {
		if k.class != lexicon.CountryName || u.p.countryWeight(k, u.from) < 0.5 || !u.p.placed(u, k) {
			continue
		}
		c := r.lang.names[k.actor].code
		if code == "" {
			code = c
		} else if code != c {
			return ""
		}
	}
	return code
}

// placed reports whether a name stands where a place stands: behind "in", a
// direction or a comma, or before a colon.
func (p *part) placed(u *unit, k mark) bool {
	if k.to < u.to && p.words[k.to].Key == "s" {
		return false
	}
	if k.to < u.to && p.gaps[k.to]&colon != 0 {
		return true
	}
	return k.from > u.from && (p.is(k.from-1, lexicon.In) || p.is(k.from-1, lexicon.Direction) || p.gaps[k.from]&(comma|open) != 0) || p.arabic(k.from)
}

// fewPeople is what the nationality of a few people says of where they are.
const fewPeople = 0.3

// ofPeople reports whether a nationality is that of persons set beside others:
// "deux chauffeurs, sénégalais et ivoirien".
func (p *part) ofPeople(k mark, from int) bool {
	return k.from > from && p.gaps[k.from]&comma != 0 && p.is(k.from-1, lexicon.Civilians) ||
		k.from > from+1 && p.is(k.from-2, lexicon.Demonym) && p.gaps[k.from]&comma == 0 && p.lang.lex.IsFunction(p.words[k.from-1].Key)
}
