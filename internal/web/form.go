package web

import (
	"net/url"
	"slices"
	"strings"

	"sahelwatch/internal/fold"
)

// form is what the form of a filter offers.
type form struct {
	Action    string
	Countries []choice
	Actors    []choice
	Types     []choice
	Claimed   []choice
	Official  []choice
}

// choice is one value that a filter may take.
type choice struct {
	Value, Name string
	On          bool
}

// watched are the countries that are offered; an address may name any.
var watched = [...]string{"BF", "ML", "NE", "TD", "NG", "CM", "BJ", "TG", "CI", "GH", "MR", "SN"}

// kinds are the event types that are offered, ACLED's terms.
var kinds = [...]string{"Battles", "Violence against civilians", "Explosions/Remote violence", "Strategic developments", "Riots", "Protests"}

// form gives the choices, those of the filter marked.
func (s *server) form(w *words, f filter, action string) form {
	out := form{Action: action}
	for _, c := range watched {
		out.Countries = append(out.Countries, choice{c, w.Country(c), f.Has("country", c)})
	}
	for _, t := range kinds {
		out.Types = append(out.Types, choice{t, w.Event(t), f.Has("type", t)})
	}
	out.Actors = s.actorChoices(w, f)
	out.Claimed = []choice{{"yes", w.T("claimed_yes"), f.Has("claimed", "yes")}, {"no", w.T("claimed_no"), f.Has("claimed", "no")}}
	for _, o := range officialWords {
		out.Official = append(out.Official, choice{o, w.Official[o], f.Has("official", o)})
	}
	return out
}

// actorChoices offers the parties that readers ask for and those of the filter.
func (s *server) actorChoices(w *words, f filter) []choice {
	n := s.namer(w)
	var list []choice
	for id, name := range w.names.Parties {
		list = append(list, choice{id, name, f.Has("actor", id)})
	}
	for _, id := range f.Actors {
		if _, offered := w.names.Parties[id]; !offered {
			list = append(list, choice{id, n.Actor(id), true})
		}
	}
	slices.SortFunc(list, func(a, b choice) int {
		return strings.Compare(fold.String(a.Name)+a.Value, fold.String(b.Name)+b.Value)
	})
	return list
}

// pathEscape makes a segment of a path of an id.
func pathEscape(id string) string { return url.PathEscape(id) }
