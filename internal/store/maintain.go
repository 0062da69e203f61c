package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"time"

	"go.etcd.io/bbolt"
)

// Backup writes a consistent copy of the store to w while it is in use, and
// gives its size in bytes. The copy is itself a store that Open opens.
func (s *Store) Backup(w io.Writer) (int64, error) {
	var n int64
	err := s.view("back up store", func(tx *bbolt.Tx) error {
		var err error
		n, err = tx.WriteTo(w)
		return err
	})
	return n, err
}

// Retain takes the text of article versions first seen before t, and gives how
// many. Title, hash, coded reports with their evidence, incidents and changes
// stay: the ledger is never thinned.
func (s *Store) Retain(ctx context.Context, t time.Time) (int, error) {
	const batch = 200
	dropped := 0
	var from []byte
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return dropped, err
		}
		n := 0
		err := s.update("drop old article texts", func(tx *bbolt.Tx) error {
			n = 0
			var err error
			from, more, n, err = s.retainBatch(tx, from, stamp(t), batch)
			return err
		})
		if err != nil {
			return dropped, err
		}
		dropped += n
	}
	return dropped, nil
}

func (s *Store) retainBatch(tx *bbolt.Tx, from []byte, before uint64, batch int) (next []byte, more bool, n int, err error) {
	b := tx.Bucket(bArticle)
	c := b.Cursor()
	if from == nil {
		from = bytes.Clone(tx.Bucket(bMeta).Get([]byte("retained")))
	}
	type change struct {
		key []byte
		v   ArticleVersion
	}
	var changes []change
	k, rec := c.Seek(from)
	for looked := 0; k != nil && looked < 4*batch && len(changes) < batch; k, rec = c.Next() {
		if binary.BigEndian.Uint64(k) >= before {
			break
		}
		looked++
		var v ArticleVersion
		if err := s.codec.unpack("article", k, rec, &v); err != nil {
			return nil, false, 0, err
		}
		if !v.Dropped {
			changes = append(changes, change{bytes.Clone(k), v})
		}
		next = bytes.Clone(k)
	}
	more = k != nil && binary.BigEndian.Uint64(k) < before
	for _, ch := range changes {
		ch.v.Dropped, ch.v.Article.Text, ch.v.Article.Masked = true, "", nil
		rec, err := s.codec.pack(ch.key, ch.v)
		if err != nil {
			return nil, false, 0, err
		}
		if err := b.Put(ch.key, rec); err != nil {
			return nil, false, 0, err
		}
	}
	if next == nil {
		return from, more, 0, nil
	}
	return next, more, len(changes), tx.Bucket(bMeta).Put([]byte("retained"), next)
}

// Stats is what the store holds, for metrics.
type Stats struct {
	FileBytes int64
	FreeBytes int64 // inside the file, to be used again
	Articles  int   // pages
	Incidents int   // listed
	Changes   int
	Pending   int
	Waiting   int // deliveries
	Indexed   int // article versions in the search index
}

// Stats gives counts in time that does not grow with the store.
func (s *Store) Stats() (Stats, error) {
	var st Stats
	err := s.view("read store sizes", func(tx *bbolt.Tx) error {
		st.FileBytes = tx.Size()
		st.FreeBytes = int64(tx.DB().Stats().FreePageN) * int64(tx.DB().Info().PageSize)
		st.Articles, st.Incidents = int(counter(tx, "articles")), int(counter(tx, "incidents"))
		st.Changes = int(tx.Bucket(bChange).Sequence())
		st.Pending = countKeys(tx.Bucket(bDue))
		st.Waiting = countKeys(tx.Bucket(bQueue))
		list, err := segments(tx)
		for _, seg := range list {
			st.Indexed += seg.Docs
		}
		return err
	})
	return st, err
}

// countKeys walks a small bucket.
func countKeys(b *bbolt.Bucket) int {
	n := 0
	c := b.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		n++
	}
	return n
}
