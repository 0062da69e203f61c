package gazetteer

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// form is a folded name of the small tables and what it stands for.
type form struct {
	text  string
	value int // index of a country, a region, or a reason for doubt
}

// forms are sorted by text, then by value.
type forms []form

// find gives the forms with this text; it does not allocate.
func (f forms) find(text []byte) forms {
	from := sort.Search(len(f), func(i int) bool { return f[i].text >= string(text) })
	to := from
	for to < len(f) && f[to].text == string(text) {
		to++
	}
	return f[from:to]
}

// add enters a name; equal entries are dropped by sorted.
func (f *forms) add(name string, value int) {
	*f = append(*f, form{string(wordsOnly(nil, name)), value})
}

func (f forms) sorted() forms {
	slices.SortFunc(f, func(a, b form) int { return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.value, b.value)) })
	return slices.Compact(f)
}

// lookups are the names by which the small tables are entered.
type lookups struct {
	countries, demonyms, capitals forms // index of a country
	regions                       forms // index of a region
	doubtful                      forms // index into doubts
	doubts                        []string
}

// all gives the lists in the order of the image.
func (l *lookups) all() []*forms {
	return []*forms{&l.countries, &l.demonyms, &l.capitals, &l.regions, &l.doubtful}
}

// index fills the lookups from the tables.
func (tb *tables) index(doubtful [][2]string) {
	l := &tb.lookups
	for i, c := range tb.countries {
		for _, name := range c.Names {
			l.countries.add(name, i)
		}
		for _, name := range c.Demonyms {
			l.demonyms.add(name, i)
		}
		for _, name := range c.Capitals {
			l.capitals.add(name, i)
		}
	}
	l.countries = l.countries.sorted()
	for i := range tb.regions {
		for _, name := range tb.regions[i].Names() {
			if len(l.countries.find(wordsOnly(nil, name))) == 0 { // Niger is not Niger State
				l.regions.add(name, i)
			}
		}
	}
	for _, d := range doubtful {
		k := slices.Index(l.doubts, d[1])
		if k < 0 {
			k = len(l.doubts)
			l.doubts = append(l.doubts, d[1])
		}
		l.doubtful.add(d[0], k)
	}
	for _, list := range l.all() {
		*list = list.sorted()
	}
}
