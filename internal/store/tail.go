package store

import (
	"context"
	"encoding/binary"
	"sync"
	"sync/atomic"

	"go.etcd.io/bbolt"
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
	return putSegments(tx, append(list, segmentInfo{no, ix.tail.table.len()}))
}
