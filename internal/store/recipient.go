package store

import (
	"time"

	"go.etcd.io/bbolt"
)

// RecipientState is how far a recipient has been told, and how its deliveries
// fare.
type RecipientState struct {
	Name          string    `json:"name"`
	Cursor        uint64    `json:"cursor"`         // last change put into a digest, or passed over
	Started       time.Time `json:"started"`        // when the recipient was first known
	NextDigest    time.Time `json:"next_digest"`    // when the schedule is due; kept here so that a restart misses none
	NextHeartbeat time.Time `json:"next_heartbeat"` //
	LastDigest    time.Time `json:"last_digest"`    // when a digest was last frozen
	LastSent      time.Time `json:"last_sent"`      // when a delivery last succeeded
	Hour          time.Time `json:"hour"`           // the hour that SentHour counts
	SentHour      int       `json:"sent_hour"`      // digests frozen within Hour
	Failures      int       `json:"failures"`       // attempts in a row
	FailingSince  time.Time `json:"failing_since"`  // zero while deliveries succeed
	LastError     string    `json:"last_error"`
	Disabled      bool      `json:"disabled"` // the receiver asked to be left alone

	Unsubscribed map[string]time.Time `json:"unsubscribed,omitempty"` // mail addresses that want no more, and since when
}

// Recipient gives the state of a recipient; known is false, and the state
// empty, for one that never had a cursor.
func (s *Store) Recipient(name string) (state RecipientState, known bool, err error) {
	err = s.view("read recipient "+name, func(tx *bbolt.Tx) error {
		var err error
		state, known, err = s.getRecipient(tx, name)
		return err
	})
	return state, known, err
}

// Recipients gives the state of every known recipient, by name.
func (s *Store) Recipients() ([]RecipientState, error) {
	var list []RecipientState
	err := s.view("read recipients", func(tx *bbolt.Tx) error {
		return tx.Bucket(bRecipient).ForEach(func(k, rec []byte) error {
			var r RecipientState
			if err := s.codec.unpack("recipient", k, rec, &r); err != nil {
				return err
			}
			list = append(list, r)
			return nil
		})
	})
	return list, err
}

// Cursor gives the last change that a recipient was told or that was passed
// over for it; known is false for a new recipient, which starts now.
func (s *Store) Cursor(name string) (seq uint64, known bool, err error) {
	r, known, err := s.Recipient(name)
	return r.Cursor, known, err
}

// Unsubscribe notes that one mail address of a recipient wants no more; what
// was noted before stays. It gives since when that holds.
func (s *Store) Unsubscribe(name, address string) (since time.Time, err error) {
	err = s.UpdateRecipient(name, func(r *RecipientState) {
		if r.Unsubscribed == nil {
			r.Unsubscribed = map[string]time.Time{}
		}
		if _, gone := r.Unsubscribed[address]; !gone {
			r.Unsubscribed[address] = s.now()
		}
		since = r.Unsubscribed[address]
	})
	return since, err
}

// Resume ends what a receiver's 410 or unsubscribed addresses brought about.
// Like a new one the recipient starts now: cursor is the last change it is not
// told of.
func (s *Store) Resume(name string, cursor uint64) error {
	return s.UpdateRecipient(name, func(r *RecipientState) {
		r.Disabled, r.Unsubscribed = false, nil
		r.Failures, r.FailingSince, r.LastError = 0, time.Time{}, ""
		r.Cursor, r.LastDigest = max(r.Cursor, cursor), s.now()
	})
}

// UpdateRecipient changes the state of a recipient, which need not be known.
func (s *Store) UpdateRecipient(name string, edit func(*RecipientState)) error {
	return s.update("write recipient "+name, func(tx *bbolt.Tx) error {
		return s.editRecipient(tx, name, edit)
	})
}

func (s *Store) getRecipient(tx *bbolt.Tx, name string) (r RecipientState, known bool, err error) {
	key := []byte(name)
	rec := tx.Bucket(bRecipient).Get(key)
	if rec == nil {
		return RecipientState{Name: name}, false, nil
	}
	return r, true, s.codec.unpack("recipient", key, rec, &r)
}

func (s *Store) editRecipient(tx *bbolt.Tx, name string, edits ...func(*RecipientState)) error {
	r, known, err := s.getRecipient(tx, name)
	if err != nil {
		return err
	}
	if !known {
		r.Started = s.now()
	}
	for _, edit := range edits {
		edit(&r)
	}
	r.Name = name
	rec, err := flat([]byte(name), r)
	if err != nil {
		return err
	}
	return tx.Bucket(bRecipient).Put([]byte(name), rec)
}
