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
	defer s.looked()
	return plain(doing, s.db.Update(fn))
}

// view runs one reading transaction.
func (s *Store) view(doing string, fn func(*bbolt.Tx) error) (err error) {
	defer rotten(doing, &err)
	s.swap.RLock()
	defer s.swap.RUnlock()
	defer s.looked()
	return plain(doing, s.db.View(fn))
}

// unmapAfter is the number of transactions after which the pages of the file
// that they touched no longer count as this process's memory. The system maps
// sixteen pages for each that is looked at: a thousand feeds with thirty items
// would map the whole table of a million addresses.
const unmapAfter = 64

// looked counts transactions.
func (s *Store) looked() {
	if s.looks.Add(1)%unmapAfter != 0 {
		return
	}
	// The transaction keeps the engine from mapping the file elsewhere meanwhile.
	_ = s.db.View(func(tx *bbolt.Tx) error {
		unmap(tx)
		return nil
	})
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
