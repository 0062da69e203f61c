package store

import (
	"bytes"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

const (
	pollBatch  = 1000                 // stubs in one transaction
	pollGather = 4 * time.Millisecond // how long the first of a group waits for others
)

// Poll is the outcome of one reading of a source.
type Poll struct {
	SourceID string
	At       time.Time
	Health   conflict.Health // as it is after the poll; ID may be empty, LeftOut is counted anew where Skips are given
	Stubs    []conflict.Stub // what the source announces, in its order
	Skips    []conflict.Skip // of these, what triage leaves out: seen, never pending
	Old      bool            // a first reading: what it announces is old news
}

// Recorded is what RecordPoll stored.
type Recorded struct {
	Fresh []PendingStub // not seen before, in the source's order
}

// pollQueue gathers polls that end at about the same time into one transaction.
type pollQueue struct {
	mu      sync.Mutex
	waiting []*pollWait
	stubs   int
	leading bool
	full    chan struct{}
}

type pollWait struct {
	poll Poll
	out  Recorded
	err  error
	done chan struct{}
}

// Unseen gives the stubs that RecordPoll would store, in order: neither their
// URL nor, for this source, their GUID was met before.
func (s *Store) Unseen(sourceID string, stubs []conflict.Stub) ([]conflict.Stub, error) {
	if len(stubs) == 0 {
		return nil, nil
	}
	var fresh []conflict.Stub
	err := s.view("look up announced articles", func(tx *bbolt.Tx) error {
		listed, err := readListing(tx, sourceID)
		if err != nil {
			return err
		}
		for _, stub := range stubs {
			if seen(tx, s.addressKey(stub.URL)) == nil && (!ownGUID(stub) || !listed.has(guidHash(stub))) {
				fresh = append(fresh, stub)
			}
		}
		return nil
	})
	return fresh, err
}

// RecordPoll stores the poll's health and its unseen stubs as pending. A URL
// that two sources announce is pending once. Polls that end together share
// transactions of a thousand stubs in key order. A poll without stubs only
// notes the health.
func (s *Store) RecordPoll(p Poll) (Recorded, error) {
	p.Health.ID = p.SourceID
	if len(p.Stubs) == 0 && len(p.Skips) == 0 {
		return Recorded{}, s.noteHealth(p.Health)
	}
	w := &pollWait{poll: p, done: make(chan struct{})}
	if full := s.polls.join(w); full != nil {
		s.leadPolls(full)
	}
	<-w.done
	return w.out, w.err
}

// join queues w; a non-nil channel makes the caller the group's leader.
func (q *pollQueue) join(w *pollWait) chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, w)
	q.stubs += len(w.poll.Stubs)
	if q.leading {
		if q.stubs >= pollBatch && q.full != nil {
			close(q.full)
			q.full = nil
		}
		return nil
	}
	q.leading = true
	q.full = make(chan struct{})
	return q.full
}

// take gives the next group, nil when none waits and the leader is done.
func (q *pollQueue) take() []*pollWait {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.full = nil
	group := q.waiting
	q.waiting, q.stubs = nil, 0
	if len(group) == 0 {
		q.leading = false
	}
	return group
}

func (s *Store) leadPolls(full chan struct{}) {
	timer := time.NewTimer(pollGather)
	select {
	case <-timer.C:
	case <-full:
		timer.Stop()
	}
	for group := s.polls.take(); group != nil; group = s.polls.take() {
		err := s.recordGroup(group)
		for _, w := range group {
			if w.err = err; err != nil {
				w.out = Recorded{}
			}
			close(w.done)
		}
	}
}

// announced is one stub on its way into the store.
type announced struct {
	wait  *pollWait
	stub  *conflict.Stub
	key   []byte // of the URL
	order int    // position over the whole group
	seq   uint64 // 0: seen before
	list  *listing
}

