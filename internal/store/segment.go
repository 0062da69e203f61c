package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"go.etcd.io/bbolt"
)

// A segment of the search index is a bucket of terms with their postings, and a
// table of its documents. It is written once, in key order, and later merged
// with others into a larger one, so that the index grows without rewriting.
//
// Postings: the length of the first part; for each document the distance from
// the one before and the number of positions; then, for each document, the
// positions as distances. All are variable-length integers. Scoring reads the
// first part alone.
// Documents: for each the article id (8 bytes), day since 1970 (4), words (4).
const docLen = 16

// docsKey stands before all terms.
var docsKey = []byte{0}

type doc struct {
	id    uint64
	day   int32
	words uint32
}

// docs is the table of a segment's documents.
type docs []byte

func (d docs) len() int { return len(d) / docLen }

func (d docs) at(i int) doc {
	b := d[i*docLen:]
	return doc{binary.BigEndian.Uint64(b), int32(binary.BigEndian.Uint32(b[8:])), binary.BigEndian.Uint32(b[12:])}
}

func (d docs) add(x doc) docs {
	d = binary.BigEndian.AppendUint64(d, x.id)
	d = binary.BigEndian.AppendUint32(d, uint32(x.day))
	return binary.BigEndian.AppendUint32(d, x.words)
}

// segment is what a search needs of one: postings by term, and the documents.
type segment interface {
	postings(term string) (docs, pos []byte, err error) // empty when the term does not occur
	docs() docs
}

// builder collects documents into a segment in memory.
type builder struct {
	terms map[string]uint32 // term -> place in lists
	lists []list
	table docs
	hits  []hit
}

type list struct {
	last      uint32 // document + 1
	docs, pos []byte
}

// bytes gives the postings as they are stored.
func (l *list) bytes() []byte {
	out := make([]byte, 0, binary.MaxVarintLen32+len(l.docs)+len(l.pos))
	out = binary.AppendUvarint(out, uint64(len(l.docs)))
	return append(append(out, l.docs...), l.pos...)
}

// cutPostings gives both parts of stored postings.
func cutPostings(p []byte) (docs, pos []byte) {
	size, n := binary.Uvarint(p)
	if n <= 0 || size > uint64(len(p)-n) {
		return nil, nil
	}
	return p[n : n+int(size)], p[n+int(size):]
}

type hit struct{ term, at uint32 }

func newBuilder() *builder { return &builder{terms: map[string]uint32{}} }

// add makes the terms of one article a document.
func (b *builder) add(a *analyser, id uint64, v *ArticleVersion) {
	b.hits = b.hits[:0]
	emit := func(term string, at uint32) {
		n, ok := b.terms[term]
		if !ok {
			n = uint32(len(b.lists))
			b.terms[term] = n
			b.lists = append(b.lists, list{})
		}
		b.hits = append(b.hits, hit{n, at})
	}
	const gap = 50 // no phrase runs from the title into the text
	at := a.each(v.Article.Lang, v.Article.Title, 0, emit)
	at = a.each(v.Article.Lang, v.Article.Text, at+gap, emit)
	for _, f := range fieldsOf(v) {
		emit(a.term(termField, f), 0)
	}
	slices.SortFunc(b.hits, func(x, y hit) int {
		if x.term != y.term {
			return int(int64(x.term) - int64(y.term))
		}
		return int(int64(x.at) - int64(y.at))
	})
	n := uint32(b.table.len())
	for rest := b.hits; len(rest) > 0; {
		same := 1
		for same < len(rest) && rest[same].term == rest[0].term {
			same++
		}
		b.lists[rest[0].term].add(n, rest[:same])
		rest = rest[same:]
	}
	b.table = b.table.add(doc{id, dayOf(v), at})
}

func (l *list) add(doc uint32, hits []hit) {
	l.docs = binary.AppendUvarint(l.docs, uint64(doc+1-l.last))
	l.last = doc + 1
	l.docs = binary.AppendUvarint(l.docs, uint64(len(hits)))
	before := uint32(0)
	for _, h := range hits {
		l.pos = binary.AppendUvarint(l.pos, uint64(h.at-before))
		before = h.at
	}
}

// fieldsOf gives what field filters select an article by.
func fieldsOf(v *ArticleVersion) []string {
	fields := []string{"source:" + v.Source, "lang:" + v.Article.Lang}
	seen := map[string]bool{}
	add := func(name, value string) {
		if f := name + ":" + value; value != "" && !seen[f] {
			seen[f] = true
			fields = append(fields, f)
		}
	}
	for _, r := range v.Coded.Reports {
		if r.Place != nil {
			add("country", r.Place.Country)
		}
		for _, a := range r.Perpetrators {
			add("actor", a.ID)
		}
		for _, a := range r.Targets {
			add("actor", a.ID)
		}
		for _, id := range r.Summary.ClaimedBy {
			add("actor", id)
		}
	}
	return fields
}

// dayOf is the day of publication, that of reading where it is unknown.
func dayOf(v *ArticleVersion) int32 {
	t := v.Article.Published.Time
	if t.IsZero() {
		t = v.Seen
	}
	return dayNumber(t)
}

func dayNumber(t time.Time) int32 {
	return int32(t.UTC().Unix() / 86400)
}

func (b *builder) postings(term string) (docs, pos []byte, err error) {
	n, ok := b.terms[term]
	if !ok {
		return nil, nil, nil
	}
	return b.lists[n].docs, b.lists[n].pos, nil
}

func (b *builder) docs() docs { return b.table }

// write puts the segment into a new bucket, in key order.
func (b *builder) write(tx *bbolt.Tx, no uint64) error {
	to, err := tx.Bucket(bSegment).CreateBucket(u64(no))
	if err != nil {
		return err
	}
	to.FillPercent = 0.98
	if err := to.Put(docsKey, seal(docsKey, formPlain, b.table)); err != nil {
		return err
	}
	for _, term := range sortedKeys(b.terms) {
		key := []byte(term)
		if err := to.Put(key, seal(key, formPlain, b.lists[b.terms[term]].bytes())); err != nil {
			return err
		}
	}
	return nil
}

// stored is a segment in the file, good while its transaction lasts.
type stored struct {
	bucket *bbolt.Bucket
	table  docs
}

func openSegment(tx *bbolt.Tx, no uint64) (*stored, error) {
	b := tx.Bucket(bSegment).Bucket(u64(no))
	if b == nil {
		return nil, fmt.Errorf("%w: search segment %d is not there", ErrDamaged, no)
	}
	table, _, err := check("segment", docsKey, b.Get(docsKey))
	return &stored{b, table}, err
}

func (s *stored) postings(term string) (docs, pos []byte, err error) {
	rec := s.bucket.Get([]byte(term))
	if rec == nil {
		return nil, nil, nil
	}
	content, _, err := check("segment", []byte(term), rec)
	docs, pos = cutPostings(content)
	return docs, pos, err
}

func (s *stored) docs() docs { return s.table }
