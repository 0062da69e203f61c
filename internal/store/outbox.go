package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// States of a delivery.
const (
	Waiting = "waiting"
	Done    = "done"
	Failed  = "failed" // permanently refused
	Aside   = "aside"  // set aside: it cannot be rendered or sent, whatever the receiver says
)

// flight is the deliveries that are being attempted, by recipient: one each.
// It lives in memory only, so a crash makes them due again.
type flight struct {
	mu  sync.Mutex
	now map[string]string // recipient -> digest id
}

// FreezeDigests puts digests of one recipient into the outbox, all or none, and
// moves the recipient's cursor in the same transaction; edits change the
// recipient's state with it. A digest id that was frozen before changes nothing;
// the number of new ones is given. ErrBacklog when too many wait.
func (s *Store) FreezeDigests(list []conflict.Digest, cursor uint64, edits ...func(*RecipientState)) (int, error) {
	queued := 0
	if len(list) == 0 {
		return 0, nil
	}
	err := s.update("freeze digest "+list[0].ID, func(tx *bbolt.Tx) error {
		queued = 0
		for _, d := range list {
			fresh, err := s.freeze(tx, d)
			if err != nil {
				return err
			}
			queued += one(fresh)
		}
		if queued == 0 {
			return nil
		}
		return s.editRecipient(tx, list[0].Recipient, append([]func(*RecipientState){frozen(cursor, s.now(), queued)}, edits...)...)
	})
	if err != nil {
		return 0, err
	}
	return queued, nil
}

// freeze puts one digest into the outbox; false when its id is known.
func (s *Store) freeze(tx *bbolt.Tx, d conflict.Digest) (bool, error) {
	if d.ID == "" || d.Recipient == "" {
		return false, fmt.Errorf("a digest needs an id and a recipient")
	}
	if tx.Bucket(bDigest).Get([]byte(d.ID)) != nil {
		return false, nil
	}
	if waiting(tx, d.Recipient, s.opt.MaxWaiting) >= s.opt.MaxWaiting {
		return false, ErrBacklog
	}
	seq, err := tx.Bucket(bDelivery).NextSequence()
	if err != nil {
		return false, err
	}
	if err := tx.Bucket(bDigest).Put([]byte(d.ID), u64(seq)); err != nil {
		return false, err
	}
	now := s.now()
	return true, s.putDelivery(tx, seq, conflict.Delivery{Digest: d, Recipient: d.Recipient, Queued: now, Next: now, State: Waiting})
}

func frozen(cursor uint64, now time.Time, digests int) func(*RecipientState) {
	return func(r *RecipientState) {
		r.Cursor, r.LastDigest = max(r.Cursor, cursor), now
		if hour := now.Truncate(time.Hour); !hour.Equal(r.Hour) {
			r.Hour, r.SentHour = hour, 0
		}
		r.SentHour += digests
	}
}

