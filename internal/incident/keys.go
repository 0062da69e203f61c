package incident

import (
	"crypto/sha256"
	"encoding/base32"
	"math"
	"slices"
	"strconv"

	"sahelwatch/internal/conflict"
)

// Two reports that can be joined stand under a common key; see meet for what
// they must have in common. A key is a kind, a subject and mostly a stretch of
// time. Reports of one kind are many, so that each asks only for the kinds that
// it cannot do without:
//
//	kind  subject, time      stand under it            ask for it
//	d     place, day         days told, placed         the same, slackDays around
//	w     place, 32 days     any days, placed          wide windows, placed
//	W     place, 32 days     wide window, placed       days told, placed
//	n     place              placed                    no day at all, placed
//	N     place              no day at all, placed     placed
//	e     token, day         days told                 days told, place vague
//	E     token, day         days told, place vague    days told, placed
//	f     figure, 32 days    days told                 wide windows, place vague
//	F     figure, 32 days    days told, place vague    wide windows, placed
//	h     figure, 32 days    wide window               any days, place vague
//	H     figure, 32 days    wide window, place vague  any days, placed
//	g     figures            any days                  no day at all, place vague
//	G     figures            any days, place vague     no day at all, placed
//	i     figures            no day at all             all, place vague
//	I     figures            no day, place vague       all, placed
//	s     place and figures, week of publication   placed    the same, a week around
//	S     place and figures, fortnight             days told, placed    the same, a fortnight around
//	t     country and figures, day    days told    the same
//	b     near-copy band     vague place or no day     the same
//	u     article            all                       an article's own versions, decisions
const (
	fineBucket = 1  // days
	wideBucket = 32 // days
	slackDays  = 2  // two told days of one event are at most this far apart
	cellDegree = 0.4
	reachKM    = 30.0 // places farther apart than this do not speak for one event
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

// placed reports whether a report tells where, at least to the second-level unit.
func (n *node) placed() bool { return n.site.level >= inUnit }

// vague reports whether the place of n is too little known to be compared with
// any other: none, too large, one without coordinates, or a region's name.
func (n *node) vague() bool {
	return !n.placed() || n.site.level == atPlace && !n.site.located || n.site.regional()
}

// weak reports whether a node lacks a clear place or any day.
func (n *node) weak() bool { return n.vague() || n.win.reach == anyDay }

// indexKeys appends the keys under which n stands.
func indexKeys(n *node, keys []string) []string {
	fine, wide := n.win.buckets(fineBucket, 0), n.win.buckets(wideBucket, 0)
	if n.placed() {
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
	}
	both := func(small, large string, subjects []string, buckets []int) {
		for _, s := range subjects {
			keys = timed(keys, small+s, buckets)
			if n.vague() {
				keys = timed(keys, large+s, buckets)
			}
		}
	}
	if n.win.reach == fineDay {
		both("e", "E", n.tokens(), fine)
	}
	small, large := "g", "G"
	switch n.win.reach {
	case fineDay:
		both("f", "F", n.telling(), wide)
	case wideDay:
		both("h", "H", n.telling(), wide)
	default:
		small, large = "i", "I"
	}
	for _, p := range n.undated() {
		keys = append(keys, small+p)
		if n.vague() {
			keys = append(keys, large+p)
		}
	}
	keys = n.news(keys, false)
	keys = n.story(keys)
	return append(keys, n.bands()...)
}

// queryKeys appends the keys under which reports of n's event can stand.
func queryKeys(n *node, keys []string) []string {
	fine, wide := n.win.buckets(fineBucket, slackDays), n.win.buckets(wideBucket, slackDays)
	dated, figured, wider, someday, dayless := "e", "f", "h", "g", "i"
	if !n.vague() {
		dated, figured, wider, someday, dayless = "E", "F", "H", "G", "I"
	}
	if n.placed() {
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
	}
	if n.win.reach == fineDay {
		for _, t := range n.tokens() {
			keys = timed(keys, dated+t, fine) // the figures that tell are among the tokens
		}
	}
	for _, t := range n.telling() {
		keys = timed(keys, wider+t, wide)
		if n.win.reach == wideDay {
			keys = timed(keys, figured+t, wide)
		}
	}
	for _, p := range n.undated() {
		keys = append(keys, dayless+p)
		if n.win.reach == anyDay {
			keys = append(keys, someday+p)
		}
	}
	keys = n.news(keys, true)
	keys = n.story(keys)
	return append(keys, n.bands()...)
}

// news appends the keys of what sameNews compares, widened for a query.
func (n *node) news(keys []string, query bool) []string {
	if n.site.level != atPlace {
		return keys
	}
	around := func(w window, days int) []int {
		if query {
			return w.buckets(days, days)
		}
		return w.buckets(days, 0)
	}
	var published, happened []int
	if n.hasPub {
		published = around(window{from: n.pub, to: n.pub, reach: fineDay}, newsDays)
	}
	if n.win.reach == fineDay {
		happened = around(n.win, misreadDays)
	}
	for _, f := range n.telling() {
		keys = timed(keys, "s"+f+n.site.anchor(), published)
		keys = timed(keys, "S"+f+n.site.anchor(), happened)
	}
	return keys
}

// story appends the keys of what oneStory compares.
func (n *node) story(keys []string) []string {
	if n.win.reach != fineDay || n.site.country == "" {
		return keys
	}
	days := n.win.buckets(fineBucket, 0)
	for _, f := range n.telling() {
		keys = timed(keys, "t"+n.site.country+f, days)
	}
	return keys
}

func (n *node) bands() []string {
	if !n.weak() {
		return nil
	}
	out := make([]string, len(n.m.Fingerprint.Bands))
	for i, b := range n.m.Fingerprint.Bands {
		out[i] = "b" + b
	}
	return out
}

// told names the figures of n, each once.
func (n *node) told() []string {
	var out []string
	for _, f := range n.figures {
		if k := f.measure + strconv.Itoa(f.low); !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// large names the figures of n over ten, each once.
func (n *node) large() []string {
	var out []string
	for _, f := range n.figures {
		if k := f.measure + strconv.Itoa(f.low); f.low > 10 && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// rareKind names the kind of event and the region where that kind is seldom
// met; "" where it is common or the region is not told.
func (n *node) rareKind() string {
	switch sub := n.m.Coded.SubEventType; sub {
	case "Air/drone strike", "Suicide bomb":
		if n.site.admin1 != "" {
			return "~" + sub + n.site.country + n.site.admin1
		}
	}
	return ""
}

// tokens are the figures over ten, the pairs of smaller ones, the rare names and
// the rare kind of n.
func (n *node) tokens() []string {
	out := append(n.large(), pairsOf(n.told())...)
	if k := n.rareKind(); k != "" {
		out = append(out, k)
	}
	for _, name := range n.names {
		out = append(out, "'"+name)
	}
	return out
}

// telling are the figures that alone can join two reports, and pairs of others.
func (n *node) telling() []string {
	out := n.pairs()
	for _, f := range n.figures {
		if k := f.measure + strconv.Itoa(f.low); f.telling() && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// undated are the figures that can join two reports without a day: pairs, and
// those met but once or twice in years.
func (n *node) undated() []string {
	out := n.pairs()
	for _, f := range n.figures {
		if k := f.measure + strconv.Itoa(f.low); f.lone() && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// pairs names every two figures of n over ten.
func (n *node) pairs() []string { return pairsOf(n.large()) }

func pairsOf(figures []string) []string {
	var out []string
	for i, a := range figures {
		for _, b := range figures[i+1:] {
			out = append(out, a+"+"+b)
		}
	}
	return out
}

// buckets numbers the stretches of size days that w touches, slack days around.
func (w window) buckets(size, slack int) []int {
	if w.reach == anyDay {
		return nil
	}
	first, last := floorDiv(w.from-slack, size), floorDiv(w.to+slack, size)
	out := make([]int, 0, last-first+1)
	for b := first; b <= last; b++ {
		out = append(out, b)
	}
	return out
}

func timed(keys []string, subject string, buckets []int) []string {
	for _, b := range buckets {
		keys = append(keys, subject+":"+strconv.Itoa(b))
	}
	return keys
}

func floorDiv(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }
