package extract

import (
	"sahelwatch/extract/lexicon"
)

// Verdict says whether an announced article is worth fetching, and why.
type Verdict struct {
	Fetch  bool
	Reason string
}

// Triage decides from title and summary alone whether the article may tell of
// violence in the region. In doubt it says yes.
func (c *Coder) Triage(title, summary, lang string) Verdict {
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	r.lang = c.language(lang, title, summary)
	r.units = r.units[:0]
	r.title.read("title", title, nil, r.lang)
	r.text.read("text", summary, nil, r.lang)
	for _, p := range []*part{&r.title, &r.text} {
		for _, k := range p.marks {
			if _, _, harm := k.class.Harm(); harm || attackWords.Has(k.class) || k.class == lexicon.ActorArmed || k.class == lexicon.Militants {
				return Verdict{true, "speaks of violence"}
			}
		}
	}
	return Verdict{false, "no word of violence"}
}

// Quick reports whether a text holds any word of violence or an armed actor at
// all.
func (c *Coder) Quick(text string) bool { return c.Triage("", text, "").Fetch }
