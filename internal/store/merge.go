package store

import (
	"bytes"
	"encoding/binary"

	"go.etcd.io/bbolt"
)

// mergeDocs begins a segment with the documents of some, one after another.
func mergeDocs(tx *bbolt.Tx, no uint64, some []segmentInfo) error {
	var table docs
	for _, info := range some {
		seg, err := openSegment(tx, info.No)
		if err != nil {
			return err
		}
		table = append(table, seg.table...)
	}
	to, err := tx.Bucket(bSegment).CreateBucket(u64(no))
	if err != nil {
		return err
	}
	return to.Put(docsKey, seal(docsKey, formPlain, table))
}

// source is one segment in a merge: its cursor, and the number of documents of
// the segments before it.
type mergeSource struct {
	c    *bbolt.Cursor
	base uint32
	k, v []byte
}

// mergeTerms writes the terms after last until some megabytes are full, and
// gives the last one written.
func mergeTerms(tx *bbolt.Tx, no uint64, some []segmentInfo, last []byte) ([]byte, bool, error) {
	sources, err := mergeSources(tx, some, last)
	if err != nil {
		return nil, false, err
	}
	to := tx.Bucket(bSegment).Bucket(u64(no))
	to.FillPercent = 0.98
	for written := 0; written < mergeStep; {
		term := lowest(sources)
		if term == nil {
			return last, true, nil
		}
		last = bytes.Clone(term)
		var all list
		for i := range sources {
			if src := &sources[i]; bytes.Equal(src.k, last) {
				content, _, err := check("segment", src.k, src.v)
				if err != nil {
					return nil, false, err
				}
				all.appendPostings(content, src.base)
				src.k, src.v = src.c.Next()
			}
		}
		if err := to.Put(last, seal(last, formPlain, all.bytes())); err != nil {
			return nil, false, err
		}
		written += len(last) + len(all.docs) + len(all.pos)
	}
	return last, false, nil
}

// mergeSources opens a cursor on each segment, behind the term last.
func mergeSources(tx *bbolt.Tx, some []segmentInfo, last []byte) ([]mergeSource, error) {
	if last == nil {
		last = docsKey
	}
	var sources []mergeSource
	base := uint32(0)
	for _, info := range some {
		seg, err := openSegment(tx, info.No)
		if err != nil {
			return nil, err
		}
		src := mergeSource{c: seg.bucket.Cursor(), base: base}
		if src.k, src.v = src.c.Seek(last); bytes.Equal(src.k, last) {
			src.k, src.v = src.c.Next()
		}
		sources = append(sources, src)
		base += uint32(seg.table.len())
	}
	return sources, nil
}

func lowest(sources []mergeSource) []byte {
	var low []byte
	for _, src := range sources {
		if src.k != nil && (low == nil || bytes.Compare(src.k, low) < 0) {
			low = src.k
		}
	}
	return low
}

// appendPostings adds postings whose documents count from base. Only the first
// distance changes; the rest is copied.
func (l *list) appendPostings(p []byte, base uint32) {
	docs, pos := cutPostings(p)
	first, n := binary.Uvarint(docs)
	if n <= 0 {
		return
	}
	l.docs = binary.AppendUvarint(l.docs, uint64(base)+first-uint64(l.last))
	l.docs = append(l.docs, docs[n:]...)
	l.pos = append(l.pos, pos...)
	l.last = base + lastDoc(docs)
}

// lastDoc gives the last document of postings, counted from 1.
func lastDoc(docs []byte) uint32 {
	doc := uint64(0)
	for len(docs) > 0 {
		delta, n := binary.Uvarint(docs)
		doc += delta
		docs = skip(docs[n:], 1)
	}
	return uint32(doc)
}

// skip gives what follows n variable-length integers at the head of p.
func skip(p []byte, n uint64) []byte {
	for i, b := range p {
		if n == 0 {
			return p[i:]
		}
		if b < 0x80 {
			n--
		}
	}
	return nil
}
