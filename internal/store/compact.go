package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// Compact writes all records without free space into the new file dst, which
// must not exist. The store goes on meanwhile; what it writes is not in dst.
func (s *Store) Compact(ctx context.Context, dst string) error {
	if _, err := os.Stat(dst); err == nil {
		return fmt.Errorf("compact store: %s exists", dst)
	}
	if err := errors.Join(s.flushHealth(), s.flushLessons()); err != nil {
		return err
	}
	return plain("compact store", s.copyTo(ctx, dst))
}

// CompactInPlace gives free space back to the disk and tells how many bytes.
// It needs room for a second copy. Readers go on meanwhile, but for the moment
// in which the files change places; writers wait. After an error or a crash the
// store is as it was.
func (s *Store) CompactInPlace(ctx context.Context) (saved int64, err error) {
	if err := errors.Join(s.flushHealth(), s.flushLessons()); err != nil {
		return 0, err
	}
	s.writers.Lock()
	defer s.writers.Unlock()
	dst := compactFile(s.path)
	if err := os.Remove(dst); err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, plain("compact store", err)
	}
	if err := s.copyTo(ctx, dst); err != nil {
		return 0, plain("compact store", err)
	}
	before, err := os.Stat(s.path)
	if err != nil {
		return 0, plain("compact store", err)
	}
	if err := s.exchange(dst); err != nil {
		return 0, plain("compact store", err)
	}
	after, err := os.Stat(s.path)
	if err != nil {
		return 0, plain("compact store", err)
	}
	return before.Size() - after.Size(), nil
}

// exchange puts the file dst in place of the store's and opens it. Until that
// is done the old file keeps a second name, under which it can come back.
func (s *Store) exchange(dst string) error {
	s.swap.Lock()
	defer s.swap.Unlock()
	old := s.path + ".old"
	if err := os.Remove(old); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Link(s.path, old); err != nil {
		return err
	}
	if err := os.Rename(dst, s.path); err != nil {
		return err
	}
	db, err := openFile(s.path, s.opt)
	if err != nil {
		return errors.Join(err, os.Rename(old, s.path))
	}
	before := s.db
	s.db = db
	return errors.Join(before.Close(), os.Remove(old), syncDir(filepath.Dir(s.path)))
}

func compactFile(path string) string { return path + ".compact" }

// copyTo writes the records into a new file and waits until it is on disk.
func (s *Store) copyTo(ctx context.Context, dst string) error {
	opt := engine(s.opt)
	opt.ReadOnly = false
	to, err := bbolt.Open(dst, 0o600, opt)
	if err != nil {
		return err
	}
	to.NoSync = true // one sync at the end: the file is worth nothing before
	err = s.view("read store", func(tx *bbolt.Tx) error {
		for _, name := range buckets() {
			if err := copyBucket(ctx, to, tx.Bucket(name), name); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		to.NoFreelistSync = false
		err = to.Update(func(*bbolt.Tx) error { return nil })
	}
	err = errors.Join(err, to.Sync(), to.Close(), syncDir(filepath.Dir(dst)))
	if err != nil {
		return errors.Join(err, os.Remove(dst))
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
