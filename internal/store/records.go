package store

import (
	"context"
	"iter"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// Records gives every incident record, by id: merged, rejected and waiting ones
// too, as a replay needs them. It holds no transaction while the loop's body
// runs.
func (s *Store) Records(ctx context.Context) iter.Seq2[conflict.Record, error] {
	const page = 100
	return func(yield func(conflict.Record, error) bool) {
		next := []byte{}
		for next != nil {
			var list []conflict.Record
			err := s.view("read incidents", func(tx *bbolt.Tx) error {
				c := tx.Bucket(bIncident).Cursor()
				k, rec := c.Seek(next)
				for ; k != nil && len(list) < page; k, rec = c.Next() {
					var r conflict.Record
					if err := s.codec.unpack("incident", k, rec, &r); err != nil {
						return err
					}
					list = append(list, r)
				}
				next = append([]byte(nil), k...)
				return nil
			})
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(conflict.Record{}, err)
				return
			}
			for _, r := range list {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
}
