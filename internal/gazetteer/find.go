package gazetteer

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// MaxWords is the most words of a text that Scan joins to one name.
const MaxWords = 5

// group is the keys of one first byte and length: they stand one after the
// other in secKeys and are sorted.
type group struct {
	first, size byte
	key, n      int // first key, number of keys
	off         int // of the first key in secKeys
}

func (g *Gazetteer) readGroups() error {
	const size = 10
	s := g.sec[secGroups]
	keys := len(g.sec[secMasks]) / 4
	g.groups = make([]group, len(s)/size)
	for i := range g.groups {
		rec := s[i*size : (i+1)*size]
		g.groups[i] = group{first: rec[0], size: rec[1], key: int(u32(rec[2:6], 0)), off: int(u32(rec[6:10], 0))}
		if i > 0 {
			g.groups[i-1].n = g.groups[i].key - g.groups[i-1].key
		}
	}
	if n := len(g.groups); n > 0 {
		g.groups[n-1].n = keys - g.groups[n-1].key
	}
	for _, gr := range g.groups {
		if gr.n < 0 || gr.off+gr.n*int(gr.size) > len(g.sec[secKeys]) {
			return damaged("the list of keys")
		}
	}
	at := 0
	for c := range 257 {
		for at < len(g.groups) && int(g.groups[at].first) < c {
			at++
		}
		g.first[c] = uint16(at)
	}
	return nil
}

// keyIndex finds a spelling key; it does not allocate.
func (g *Gazetteer) keyIndex(key []byte) (int, bool) {
	if len(key) == 0 {
		return 0, false
	}
	for _, gr := range g.groups[g.first[key[0]]:g.first[int(key[0])+1]] {
		if int(gr.size) != len(key) {
			continue
		}
		keys := g.sec[secKeys][gr.off : gr.off+gr.n*len(key)]
		k := sort.Search(gr.n, func(k int) bool { return keys[k*len(key):(k+1)*len(key)] >= string(key) })
		return gr.key + k, k < gr.n && keys[k*len(key):(k+1)*len(key)] == string(key)
	}
	return 0, false
}

// Starts reports whether a place name may begin with words of this spelling
// key. It may say yes where none does (about one time in fifty), never no where one does.
func (g *Gazetteer) Starts(key []byte) bool {
	if utf8.RuneCount(key) <= 3 { // In, Tin, Aïn, Oum: joined or apart
		return true
	}
	if g.own.starts[string(key)] {
		return true
	}
	bits := g.sec[secStarts]
	h := startHash(key) % uint32(8*len(bits))
	return bits[h/8]&(1<<(h%8)) != 0
}

// startHash is FNV-1a, folded to spread short keys.
func startHash(key []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range key {
		h = (h ^ uint32(c)) * 16777619
	}
	return h ^ h>>15
}

// Scan finds the longest place name that begins with the first of words, which
// are words of text as fold.Words gives them, and how many words it takes. Only
// spaces, hyphens and apostrophes may stand between them. It does not allocate
// and looks at spelling keys alone: Append on the words' text tells what they mean.
// Names are capitalised in Latin script, so only capitalised words are worth
// asking for; in Arabic most matches How Sound are common words, to be taken for a
// place only beside a word such as مدينة, بلدة or قرب.
func (g *Gazetteer) Scan(text string, words []fold.Word) (n int, ok bool) {
	var room [128]byte
	key := room[:0]
	for i := range min(len(words), MaxWords) {
		if i > 0 && !joins(text[words[i-1].End:words[i].Start]) {
			break
		}
		key = fold.AppendKey(key, words[i].Key)
		if len(key) > 96 {
			break
		}
		if k, found := g.keyIndex(key); found && (len(key) >= shortKey || g.recorded(k, text[words[0].Start:words[i].End])) {
			n = i + 1
		} else if g.own.keys[string(key)] != nil {
			n = i + 1
		}
		if !g.Starts(key) {
			break
		}
	}
	return n, n > 0
}

// recorded reports whether name is a recorded name of a place with the key of index k.
func (g *Gazetteer) recorded(k int, name string) bool {
	for h, end := u32(g.sec[secPostings], k), u32(g.sec[secPostings], k+1); h < end; h++ {
		i := u24(g.sec[secHits], int(3*h))
		if how, _ := g.how(i, g.nameOf(i), name); how <= Alternate {
			return true
		}
	}
	return false
}

// joins reports whether gap may stand inside a name.
func joins(gap string) bool {
	switch gap {
	case " ", "-", "'", "’", "\u00a0", "\u202f", "‑", "\u2010":
		return true
	}
	return false
}

// Find gives the places that name may mean, best first: those with that very
// name, with another recorded name, with the same spelling key; and only when
// there are none of these, those one or two letters away (see Like).
func (g *Gazetteer) Find(name string) []Match {
	if list := g.Append(nil, name); len(list) > 0 {
		return list
	}
	return g.Like(name)
}

