package page

import "strings"

// maxGap is the number of paragraphs in a row that one extractor may have
// alone between two shared ones and still be believed.
const maxGap = 3

// fillMine gives the shared paragraphs of mine, with the sentences in small
// gaps between and before them: text stands between text, and an extractor
// that errs rather loses an opening paragraph than invents one. What follows
// the last shared paragraph is not believed: there the boxes are.
func fillMine(mine []block, shared []bool) []block {
	var kept []block
	last := -1
	for i, b := range mine {
		if !shared[i] {
			continue
		}
		if i-last-1 <= maxGap {
			for _, between := range mine[last+1 : i] {
				if isSentence(between) {
					kept = append(kept, between)
				}
			}
		}
		kept = append(kept, b)
		last = i
	}
	return kept
}

// fillTheirs adds to kept the sentences that the other extractor has before
// the first or between two close paragraphs of kept.
func fillTheirs(kept, theirs []block) []block {
	ix := indexGrams(kept)
	gaps := map[int][]block{} // index in kept -> what follows it in theirs alone
	last := -1
	var gap []block
	for _, b := range theirs {
		at := ix.find(b.text)
		if at < 0 {
			gap = append(gap, b)
			continue
		}
		if len(gap) <= maxGap && at >= last && at-last <= maxGap {
			before := max(last, at-1)
			for _, g := range gap {
				if isSentence(g) {
					gaps[before] = append(gaps[before], g)
				}
			}
		}
		gap, last = nil, at
	}
	if len(gaps) == 0 {
		return kept
	}
	all := gaps[-1]
	for i, b := range kept {
		all = append(append(all, b), gaps[i]...)
	}
	return all
}

// gramIndex tells in which paragraph a 4-gram first stands.
type gramIndex map[string]int

func indexGrams(bs []block) gramIndex {
	ix := gramIndex{}
	for i, b := range bs {
		ws := words(b.text)
		for j := 0; j+gram <= len(ws); j++ {
			g := strings.Join(ws[j:j+gram], " ")
			if _, ok := ix[g]; !ok {
				ix[g] = i
			}
		}
	}
	return ix
}

// find gives the paragraph that holds most of s, -1 when none does.
func (ix gramIndex) find(s string) int {
	ws := words(s)
	at, n := -1, 0
	for j := 0; j+gram <= len(ws); j++ {
		if i, ok := ix[strings.Join(ws[j:j+gram], " ")]; ok {
			at = i
			n++
		}
	}
	if n == 0 || 2*n < len(ws)-gram+1 {
		return -1
	}
	return at
}

// isSentence tells running text from captions, labels and links.
func isSentence(b block) bool {
	return len(b.text) >= 60 && b.link*3 < len(b.text) && endsSentence(b.text)
}
