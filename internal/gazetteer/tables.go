package gazetteer

import (
	"encoding/binary"
)

// tables is the small data that Load decodes whole.
type tables struct {
	units     []unit
	codes     []string
	regions   []Region
	countries []Country
	actors    []Actor
	lookups
}

func (g *Gazetteer) readTables() error {
	t := table{s: g.sec[secTables]}
	tb := t.all()
	if t.bad || t.s != "" {
		return damaged("the tables section")
	}
	g.units, g.codes, g.regions, g.countries, g.actors = tb.units, tb.codes, tb.regions, tb.countries, tb.actors
	g.lookups = tb.lookups
	g.byActor = make(map[string]int, len(g.actors))
	for i := range g.actors {
		g.byActor[g.actors[i].ID] = i
	}
	return g.checkTables()
}

// checkTables makes sure that no lookup leads out of its table.
func (g *Gazetteer) checkTables() error {
	sizes := []int{len(g.countries), len(g.countries), len(g.countries), len(g.regions), len(g.doubts)}
	for i, list := range g.all() {
		for _, f := range *list {
			if f.value >= sizes[i] {
				return damaged("the tables section")
			}
		}
	}
	return nil
}

// listOf reads a counted list.
func listOf[T any](t *table, one func() T) []T {
	list := make([]T, t.count())
	for i := range list {
		if t.bad {
			return nil
		}
		list[i] = one()
	}
	return list
}

func (t *table) all() (tb tables) {
	tb.units = listOf(t, func() unit { return unit{t.str(), t.str(), t.str(), t.str(), t.str()} })
	tb.codes = t.strs()
	tb.regions = listOf(t, func() Region {
		return Region{Name: t.str(), Country: t.str(), Admin1: t.str(), Level: t.num(), New: t.num() == 1,
			Lat: degrees(t.num()), Lon: degrees(t.num()), other: t.strs()}
	})
	tb.countries = listOf(t, func() Country {
		return Country{Code: t.str(), Name: t.str(), Watched: t.num() == 1, Names: t.strs(), Demonyms: t.strs(), Capitals: t.strs()}
	})
	tb.actors = listOf(t, t.actor)
	tb.doubts = t.strs()
	for _, list := range tb.lookups.all() {
		*list = listOf(t, func() form { return form{t.str(), t.num()} })
	}
	return tb
}

func (t *table) actor() Actor {
	a := Actor{ID: t.str(), Name: t.str(), Type: t.str(), Parent: t.str(), Affiliation: t.str(), Side: t.str(), ACLED: t.str(), Note: t.str(),
		UCDP: t.num(), Countries: t.strs()}
	a.Aliases = listOf(t, func() Alias { return Alias{Text: t.str(), Lang: t.str(), Rule: Rule(t.num())} })
	return a
}

// encode writes what all reads.
func (tb *tables) encode() (dst []byte) {
	num := func(n int) { dst = binary.AppendUvarint(dst, uint64(n)) }
	str := func(list ...string) {
		for _, s := range list {
			dst = appendStr(dst, s)
		}
	}
	num(len(tb.units))
	for _, u := range tb.units {
		str(u.country, u.admin1, u.admin2, u.admin1New, u.admin2New)
	}
	dst = appendStrs(dst, tb.codes)
	num(len(tb.regions))
	for _, r := range tb.regions {
		str(r.Name, r.Country, r.Admin1)
		num(r.Level)
		num(bit(r.New))
		num(units100k(r.Lat))
		num(units100k(r.Lon))
		dst = appendStrs(dst, r.other)
	}
	num(len(tb.countries))
	for _, c := range tb.countries {
		str(c.Code, c.Name)
		num(bit(c.Watched))
		dst = appendStrs(appendStrs(appendStrs(dst, c.Names), c.Demonyms), c.Capitals)
	}
	num(len(tb.actors))
	for i := range tb.actors {
		dst = tb.actors[i].encode(dst)
	}
	dst = appendStrs(dst, tb.doubts)
	for _, list := range tb.lookups.all() {
		num(len(*list))
		for _, f := range *list {
			str(f.text)
			num(f.value)
		}
	}
	return dst
}

// encode appends what table.actor reads.
func (a *Actor) encode(dst []byte) []byte {
	for _, s := range []string{a.ID, a.Name, a.Type, a.Parent, a.Affiliation, a.Side, a.ACLED, a.Note} {
		dst = appendStr(dst, s)
	}
	dst = binary.AppendUvarint(dst, uint64(a.UCDP))
	dst = binary.AppendUvarint(appendStrs(dst, a.Countries), uint64(len(a.Aliases)))
	for _, al := range a.Aliases {
		dst = binary.AppendUvarint(appendStr(appendStr(dst, al.Text), al.Lang), uint64(al.Rule))
	}
	return dst
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