// Append appends the places of that name, alternate name or spelling key to
// dst, best first.
func (g *Gazetteer) Append(dst []Match, name string) []Match {
	var room [128]byte
	key := fold.AppendKey(room[:0], name)
	from := len(dst)
	if k, ok := g.keyIndex(key); ok {
		dst = g.appendHits(dst, k, name, 0)
	}
	for _, i := range g.own.keys[string(key)] {
		dst = append(dst, g.own.match(i, name, 0))
	}
	if len(key) < shortKey {
		kept := slices.DeleteFunc(dst[from:], func(m Match) bool { return m.How >= Key })
		dst = dst[:from+len(kept)]
	}
	return g.finish(dst, from, name)
}

// shortKey is the length under which a spelling key says too little: Pour, Poor.
const shortKey = 4

// appendHits appends the places of the key with index k. edits is how far that
// key is from name's.
func (g *Gazetteer) appendHits(dst []Match, k int, name string, edits int) []Match {
	start, end := int(u32(g.sec[secPostings], k)), int(u32(g.sec[secPostings], k+1))
	for h := start; h < end; h++ {
		i := u24(g.sec[secHits], 3*h)
		p := g.at(i)
		if g.own.replaces(p.ID) {
			continue
		}
		m := Match{Place: p, How: Near, Edits: edits, Name: p.Name}
		if edits == 0 {
			m.How, m.Name = g.how(i, p.Name, name)
		}
		dst = append(dst, m)
	}
	return dst
}

// how tells by which of its names place i matched.
func (g *Gazetteer) how(i int, main, name string) (How, string) {
	if sameWords(main, name) {
		return Exact, main
	}
	for k := 0; ; k++ {
		other, ok := g.alternate(i, k)
		if !ok {
			return byKey(main, name), main
		}
		if sameWords(other, name) {
			return Alternate, other
		}
	}
}

// byKey tells a match by spelling key from one across scripts.
func byKey(main, name string) How {
	a, _ := utf8.DecodeRuneInString(main)
	b, _ := utf8.DecodeRuneInString(name)
	if a < 0x600 != (b < 0x600) {
		return Sound
	}
	return Key
}

// sameWords reports whether two names fold to the same words; hyphens,
// apostrophes and spaces are one.
func sameWords(a, b string) bool {
	if a == b {
		return true
	}
	var roomA, roomB [96]byte
	return string(wordsOnly(roomA[:0], a)) == string(wordsOnly(roomB[:0], b))
}

func wordsOnly(dst []byte, s string) []byte {
	dst = fold.Append(dst, s)
	n, gap := 0, false
	for _, c := range dst {
		if c == ' ' || c == '-' || c == '\'' || c == '(' || c == ')' || c == ',' || c == '.' {
			gap = n > 0
			continue
		}
		if gap {
			dst[n] = ' '
			n++
			gap = false
		}
		dst[n] = c
		n++
	}
	return dst[:n]
}

// finish marks the ambiguous, and sorts the matches from index from on.
func (g *Gazetteer) finish(dst []Match, from int, name string) []Match {
	list := dst[from:]
	if len(list) == 0 {
		return dst
	}
	why := g.Doubtful(name)
	for i := range list {
		list[i].Ambiguous = why
	}
	slices.SortFunc(list, byMerit)
	return dst
}

// byMerit ranks the places of one name: recorded names before keys before
// neighbours, then tier, towns before units before the rest, population, how
// exactly it matched, id.
func byMerit(a, b Match) int {
	return cmp.Or(cmp.Compare(max(a.How, Alternate), max(b.How, Alternate)), cmp.Compare(a.Edits, b.Edits),
		cmp.Compare(a.Place.Tier, b.Place.Tier), cmp.Compare(classRank(a.Place), classRank(b.Place)),
		cmp.Compare(b.Place.Population, a.Place.Population), cmp.Compare(a.How, b.How),
		strings.Compare(string(a.Place.ID), string(b.Place.ID)))
}

func classRank(p *Place) int {
	switch p.Class {
	case "P":
		return 0
	case "A":
		return 1
	}
	return 2
}

// Doubtful says what else a name is, so that it wants context before it is
// taken for a place: "word", "person", "people", "title", "direction", "river" or "country"; ""
// when it is nothing else.
func (g *Gazetteer) Doubtful(name string) string {
	var room [96]byte
	text := wordsOnly(room[:0], name)
	if found := g.doubtful.find(text); len(found) > 0 {
		return g.doubts[found[0].value]
	}
	if len(g.lookups.countries.find(text)) > 0 || len(g.demonyms.find(text)) > 0 {
		return "country"
	}
	return ""
}
