package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sahelwatch/extract/dates"
	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
	"sahelwatch/internal/gazetteer"
)

// reading is one article under work. Readings are pooled: nothing that is
// returned may point into their slices.
type reading struct {
	c         *Coder
	lang      *language
	published conflict.Moment
	title     part
	text      part
	units     []unit
	actors    []actorMention
	places    []placeMention
	figures   []figure
	claims    []claim
	events    []event
	countries countryVotes
	main      string // ISO code of the country that the text is about; "" unknown
	quantBuf  []quant
	voiceBuf  []voice
	matches   []gazetteer.Match // of all places named
	choice    []gazetteer.Match // those of the name under work
	regions   []*gazetteer.Region
	context   gazetteer.Context
	measures  []measured
	kept      kept
	room      room
}

// part is the title or the text with everything found in it.
type part struct {
	name  string // as in conflict.Span
	text  string
	lang  *language
	words []fold.Word
	reads []lexicon.Reading
	sets  []lexicon.Set // classes that cover each word
	marks []mark
	first []int32 // first[i] is the first mark that starts at word i or later
	gaps  []gap   // gaps[i] stands between word i-1 and word i
	dates []dates.Expr
}

// mark is a phrase of the lexicon found at words [from, to).
type mark struct {
	class    lexicon.Class
	from, to int
	actor    int32 // index of an actor, -1 for words of the lexicon
	open     bool  // has a gap: other words may stand inside
}

// gap says what stands between two words.
type gap uint16

const (
	comma gap = 1 << iota
	colon
	semicolon
	stop
	question
	newline
	paragraph
	quote
	open
	closing
	dash
	bracket
	unbracket
	slash
	space
)

// read finds the words of a part and everything that the lexicon knows.
func (p *part) read(name, text string, masked []conflict.Range, lang *language) {
	p.name, p.text, p.lang = name, text, lang
	p.words = fold.Words(p.words[:0], text)
	p.unmask(masked)
	p.scanGaps()
	p.reads, p.marks, p.first = p.reads[:0], p.marks[:0], p.first[:0]
	accents := lang.lex.Lang != "fr" || hasAccent(text)
	for _, w := range p.words {
		word := text[w.Start:w.End]
		p.reads = append(p.reads, lang.lex.Read(word, w.Key, !accents || allCaps(word)))
	}
	p.find(lang)
	p.cover()
	p.dates = dates.Find(p.dates[:0], text, p.words, lang.dates)
	p.weekdaysAlone()
}

// unmask drops the words of masked ranges.
func (p *part) unmask(masked []conflict.Range) {
	if len(masked) == 0 {
		return
	}
	kept := p.words[:0]
	for _, w := range p.words {
		hidden := false
		for _, r := range masked {
			hidden = hidden || w.Start < r.End && r.Start < w.End
		}
		if !hidden {
			kept = append(kept, w)
		}
	}
	p.words = kept
}

func (p *part) scanGaps() {
	p.gaps = p.gaps[:0]
	end := 0
	for _, w := range p.words {
		p.gaps = append(p.gaps, gapOf(p.text[end:w.Start]))
		end = w.End
	}
}

func gapOf(s string) gap {
	if s == " " {
		return space
	}
	var g gap
	for _, r := range s {
		switch r {
		case ',', '،':
			g |= comma
		case ':':
			g |= colon
		case ';', '؛':
			g |= semicolon
		case '.', '!', '…':
			g |= stop
		case '?', '؟':
			g |= stop | question
		case '\n':
			if g&newline != 0 {
				g |= paragraph
			}
			g |= newline
		case '"', '«', '»', '“', '”', '„':
			g |= quote
		case '(':
			g |= open
		case ')':
			g |= closing
		case '[':
			g |= bracket
		case ']':
			g |= unbracket
		case '–', '—':
			g |= dash
		case '-':
			if strings.Contains(s, " -") || strings.Contains(s, "- ") {
				g |= dash
			}
		case '/', '|':
			g |= slash
		}
	}
	return g
}

// absorbing are the classes whose phrases take the words inside them: "source
// militaire" speaks of no soldier.
var absorbing = lexicon.SetOf(lexicon.Soldiers, lexicon.Police, lexicon.Auxiliaries, lexicon.Civilians, lexicon.Militants,
	lexicon.People, lexicon.Member, lexicon.ForceSoldiers, lexicon.ForcePolice, lexicon.ForceAuxiliaries, lexicon.ForceMilitants,
	lexicon.ForceCivilians, lexicon.Official, lexicon.Security, lexicon.Local, lexicon.Witness, lexicon.Media, lexicon.NGO,
	lexicon.UN, lexicon.Monitor, lexicon.Analyst, lexicon.TollWord, lexicon.OfficialToll, lexicon.OwnSide, lexicon.EnemySide,
	lexicon.ClaimNot, lexicon.DenyRole, lexicon.NameNot, lexicon.ActorArmed, lexicon.ActorState, lexicon.ActorMilitia,
	lexicon.ActorForeign, lexicon.CountryName, lexicon.Demonym, lexicon.Exercise, lexicon.FactCheck, lexicon.Trial,
	lexicon.Sport, lexicon.Farm, lexicon.Building, lexicon.AttackNoun, lexicon.Airstrike, lexicon.Mine, lexicon.Suicide, lexicon.Base,
	lexicon.Convoy, lexicon.Border, lexicon.Rumour, lexicon.Deny, lexicon.Accident, lexicon.Politics,
	lexicon.Killed, lexicon.Killed+lexicon.Subject, lexicon.Killed+lexicon.Object, lexicon.Killed+lexicon.Noun,
	lexicon.Abducted, lexicon.Abducted+lexicon.Of, lexicon.Missing, lexicon.Displaced)

