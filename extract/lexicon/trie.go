package lexicon

import (
	"slices"
	"strings"

	"sahelwatch/internal/fold"
)

// gap is the edge of a "*": at most maxGap words of any kind.
const (
	gap    = 0
	maxGap = 3
)

// Alternatives is how many readings a word can have: as it stands, by its last
// accent, without prefixes.
const Alternatives = 4

// Reading is a word as the trie reads it: the numbers of its forms, 0 for none.
type Reading [Alternatives]int32

// Match is a phrase found at words [From, To).
type Match struct {
	Class    Class
	From, To int
	Value    int32 // see Actor and Open
}

type output struct {
	class Class
	value int32
}

// trie finds phrases over numbered words. Nearly every step begins at the root,
// ends in a leaf or asks for a gap: these have tables beside the edges.
type trie struct {
	words map[string]int32
	keyed map[string][]int32 // the numbers of each word of a phrase, as written
	edges map[uint64]int32
	outs  [][]output
	roots []int32 // the node behind the root for the number of a word, 0 for none
	gaps  []int32 // the node behind the gap of a node, 0 for none
	inner []bool  // whether a word leads on from a node
}

func newTrie() *trie {
	return &trie{words: make(map[string]int32, 4096), keyed: make(map[string][]int32, 4096), edges: make(map[uint64]int32, 8192),
		outs: make([][]output, 1, 8192), gaps: make([]int32, 1, 8192), inner: make([]bool, 1, 8192)}
}

func (t *trie) number(word string) int32 {
	n, ok := t.words[word]
	if !ok {
		n = int32(len(t.words) + 1)
		t.words[word] = n
	}
	return n
}

func edge(node, word int32) uint64 { return uint64(node)<<32 | uint64(uint32(word)) }

// add enters a phrase; words are as in the files.
func (t *trie) add(words []string, out output) {
	node := int32(0)
	for _, w := range words {
		if w == "*" {
			node = t.step(node, gap)
			continue
		}
		for _, n := range t.numbers(w) {
			node = t.step(node, n)
		}
	}
	if node != 0 && !slices.Contains(t.outs[node], out) {
		t.outs[node] = append(t.outs[node], out)
	}
}

// numbers gives the numbers of the folded words that one word of a phrase makes.
func (t *trie) numbers(word string) []int32 {
	list, ok := t.keyed[word]
	if !ok {
		for _, key := range keys(word) {
			list = append(list, t.number(key))
		}
		t.keyed[word] = list
	}
	return list
}

func (t *trie) step(node, word int32) int32 {
	e := edge(node, word)
	next, ok := t.edges[e]
	if !ok {
		next = int32(len(t.outs))
		t.outs, t.gaps, t.inner = append(t.outs, nil), append(t.gaps, 0), append(t.inner, false)
		t.edges[e] = next
		t.enter(node, word, next)
	}
	return next
}

// enter notes a new edge in the table that it belongs to.
func (t *trie) enter(node, word, next int32) {
	switch {
	case word == gap:
		t.gaps[node] = next
	case node == 0:
		for int(word) >= len(t.roots) {
			t.roots = append(t.roots, 0)
		}
		t.roots[word] = next
	default:
		t.inner[node] = true
	}
}

// follow gives the node behind a word, 0 for none.
func (t *trie) follow(node, word int32) int32 {
	if node != 0 {
		return t.edges[edge(node, word)]
	}
	if int(word) < len(t.roots) {
		return t.roots[word]
	}
	return 0
}

// keys folds one word of a phrase; apostrophes and hyphens make several. The
// marks ´ and ` tell whether the last e wants or refuses its accent.
func keys(word string) []string {
	bare := strings.TrimPrefix(word, "=")
	var out []string
	for _, w := range fold.Words(nil, bare) {
		key := w.Key
		if accented(bare[w.Start:w.End]) {
			key += "´"
		} else if bare != word && endsInE(key) {
			key += "`"
		}
		out = append(out, key)
	}
	return out
}

// accented reports whether a word ends in é, ée, és or ées.
func accented(word string) bool {
	if n := len(word); n > 0 && (word[n-1] == 's' || word[n-1] == 'S') {
		word = word[:n-1]
	}
	if n := len(word); n > 0 && (word[n-1] == 'e' || word[n-1] == 'E') {
		word = word[:n-1]
	}
	return len(word) > 3 && (strings.HasSuffix(word, "é") || strings.HasSuffix(word, "É"))
}

func endsInE(key string) bool { return strings.HasSuffix(strings.TrimSuffix(key, "s"), "e") }

// find appends the phrases that start at word i, the longest of each class
// only.
func (t *trie) find(dst []Match, read []Reading, i int) []Match {
	start := len(dst)
	dst = t.walk(dst, read, 0, i, i)
	return longest(dst, start)
}

func (t *trie) walk(dst []Match, read []Reading, node int32, from, i int) []Match {
	if node != 0 {
		for _, o := range t.outs[node] {
			dst = append(dst, Match{o.class, from, i, o.value})
		}
		if next := t.gaps[node]; next != 0 {
			for j := i; j <= min(i+maxGap, len(read)); j++ {
				dst = t.walk(dst, read, next, from, j)
			}
		}
	}
	if i >= len(read) || node != 0 && !t.inner[node] {
		return dst
	}
	for _, id := range read[i] {
		if id == 0 {
			break
		}
		if next := t.follow(node, id); next != 0 {
			dst = t.walk(dst, read, next, from, i+1)
		}
	}
	return dst
}

// longest keeps of dst[start:] the longest match of each class.
func longest(dst []Match, start int) []Match {
	kept := dst[:start]
	for _, m := range dst[start:] {
		same := slices.IndexFunc(kept[start:], func(k Match) bool { return k.Class == m.Class })
		switch {
		case same < 0:
			kept = append(kept, m)
		case kept[start+same].To < m.To:
			kept[start+same] = m
		}
	}
	return kept
}
