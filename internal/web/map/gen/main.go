// Command gen turns sahel.topo.json (Natural Earth 10m, public domain) into
// outlines.json: paths for SVG, one hundred units to a degree of longitude.
// Arcs are simplified once each, so that neighbours keep one border.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"strings"
)

const (
	west, north = -18.5, 28.0
	units       = 100    // to a degree of longitude
	stretch     = 1.0306 // degrees of latitude: 1 / cos 14°, so that the Sahel keeps its form
	tolerance   = 2.2    // units that a simplified line may be off
)

type topology struct {
	Arcs      [][][2]int `json:"arcs"`
	Transform struct {
		Scale, Translate [2]float64
	} `json:"transform"`
	Objects map[string]struct {
		Geometries []geometry `json:"geometries"`
	} `json:"objects"`
}

type geometry struct {
	Type       string          `json:"type"`
	Arcs       json.RawMessage `json:"arcs"`
	Properties struct {
		ID, En, Fr string
		Focus      int
	} `json:"properties"`
}

type country struct {
	ID    string `json:"id"`
	En    string `json:"en"`
	Fr    string `json:"fr"`
	Focus bool   `json:"focus"`
	Path  string `json:"path"`
	Box   [4]int `json:"box"`   // left, top, right, bottom
	Label [2]int `json:"label"` // where its name may stand
}

type outlines struct {
	Width     int       `json:"width"`
	Height    int       `json:"height"`
	Countries []country `json:"countries"`
	Admin1    string    `json:"admin1"`
	Rivers    string    `json:"rivers"`
	Lakes     string    `json:"lakes"`
}

type point struct{ x, y int }

func main() {
	if err := run("map/sahel.topo.json", "map/outlines.json"); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	raw, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var t topology
	if err := json.Unmarshal(raw, &t); err != nil {
		return err
	}
	arcs := decode(t)
	out := outlines{Width: int(43.5 * units), Height: 2731}
	drawn := map[int]bool{}
	for _, g := range t.Objects["countries"].Geometries {
		c := country{ID: g.Properties.ID, En: g.Properties.En, Fr: g.Properties.Fr, Focus: g.Properties.Focus == 1}
		rings, err := g.rings()
		if err != nil {
			return err
		}
		c.draw(rings, arcs, drawn)
		out.Countries = append(out.Countries, c)
	}
	if out.Admin1, err = mesh(t.Objects["admin1"].Geometries, arcs, drawn); err != nil {
		return err
	}
	if out.Rivers, err = mesh(t.Objects["rivers"].Geometries, arcs, map[int]bool{}); err != nil {
		return err
	}
	if out.Lakes, err = mesh(t.Objects["lakes"].Geometries, arcs, map[int]bool{}); err != nil {
		return err
	}
	b, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(to, append(b, '\n'), 0o644)
}

// decode turns the delta-coded arcs into simplified lines.
func decode(t topology) [][]point {
	arcs := make([][]point, len(t.Arcs))
	for i, arc := range t.Arcs {
		x, y := 0, 0
		line := make([]point, 0, len(arc))
		for _, d := range arc {
			x, y = x+d[0], y+d[1]
			lon := float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0]
			lat := float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1]
			line = append(line, point{int(math.Round((lon - west) * units)), int(math.Round((north - lat) * units * stretch))})
		}
		arcs[i] = simplify(line)
	}
	return arcs
}

// simplify is Ramer, Douglas and Peucker's: what is nearer to the chord than
// the tolerance goes.
func simplify(line []point) []point {
	if len(line) < 3 {
		return line
	}
	a, b := line[0], line[len(line)-1]
	far, at := 0.0, 0
	for i := 1; i < len(line)-1; i++ {
		if d := offChord(line[i], a, b); d > far {
			far, at = d, i
		}
	}
	if far <= tolerance {
		return []point{a, b}
	}
	return append(simplify(line[:at+1]), simplify(line[at:])[1:]...)
}

func offChord(p, a, b point) float64 {
	dx, dy := float64(b.x-a.x), float64(b.y-a.y)
	px, py := float64(p.x-a.x), float64(p.y-a.y)
	if dx == 0 && dy == 0 {
		return math.Hypot(px, py)
	}
	return math.Abs(dx*py-dy*px) / math.Hypot(dx, dy)
}

// rings gives the arc numbers of each ring or line of a geometry.
func (g geometry) rings() ([][]int, error) {
	var one []int
	var two [][]int
	var three [][][]int
	switch g.Type {
	case "LineString":
		err := json.Unmarshal(g.Arcs, &one)
		return [][]int{one}, err
	case "Polygon", "MultiLineString":
		err := json.Unmarshal(g.Arcs, &two)
		return two, err
	case "MultiPolygon":
		err := json.Unmarshal(g.Arcs, &three)
		for _, p := range three {
			two = append(two, p...)
		}
		return two, err
	}
	return nil, fmt.Errorf("geometry %q", g.Type)
}

// draw joins the arcs of each ring into the country's path.
func (c *country) draw(rings [][]int, arcs [][]point, drawn map[int]bool) {
	var path strings.Builder
	c.Box = [4]int{math.MaxInt, math.MaxInt, math.MinInt, math.MinInt}
	largest := 0.0
	for _, ring := range rings {
		var line []point
		for _, n := range ring {
			i := n
			if n < 0 {
				i = ^n
			}
			drawn[i] = true
			part := arcs[i]
			for k := range part {
				p := part[k]
				if n < 0 {
					p = part[len(part)-1-k]
				}
				if len(line) == 0 || line[len(line)-1] != p {
					line = append(line, p)
				}
			}
		}
		if len(line) < 4 {
			continue
		}
		write(&path, line)
		path.WriteByte('z')
		area, middle := centroid(line)
		if area > largest {
			largest, c.Label = area, [2]int{middle.x, middle.y}
		}
		for _, p := range line {
			c.Box = [4]int{min(c.Box[0], p.x), min(c.Box[1], p.y), max(c.Box[2], p.x), max(c.Box[3], p.y)}
		}
	}
	c.Path = path.String()
}

func centroid(line []point) (area float64, middle point) {
	var a, x, y float64
	for i, p := range line {
		q := line[(i+1)%len(line)]
		cross := float64(p.x*q.y - q.x*p.y)
		a, x, y = a+cross, x+float64(p.x+q.x)*cross, y+float64(p.y+q.y)*cross
	}
	if a == 0 {
		return 0, line[0]
	}
	return math.Abs(a), point{int(x / (3 * a)), int(y / (3 * a))}
}

// mesh draws each arc of the geometries once, those already drawn left out.
func mesh(list []geometry, arcs [][]point, drawn map[int]bool) (string, error) {
	var path strings.Builder
	for _, g := range list {
		rings, err := g.rings()
		if err != nil {
			return "", err
		}
		for _, ring := range rings {
			for _, n := range ring {
				if n < 0 {
					n = ^n
				}
				if !drawn[n] {
					drawn[n] = true
					write(&path, arcs[n])
				}
			}
		}
	}
	return path.String(), nil
}

// write adds a line in relative steps, the shortest form.
func write(b *strings.Builder, line []point) {
	fmt.Fprintf(b, "M%d %dl", line[0].x, line[0].y)
	for i := 1; i < len(line); i++ {
		if i > 1 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(b, "%d %d", line[i].x-line[i-1].x, line[i].y-line[i-1].y)
	}
}
