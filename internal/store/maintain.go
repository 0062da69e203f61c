package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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

// Compact writes all records without free space into the new file dst, which
// must not exist. The caller closes the store and puts dst in its place; what
// was written meanwhile would be lost, so nothing may write until then.
func (s *Store) Compact(ctx context.Context, dst string) error {
	if _, err := os.Stat(dst); err == nil {
		return fmt.Errorf("compact store: %s exists", dst)
	}
	if err := errors.Join(s.flushHealth(), s.flushLessons()); err != nil {
		return err
	}
	opt := engine(s.opt)
	opt.OpenFile, opt.ReadOnly = nil, false
	to, err := bbolt.Open(dst, 0o600, opt)
	if err != nil {
		return plain("compact store", err)
	}
	to.NoSync = true // one sync at the end: the file is worth nothing before
	err = s.db.View(func(tx *bbolt.Tx) error {
		for _, name := range buckets() {
			if err := copyBucket(ctx, to, tx.Bucket(name), name); err != nil {
				return err
			}
		}
		return nil
	})
	err = errors.Join(err, to.Sync(), to.Close(), syncDir(filepath.Dir(dst)))
	if err != nil {
		return plain("compact store", errors.Join(err, os.Remove(dst)))
	}
	return nil
}

// copyBucket copies in transactions of some thousand records, in key order, and
// the buckets inside after them.
func copyBucket(ctx context.Context, to *bbolt.DB, from *bbolt.Bucket, path ...[]byte) error {
	const batch = 5000
	c := from.Cursor()
	k, v := c.First()
	var inside [][]byte
	for first := true; first || k != nil; first = false {
		err := to.Update(func(tx *bbolt.Tx) error {
			b, err := makeBucket(tx, path)
			if err != nil {
				return err
			}
			b.FillPercent = 0.95
			for n := 0; k != nil && n < batch; n++ {
				if v == nil && from.Bucket(k) != nil {
					inside = append(inside, bytes.Clone(k))
				} else if err := b.Put(k, v); err != nil {
					return err
				}
				k, v = c.Next()
			}
			return b.SetSequence(from.Sequence())
		})
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
	}
	for _, name := range inside {
		if err := copyBucket(ctx, to, from.Bucket(name), append(path[:len(path):len(path)], name)...); err != nil {
			return err
		}
	}
	return nil
}

func makeBucket(tx *bbolt.Tx, path [][]byte) (*bbolt.Bucket, error) {
	b, err := tx.CreateBucketIfNotExists(path[0])
	for _, name := range path[1:] {
		if err != nil {
			return nil, err
		}
		b, err = b.CreateBucketIfNotExists(name)
	}
	return b, err
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
	st := Stats{FreeBytes: int64(s.db.Stats().FreePageN) * int64(s.db.Info().PageSize)}
	err := s.view("read store sizes", func(tx *bbolt.Tx) error {
		st.FileBytes = tx.Size()
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
