package incident

import (
	"crypto/sha256"
	"encoding/base32"
	"math"
	"slices"
	"strconv"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// A key is a kind, a subject and a stretch of time. The kinds, each with the
// reports that stand under it and those that ask for it:
//
//	d place, 4 days     dated, placed          asked by the same, 2 days around
//	w place, 32 days    any days, placed       asked by wide windows
//	W place, 32 days    wide window, placed    asked by dated ones
//	n place             placed                 asked by those without any day
//	N place             without any day        asked by all placed
//	c country or target, 4 days    dated       asked by dated without a place
//	C country or target, 4 days    dated without a place    asked by dated
//	f figure, 32 days; g figure    all         asked by those short of place or day
//	F figure                       short of place or day    asked by all
//	b near-copy band               short of place or day    asked by the same
//	u article                      all         asked for an article's own incidents
const (
	fineBucket = 4  // days
	wideBucket = 32 // days
	slackDays  = 2  // two reports of one event are at most this far apart
	cellDegree = 0.5
	reachKM    = 70.0 // two located reports farther apart never score: 30 km and both loose
)

var keyEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// Keys gives the index keys under which a report is stored. They are opaque;
// Record.Keys holds those of all its members.
func Keys(r conflict.Report, fp conflict.Fingerprint) []string {
	m := conflict.Member{Coded: r, Fingerprint: fp}
	return indexKeys(newNode(&m, "", func(id string) string { return id }), nil)
}

func urlKey(url string) string {
	h := sha256.Sum256([]byte(url))
	return "u" + keyEncoding.EncodeToString(h[:10])
}

// weak reports whether a node lacks a place or any day, so that figures, names
// or its very text must find its like.
func (n *node) weak() bool { return n.site.level < inUnit || n.win.reach == anyDay }

// indexKeys appends the keys under which n stands.
func indexKeys(n *node, keys []string) []string {
	fine := n.win.buckets(fineBucket, 0)
	wide := n.win.buckets(wideBucket, 0)
	for _, at := range n.site.own() {
		switch n.win.reach {
		case fineDay:
			keys = timed(keys, "d"+at, fine)
		case wideDay:
			keys = timed(keys, "W"+at, wide)
		default:
			keys = append(keys, "N"+at)
		}
		keys = timed(keys, "w"+at, wide)
	}
	for _, at := range n.site.names() {
		keys = append(keys, "n"+at)
	}
	if n.win.reach == fineDay {
		for _, who := range n.sides() {
			keys = timed(keys, "c"+who, fine)
			if n.site.level < inUnit {
				keys = timed(keys, "C"+who, fine)
			}
		}
	}
	for _, f := range n.numbers() {
		keys = timed(keys, "f"+f, wide)
		keys = append(keys, "g"+f)
		if n.weak() {
			keys = append(keys, "F"+f)
		}
	}
	if n.weak() {
		for _, b := range n.m.Fingerprint.Bands {
			keys = append(keys, "b"+b)
		}
	}
	return keys
}

// queryKeys appends the keys under which reports of n's event can stand.
func queryKeys(n *node, keys []string) []string {
	fine := n.win.buckets(fineBucket, slackDays)
	wide := n.win.buckets(wideBucket, lagDays*2)
	for _, at := range n.site.around() {
		switch n.win.reach {
		case fineDay:
			keys = timed(keys, "d"+at, fine)
			keys = timed(keys, "W"+at, wide)
		case wideDay:
			keys = timed(keys, "w"+at, wide)
		}
		keys = append(keys, "N"+at)
	}
	if n.win.reach == anyDay {
		for _, at := range n.site.likeNames() {
			keys = append(keys, "n"+at)
		}
	}
	if n.win.reach == fineDay {
		kind := "C"
		if n.site.level < inUnit {
			kind = "c"
		}
		for _, who := range n.sides() {
			keys = timed(keys, kind+who, fine)
		}
	}
	for _, f := range n.numbers() {
		keys = append(keys, "F"+f)
		switch {
		case !n.weak():
		case n.win.reach == anyDay:
			keys = append(keys, "g"+f)
		default:
			keys = timed(keys, "f"+f, wide)
		}
	}
	if n.weak() {
		for _, b := range n.m.Fingerprint.Bands {
			keys = append(keys, "b"+b)
		}
	}
	return keys
}

// numbers names the figures of n that are worth a key.
func (n *node) numbers() []string {
	var out []string
	for _, f := range n.figures {
		if f.low > 10 {
			k := strconv.Itoa(f.low) + f.measure
			if !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
	}
	return out
}

// sides names the country and the named targets of n.
func (n *node) sides() []string {
	out := slices.Clone(n.targets)
	if n.site.country != "" {
		out = append(out, n.site.country)
	}
	return out
}

// buckets numbers the stretches of size days that w touches, slack days around.
func (w window) buckets(size, slack int) []int {
	if w.reach == anyDay {
		return nil
	}
	first, last := floorDiv(w.from-slack, size), floorDiv(w.to+slack, size)
	// A window of years is looked for in its first stretches only.
	last = min(last, first+24)
	out := make([]int, 0, last-first+1)
	for b := first; b <= last; b++ {
		out = append(out, b)
	}
	return out
}

func timed(keys []string, prefix string, buckets []int) []string {
	for _, b := range buckets {
		keys = append(keys, prefix+":"+strconv.Itoa(b))
	}
	return keys
}

func floorDiv(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }

// own names the cell of s and its names.
func (s site) own() []string {
	var out []string
	if s.level == atPlace && s.located {
		out = append(out, cell(floorCell(s.lat), floorCell(s.lon)))
	}
	return append(out, s.names()...)
}

// names are the place, the places named with it, and the units of s: "2" for a
// report of the unit, "3" for one within it.
func (s site) names() []string {
	out := s.places()
	if s.level >= inUnit && s.admin2 != "" {
		if s.level == inUnit {
			out = append(out, "2"+s.country+s.admin2)
		}
		out = append(out, "3"+s.country+s.admin2)
	}
	return out
}

func (s site) places() []string {
	if s.level != atPlace {
		return nil
	}
	var out []string
	if s.name != "" {
		out = append(out, "="+s.country+fold.Key(s.name))
	}
	if s.id != "" {
		out = append(out, "#"+string(s.id))
	}
	for _, id := range s.near {
		if id != s.id {
			out = append(out, "#"+string(id))
		}
	}
	return out
}

// around names what own may name at a place of the same event.
func (s site) around() []string {
	var out []string
	if s.level == atPlace && s.located {
		dLat := (reachKM + s.loose) / 111
		dLon := dLat / max(0.2, math.Cos(s.lat*math.Pi/180))
		for la := floorCell(s.lat - dLat); la <= floorCell(s.lat+dLat); la++ {
			for lo := floorCell(s.lon - dLon); lo <= floorCell(s.lon+dLon); lo++ {
				out = append(out, cell(la, lo))
			}
		}
	}
	return append(out, s.likeNames()...)
}

// likeNames are the names that names may give to a place of the same event.
func (s site) likeNames() []string {
	out := s.places()
	switch {
	case s.level < inUnit || s.admin2 == "":
	case s.level == inUnit:
		out = append(out, "3"+s.country+s.admin2)
	default:
		out = append(out, "2"+s.country+s.admin2)
	}
	return out
}

func floorCell(deg float64) int { return int(math.Floor(deg / cellDegree)) }

func cell(lat, lon int) string { return strconv.Itoa(lat) + "," + strconv.Itoa(lon) }