// recordGroup writes the stubs of all polls in batches in key order, the
// sources' health with the last batch: a crash in between only makes the
// sources due again.
func (s *Store) recordGroup(group []*pollWait) error {
	lists, err := s.readListings(group)
	if err != nil {
		return err
	}
	var all []*announced
	for _, w := range group {
		for i := range w.poll.Stubs {
			stub := &w.poll.Stubs[i]
			all = append(all, &announced{wait: w, stub: stub, key: s.addressKey(stub.URL), order: len(all), list: lists[w.poll.SourceID]})
		}
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *announced) int { return bytes.Compare(a.key, b.key) })
	for {
		n := min(pollBatch, len(sorted))
		last := n == len(sorted)
		if err := s.recordBatch(sorted[:n], group, lists, last); err != nil {
			return err
		}
		if sorted = sorted[n:]; last {
			break
		}
	}
	for _, a := range all {
		if a.seq != 0 {
			a.wait.out.Fresh = append(a.wait.out.Fresh, a.pending())
		}
	}
	return nil
}

func (a *announced) pending() PendingStub {
	p := a.wait.poll
	return PendingStub{ID: a.seq, Source: p.SourceID, Stub: *a.stub, Queued: p.At, Next: p.At, Old: p.Old}
}

func (s *Store) recordBatch(batch []*announced, group []*pollWait, lists map[string]*listing, last bool) error {
	err := s.update("store announced articles", func(tx *bbolt.Tx) error {
		if err := markSeen(tx, batch); err != nil {
			return err
		}
		if err := s.putPending(tx, batch); err != nil || !last {
			return err
		}
		for _, w := range group {
			if err := s.markSkips(tx, w.poll.Skips); err != nil {
				return err
			}
			if len(w.poll.Skips) > 0 {
				left, err := s.addSkips(tx, w.poll.SourceID, w.poll.Skips...)
				if err != nil {
					return err
				}
				w.poll.Health.LeftOut = left
			}
			if err := putHealth(tx, w.poll.Health); err != nil {
				return err
			}
		}
		return putListings(tx, lists)
	})
	if err != nil || !last {
		return err
	}
	ss := &s.sources
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if err := s.loadSources(); err != nil {
		return err
	}
	for _, w := range group {
		ss.set(w.poll.Health)
		delete(ss.dirty, w.poll.SourceID)
	}
	return nil
}

// markSeen gives the unseen stubs of the batch their numbers, in the order of
// the feeds, and remembers their URLs in key order.
func markSeen(tx *bbolt.Tx, batch []*announced) error {
	var fresh []*announced
	var previous []byte
	for _, a := range batch {
		a.seq = 0
		if bytes.Equal(a.key, previous) || seen(tx, a.key) != nil || !a.list.take(a.stub) {
			continue
		}
		previous = a.key
		fresh = append(fresh, a)
	}
	if err := number(tx, fresh); err != nil {
		return err
	}
	for _, a := range fresh {
		if err := remember(tx, a.key, seenAs(seenPending, a.seq)); err != nil {
			return err
		}
	}
	return nil
}

func number(tx *bbolt.Tx, fresh []*announced) error {
	inOrder := slices.Clone(fresh)
	slices.SortFunc(inOrder, func(a, b *announced) int { return a.order - b.order })
	pending := tx.Bucket(bPending)
	for _, a := range inOrder {
		seq, err := pending.NextSequence()
		if err != nil {
			return err
		}
		a.seq = seq
	}
	return nil
}

// putPending writes the stubs that got a number, in its order.
func (s *Store) putPending(tx *bbolt.Tx, batch []*announced) error {
	fresh := slices.DeleteFunc(slices.Clone(batch), func(a *announced) bool { return a.seq == 0 })
	slices.SortFunc(fresh, func(a, b *announced) int { return a.order - b.order })
	pending, due := tx.Bucket(bPending), tx.Bucket(bDue)
	pending.FillPercent, due.FillPercent = 0.95, 0.95
	for _, a := range fresh {
		p := a.pending()
		key := u64(a.seq)
		rec, err := s.codec.packBrief(key, p)
		if err != nil {
			return err
		}
		if err := pending.Put(key, rec); err != nil {
			return err
		}
		if err := due.Put(pair(stamp(p.Next), a.seq), nil); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) markSkips(tx *bbolt.Tx, skips []conflict.Skip) error {
	keys := make([][]byte, 0, len(skips))
	for _, skip := range skips {
		keys = append(keys, s.addressKey(skip.URL))
	}
	slices.SortFunc(keys, bytes.Compare)
	for _, key := range keys {
		if seen(tx, key) != nil {
			continue
		}
		if err := remember(tx, key, []byte{seenSkipped}); err != nil {
			return err
		}
	}
	return nil
}
