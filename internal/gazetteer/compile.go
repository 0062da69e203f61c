package gazetteer

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// Compile builds the image from the text files of data (see data/README.md).
// The same files give the same bytes.
func Compile(data fs.FS) ([]byte, error) {
	c := &compiler{data: data, offsets: map[string]int{}}
	for _, step := range []func() error{c.readPlaces, c.readNames, c.readTables, c.readReform} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("compile the gazetteer: %w", err)
		}
	}
	c.sort()
	c.records()
	c.keys()
	c.tables.index(c.doubtful)
	c.sec[secTables] = c.tables.encode()
	sum := sha256.New()
	for _, s := range c.sec {
		sum.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(s))))
		sum.Write(s)
	}
	return appendImage(nil, hex.EncodeToString(sum.Sum(nil))[:versionLen], &c.sec), nil
}

type compiler struct {
	data     fs.FS
	places   []source
	tables   tables
	doubtful [][2]string    // name, what else it is
	offsets  map[string]int // of texts in secStrings
	sec      [sectionCount][]byte
}

func (c *compiler) readPlaces() error {
	packed, err := fs.ReadFile(c.data, "places.csv.gz")
	if err != nil {
		return err
	}
	text, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return fmt.Errorf("places.csv.gz: %w", err)
	}
	if c.places, err = readPlaces("places.csv", text); err != nil {
		return err
	}
	more, err := fs.ReadFile(c.data, "places_more.csv")
	if err != nil {
		return err
	}
	added, err := readPlaces("places_more.csv", bytes.NewReader(more))
	if err != nil {
		return err
	}
	c.places = slices.DeleteFunc(c.places, func(p source) bool {
		return slices.ContainsFunc(added, func(a source) bool { return a.ID == p.ID })
	})
	c.places = append(c.places, added...)
	for i := range c.places {
		p := &c.places[i]
		p.alternates = usefulNames(p.Name, p.unitNames())
		if len(p.Name) > 255 {
			return fmt.Errorf("places.csv: the name of %s is too long", p.ID)
		}
	}
	return nil
}

// usefulNames drops names that fold to an earlier one, airport codes, and
// romanisations of other scripts, which GeoNames gives in lower case.
func usefulNames(name string, others []string) []string {
	var kept []string
	for _, other := range others {
		first := []rune(other)[0]
		known := sameWords(name, other) || slices.ContainsFunc(kept, func(k string) bool { return sameWords(k, other) })
		if known || 'a' <= first && first <= 'z' || isCode(other) || len(other) > 120 {
			continue
		}
		kept = append(kept, other)
	}
	return kept
}

func isCode(s string) bool {
	return len(s) == 3 && strings.ToUpper(s) == s && strings.ToLower(s) != s && s[0] < 0x80
}

// sort puts the places into the order of the image.
func (c *compiler) sort() {
	slices.SortFunc(c.places, func(a, b source) int {
		return cmp.Or(cmp.Compare(cellOf(a.Lat, a.Lon), cellOf(b.Lat, b.Lon)), compareIDs(a.ID, b.ID))
	})
}

// compareIDs orders GeoNames numbers first, then other ids as text.
func compareIDs(a, b conflict.PlaceID) int {
	x, isX := geonames(a)
	y, isY := geonames(b)
	return cmp.Or(cmp.Compare(bit(!isX), bit(!isY)), cmp.Compare(x, y), strings.Compare(string(a), string(b)))
}

func geonames(id conflict.PlaceID) (uint64, bool) {
	s, ok := strings.CutPrefix(string(id), "geonames:")
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 31)
	return n, err == nil
}

// text puts s into the strings once and gives its offset.
func (c *compiler) text(s string) int {
	if at, ok := c.offsets[s]; ok {
		return at
	}
	at := len(c.sec[secStrings])
	c.sec[secStrings] = append(c.sec[secStrings], s...)
	c.offsets[s] = at
	return at
}

