package lexicon

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// LoadSections is Load for files whose sections are the caller's own: a
// reading with other questions than the grammar's. Values below Function are
// free; [prefix] means what it means in the reviewed files.
func LoadSections(fsys fs.FS, sections map[string]Class) (map[string]*Lexicon, error) {
	folders, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read lexicons: %w", err)
	}
	all := map[string]*Lexicon{}
	for _, d := range folders {
		if !d.IsDir() {
			continue
		}
		if all[d.Name()], err = load(fsys, d.Name(), sections, io.Discard); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Beginnings gives the folded words with which the phrases of the wanted
// classes begin, whatever their accent.
func (l *Lexicon) Beginnings(wanted func(Class) bool) []string {
	type child struct{ word, node int32 }
	children := make([][]child, len(l.trie.outs))
	for e, next := range l.trie.edges {
		children[e>>32] = append(children[e>>32], child{int32(uint32(e)), next})
	}
	var leads func(node int32) bool
	leads = func(node int32) bool {
		for _, o := range l.trie.outs[node] {
			if wanted(o.class) {
				return true
			}
		}
		return slices.ContainsFunc(children[node], func(c child) bool { return leads(c.node) })
	}
	first := map[int32]bool{}
	for _, c := range children[0] {
		first[c.word] = leads(c.node)
	}
	var all []string
	for word, id := range l.trie.words {
		if first[id] {
			all = append(all, strings.TrimRight(word, "´`"))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
