package web

import (
	_ "embed"
	"encoding/json"
	"math"
	"sync"
)

//go:generate go run ./map/gen

//go:embed map/outlines.json
var outlinesJSON []byte

// outlines are the countries, units and waters that a map shows: Natural Earth
// 10m, public domain. One unit is a hundredth of a degree of longitude.
type outlines struct {
	Width, Height         int
	Countries             []outline
	Admin1, Rivers, Lakes string
}

// outline is one country.
type outline struct {
	ID, En, Fr string
	Focus      bool
	Path       string
	Box        [4]int // left, top, right, bottom
	Label      [2]int
}

// The frame of the map, as map/gen draws it.
const (
	mapWest, mapNorth = -18.5, 28.0
	mapUnits          = 100
	mapStretch        = 1.0306
)

// loadOutlines reads the embedded outlines once.
var loadOutlines = sync.OnceValue(func() *outlines {
	o := &outlines{}
	if err := json.Unmarshal(outlinesJSON, o); err != nil {
		panic(err) // embedded: only a build that no test has seen can fail
	}
	return o
})

// onMap gives where a position lies on the map; false outside of it.
func onMap(lat, lon float64) (x, y int, ok bool) {
	x, y = int(math.Round((lon-mapWest)*mapUnits)), int(math.Round((mapNorth-lat)*mapUnits*mapStretch))
	o := loadOutlines()
	return x, y, x >= 0 && y >= 0 && x <= o.Width && y <= o.Height
}

// frame is the part of the map that is shown.
type frame struct{ X, Y, W, H int }

// Sahel is the part that is shown without a filter: most of what is followed.
var wholeSahel = frame{X: 60, Y: 220, W: 4240, H: 2440}

// frameOf shows the countries of a filter with some room, all without one.
func frameOf(countries []string) frame {
	box := [4]int{math.MaxInt, math.MaxInt, math.MinInt, math.MinInt}
	found := false
	for _, c := range loadOutlines().Countries {
		for _, code := range countries {
			if c.ID == code {
				found = true
				box = [4]int{min(box[0], c.Box[0]), min(box[1], c.Box[1]), max(box[2], c.Box[2]), max(box[3], c.Box[3])}
			}
		}
	}
	if !found {
		return wholeSahel
	}
	f := frame{box[0] - 40, box[1] - 40, box[2] - box[0] + 80, box[3] - box[1] + 80}
	if least := f.H * 5 / 4; f.W < least { // a tall country does not fill a screen
		f.X, f.W = f.X-(least-f.W)/2, least
	}
	return f
}
