package gazetteer

import (
	"fmt"
	"sync/atomic"

	"sahelwatch/internal/conflict"
)

// Gazetteer answers what a name may mean.
type Gazetteer struct {
	image
	version   string
	units     []unit
	codes     []string                // feature class and code: "P.PPL"
	made      []atomic.Pointer[Place] // places that were asked for, by index
	groups    []group
	first     [257]uint16 // groups of each first byte
	actors    []Actor
	byActor   map[string]int
	countries []Country
	regions   []Region
	lookups
	own own
}

// Load opens the data that is built into the program.
func Load() (*Gazetteer, error) { return open(builtIn) }

func open(data string) (*Gazetteer, error) {
	im, err := openImage(data)
	if err != nil {
		return nil, err
	}
	g := &Gazetteer{image: im, version: im.version}
	g.made = make([]atomic.Pointer[Place], len(im.sec[secPlaces])/placeSize)
	if err := g.readGroups(); err != nil {
		return nil, err
	}
	if err := g.readTables(); err != nil {
		return nil, err
	}
	return g, nil
}

// Version is a short hash of the data: of the built-in image, and of the
// user's files when there are any.
func (g *Gazetteer) Version() string { return g.version }

// Len is the number of places, the user's own included.
func (g *Gazetteer) Len() int { return len(g.made) + len(g.own.places) }

// Place gives the place with this id.
func (g *Gazetteer) Place(id conflict.PlaceID) (*Place, bool) {
	if i, ok := g.own.byID[id]; ok {
		return &g.own.places[i], true
	}
	if i, ok := g.indexOf(id); ok {
		return g.at(i), true
	}
	return nil, false
}

// Attribution is the notice that the licences of the data ask for.
func Attribution() string {
	return "Place names and positions: GeoNames (https://www.geonames.org), CC BY 4.0; " +
		"UCDP Georeferenced Event Dataset and UCDP Actor Dataset 22.1, Uppsala Conflict Data Program (https://ucdp.uu.se), CC BY 4.0. " +
		"Selected, joined and corrected for Sahelwatch."
}

func damaged(what string) error { return fmt.Errorf("gazetteer image: %s is damaged", what) }
