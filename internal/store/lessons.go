package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"

	"go.etcd.io/bbolt"
)

// lessonID gives the id under which an article's paragraphs are counted.
func (s *Store) lessonID(url string) (uint64, error) {
	id := stamp(s.now())
	err := s.view("look up article "+url, func(tx *bbolt.Tx) error {
		if known, ok := s.articleID(tx, url); ok {
			id = known
		}
		return nil
	})
	return id, err
}

// loadSite gives a site's lessons, from memory or from disk. The caller holds mu.
func (s *Store) loadSite(name string) (*site, error) {
	if st := s.learned.sites[name]; st != nil {
		return st, nil
	}
	if len(s.learned.sites) >= sitesAhead {
		if err := s.writeLessons(); err != nil {
			return nil, err
		}
		clear(s.learned.sites)
	}
	st := newSite()
	err := s.view("read boilerplate of "+name, func(tx *bbolt.Tx) error {
		err := eachJoined(tx.Bucket(bBoilerplate), "boilerplate", name, func(id uint64, content []byte) {
			l := lesson{id: id}
			for ; len(content) >= 8; content = content[8:] {
				h := binary.BigEndian.Uint64(content)
				l.hashes = append(l.hashes, h)
				st.shared[h]++
			}
			st.lessons = append(st.lessons, l)
		})
		if err != nil {
			return err
		}
		return eachJoined(tx.Bucket(bPhrase), "phrase", name, func(h uint64, content []byte) { st.texts[h] = string(content) })
	})
	if err != nil {
		return nil, err
	}
	if s.learned.sites == nil {
		s.learned.sites = map[string]*site{}
	}
	s.learned.sites[name] = st
	return st, nil
}

func newSite() *site {
	return &site{shared: map[uint64]int{}, texts: map[uint64]string{}, dirty: map[uint64]bool{}, named: map[uint64]bool{}}
}

// eachJoined calls fn for the records of b whose keys are name, 0 and a number.
func eachJoined(b *bbolt.Bucket, bucket, name string, fn func(n uint64, content []byte)) error {
	prefix := joined(name, nil)
	c := b.Cursor()
	for k, rec := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, rec = c.Next() {
		content, _, err := check(bucket, k, rec)
		if err != nil {
			return err
		}
		fn(binary.BigEndian.Uint64(k[len(prefix):]), content)
	}
	return nil
}

// flushLessons writes what was learned and not yet written.
func (s *Store) flushLessons() error {
	s.learned.mu.Lock()
	defer s.learned.mu.Unlock()
	return s.writeLessons()
}

// writeLessons is flushLessons for a caller that holds mu.
func (s *Store) writeLessons() error {
	if s.learned.timer != nil {
		s.learned.timer.Stop()
		s.learned.timer = nil
	}
	if s.learned.ahead == 0 {
		return nil
	}
	err := s.update("write boilerplate", func(tx *bbolt.Tx) error {
		for _, name := range sortedKeys(s.learned.sites) {
			if err := s.learned.sites[name].write(tx, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, st := range s.learned.sites {
		clear(st.dirty)
		clear(st.named)
	}
	s.learned.ahead = 0
	return nil
}

func (st *site) write(tx *bbolt.Tx, name string) error {
	lessons, phrases := tx.Bucket(bBoilerplate), tx.Bucket(bPhrase)
	var errs []error
	gone := maps.Clone(st.dirty)
	for _, l := range st.lessons {
		if !st.dirty[l.id] {
			continue
		}
		delete(gone, l.id)
		content := make([]byte, 0, 8*len(l.hashes))
		for _, h := range l.hashes {
			content = binary.BigEndian.AppendUint64(content, h)
		}
		key := joined(name, u64(l.id))
		errs = append(errs, lessons.Put(key, seal(key, formPlain, content)))
	}
	for id := range gone {
		errs = append(errs, lessons.Delete(joined(name, u64(id))))
	}
	for h := range st.named {
		key := joined(name, u64(h))
		if text, ok := st.texts[h]; ok {
			errs = append(errs, phrases.Put(key, seal(key, formPlain, []byte(text))))
			continue
		}
		errs = append(errs, phrases.Delete(key))
	}
	return errors.Join(errs...)
}

// ResetBoilerplate forgets what was learned of a site, as after a new layout.
func (s *Store) ResetBoilerplate(name string) error {
	s.learned.mu.Lock()
	defer s.learned.mu.Unlock()
	err := s.update("forget boilerplate of "+name, func(tx *bbolt.Tx) error {
		return errors.Join(deletePrefix(tx.Bucket(bBoilerplate), joined(name, nil)),
			deletePrefix(tx.Bucket(bPhrase), joined(name, nil)))
	})
	if err == nil {
		delete(s.learned.sites, name)
	}
	return err
}

func deletePrefix(b *bbolt.Bucket, prefix []byte) error {
	var keys [][]byte
	c := b.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	for _, k := range keys {
		if err := b.Delete(k); err != nil {
			return err
		}
	}
	return nil
}
