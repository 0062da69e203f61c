package dates

import (
	"strings"

	"sahelwatch/extract/internal/phrase"
	"sahelwatch/internal/fold"
)

// Find appends the date expressions of text to dst, in order of the text.
// words are those of text, as fold.Words gives them. An hour that is told near
// a date ("lundi vers 5h") is noted on it.
func Find(dst []Expr, text string, words []fold.Word, lang *Lang) []Expr {
	if lang == nil {
		return dst
	}
	p := parser{Cursor: lang.table.Cursor(text, words), lang: lang}
	base := len(dst)
	var pending clock
	for i := 0; i < len(words); {
		if !p.begins(i) {
			i++
			continue
		}
		e, n := p.expr(i)
		switch {
		case n > 0 && e.Next == 0: // words that are no date, as a whole
		case n > 0:
			dst = append(dst, p.found(e, i, n, pending))
			pending = clock{}
		default:
			var c clock
			if c, n = p.clock(i); n > 0 && !c.attach(dst[base:], text) {
				pending = c
			}
		}
		i += max(n, 1)
	}
	return dst
}

// found fills in where an expression stands and the hour told before it.
func (p *parser) found(e Expr, i, n int, told clock) Expr {
	e.Word, e.Next, e.horizon = i, i+n, p.lang.Horizon
	e.Start, e.End = p.Words[i].Start, p.Words[i+n-1].End
	e.Text = p.Text[e.Start:e.End]
	e.Hour = -1
	if told.found && near(p.Text, told.end, e.Start) {
		e.Hour, e.Minute = told.hour, told.minute
	}
	return e
}

// near reports whether an hour and a date belong together: one sentence, few words.
func near(text string, from, to int) bool {
	if to-from > 80 || to < from {
		return false
	}
	gap := text[from:to]
	return !strings.Contains(gap, ". ") && !strings.Contains(gap, "\n")
}

// parser is one reading of a text in one language.
type parser struct {
	phrase.Cursor
	lang *Lang
}

// begins is the cheap test that lets most words go.
func (p *parser) begins(i int) bool {
	key := p.Words[i].Key
	return digitAt(key) || digitAt(key[len(key)-1:]) || p.Starts(i) != 0
}

func (p *parser) match(i int, kind phrase.Kind) (phrase.Entry, int) {
	return p.Match(i, kind)
}

// skip gives the index behind a phrase of one of the kinds, i when none is there.
func (p *parser) skip(i int, kinds ...phrase.Kind) int {
	for _, k := range kinds {
		if _, n := p.match(i, k); n > 0 {
			return i + n
		}
	}
	return i
}

// gap is what stands between words[i] and the next; false at the end.
func (p *parser) gap(i int) (string, bool) {
	if i < 0 || i+1 >= len(p.Words) {
		return "", false
	}
	return p.Text[p.Words[i].End:p.Words[i+1].Start], true
}

// tight reports whether words[i] and the next stand in one phrase.
func (p *parser) tight(i int) bool { return p.Joined(i) }

// loose is tight with a comma, bracket or full stop of an abbreviation.
func (p *parser) loose(i int) bool {
	gap, ok := p.gap(i)
	return ok && len(gap) <= 4 && phrase.Loose(gap, " ,،(.\u00a0\u202f\u200e\u200f-–")
}

// dashed reports whether a lone dash or slash stands between words[i] and the next.
func (p *parser) dashed(i int) bool {
	switch gap, _ := p.gap(i); gap {
	case "-", "–", "—", " - ", " – ", " — ", "/", " / ":
		return true
	}
	return false
}

// reader is one rule of the grammar and the kinds of phrases that it begins with.
type reader struct {
	starts phrase.Set
	read   func(*parser, int) (Expr, int)
}

// rules gives the rules in the order in which they are tried.
func rules() []reader {
	return []reader{
		{phrase.Of(days, nights, weeks, weekends, months, years, relative, dayAfter), (*parser).fixed},
		{phrase.Of(agoOpen, afterOpen, count), (*parser).ago},
		{phrase.Of(night), (*parser).nightOf},
		{phrase.Of(feast), (*parser).feastDay},
		{phrase.Of(every), (*parser).unwanted},
		{phrase.Of(since), (*parser).sinceThen},
		{phrase.Of(opener), (*parser).opened},
		{phrase.Of(early, mid, late), (*parser).partOf},
		{phrase.Of(weekday, month, shortMonth, lastWord, nextWord), (*parser).calendar},
		{phrase.Of(within), (*parser).monthOrYear},
		{phrase.Of(onlyDay), (*parser).dayAlone},
	}
}

// expr reads the expression at words[i]. n > 0 with Next 0 tells that the words
// are no date and are to be passed over.
func (p *parser) expr(i int) (Expr, int) {
	if key := p.Words[i].Key; digitAt(key) || digitAt(key[len(key)-1:]) && digitAt(p.unclitic(key)) {
		if e, n := p.numeric(i); n > 0 {
			return e, n
		}
		if n := p.hijri(i); n > 0 {
			return Expr{}, n
		}
		if e, n := p.calendar(i); n > 0 {
			return e, n
		}
		return p.ago(i)
	}
	kinds := p.Starts(i)
	for _, r := range p.lang.rules {
		if kinds&r.starts == 0 {
			continue
		}
		if e, n := r.read(p, i); n > 0 {
			return e, n
		}
	}
	return Expr{}, 0
}
