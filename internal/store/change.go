package store

import (
	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// ChangesAfter gives at most n changes of the log behind seq, in order; from
// the beginning for seq 0.
func (s *Store) ChangesAfter(seq uint64, n int) ([]conflict.Change, error) {
	var list []conflict.Change
	err := s.view("read changes", func(tx *bbolt.Tx) error {
		c := tx.Bucket(bChange).Cursor()
		for k, rec := c.Seek(u64(seq + 1)); k != nil && len(list) < n; k, rec = c.Next() {
			var ch conflict.Change
			if err := s.codec.unpack("change", k, rec, &ch); err != nil {
				return err
			}
			list = append(list, ch)
		}
		return nil
	})
	return list, err
}

// LastSeq gives the number of the latest change; 0 when there is none.
func (s *Store) LastSeq() (uint64, error) {
	var seq uint64
	err := s.view("read changes", func(tx *bbolt.Tx) error {
		seq = tx.Bucket(bChange).Sequence()
		return nil
	})
	return seq, err
}
