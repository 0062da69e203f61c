package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
)

const (
	foldAt    = 512 // articles that make a segment
	mergeAt   = 8   // segments of one size that make a larger one
	mergeStep = 2 << 20
)

// index is the part of the search index that is not yet in a segment. A commit
// only notes the article's id (bucket "tail"); a worker behind it reads the
// terms, so that a search seldom has to, and makes a segment of them when enough
// have come together.
type index struct {
	folding sync.Mutex // one writer of segments at a time; taken before mu

	mu   sync.RWMutex
	tail *builder
	in   map[uint64]uint64 // articles in tail, with their number in the bucket
	an   *analyser         // of the tail

	writing atomic.Bool // the tail is full and being written: it waits for nothing new
	asked   sync.Pool   // *analyser of searches

	noted   sync.Mutex
	running bool // the worker
	closed  bool
	wait    sync.WaitGroup
}

// segmentInfo is one line of the list of segments.
type segmentInfo struct {
	No    uint64 `json:"no"`
	Docs  int    `json:"docs"`
	Words uint64 `json:"words"`
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

// noteTail marks an article as not yet searchable.
func noteTail(tx *bbolt.Tx, id uint64) error {
	tail := tx.Bucket(bTail)
	n, err := tail.NextSequence()
	if err != nil {
		return err
	}
	return tail.Put(u64(id), u64(n))
}

// noteCommit sets the worker going, unless it is.
func (s *Store) noteCommit() {
	ix := &s.index
	ix.noted.Lock()
	defer ix.noted.Unlock()
	if ix.running || ix.closed {
		return
	}
	ix.running = true
	ix.wait.Go(func() {
		// What fails here is tried again at the next commit, or told by the next search.
		_ = s.FoldIndex(context.Background())
		ix.noted.Lock()
		ix.running = false
		ix.noted.Unlock()
	})
}

// stopIndex lets the worker end and starts no other.
func (s *Store) stopIndex() {
	s.index.noted.Lock()
	s.index.closed = true
	s.index.noted.Unlock()
	s.index.wait.Wait()
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

// tailStep is how many articles are read into the tail while searches wait.
const tailStep = 16

// syncTail brings the tail in memory up to the bucket's, at most to foldAt
// articles, and gives how many it holds.
func (s *Store) syncTail() (int, error) {
	for {
		s.index.mu.Lock()
		more := false
		err := s.view("index articles", func(tx *bbolt.Tx) error {
			var err error
			more, err = s.readTail(tx)
			return err
		})
		n := 0
		if s.index.tail != nil {
			n = s.index.tail.table.len()
		}
		s.index.mu.Unlock()
		if err != nil || !more {
			return n, err
		}
	}
}

// readTail reads the next few articles into the tail, and reports whether there
// may be more. The caller holds mu.
func (s *Store) readTail(tx *bbolt.Tx) (more bool, err error) {
	ix := &s.index
	if ix.tail == nil {
		ix.tail, ix.in, ix.an = newBuilder(), map[uint64]uint64{}, newAnalyser()
	}
	read := 0
	c := tx.Bucket(bTail).Cursor()
	for k, v := c.First(); k != nil && ix.tail.table.len() < foldAt; k, v = c.Next() {
		id, n := binary.BigEndian.Uint64(k), binary.BigEndian.Uint64(v)
		if ix.in[id] == n {
			continue
		}
		if read++; read > tailStep {
			return true, nil
		}
		page, err := s.getPage(tx, id)
		if err != nil {
			return false, err
		}
		version, err := s.getVersion(tx, id, page.Latest)
		if err != nil {
			return false, err
		}
		ix.tail.add(ix.an, id, &version)
		ix.in[id] = n
	}
	return false, nil
}

// foldTail writes the tail as a segment when it is large enough, and gives how
// many articles it held. Searches go on meanwhile: for a moment they find an
// article in both, and take it once.
func (s *Store) foldTail() (int, error) {
	ix := &s.index
	n, err := s.syncTail()
	if err != nil || n < foldAt {
		return n, err
	}
	ix.writing.Store(true)
	ix.mu.RLock()
	err = s.update("write search segment", s.writeTail)
	ix.mu.RUnlock()
	ix.writing.Store(false)
	if err != nil {
		return 0, err
	}
	ix.mu.Lock()
	defer ix.mu.Unlock()
	ix.tail, ix.in = newBuilder(), map[uint64]uint64{}
	return n, nil
}

func (s *Store) writeTail(tx *bbolt.Tx) error {
	ix := &s.index
	list, err := segments(tx)
	if err != nil {
		return err
	}
	no, err := tx.Bucket(bSegment).NextSequence()
	if err != nil {
		return err
	}
	if err := ix.tail.write(tx, no); err != nil {
		return err
	}
	tail := tx.Bucket(bTail)
	for id, n := range ix.in {
		// One committed again meanwhile has a new number and stays.
		if v := tail.Get(u64(id)); len(v) == 8 && binary.BigEndian.Uint64(v) == n {
			if err := tail.Delete(u64(id)); err != nil {
				return err
			}
		}
	}
	return putSegments(tx, append(list, segmentInfo{no, ix.tail.table.len(), totalWords(ix.tail.table)}))
}

func totalWords(d docs) uint64 {
	var n uint64
	for i := range d.len() {
		n += uint64(d.at(i).words)
	}
	return n
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
		sum.Words += seg.Words
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
