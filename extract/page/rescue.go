package page

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// rescue looks for the text where the extractors missed it: in the page's
// state, when the page is built by its scripts, or in the part of the page
// with the most sentences, when its layout is made of tables.
func (p *page) rescue(doc *html.Node, found []block) []block {
	have := sentences(found)
	if have > enough && have*5 > runes(found) {
		return found
	}
	if st := p.fromState(); len(st.text) > 2*have && len(st.text) > 300 {
		if bs := st.blocks(); sentences(bs) > 2*have {
			return bs
		}
	}
	if have*5 > runes(found) {
		return found
	}
	if dense := densest(doc); sentences(dense) > max(2*have, minRescue) {
		return dense
	}
	return found
}

// enough is the length, in characters of running text, from which what was
// found is not looked for in the page's state.
const enough = 800

// minRescue is the length, in characters of running text, from which the
// densest part of a page is believed against both extractors.
const minRescue = 350

// sentences counts the characters in blocks that are running text.
func sentences(bs []block) int {
	n := 0
	for _, b := range bs {
		if isSentence(b) {
			n += utf8.RuneCountInString(b.text)
		}
	}
	return n
}

// densest gives the blocks of the element that holds most of the page's
// sentences and little else: each block counts for its parent, and half for
// the element above.
func densest(doc *html.Node) []block {
	score := map[*html.Node]float64{}
	var best *html.Node
	for _, b := range blocksOf(doc) {
		if b.at == nil || !isSentence(b) {
			continue
		}
		weight := float64(utf8.RuneCountInString(b.text))
		n := b.at
		if n.Data == "p" && n.Parent != nil {
			n = n.Parent
		}
		for range 3 {
			if n == nil || n.Type != html.ElementNode {
				break
			}
			score[n] += weight
			if best == nil || score[n] > score[best] {
				best = n
			}
			weight *= 0.5
			n = n.Parent
		}
	}
	if best == nil {
		return nil
	}
	return blocksOf(best)
}

// withLead puts the introduction, where the page marks one, before text that
// does not have it.
func (p *page) withLead(bs []block) []block {
	if len(bs) == 0 {
		return bs
	}
	has := newGrams(bs)
	from, to := p.nearTitle(12, 25)
	for _, l := range p.leads {
		if len(words(l.text)) < 8 || strings.HasSuffix(l.text, "…") {
			continue
		}
		if !l.sure && (l.at < from || l.at > to || !endsSentence(l.text)) {
			continue
		}
		if has.share(l.text) < sharedGrams {
			return append([]block{{text: l.text, kind: "p"}}, bs...)
		}
	}
	return bs
}
