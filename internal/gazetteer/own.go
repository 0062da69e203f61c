package gazetteer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// own is what the user's files add: few places, in plain maps.
type own struct {
	places []Place
	names  [][]string // other names of each place
	byID   map[conflict.PlaceID]int
	keys   map[string][]int // places of each spelling key
	starts map[string]bool  // beginnings of names
}

// Extend adds the user's own actors (YAML in the form of data/actors.yaml) and
// places (CSV in the form of data/places.csv.gz, not compressed); either may be
// nil. An actor or place whose id is known replaces that one. The errors name
// each faulty line; a file with a fault changes nothing. Extend must not run
// beside other calls.
func (g *Gazetteer) Extend(actors, places io.Reader) error {
	sum := sha256.New()
	io.WriteString(sum, g.version)
	var newActors []Actor
	var newPlaces []source
	var errA, errP error
	if actors != nil {
		newActors, errA = readActors("actors", io.TeeReader(io.LimitReader(actors, maxSource), sum))
	}
	if places != nil {
		newPlaces, errP = readOwnPlaces(io.TeeReader(io.LimitReader(places, maxSource), sum))
	}
	if err := errors.Join(errA, errP); err != nil {
		return fmt.Errorf("extend the gazetteer: %w", err)
	}
	g.addActors(newActors)
	for i := range newPlaces {
		g.addPlace(&newPlaces[i])
	}
	g.version = hex.EncodeToString(sum.Sum(nil))[:versionLen]
	return nil
}

func readOwnPlaces(r io.Reader) ([]source, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	return readPlaces("places", bytes.NewReader(text))
}

func (g *Gazetteer) addActors(list []Actor) {
	if len(list) == 0 {
		return
	}
	g.actors = append([]Actor(nil), g.actors...) // Actors may have handed out the old list
	for _, a := range list {
		if i, ok := g.byActor[a.ID]; ok {
			g.actors[i] = a
			continue
		}
		g.byActor[a.ID] = len(g.actors)
		g.actors = append(g.actors, a)
	}
}

func (g *Gazetteer) addPlace(s *source) {
	o := &g.own
	if o.byID == nil {
		o.byID, o.keys, o.starts = map[conflict.PlaceID]int{}, map[string][]int{}, map[string]bool{}
	}
	g.reform(&s.Place)
	i, known := o.byID[s.ID]
	if known {
		o.forget(i)
		o.places[i], o.names[i] = s.Place, s.alternates
	} else {
		i = len(o.places)
		o.places, o.names = append(o.places, s.Place), append(o.names, s.alternates)
		o.byID[s.ID] = i
	}
	o.index(i, s.Name)
	for _, name := range s.unitNames() {
		o.index(i, name)
	}
}

// forget takes a replaced place out of the keys.
func (o *own) forget(i int) {
	for key, places := range o.keys {
		kept := places[:0]
		for _, p := range places {
			if p != i {
				kept = append(kept, p)
			}
		}
		if o.keys[key] = kept; len(kept) == 0 {
			delete(o.keys, key)
		}
	}
}

func (o *own) index(i int, name string) {
	var key []byte
	words := fold.Words(nil, name)
	for n, w := range words {
		key = fold.AppendKey(key, w.Key)
		if n < len(words)-1 {
			o.starts[string(key)] = true
		}
	}
	if len(key) == 0 {
		return
	}
	for _, there := range o.keys[string(key)] {
		if there == i {
			return
		}
	}
	o.keys[string(key)] = append(o.keys[string(key)], i)
}

// match is appendHits and how for one of the user's places.
func (o *own) match(i int, name string, edits int) Match {
	p := &o.places[i]
	m := Match{Place: p, How: byKey(p.Name, name), Edits: edits, Name: p.Name}
	switch {
	case edits > 0:
		m.How = Near
	case sameWords(p.Name, name):
		m.How = Exact
	default:
		for _, other := range o.names[i] {
			if sameWords(other, name) {
				m.How, m.Name = Alternate, other
				break
			}
		}
	}
	return m
}

// replaces reports whether the user's files hold a place of this id.
func (o *own) replaces(id conflict.PlaceID) bool {
	_, ok := o.byID[id]
	return ok
}
