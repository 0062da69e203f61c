package config

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
	"sahelwatch/internal/fold"
	"sahelwatch/internal/gazetteer"
)

// Gazetteer gives the built-in actors and places with the user's own.
func (c *Config) Gazetteer() (*gazetteer.Gazetteer, error) {
	g, err := gazetteer.Load()
	if err != nil {
		return nil, err
	}
	return g, errors.Join(c.extend(g, "actors", c.Actors), c.extend(g, "places", c.Places))
}

// extend adds the user's own actors or places.
func (c *Config) extend(g *gazetteer.Gazetteer, key, name string) error {
	if name == "" {
		return nil
	}
	file, err := os.Open(name)
	if err != nil {
		return errors.New(plain(err))
	}
	defer file.Close()
	if key == "actors" {
		return g.Extend(file, nil)
	}
	return g.Extend(nil, file)
}

// checkNames holds the user's own names against their form, and what filters
// name against the names that are known: a name that nothing bears would
// silently let nothing through.
func (c *Config) checkNames(f *Faults) {
	g, err := gazetteer.Load()
	if err != nil {
		f.add("", "%s", err)
		return
	}
	for key, name := range map[string]string{"actors": c.Actors, "places": c.Places} {
		if err := c.extend(g, key, name); err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				f.add(key, "%s", line)
			}
		}
	}
	languages := []string{"ar", "en", "fr"}
	for _, s := range c.Sources {
		if s.Language != "" && !slices.Contains(languages, s.Language) {
			languages = append(languages, s.Language)
		}
	}
	for i := range c.Recipients {
		r := &c.Recipients[i]
		known := names{f: f, g: g, key: r.at + ".filter"}
		known.countries(r.Filter.Countries)
		known.actors(r.Filter.Actors)
		known.places(&r.Filter)
		known.among("event_types", r.Filter.EventTypes, eventTypes(), strings.EqualFold)
		known.among("changes", r.Filter.Changes, conflict.ChangeTypes(), exactly)
		known.among("languages", r.Filter.Languages, languages, exactly)
	}
}

// names checks what the filter at key names.
type names struct {
	f   *Faults
	g   *gazetteer.Gazetteer
	key string
}

func (n names) fault(list string, at int, format string, args ...any) {
	n.f.add(fmt.Sprintf("%s.%s[%d]", n.key, list, at+1), format, args...)
}

func exactly(a, b string) bool { return a == b }

// among checks words against a list.
func (n names) among(list string, words, known []string, same func(a, b string) bool) {
	for i, w := range words {
		if !slices.ContainsFunc(known, func(k string) bool { return same(w, k) }) {
			n.fault(list, i, "%q is not one of %s%s", w, strings.Join(known, ", "), didYouMean(w, known))
		}
	}
}

// eventTypes are ACLED's event and sub-event types.
func eventTypes() []string {
	var all []string
	for _, t := range conflict.EventTypes() {
		all = append(append(all, t.Name), t.Subs...)
	}
	return all
}

func (n names) countries(codes []string) {
	for i, code := range codes {
		if fault := UnknownCountry(n.g, code); fault != "" {
			n.fault("countries", i, "%s", fault)
		}
	}
}

func (n names) actors(ids []string) {
	for i, id := range ids {
		if fault := UnknownActor(n.g, id); fault != "" {
			n.fault("actors", i, "%s", fault)
		}
	}
}

// UnknownCountry says that a word is no country's code, and which it may have
// meant; "" when it is one.
func UnknownCountry(g *gazetteer.Gazetteer, code string) string {
	var known []string
	for _, c := range g.Countries() {
		known = append(known, c.Code)
	}
	if slices.Contains(known, code) {
		return ""
	}
	hint := ""
	if meant, ok := g.Country(code); ok {
		hint = "; did you mean " + meant + "?"
	} else if meant := strings.ToUpper(code); slices.Contains(known, meant) {
		hint = "; did you mean " + meant + "?"
	}
	return fmt.Sprintf("%q is not the ISO code of a country that is known, such as BF%s", code, hint)
}

// UnknownActor says that a word is no actor's id, and which it may have meant;
// "" when it is one.
func UnknownActor(g *gazetteer.Gazetteer, id string) string {
	var known []string
	for _, a := range g.Actors() {
		known = append(known, a.ID)
	}
	if slices.Contains(known, id) {
		return ""
	}
	hint := didYouMean(id, known)
	for a, alias := range g.Aliases() {
		if fold.String(alias.Text) == fold.String(id) {
			hint = "; did you mean " + a.ID + "?"
			break
		}
	}
	return fmt.Sprintf("no actor has the id %q%s", id, hint)
}

// places checks the places of a filter, and adds to it the ids and names that
// an incident there bears: a place is asked for by any of its names, a region of
// 2025 by its own, where incidents bear the older units.
func (n names) places(filter *digest.Filter) {
	for i, name := range filter.Places {
		if _, ok := n.g.Place(conflict.PlaceID(name)); ok {
			continue
		}
		found := n.g.Find(name)
		bears := slices.DeleteFunc(slices.Clone(found), func(m gazetteer.Match) bool { return m.How > gazetteer.Alternate })
		regions := n.g.Regions(name)
		if len(bears)+len(regions) == 0 {
			hint := ""
			if len(found) > 0 {
				hint = "; did you mean " + found[0].Place.Name + "?"
			}
			n.fault("places", i, "no place has the name or id %q%s", name, hint)
			continue
		}
		filter.Places = append(filter.Places, meant(bears)...)
		for _, r := range regions {
			filter.Places = append(filter.Places, r.Name)
			filter.Places = append(filter.Places, n.g.UnitsBefore(r)...)
		}
	}
}

// meant gives the ids of the places that a name means first of all: those of
// that very name, else those of that alternate name.
func meant(bears []gazetteer.Match) []string {
	var ids []string
	for _, m := range bears {
		if m.How == bears[0].How {
			ids = append(ids, string(m.Place.ID))
		}
	}
	return ids
}
