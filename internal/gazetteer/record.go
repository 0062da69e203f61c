package gazetteer

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
)

// A place record: id u32, name offset u24, name length u8, latitude and
// longitude i24 in 0.00001 degree, unit u16, feature code u8, tier u8.
const (
	placeSize  = 18
	notLocated = 0x7FFFFF
	ownID      = 1 << 31 // the rest of the id is an offset into secStrings, length first
)

// at gives the place at index i, made once and kept.
func (g *Gazetteer) at(i int) *Place {
	if p := g.made[i].Load(); p != nil {
		return p
	}
	rec := g.sec[secPlaces][i*placeSize : (i+1)*placeSize]
	u := &g.units[int(rec[14])|int(rec[15])<<8]
	class, code, _ := strings.Cut(g.codes[rec[16]], ".")
	p := &Place{
		ID: conflict.PlaceID(g.idOf(i)), Name: g.nameOf(i), Country: u.country,
		Admin1: u.admin1, Admin2: u.admin2, Admin1New: u.admin1New, Admin2New: u.admin2New,
		Class: class, Code: code, Lat: degrees(u24(rec, 8)), Lon: degrees(u24(rec, 11)),
		Population: g.population(i), Tier: int(rec[17]),
	}
	if g.made[i].CompareAndSwap(nil, p) {
		return p
	}
	return g.made[i].Load()
}

func (g *Gazetteer) nameOf(i int) string {
	rec := g.sec[secPlaces][i*placeSize : (i+1)*placeSize]
	off := u24(rec, 4)
	return g.sec[secStrings][off : off+int(rec[7])]
}

// degrees undoes units100k.
func degrees(n int) float64 {
	if n == notLocated {
		return math.NaN()
	}
	return float64(int32(n<<8)>>8) / 1e5
}

// units100k is an angle in 0.00001 degree as 24 bits, enough for ±83°.
func units100k(deg float64) int {
	if math.IsNaN(deg) {
		return notLocated
	}
	return int(math.Round(deg*1e5)) & 0xFFFFFF
}

func (g *Gazetteer) rawID(i int) uint32 {
	return u32(g.sec[secPlaces][i*placeSize:i*placeSize+4], 0)
}

func (g *Gazetteer) idOf(i int) string {
	raw := g.rawID(i)
	if raw&ownID == 0 {
		return "geonames:" + strconv.Itoa(int(raw))
	}
	at := int(raw &^ ownID)
	s := g.sec[secStrings]
	return s[at+1 : at+1+int(s[at])]
}

// indexOf finds a built-in place: GeoNames numbers first, then the others as text.
func (g *Gazetteer) indexOf(id conflict.PlaceID) (int, bool) {
	ids := g.sec[secIDs]
	n := len(ids) / 3
	number, isNumber := strings.CutPrefix(string(id), "geonames:")
	want, err := strconv.ParseUint(number, 10, 31)
	if isNumber && err != nil {
		return 0, false
	}
	k := sort.Search(n, func(k int) bool {
		i := u24(ids, 3*k)
		raw := g.rawID(i)
		if isNumber || raw&ownID == 0 {
			return raw&ownID != 0 || isNumber && raw >= uint32(want)
		}
		return g.idOf(i) >= string(id)
	})
	if k == n {
		return 0, false
	}
	i := u24(ids, 3*k)
	if isNumber {
		return i, g.rawID(i) == uint32(want)
	}
	return i, g.idOf(i) == string(id)
}

func (g *Gazetteer) population(i int) int {
	s := g.sec[secPeople]
	n := len(s) / 7
	k := sort.Search(n, func(k int) bool { return u24(s, 7*k) >= i })
	if k == n || u24(s, 7*k) != i {
		return 0
	}
	return int(u32(s[7*k+3:7*k+7], 0))
}

// alternate gives the k-th other name of place i, in the order of the data.
func (g *Gazetteer) alternate(i, k int) (string, bool) {
	const size = 8
	s := g.sec[secAlts]
	n := len(s) / size
	at := sort.Search(n, func(k int) bool { return u24(s, size*k) >= i }) + k
	if at >= n || u24(s, size*at) != i {
		return "", false
	}
	off := int(u32(s[size*at+3:size*at+7], 0))
	return g.sec[secStrings][off : off+int(s[size*at+7])], true
}

// Names gives the other names of a place.
func (g *Gazetteer) Names(p *Place) []string {
	if i, ok := g.own.byID[p.ID]; ok {
		return g.own.names[i]
	}
	i, ok := g.indexOf(p.ID)
	if !ok {
		return nil
	}
	var names []string
	for k := 0; ; k++ {
		name, ok := g.alternate(i, k)
		if !ok {
			return names
		}
		names = append(names, name)
	}
}
