package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
)

const (
	foldAt    = 512 // articles that make a segment
	mergeAt   = 8   // segments of one size that make a larger one
	mergeStep = 2 << 20
)

// segmentInfo is one line of the list of segments.
type segmentInfo struct {
	No   uint64 `json:"no"`
	Docs int    `json:"docs"`
}

var segmentsKey = []byte("segments")

func segments(tx *bbolt.Tx) ([]segmentInfo, error) {
	rec := tx.Bucket(bMeta).Get(segmentsKey)
	if rec == nil {
		return nil, nil
	}
	content, _, err := check("meta", segmentsKey, rec)
	if err != nil {
		return nil, err
	}
	var list []segmentInfo
	return list, json.Unmarshal(content, &list)
}

func putSegments(tx *bbolt.Tx, list []segmentInfo) error {
	rec, err := flat(segmentsKey, list)
	if err != nil {
		return err
	}
	return tx.Bucket(bMeta).Put(segmentsKey, rec)
}

// FoldIndex brings the index up to the last commit: it moves articles from the
// tail into segments while there are enough of them, and merges segments. It
// runs by itself after commits.
func (s *Store) FoldIndex(ctx context.Context) error {
	s.index.folding.Lock()
	defer s.index.folding.Unlock()
	return s.foldAll(ctx)
}

func (s *Store) foldAll(ctx context.Context) error {
	for {
		n, err := s.foldTail()
		if err != nil {
			return err
		}
		if err := s.mergeSegments(ctx); err != nil {
			return err
		}
		if n < foldAt {
			return ctx.Err()
		}
	}
}

// RebuildIndex makes the search index anew from the stored articles. Searches
// meanwhile find what is done so far.
func (s *Store) RebuildIndex(ctx context.Context) error {
	s.index.folding.Lock()
	defer s.index.folding.Unlock()
	s.index.mu.Lock()
	err := s.update("rebuild search index", func(tx *bbolt.Tx) error {
		if err := tx.DeleteBucket(bSegment); err != nil {
			return err
		}
		if _, err := tx.CreateBucket(bSegment); err != nil {
			return err
		}
		if err := putSegments(tx, nil); err != nil {
			return err
		}
		c := tx.Bucket(bPage).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			if err := noteTail(tx, binary.BigEndian.Uint64(k)); err != nil {
				return err
			}
		}
		return nil
	})
	s.index.tail = nil
	s.index.mu.Unlock()
	if err != nil {
		return err
	}
	return s.foldAll(ctx)
}

// mergeSegments merges the newest mergeAt segments of about one size into one
// while there are such. A merge goes in steps, so that no transaction is large.
func (s *Store) mergeSegments(ctx context.Context) error {
	for {
		var list, some []segmentInfo
		err := s.view("read search segments", func(tx *bbolt.Tx) error {
			var err error
			list, err = segments(tx)
			return err
		})
		if err != nil {
			return err
		}
		if some = mergeable(list); some == nil {
			return nil
		}
		if err := s.merge(ctx, some); err != nil {
			return err
		}
	}
}

// mergeable gives mergeAt neighbours of which none is mergeAt times as large as
// another; nil when there are none.
func mergeable(list []segmentInfo) []segmentInfo {
	for i := len(list) - mergeAt; i >= 0; i-- {
		run := list[i : i+mergeAt]
		low, high := run[0].Docs, run[0].Docs
		for _, seg := range run {
			low, high = min(low, seg.Docs), max(high, seg.Docs)
		}
		if high < mergeAt/2*low {
			return run
		}
	}
	return nil
}

// merge writes one segment in place of some.
func (s *Store) merge(ctx context.Context, some []segmentInfo) error {
	var no uint64
	err := s.update("merge search segments", func(tx *bbolt.Tx) error {
		if err := dropOrphans(tx); err != nil {
			return err
		}
		var err error
		if no, err = tx.Bucket(bSegment).NextSequence(); err != nil {
			return err
		}
		return mergeDocs(tx, no, some)
	})
	var last []byte
	for done := false; err == nil && !done; {
		err = s.update("merge search segments", func(tx *bbolt.Tx) error {
			var err error
			last, done, err = mergeTerms(tx, no, some, last)
			return err
		})
		err = errors.Join(err, ctx.Err())
	}
	if err != nil {
		return err
	}
	return s.update("merge search segments", func(tx *bbolt.Tx) error {
		list, err := segments(tx)
		if err != nil {
			return err
		}
		var now []segmentInfo
		for _, seg := range list {
			switch {
			case seg.No == some[0].No:
				now = append(now, united(no, some))
			case !named(some, seg.No):
				now = append(now, seg)
			}
		}
		if err := putSegments(tx, now); err != nil {
			return err
		}
		return dropOrphans(tx)
	})
}

func united(no uint64, some []segmentInfo) segmentInfo {
	sum := segmentInfo{No: no}
	for _, seg := range some {
		sum.Docs += seg.Docs
	}
	return sum
}

func named(list []segmentInfo, no uint64) bool {
	for _, seg := range list {
		if seg.No == no {
			return true
		}
	}
	return false
}

// dropOrphans deletes segments that the list does not name: merged ones, and
// what a merge that was broken off left behind.
func dropOrphans(tx *bbolt.Tx) error {
	list, err := segments(tx)
	if err != nil {
		return err
	}
	b := tx.Bucket(bSegment)
	var orphans [][]byte
	c := b.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if !named(list, binary.BigEndian.Uint64(k)) {
			orphans = append(orphans, bytes.Clone(k))
		}
	}
	for _, k := range orphans {
		if err := b.DeleteBucket(k); err != nil {
			return fmt.Errorf("drop segment: %w", err)
		}
	}
	return nil
}
