package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// PendingStub is an announced article that is still to be fetched.
type PendingStub struct {
	ID        uint64        `json:"id"` // in the order of arrival, from 1
	Source    string        `json:"source"`
	Stub      conflict.Stub `json:"stub"`
	Queued    time.Time     `json:"queued"`
	Next      time.Time     `json:"next"` // not before
	Attempts  int           `json:"attempts"`
	LastError string        `json:"last_error,omitempty"`
	Old       bool          `json:"old,omitempty"` // from the first reading of its source
}

// Pending gives at most n stubs whose time has come, the longest due first.
func (s *Store) Pending(n int) ([]PendingStub, error) {
	var list []PendingStub
	limit := pair(stamp(s.now())+1, 0)
	err := s.view("read pending articles", func(tx *bbolt.Tx) error {
		pending := tx.Bucket(bPending)
		c := tx.Bucket(bDue).Cursor()
		for k, _ := c.First(); k != nil && len(list) < n && bytes.Compare(k, limit) < 0; k, _ = c.Next() {
			p, err := s.getPending(pending, k[8:])
			if err != nil {
				return err
			}
			list = append(list, p)
		}
		return nil
	})
	return list, err
}

func (s *Store) getPending(pending *bbolt.Bucket, key []byte) (PendingStub, error) {
	var p PendingStub
	rec := pending.Get(key)
	if rec == nil {
		return p, fmt.Errorf("pending article %d: %w", binary.BigEndian.Uint64(key), ErrNotFound)
	}
	err := s.codec.unpack("pending", key, rec, &p)
	p.ID = binary.BigEndian.Uint64(key)
	return p, err
}

// SkipPending gives up stubs that triage left out and notes why. Ids that are
// not pending are passed over.
func (s *Store) SkipPending(reason string, ids ...uint64) error {
	left := map[string]int{} // by source, how many reasons are kept
	err := s.update("skip pending articles", func(tx *bbolt.Tx) error {
		clear(left)
		for _, id := range ids {
			p, err := s.takePending(tx, id)
			if err != nil {
				return err
			}
			if p.ID == 0 {
				continue
			}
			skip := conflict.Skip{URL: p.Stub.URL, Title: p.Stub.Title, Reason: reason}
			if left[p.Source], err = s.addSkips(tx, p.Source, skip); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, source := range sortedKeys(left) {
		h, err := s.Health(source)
		if err != nil {
			continue // a source that no config names has no health to show
		}
		h.LeftOut = left[source]
		if err := s.noteHealth(h); err != nil {
			return err
		}
	}
	return nil
}

// DropPending gives up a stub, as one whose page is gone. Its URL stays seen.
func (s *Store) DropPending(id uint64) error {
	return s.update("drop pending article", func(tx *bbolt.Tx) error {
		_, err := s.takePending(tx, id)
		return err
	})
}

// RetryPending notes a failed attempt; the stub is due again at next.
func (s *Store) RetryPending(id uint64, reason string, next time.Time) error {
	return s.update("put off pending article", func(tx *bbolt.Tx) error {
		pending, due := tx.Bucket(bPending), tx.Bucket(bDue)
		key := u64(id)
		p, err := s.getPending(pending, key)
		if err != nil {
			return err
		}
		if err := due.Delete(pair(stamp(p.Next), id)); err != nil {
			return err
		}
		p.Attempts++
		p.LastError, p.Next = reason, next
		rec, err := s.codec.packBrief(key, p)
		if err != nil {
			return err
		}
		if err := pending.Put(key, rec); err != nil {
			return err
		}
		return due.Put(pair(stamp(next), id), nil)
	})
}

// takePending removes a stub and marks its URL as skipped, unless an article
// came of it. The zero PendingStub when id is not pending.
func (s *Store) takePending(tx *bbolt.Tx, id uint64) (PendingStub, error) {
	pending := tx.Bucket(bPending)
	key := u64(id)
	if pending.Get(key) == nil {
		return PendingStub{}, nil
	}
	p, err := s.getPending(pending, key)
	if err != nil {
		return p, err
	}
	if err := pending.Delete(key); err != nil {
		return p, err
	}
	if err := tx.Bucket(bDue).Delete(pair(stamp(p.Next), id)); err != nil {
		return p, err
	}
	address := s.addressKey(p.Stub.URL)
	if v := seen(tx, address); len(v) > 0 && v[0] == seenPending {
		return p, remember(tx, address, []byte{seenSkipped})
	}
	return p, nil
}
