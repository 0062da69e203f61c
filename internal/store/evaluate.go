package store

import (
	"encoding/binary"
	"math"
	"slices"
)

// match is a document of one segment with its score so far.
type match struct {
	doc   uint32
	score float64
}

// corpus is what scoring knows of all segments together.
type corpus struct {
	docs  float64
	words float64            // average a document
	bytes map[string]float64 // length of a term's postings: about two a document
}

func gather(parts []segment, q *query) (corpus, error) {
	c := corpus{bytes: map[string]float64{}}
	total := uint64(0)
	for _, part := range parts {
		table := part.docs()
		c.docs += float64(table.len())
		// The lengths of a sample tell the average well enough.
		step := max(1, table.len()/64)
		sample, n := uint64(0), uint64(0)
		for i := 0; i < table.len(); i += step {
			sample += uint64(table.at(i).words)
			n++
		}
		if n > 0 {
			total += sample * uint64(table.len()) / n
		}
		for _, cl := range q.clauses {
			for _, w := range cl.words {
				for _, term := range w.terms {
					docs, _, err := part.postings(term)
					if err != nil {
						return c, err
					}
					c.bytes[term] += float64(len(docs))
				}
			}
		}
	}
	c.words = max(1, float64(total)/max(1, c.docs))
	return c, nil
}

// rarity is the weight of a term: BM25's idf.
func (c corpus) rarity(term string) float64 {
	n := c.bytes[term] / 2
	return math.Log(1 + (c.docs+0.5)/(n+0.5))
}

// evaluate gives the documents of a segment that all clauses match, in order.
// A query without any clause matches all: its filters are days.
func evaluate(seg segment, q *query, c corpus) ([]match, error) {
	table := seg.docs()
	clauses := slices.Clone(q.clauses)
	slices.SortStableFunc(clauses, func(a, b clause) int { return clauseCost(a, c) - clauseCost(b, c) })
	all, started := []match(nil), false
	for _, cl := range clauses {
		found, err := cl.matches(seg, table, c)
		if err != nil {
			return nil, err
		}
		switch {
		case !started && cl.not:
			all = without(every(table), found)
		case !started:
			all = found
		case cl.not:
			all = without(all, found)
		default:
			all = both(all, found)
		}
		if started = true; len(all) == 0 {
			return nil, nil
		}
	}
	if !started {
		return every(table), nil
	}
	return all, nil
}

// clauseCost orders clauses: rare ones first, exclusions last.
func clauseCost(cl clause, c corpus) int {
	if cl.not {
		return math.MaxInt
	}
	n := 0.0
	for _, term := range cl.words[0].terms {
		n += c.bytes[term]
	}
	return int(n)
}

func every(table docs) []match {
	all := make([]match, table.len())
	for i := range all {
		all[i].doc = uint32(i)
	}
	return all
}

func (cl clause) matches(seg segment, table docs, c corpus) ([]match, error) {
	if len(cl.words) == 1 {
		return cl.words[0].matches(seg, table, c)
	}
	return cl.phrase(seg, table, c)
}

// matches gives the documents with any of the word's terms.
func (w word) matches(seg segment, table docs, c corpus) ([]match, error) {
	var all []match
	for i, term := range w.terms {
		docs, _, err := seg.postings(term)
		if err != nil {
			return nil, err
		}
		if len(docs) > 0 {
			all = either(all, scores(docs, table, c, w.weight[i]*c.rarity(term)))
		}
	}
	return all, nil
}

// scores reads the first part of postings.
func scores(p []byte, table docs, c corpus, weight float64) []match {
	list := make([]match, 0, len(p)/2)
	doc := uint64(0)
	for len(p) > 0 {
		delta, n := binary.Uvarint(p)
		tf, m := binary.Uvarint(p[max(n, 0):])
		if doc += delta; n <= 0 || m <= 0 || doc == 0 || doc > uint64(table.len()) {
			return list // the checksum was right, so this cannot be
		}
		p = p[n+m:]
		list = append(list, match{uint32(doc - 1), weight * saturated(float64(tf), float64(table.at(int(doc-1)).words), c)})
	}
	return list
}

