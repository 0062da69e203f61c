package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
)

// Verdict says whether an announced article is worth fetching, and why.
type Verdict struct {
	Fetch  bool
	Reason string // a few plain words for whoever looks at what was skipped
}

// Triage decides from title and summary alone whether the article may tell of
// violence in the region. It is made for recall: what has no subject of its own
// and any word of violence, of its traces or of the armed is fetched. So is what
// says nothing yet, a title alone that tells no subject, and one that names an
// obscure place of the region with hardly an everyday word. Another subject
// (sport, a trial, an accident) outweighs one kind of violent word, not two; a
// place elsewhere outweighs all unless the region is named too. lang may be empty
// or wrong.
func (c *Coder) Triage(title, summary, lang string) Verdict {
	r := c.pool.Get().(*reading)
	defer c.pool.Put(r)
	r.title.open(title)
	r.text.open(summary)
	if len(r.title.words) == 0 && len(r.text.words) == 0 {
		return Verdict{true, "the announcement is empty"}
	}
	var skip Verdict
	for i, l := range c.triage.order(lang, title, summary) {
		if l == nil {
			break
		}
		r.lang = l
		r.title.sift(l)
		r.text.sift(l)
		v, known := r.verdict()
		if v.Fetch || known && strings.HasPrefix(lang, l.lex.Lang) {
			return v
		}
		if i == 0 || known && skip.Reason == nothing {
			skip = v
		}
	}
	if skip.Reason == nothing && len(r.text.words) == 0 {
		return Verdict{true, "the title alone tells no subject"}
	}
	return skip
}

const nothing = "no word of violence"

// tellingLength is the number of words of a summary that would tell of violence if
// there was any to tell of.
const tellingLength = 20

// verdict weighs what the words of one language say. known is false when they
// say nothing at all, so that another language may; where the language is not
// told, any may find what is worth fetching.
func (r *reading) verdict() (v Verdict, known bool) {
	var b balance
	b.add(r, &r.title, true)
	b.add(r, &r.text, false)
	switch {
	case b.uninformed(r):
		return Verdict{true, "the announcement says nothing yet"}, true
	case b.violence == 0 && b.subject == "" && b.elsewhere == "" && len(r.text.words) <= tellingLength:
		if name := r.regionNamed(&b); name != "" {
			return Verdict{true, "names " + name + " and no subject"}, true
		}
		return b.skip(nothing), false
	case b.violence > 0 && b.elsewhere != "" && !b.region && !r.inRegion():
		return Verdict{false, "elsewhere: " + b.elsewhere}, true
	case b.violence > b.against():
		return Verdict{true, b.says()}, true
	}
	if b.elsewhere == "" && b.littleElse() {
		if name := r.placeNamed(&r.title, villages, true); name != "" {
			return Verdict{true, "names " + name + " and little else"}, true
		}
	}
	if b.violence == 0 && b.subject == "" && b.elsewhere != "" {
		return Verdict{false, "elsewhere: " + b.elsewhere}, true
	}
	if b.violence == 0 {
		return b.skip(nothing), b.subject != ""
	}
	return b.skip("nothing but " + b.word), true
}

// skip names the other subject, or why when there is none.
func (b *balance) skip(why string) Verdict {
	if b.subject != "" {
		why = b.subject
	}
	return Verdict{false, why}
}

// says names what speaks for fetching.
func (b *balance) says() string {
	switch b.class {
	case lexicon.ActorArmed:
		return "names " + b.word
	case hintWord:
		return "may tell of an incident: " + b.word
	}
	return "speaks of violence: " + b.word
}
