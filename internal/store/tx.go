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

// The pages of the file that a transaction touches count as this process's
// memory, though the system can take them back at any time. It maps sixteen for
// each that is looked at: reading a few articles would map all of a small store,
// and of a large one ever more.
const (
	mappedLimit = 48 << 20 // bytes of files in memory, the program's own among them
	lookEvery   = 2        // transactions
)

// looked counts transactions, and gives the pages of the file back where they
// have become many.
func (s *Store) looked() {
	if s.looks.Add(1)%lookEvery != 0 || mapped() < mappedLimit {
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
