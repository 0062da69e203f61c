package store

import (
	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// keptSkips is of how many items that a source announced, and that were left
// out, the reason is kept.
const keptSkips = 50

// Skips gives the items of a source that were left out lately, the latest first,
// each with the reason.
func (s *Store) Skips(source string) ([]conflict.Skip, error) {
	var list []conflict.Skip
	err := s.view("read what was left out of "+source, func(tx *bbolt.Tx) (err error) {
		list, err = s.getSkips(tx, source)
		return err
	})
	return list, err
}

func (s *Store) getSkips(tx *bbolt.Tx, source string) (list []conflict.Skip, err error) {
	key := []byte(source)
	if rec := tx.Bucket(bSkipped).Get(key); rec != nil {
		err = s.codec.unpack("skipped", key, rec, &list)
	}
	return list, err
}

// addSkips puts fresh before what a source's items were left out before, and
// gives how many are kept.
func (s *Store) addSkips(tx *bbolt.Tx, source string, fresh ...conflict.Skip) (int, error) {
	old, err := s.getSkips(tx, source)
	if err != nil {
		return 0, err
	}
	list := append(fresh[:len(fresh):len(fresh)], old...)
	list = list[:min(len(list), keptSkips)]
	key := []byte(source)
	rec, err := flat(key, list)
	if err != nil {
		return 0, err
	}
	return len(list), tx.Bucket(bSkipped).Put(key, rec)
}

// olderHealth is health as older programs stored it, with what was left out.
type olderHealth struct {
	conflict.Health
	Skipped []conflict.Skip `json:"skipped"`
}

// moveSkips takes what was left out from the health that an older program wrote
// to a place of its own.
func (s *Store) moveSkips(older map[string]olderHealth) error {
	if len(older) == 0 || s.opt.ReadOnly {
		return nil
	}
	return s.update("move what was left out", func(tx *bbolt.Tx) error {
		for _, id := range sortedKeys(older) {
			if _, err := s.addSkips(tx, id, older[id].Skipped...); err != nil {
				return err
			}
			if err := putHealth(tx, older[id].Health); err != nil {
				return err
			}
		}
		return nil
	})
}