// records writes the places and what is looked up by place.
func (c *compiler) records() {
	units := c.unitTable()
	codes := c.codeTable()
	cell, byID := uint32(math.MaxUint32), make([]int, len(c.places))
	for i := range c.places {
		p := &c.places[i]
		byID[i] = i
		if at := cellOf(p.Lat, p.Lon); i == 0 || at != cell {
			cell = at
			c.sec[secCells] = binary.LittleEndian.AppendUint32(c.sec[secCells], cell)
			c.sec[secCells] = binary.LittleEndian.AppendUint32(c.sec[secCells], uint32(i))
		}
		raw := ownID
		if n, ok := geonames(p.ID); ok {
			raw = int(n)
		} else {
			raw |= c.text(string([]byte{byte(len(p.ID))}) + string(p.ID))
		}
		u := units[unit{country: p.Country, admin1: p.Admin1, admin2: p.Admin2}]
		rec := binary.LittleEndian.AppendUint32(c.sec[secPlaces], uint32(raw))
		rec = append(appendU24(rec, c.text(p.Name)), byte(len(p.Name)))
		rec = appendU24(appendU24(rec, units100k(p.Lat)), units100k(p.Lon))
		c.sec[secPlaces] = append(rec, byte(u), byte(u>>8), codes[p.Class+"."+p.Code], byte(p.Tier))
		for _, other := range p.alternates {
			alt := binary.LittleEndian.AppendUint32(appendU24(c.sec[secAlts], i), uint32(c.text(other)))
			c.sec[secAlts] = append(alt, byte(len(other)))
		}
		if p.Population > 0 {
			c.sec[secPeople] = binary.LittleEndian.AppendUint32(appendU24(c.sec[secPeople], i), uint32(p.Population))
		}
	}
	slices.SortFunc(byID, func(a, b int) int { return compareIDs(c.places[a].ID, c.places[b].ID) })
	for _, i := range byID {
		c.sec[secIDs] = appendU24(c.sec[secIDs], i)
	}
}

// unitTable numbers the units of the places.
func (c *compiler) unitTable() map[unit]int {
	index := map[unit]int{}
	for i := range c.places {
		p := &c.places[i]
		u := unit{country: p.Country, admin1: p.Admin1, admin2: p.Admin2}
		if _, ok := index[u]; !ok {
			index[u] = len(c.tables.units)
			u.admin1New, u.admin2New = p.Admin1New, p.Admin2New
			c.tables.units = append(c.tables.units, u)
		}
	}
	return index
}

func (c *compiler) codeTable() map[string]byte {
	index := map[string]byte{}
	for i := range c.places {
		index[c.places[i].Class+"."+c.places[i].Code] = 0
	}
	c.tables.codes = slices.Sorted(maps.Keys(index))
	for i, code := range c.tables.codes {
		index[code] = byte(i)
	}
	return index
}

// keys writes the spelling keys with the places of each.
func (c *compiler) keys() {
	hits := map[string][]int{}
	starts := make([]byte, 1<<17)
	for i := range c.places {
		for _, name := range append([]string{c.places[i].Name}, c.places[i].alternates...) {
			key := markStarts(starts, name)
			if there := hits[key]; key != "" && (len(there) == 0 || there[len(there)-1] != i) {
				hits[key] = append(there, i)
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(hits), func(a, b string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(len(a), len(b)), strings.Compare(a, b))
	})
	total := 0
	for k, key := range keys {
		if k == 0 || keys[k-1][0] != key[0] || len(keys[k-1]) != len(key) {
			rec := append(c.sec[secGroups], key[0], byte(len(key)))
			rec = binary.LittleEndian.AppendUint32(rec, uint32(k))
			c.sec[secGroups] = binary.LittleEndian.AppendUint32(rec, uint32(len(c.sec[secKeys])))
		}
		c.sec[secKeys] = append(c.sec[secKeys], key...)
		c.sec[secMasks] = binary.LittleEndian.AppendUint32(c.sec[secMasks], letters(key))
		c.sec[secPostings] = binary.LittleEndian.AppendUint32(c.sec[secPostings], uint32(total))
		for _, i := range hits[key] {
			c.sec[secHits] = appendU24(c.sec[secHits], i)
		}
		total += len(hits[key])
	}
	c.sec[secPostings] = binary.LittleEndian.AppendUint32(c.sec[secPostings], uint32(total))
	c.sec[secStarts] = starts
}

// markStarts gives the key of a name, and marks the keys of its first words.
func markStarts(bits []byte, name string) string {
	var key []byte
	words := fold.Words(nil, name)
	for n, w := range words {
		key = fold.AppendKey(key, w.Key)
		if n < len(words)-1 {
			h := startHash(key) % uint32(8*len(bits))
			bits[h/8] |= 1 << (h % 8)
		}
	}
	if len(key) > 96 {
		return ""
	}
	return string(key)
}
