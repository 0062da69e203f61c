package extract

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/fold"
	"sahelwatch/internal/gazetteer"
)

//go:embed triage
var triageFiles embed.FS

// The sections of the files in folder triage; its README tells what they hold.
const (
	armedWord lexicon.Class = iota
	actWord
	harmWord
	hintWord
	obliqueWord
	newsWord
	sportWord
	farmWord
	exerciseWord
	trialWord
	accidentWord
	economyWord
	everydayWord
	elsewhereWord
	hotspot
	triageClasses
)

// triage holds what triage knows of each language.
type triage struct {
	langs      []*language // by code; lex and names alone are set
	arabic     *language
	beginnings func() map[string][]*language // words that begin a telling phrase in Latin script
}

func newTriage(g *gazetteer.Gazetteer) (*triage, error) {
	files, err := fs.Sub(triageFiles, "triage")
	if err != nil {
		return nil, fmt.Errorf("triage: %w", err)
	}
	sections := map[string]lexicon.Class{
		"armed": armedWord, "act": actWord, "harm": harmWord, "hint": hintWord, "oblique": obliqueWord, "news": newsWord, "sport": sportWord,
		"farm": farmWord, "exercise": exerciseWord, "trial": trialWord, "accident": accidentWord, "economy": economyWord,
		"everyday": everydayWord, "elsewhere": elsewhereWord,
	}
	lexicons, err := lexicon.LoadSections(files, sections)
	if err != nil {
		return nil, fmt.Errorf("triage: %w", err)
	}
	hot, err := hotspots(files)
	if err != nil {
		return nil, err
	}
	t := &triage{}
	for _, lex := range lexicons {
		l := &language{lex: lex}
		l.enterActors(g.Actors())
		l.enterCountries(g.Countries())
		for _, name := range hot {
			lex.Enter(name, hotspot, -1)
		}
		t.langs = append(t.langs, l)
	}
	slices.SortFunc(t.langs, func(a, b *language) int { return strings.Compare(a.lex.Lang, b.lex.Lang) })
	t.arabic = t.langs[slices.IndexFunc(t.langs, func(l *language) bool { return l.lex.Lang == "ar" })]
	t.beginnings = sync.OnceValue(t.findBeginnings)
	return t, nil
}

func (t *triage) findBeginnings() map[string][]*language {
	all := map[string][]*language{}
	for _, l := range t.langs {
		if l == t.arabic {
			continue
		}
		for _, word := range l.lex.Beginnings(telling) {
			all[word] = append(all[word], l)
		}
	}
	return all
}

// hotspots reads the places whose bare name suggests violence.
func hotspots(files fs.FS) ([]string, error) {
	f, err := files.Open("hotspots.txt")
	if err != nil {
		return nil, fmt.Errorf("triage: %w", err)
	}
	defer f.Close()
	var names []string
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.TrimSpace(name); name != "" {
				names = append(names, name)
			}
		}
	}
	return names, lines.Err()
}

// order gives the languages to read an announcement in: Arabic for its script
// alone; else the one named first, then the others, for sources mix them.
func (t *triage) order(named, title, summary string) (out [4]*language) {
	if len(named) > 2 {
		named = named[:2]
	}
	n := 0
	put := func(l *language) {
		if n < len(out) && !slices.Contains(out[:n], l) {
			out[n] = l
			n++
		}
	}
	script := arabic(title) || title == "" && arabic(summary)
	for _, l := range t.langs {
		if script == (l == t.arabic) && (script || l.lex.Lang == named) {
			put(l)
		}
	}
	for _, l := range t.langs {
		if !script && l != t.arabic {
			put(l)
		}
	}
	return out
}

// open takes the words of a text, for one or several languages.
func (p *part) open(text string) {
	p.text, p.marks = text, p.marks[:0]
	p.words = fold.Words(p.words[:0], text)
}

// sift finds the phrases of triage from left to right; the longest takes its
// words with it.
func (p *part) sift(l *language) {
	p.reads, p.marks = p.reads[:0], p.marks[:0]
	plain := l.lex.Lang != "fr" || !hasAccent(p.text)
	for _, w := range p.words {
		p.reads = append(p.reads, l.lex.Read(p.text[w.Start:w.End], w.Key, plain || allCaps(p.text[w.Start:w.End])))
	}
	for i := 0; i < len(p.words); {
		if p.score(i) {
			p.marks = append(p.marks, mark{class: sportWord, from: i, to: i + 2, actor: -1})
			i += 2
			continue
		}
		best, ok := p.longest(l, i, i)
		if !ok {
			i++
			continue
		}
		p.marks = append(p.marks, best)
		i = best.to
	}
}

// longest finds the longest phrase at word i, whose reading is p.reads[at].
func (p *part) longest(l *language, at, i int) (best mark, ok bool) {
	if p.reads[at][0] == 0 {
		return best, false
	}
	var room [16]lexicon.Match
	best.to = i
	for _, m := range l.lex.Find(room[:0], p.reads, at) {
		k := mark{m.Class, i, i + m.To - m.From, m.Actor(), false}
		if k.to > best.to && (k.actor < 0 || l.actorFits(p, k)) {
			best = k
		}
	}
	return best, best.to > i
}

// score reports whether the result of a match stands at word i: "3-1".
func (p *part) score(i int) bool {
	if i+1 >= len(p.words) {
		return false
	}
	a, b := p.words[i], p.words[i+1]
	digit := func(key string) bool { return len(key) == 1 && key[0] >= '0' && key[0] <= '9' }
	return digit(a.Key) && digit(b.Key) && b.Start == a.End+1 && p.text[a.End] == '-'
}