// saturated is BM25's weight of tf occurrences in a document of some length.
func saturated(tf, words float64, c corpus) float64 {
	const k, b = 1.2, 0.6
	return tf / (tf + k*(1-b+b*words/c.words))
}

// either unites two lists in document order; the better score counts.
func either(a, b []match) []match {
	if len(a) == 0 {
		return b
	}
	out := make([]match, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].doc < b[0].doc:
			out, a = append(out, a[0]), a[1:]
		case a[0].doc > b[0].doc:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, match{a[0].doc, max(a[0].score, b[0].score)})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// both intersects two lists; scores add.
func both(a, b []match) []match {
	out := a[:0]
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].doc < b[0].doc:
			a = a[1:]
		case a[0].doc > b[0].doc:
			b = b[1:]
		default:
			out = append(out, match{a[0].doc, a[0].score + b[0].score})
			a, b = a[1:], b[1:]
		}
	}
	return out
}

func without(a, b []match) []match {
	out := a[:0]
	for _, m := range a {
		for len(b) > 0 && b[0].doc < m.doc {
			b = b[1:]
		}
		if len(b) == 0 || b[0].doc != m.doc {
			out = append(out, m)
		}
	}
	return out
}

// phrase gives the documents in which the words stand at their distances.
func (cl clause) phrase(seg segment, table docs, c corpus) ([]match, error) {
	all, err := cl.words[0].matches(seg, table, c)
	if err != nil {
		return nil, err
	}
	for _, w := range cl.words[1:] {
		found, err := w.matches(seg, table, c)
		if err != nil {
			return nil, err
		}
		all = both(all, found)
	}
	if len(all) == 0 {
		return nil, nil
	}
	var starts [][]uint32 // for each of all, where the phrase may begin
	for i, w := range cl.words {
		here, err := w.places(seg, all)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			keepCommon(here, starts)
		}
		starts = here
	}
	kept := all[:0]
	for i, m := range all {
		if len(starts[i]) > 0 {
			kept = append(kept, m)
		}
	}
	return kept, nil
}

// places gives, for each of all, where a phrase begins whose word w stands in
// the document.
func (w word) places(seg segment, all []match) ([][]uint32, error) {
	here := make([][]uint32, len(all))
	for _, term := range w.terms {
		docs, pos, err := seg.postings(term)
		if err != nil {
			return nil, err
		}
		positions(docs, pos, all, w.offset, here)
	}
	return here, nil
}

// positions adds where a term stands in the documents of all, less offset.
func positions(docs, pos []byte, all []match, offset uint32, into [][]uint32) {
	doc := uint64(0)
	arena := make([]uint32, 0, len(pos))
	for i := 0; len(docs) > 0 && i < len(all); {
		delta, n := binary.Uvarint(docs)
		count, m := binary.Uvarint(docs[n:])
		docs, doc = docs[n+m:], doc+delta
		for i < len(all) && uint64(all[i].doc)+1 < doc {
			i++
		}
		if i == len(all) || uint64(all[i].doc)+1 != doc {
			pos = skip(pos, count)
			continue
		}
		from, at := len(arena), uint64(0)
		for range count {
			delta, n := binary.Uvarint(pos)
			if at, pos = at+delta, pos[n:]; at >= uint64(offset) {
				arena = append(arena, uint32(at)-offset)
			}
		}
		if into[i] == nil {
			into[i] = arena[from:len(arena):len(arena)]
			continue
		}
		into[i] = append(into[i], arena[from:]...)
		slices.Sort(into[i])
	}
}

// keepCommon leaves in each list of here the places that starts holds too. Both
// are in order.
func keepCommon(here, starts [][]uint32) {
	for i, places := range here {
		before := starts[i]
		kept := places[:0]
		for _, p := range places {
			for len(before) > 0 && before[0] < p {
				before = before[1:]
			}
			if len(before) > 0 && before[0] == p {
				kept = append(kept, p)
			}
		}
		here[i] = kept
	}
}
