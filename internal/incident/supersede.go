package incident

import (
	"slices"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// supersede marks the figures that later ones replace. A figure that the text
// says was raised or lowered replaces the one it names; otherwise a speaker's
// later figure replaces that speaker's earlier one, by first publication, so
// that a late copy of an old figure does not bring it back.
func supersede(lines []*line) {
	s := succession{first: map[string]*line{}, voices: map[string][]*line{}, naming: map[int][]*line{}, revised: map[string][]*line{}}
	for _, e := range lines {
		if !e.Withdrawn {
			s.enter(e)
		}
	}
	for _, e := range lines {
		e.Superseded = !e.Withdrawn && s.superseded(e)
	}
}

// succession holds the figures that may replace others.
type succession struct {
	first   map[string]*line   // voice and worth -> its first publication
	voices  map[string][]*line // voice and category -> its figures, each once
	naming  map[int][]*line    // figure -> those that name it as an earlier one
	revised map[string][]*line // category -> those told as revised by unnamed sources
}

// category is what a figure counts, without who counts it.
func (e *line) category() string { return e.Measure + " " + e.Victims + " " + e.Scope }

// stance is one voice's figure, in whatever article it stands.
func (e *line) stance() string { return e.voice + "\n" + e.worth }

func (e *line) unnamed() bool { return !strings.HasPrefix(e.voice, "=") }

func (s *succession) enter(e *line) {
	if f, ok := s.first[e.stance()]; !ok {
		group := e.voice + "\n" + e.category()
		s.first[e.stance()] = e
		s.voices[group] = append(s.voices[group], e)
	} else if !e.pub.IsZero() && (f.pub.IsZero() || e.pub.Before(f.pub)) {
		s.first[e.stance()] = e
	}
	if e.Supersedes != nil && *e.Supersedes != e.Low {
		s.naming[*e.Supersedes] = append(s.naming[*e.Supersedes], e)
	}
	if e.Revised && e.unnamed() {
		s.revised[e.category()] = append(s.revised[e.category()], e)
	}
}

func (s *succession) superseded(e *line) bool {
	if slices.ContainsFunc(s.naming[e.Low], func(f *line) bool { return names(f, e) }) {
		return true
	}
	first := s.first[e.stance()]
	if first.pub.IsZero() {
		return false
	}
	follows := func(f *line) bool {
		if f.worth == e.worth {
			return false
		}
		g := s.first[f.stance()]
		return !g.pub.IsZero() && later(g.pub, g.fixed, first.pub, first.fixed)
	}
	return slices.ContainsFunc(s.voices[e.voice+"\n"+e.category()], follows) ||
		e.unnamed() && slices.ContainsFunc(s.revised[e.category()], follows)
}

// names reports whether f, which names e's figure as an earlier one, replaces e.
// "The toll rises to 160 from 138" speaks of whoever counted before; but a
// party's figure is replaced by the party alone.
func names(f, e *line) bool {
	if f.Measure != e.Measure || f.Scope != e.Scope || !akin(f.Victims, e.Victims) {
		return false
	}
	return f.voice == e.voice || f.By.Role != conflict.RoleParty && e.By.Role != conflict.RoleParty
}

// later reports whether p is surely after q; a bare day says nothing of its hours.
func later(p time.Time, pDay bool, q time.Time, qDay bool) bool {
	if pDay || qDay {
		return dayNumber(p) > dayNumber(q)
	}
	return p.After(q)
}
