package store

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// update runs one writing transaction. Neither it nor view may be called inside
// of a transaction.
func (s *Store) update(doing string, fn func(*bbolt.Tx) error) (err error) {
	defer rotten(doing, &err)
	s.writers.Lock()
	defer s.writers.Unlock()
	s.swap.RLock()
	defer s.swap.RUnlock()
	return plain(doing, s.db.Update(fn))
}

// view runs one reading transaction.
func (s *Store) view(doing string, fn func(*bbolt.Tx) error) (err error) {
	defer rotten(doing, &err)
	s.swap.RLock()
	defer s.swap.RUnlock()
	return plain(doing, s.db.View(fn))
}

// rotten makes an error of the engine's panic on a page that is not what it
// should be. Other panics go on.
func rotten(doing string, err *error) {
	switch p := recover().(type) {
	case nil:
	case string:
		*err = fmt.Errorf("%s: %w: %s", doing, ErrDamaged, p)
	default:
		panic(p)
	}
}