// Deliveries gives what is to be attempted now: for each recipient the oldest
// that waits, when its time has come and none of that recipient is under way.
// Those given are under way until RecordAttempt, SetAside or Release names them.
func (s *Store) Deliveries(now time.Time) ([]conflict.Delivery, error) {
	s.flight.mu.Lock()
	defer s.flight.mu.Unlock()
	var list []conflict.Delivery
	err := s.view("read outbox", func(tx *bbolt.Tx) error {
		c := tx.Bucket(bQueue).Cursor()
		for k, next := c.First(); k != nil; {
			recipient, seq := splitQueue(k)
			if _, busy := s.flight.now[recipient]; !busy && binary.BigEndian.Uint64(next) <= stamp(now) {
				d, err := s.getDelivery(tx, seq)
				if err != nil {
					return err
				}
				list = append(list, d)
			}
			k, next = c.Seek(append([]byte(recipient), 1))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if s.flight.now == nil {
		s.flight.now = map[string]string{}
	}
	for _, d := range list {
		s.flight.now[d.Recipient] = d.Digest.ID
	}
	return list, nil
}

// Release ends an attempt without a result, as when the program stops.
func (s *Store) Release(id string) {
	s.flight.mu.Lock()
	defer s.flight.mu.Unlock()
	for recipient, busy := range s.flight.now {
		if busy == id {
			delete(s.flight.now, recipient)
		}
	}
}

// SetAside ends a delivery that cannot be sent whatever the receiver says.
func (s *Store) SetAside(id, reason string) error {
	return s.settle(id, func(d *conflict.Delivery) (func(*RecipientState), error) {
		d.State, d.LastError = Aside, reason
		return func(*RecipientState) {}, nil
	})
}

// Requeue makes a delivery wait again, due now and at its old place in the
// order. ErrDelivered for one that arrived.
func (s *Store) Requeue(id string) error {
	return s.settle(id, func(d *conflict.Delivery) (func(*RecipientState), error) {
		if d.State == Done {
			return nil, ErrDelivered
		}
		d.State, d.Next, d.Attempts = Waiting, s.now(), 0
		return func(*RecipientState) {}, nil
	})
}

func (s *Store) failing(reason string) func(*RecipientState) {
	return func(r *RecipientState) {
		r.Failures++
		r.LastError = reason
		if r.FailingSince.IsZero() {
			r.FailingSince = s.now()
		}
	}
}

// settle changes a delivery and its recipient's state together.
func (s *Store) settle(id string, change func(*conflict.Delivery) (func(*RecipientState), error)) error {
	err := s.update("settle delivery "+id, func(tx *bbolt.Tx) error {
		seq, d, err := s.findDelivery(tx, id)
		if err != nil {
			return err
		}
		edit, err := change(&d)
		if err != nil {
			return err
		}
		if err := s.putDelivery(tx, seq, d); err != nil {
			return err
		}
		if err := s.editRecipient(tx, d.Recipient, edit); err != nil {
			return err
		}
		return s.expire(tx)
	})
	if err == nil {
		s.Release(id)
	}
	return err
}

// DropDelivery removes a delivery that has not arrived, ErrDelivered for one that
// has. Its digest id stays known, so that the same digest is not frozen again.
func (s *Store) DropDelivery(id string) error {
	err := s.update("drop delivery "+id, func(tx *bbolt.Tx) error {
		seq, d, err := s.findDelivery(tx, id)
		if err != nil {
			return err
		}
		if d.State == Done {
			return ErrDelivered
		}
		return dropDelivery(tx, seq, d)
	})
	if err == nil {
		s.Release(id)
	}
	return err
}

func dropDelivery(tx *bbolt.Tx, seq uint64, d conflict.Delivery) error {
	return errors.Join(tx.Bucket(bDelivery).Delete(u64(seq)), tx.Bucket(bQueue).Delete(queueKey(d.Recipient, seq)))
}

// Outbox gives the deliveries in one of states, all when none is named, in the
// order in which they were frozen.
func (s *Store) Outbox(states ...string) ([]conflict.Delivery, error) {
	var list []conflict.Delivery
	err := s.view("read outbox", func(tx *bbolt.Tx) error {
		return tx.Bucket(bDelivery).ForEach(func(k, rec []byte) error {
			var d conflict.Delivery
			if err := s.codec.unpack("delivery", k, rec, &d); err != nil {
				return err
			}
			if len(states) == 0 || slices.Contains(states, d.State) {
				list = append(list, d)
			}
			return nil
		})
	})
	return list, err
}

// expire removes ended deliveries that were kept long enough, a few at a time.
func (s *Store) expire(tx *bbolt.Tx) error {
	const atOnce = 8
	old := s.now().Add(-s.opt.KeepDone)
	c := tx.Bucket(bDelivery).Cursor()
	looked := 0
	var gone [][]byte
	for k, rec := c.First(); k != nil && looked < atOnce; k, rec = c.Next() {
		looked++
		var d conflict.Delivery
		if err := s.codec.unpack("delivery", k, rec, &d); err != nil {
			return err
		}
		if d.State != Waiting && d.Queued.Before(old) {
			gone = append(gone, bytes.Clone(k))
		}
	}
	for _, k := range gone {
		if err := tx.Bucket(bDelivery).Delete(k); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) findDelivery(tx *bbolt.Tx, id string) (uint64, conflict.Delivery, error) {
	v := tx.Bucket(bDigest).Get([]byte(id))
	if v == nil {
		return 0, conflict.Delivery{}, fmt.Errorf("delivery %s: %w", id, ErrNotFound)
	}
	seq := binary.BigEndian.Uint64(v)
	d, err := s.getDelivery(tx, seq)
	return seq, d, err
}

func (s *Store) getDelivery(tx *bbolt.Tx, seq uint64) (conflict.Delivery, error) {
	var d conflict.Delivery
	key := u64(seq)
	rec := tx.Bucket(bDelivery).Get(key)
	if rec == nil {
		return d, fmt.Errorf("delivery %d: %w", seq, ErrNotFound)
	}
	return d, s.codec.unpack("delivery", key, rec, &d)
}

// putDelivery writes a delivery and its place in the queue, which holds the
// time of the next attempt.
func (s *Store) putDelivery(tx *bbolt.Tx, seq uint64, d conflict.Delivery) error {
	rec, err := s.codec.pack(u64(seq), d)
	if err != nil {
		return err
	}
	if err := tx.Bucket(bDelivery).Put(u64(seq), rec); err != nil {
		return err
	}
	if d.State != Waiting {
		return tx.Bucket(bQueue).Delete(queueKey(d.Recipient, seq))
	}
	return tx.Bucket(bQueue).Put(queueKey(d.Recipient, seq), u64(stamp(d.Next)))
}

// waiting counts the queue of a recipient, no further than limit.
func waiting(tx *bbolt.Tx, recipient string, limit int) int {
	prefix := joined(recipient, nil)
	n := 0
	c := tx.Bucket(bQueue).Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix) && n < limit; k, _ = c.Next() {
		n++
	}
	return n
}

func queueKey(recipient string, seq uint64) []byte { return joined(recipient, u64(seq)) }

func splitQueue(k []byte) (recipient string, seq uint64) {
	at := len(k) - 9
	return string(k[:at]), binary.BigEndian.Uint64(k[at+1:])
}
