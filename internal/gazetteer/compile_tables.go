package gazetteer

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// rowsOf reads a file of tab-separated columns; # begins a comment line.
func (c *compiler) rowsOf(file string, columns int, each func(col []string) error) error {
	text, err := fs.ReadFile(c.data, file)
	if err != nil {
		return err
	}
	var faults []error
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), " \r\t")
		if line == "" || line[0] == '#' {
			continue
		}
		col := strings.Split(line, "\t")
		for len(col) < columns {
			col = append(col, "")
		}
		if len(col) > columns {
			faults = append(faults, &FaultyLine{file, n, fmt.Sprintf("%d columns, want %d", len(col), columns)})
			continue
		}
		for i := range col {
			col[i] = strings.TrimSpace(col[i])
		}
		if err := each(col); err != nil {
			faults = append(faults, &FaultyLine{file, n, err.Error()})
		}
	}
	return errors.Join(append(faults, lines.Err())...)
}

// several splits a list of names.
func several(s string) []string {
	var list []string
	for name := range strings.SplitSeq(s, "|") {
		if name = strings.TrimSpace(name); name != "" {
			list = append(list, name)
		}
	}
	return list
}

// readNames adds the reviewed names of places: country; region, place id or -; a name in
// places.csv, the further names. Homonyms of the country get the names too; the one
// that stands out becomes a place of tier 1, as one that reports name.
func (c *compiler) readNames() error {
	byName := map[string][]int{}
	for i := range c.places {
		p := &c.places[i]
		for _, name := range append([]string{p.Name}, p.alternates...) {
			key := p.Country + string(wordsOnly(nil, name))
			byName[key] = append(byName[key], i)
		}
	}
	for _, file := range []string{"arabic_names.tsv", "place_names.tsv"} {
		err := c.rowsOf(file, 4, func(col []string) error {
			var there []int
			for _, i := range byName[col[0]+string(wordsOnly(nil, col[2]))] {
				if p := &c.places[i]; col[1] == "-" || col[1] == p.Admin1 || placeID(col[1]) == p.ID {
					there = append(there, i)
				}
			}
			return c.name(there, col[2], several(col[3]))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// name gives the places called main further names.
func (c *compiler) name(there []int, main string, names []string) error {
	if len(there) == 0 {
		return fmt.Errorf("no place called %s there", main)
	}
	merit := func(a, b int) int {
		p, q := &c.places[a].Place, &c.places[b].Place
		return cmp.Or(cmp.Compare(p.Tier, q.Tier), cmp.Compare(classRank(p), classRank(q)), cmp.Compare(q.Population, p.Population))
	}
	slices.SortStableFunc(there, merit)
	for k, i := range there {
		if p := &c.places[i]; k == 0 || sameWords(p.Name, main) {
			p.alternates = usefulNames(p.Name, slices.Concat(p.alternates, names))
		}
	}
	if len(there) == 1 || merit(there[0], there[1]) < 0 || !apart(&c.places[there[0]].Place, &c.places[there[1]].Place) {
		c.places[there[0]].Tier = 1
		return nil
	}
	if len(names) == 0 {
		return fmt.Errorf("several places are called %s: say of which region", main)
	}
	return nil
}

func (c *compiler) readTables() error {
	text, err := fs.ReadFile(c.data, "actors.yaml")
	if err != nil {
		return err
	}
	if c.tables.actors, err = readActors("actors.yaml", bytes.NewReader(text)); err != nil {
		return err
	}
	err = c.rowsOf("ambiguous.tsv", 3, func(col []string) error {
		c.doubtful = append(c.doubtful, [2]string{col[0], col[1]})
		return nil
	})
	if err != nil {
		return err
	}
	err = c.rowsOf("countries.tsv", 5, func(col []string) error {
		names := several(col[2])
		if len(col[0]) != 2 || len(names) == 0 {
			return fmt.Errorf("want a code of two letters and a name")
		}
		c.tables.countries = append(c.tables.countries, Country{Code: col[0], Watched: col[1] == "watched", Name: names[0],
			Names: names, Demonyms: several(col[3]), Capitals: several(col[4])})
		return nil
	})
	if err != nil {
		return err
	}
	return c.readUnits()
}

// readUnits gathers the administrative units: first those of admin_names.tsv
// (country, level, region of a unit of level 2, name, further names), then those of
// the places. A spelling that the file gives as a further name is replaced by the
// unit's own.
func (c *compiler) readUnits() error {
	u := unitReader{c: c, spelled: map[string]string{}, known: map[string]int{}, places: map[string]map[string]int{}}
	if err := c.rowsOf("admin_names.tsv", 5, u.named); err != nil {
		return err
	}
	for i := range c.places {
		u.correct(&c.places[i].Place)
	}
	for i := range c.places {
		u.of(&c.places[i].Place)
	}
	return nil
}

type unitReader struct {
	c       *compiler
	spelled map[string]string         // country, level and further name: the unit's own
	known   map[string]int            // country, level, region, name: index in the table
	places  map[string]map[string]int // country and unit of level 2: number of places in each region
}

func (u *unitReader) named(col []string) error {
	level, err := strconv.Atoi(col[1])
	if err != nil || level < 1 || level > 2 {
		return fmt.Errorf("level %q is not 1 or 2", col[1])
	}
	r := Region{Country: col[0], Level: level, Admin1: col[2], Name: col[3], other: several(col[4])}
	if i := u.add(r); len(u.c.tables.regions) != i+1 {
		return fmt.Errorf("%s stands twice", col[3])
	}
	for _, name := range r.other {
		u.spelled[col[0]+col[1]+name] = col[3]
	}
	return nil
}

func (u *unitReader) add(r Region) int {
	key := fmt.Sprint(r.Country, r.Level, r.Name)
	if r.Level == 2 && r.Country == "NG" { // states name their local governments alike
		key += r.Admin1
	}
	if i, ok := u.known[key]; ok {
		return i
	}
	u.known[key] = len(u.c.tables.regions)
	u.c.tables.regions = append(u.c.tables.regions, r)
	return u.known[key]
}

// correct gives a place the proper spelling of its units, and counts it.
func (u *unitReader) correct(p *Place) {
	if to, ok := u.spelled[p.Country+"1"+p.Admin1]; ok {
		p.Admin1 = to
	}
	if to, ok := u.spelled[p.Country+"2"+p.Admin2]; ok {
		p.Admin2 = to
	}
	if p.Admin1 != "" && p.Admin2 != "" {
		in := u.places[p.Country+p.Admin2]
		if in == nil {
			in = map[string]int{}
			u.places[p.Country+p.Admin2] = in
		}
		in[p.Admin1]++
	}
}

// of adds the units of a place. A unit of level 2 lies in the region of most of
// its places: borders cut a few of them off.
func (u *unitReader) of(p *Place) {
	if p.Admin1 != "" {
		u.add(Region{Country: p.Country, Level: 1, Name: p.Admin1})
	}
	if p.Admin2 == "" {
		return
	}
	most, in := "", u.places[p.Country+p.Admin2]
	for _, region := range slices.Sorted(maps.Keys(in)) {
		if in[region] > in[most] {
			most = region
		}
	}
	if p.Country == "NG" {
		most = p.Admin1
	}
	if i := u.add(Region{Country: p.Country, Level: 2, Admin1: most, Name: p.Admin2}); u.c.tables.regions[i].Admin1 == "" {
		u.c.tables.regions[i].Admin1 = most
	}
}

// readReform adds Burkina Faso's units of July 2025 and gives each place there its new ones.
func (c *compiler) readReform() error {
	text, err := fs.ReadFile(c.data, "bf_admin_2025.csv")
	if err != nil {
		return err
	}
	rows, err := readReform(bytes.NewReader(text))
	if err != nil {
		return err
	}
	for _, r := range rows {
		for _, region := range []Region{{Name: r.region, Level: 1}, {Name: r.province, Level: 2, Admin1: r.region}} {
			if region.Level == 2 && r.province == r.oldProvince {
				continue
			}
			region.Country, region.New = "BF", true
			same := func(o Region) bool { return o.New && o.Name == region.Name && o.Level == region.Level }
			if !slices.ContainsFunc(c.tables.regions, same) {
				c.tables.regions = append(c.tables.regions, region)
			}
		}
	}
	for i := range c.places {
		if p := &c.places[i]; p.Country == "BF" {
			p.Admin1New, p.Admin2New = reformed(rows, p.Admin1, p.Admin2)
		}
	}
	slices.SortStableFunc(c.tables.regions, func(a, b Region) int { return cmp.Compare(a.Level, b.Level) })
	c.middles()
	return nil
}