// find runs the trie over all words and keeps what no longer phrase absorbs.
func (p *part) find(lang *language) {
	var room [32]lexicon.Match
	from, end := 0, 0 // of the absorbing phrase that reaches furthest
	for i := range p.words {
		found := lang.lex.Find(room[:0], p.reads, i)
		kept := found[:0]
		for _, m := range found {
			k := mark{class: m.Class, from: m.From, to: m.To, actor: m.Actor(), open: m.Open()}
			if k.actor >= 0 && !lang.actorFits(p, k) {
				continue
			}
			kept = append(kept, m)
			if !k.open && absorbing.Has(k.class) && k.to > end && k.to-k.from > 1 {
				from, end = k.from, k.to
			}
		}
		for _, m := range kept {
			if !m.Open() && m.To <= end && m.To-m.From < end-from {
				continue
			}
			p.marks = append(p.marks, mark{m.Class, m.From, m.To, m.Actor(), m.Open()})
		}
	}
	p.index()
}

func (p *part) index() {
	at := 0
	for i := range p.words {
		for at < len(p.marks) && p.marks[at].from < i {
			at++
		}
		p.first = append(p.first, int32(at))
	}
	p.first = append(p.first, int32(len(p.marks)))
}

// cover notes the classes of each word. A name stands for those it fights with too.
func (p *part) cover() {
	n := len(p.words)
	if cap(p.sets) < n {
		p.sets = make([]lexicon.Set, n+n/4)
	}
	p.sets = p.sets[:n]
	clear(p.sets)
	for _, k := range p.marks {
		for i := k.from; i < k.to; i++ {
			p.sets[i].Add(k.class)
			switch k.class {
			case lexicon.ActorArmed:
				p.sets[i].Add(lexicon.Militants)
			case lexicon.ActorState, lexicon.ActorForeign:
				p.sets[i].Add(lexicon.Soldiers)
				p.sets[i].Add(lexicon.ForceSoldiers)
			case lexicon.ActorMilitia:
				p.sets[i].Add(lexicon.Auxiliaries)
			}
		}
	}
}

// is reports whether word i lies in a phrase of class c.
func (p *part) is(i int, c lexicon.Class) bool {
	return i >= 0 && i < len(p.sets) && p.sets[i].Has(c)
}

// any reports whether word i lies in a phrase of one of the classes.
func (p *part) any(i int, cs *lexicon.Set) bool {
	return i >= 0 && i < len(p.sets) && p.sets[i].Meets(cs)
}

// has reports whether a phrase of class c starts in words [from, to).
func (p *part) has(c lexicon.Class, from, to int) bool {
	_, ok := p.find1(c, from, to)
	return ok
}

// hasAny reports whether a phrase of one of the classes starts in words [from, to).
func (p *part) hasAny(cs *lexicon.Set, from, to int) bool {
	for _, k := range p.between(from, to) {
		if cs.Has(k.class) {
			return true
		}
	}
	return false
}

// find1 gives the first phrase of class c that starts in words [from, to).
func (p *part) find1(c lexicon.Class, from, to int) (mark, bool) {
	for _, k := range p.between(from, to) {
		if k.class == c {
			return k, true
		}
	}
	return mark{}, false
}

// between gives the marks that start in words [from, to).
func (p *part) between(from, to int) []mark {
	from, to = max(from, 0), min(to, len(p.words))
	if from >= to {
		return nil
	}
	return p.marks[p.first[from]:p.first[to]]
}

// span is the evidence of words [from, to).
func (p *part) span(from, to int) conflict.Span {
	s, e := p.words[from].Start, p.words[to-1].End
	return conflict.Span{Field: p.name, Start: s, End: e, Text: p.text[s:e]}
}

// words from a to b as they stand in the text.
func (p *part) quote(from, to int) string { return p.text[p.words[from].Start:p.words[to-1].End] }

// gapIn gathers the gaps between words from and to: those before words (from, to].
func (p *part) gapIn(from, to int) gap {
	var g gap
	for i := from + 1; i <= to && i < len(p.gaps); i++ {
		g |= p.gaps[i]
	}
	return g
}

// capital reports whether word i starts with a capital, or is Arabic.
func (p *part) capital(i int) bool {
	if i < 0 || i >= len(p.words) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.words[i].Start:])
	return unicode.IsUpper(r)
}

func hasAccent(s string) bool {
	return strings.Contains(s, "é") || strings.Contains(s, "è") || strings.Contains(s, "à")
}

func allCaps(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		letters++
	}
	return letters > 2
}
