package extract

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/extract/numbers"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/gazetteer"
)

// Coder codes articles. It is safe for concurrent use.
type Coder struct {
	gaz      *gazetteer.Gazetteer
	langs    map[string]*language
	order    []string // codes of langs, sorted
	fallback *language
	version  string
	triage   *triage
	pool     sync.Pool
}

// language is all that is known of one language.
type language struct {
	lex     *lexicon.Lexicon
	numbers *numbers.Lang
	dates   *dates.Lang
	names   []nameGroup // by the value with which a name was entered
}

// NewCoder makes a coder of the reviewed lexicons and a gazetteer.
func NewCoder(g *gazetteer.Gazetteer) (*Coder, error) { return newCoder(g, lexicon.Files()) }

// newCoder makes a coder of the lexicons in fsys: one folder for each language.
// A language whose numbers and dates are not known reads those of English.
func newCoder(g *gazetteer.Gazetteer, fsys fs.FS) (*Coder, error) {
	lexicons, version, err := lexicon.Load(fsys)
	if err != nil {
		return nil, err
	}
	counts, err := numbers.Load()
	if err != nil {
		return nil, err
	}
	days, err := dates.Load()
	if err != nil {
		return nil, err
	}
	c := &Coder{gaz: g, langs: map[string]*language{}, version: g.Version() + "+" + version}
	for code, lex := range lexicons {
		l := &language{lex: lex, numbers: counts[code], dates: days[code]}
		if l.numbers == nil {
			l.numbers, l.dates = counts["en"], days["en"]
		}
		c.langs[code] = l
	}
	var wg sync.WaitGroup
	for _, l := range c.langs {
		wg.Go(func() {
			l.enterActors(g.Actors())
			l.enterCountries(g.Countries())
		})
	}
	wg.Wait()
	c.order = slices.Sorted(maps.Keys(c.langs))
	if c.fallback = c.langs["en"]; c.fallback == nil {
		return nil, fmt.Errorf("lexicons: no folder en")
	}
	if c.triage, err = newTriage(g); err != nil {
		return nil, err
	}
	c.pool.New = func() any { return &reading{c: c} }
	return c, nil
}

// Version names the gazetteer and the lexicons that the coder reads with.
func (c *Coder) Version() string { return c.version }

// Code reads an article. It is a pure function of the article and of Version.
func (c *Coder) Code(a conflict.Article) conflict.Coded {
	out := conflict.Coded{
		URL: a.URL, Title: a.Title, Lang: a.Lang, Published: a.Published, Source: a.Source,
		Reports: []conflict.Report{}, Wire: a.Wire, Data: c.version,
	}
	lang := c.language(a.Lang, a.Title, a.Text)
	if out.Lang == "" {
		out.Lang = lang.lex.Lang
	}
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	r.begin(lang, a)
	r.resolve()
	out.Relevant, out.Reason = r.relevance()
	if out.Relevant {
		out.Reports = r.reports()
	}
	return out
}

// begin reads the words of both parts and cuts them into units.
func (r *reading) begin(lang *language, a conflict.Article) {
	r.lang, r.published = lang, a.Published
	r.units, r.actors, r.places, r.figures, r.claims, r.events =
		r.units[:0], r.actors[:0], r.places[:0], r.figures[:0], r.claims[:0], r.events[:0]
	r.quantBuf, r.voiceBuf = r.quantBuf[:0], r.voiceBuf[:0]
	r.kept = kept{}
	r.title.read("title", a.Title, nil, lang)
	r.text.read("text", a.Text, a.Masked, lang)
	next := r.split(&r.title, 0)
	r.split(&r.text, next)
}

// resolve finds what the units say and gathers them into events. The order is
// that of dependence: names need the country, figures need names, events need
// figures.
func (r *reading) resolve() {
	r.voteCountries()
	r.findActors()
	r.findPlaces()
	for i := range r.units {
		r.units[i].facts = r.factsOf(&r.units[i])
	}
	r.findFigures()
	r.findClaims()
	r.gatherEvents()
	r.dropForeign()
}
