package store

import (
	"bytes"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// maxRedirects bounds a chain of merged incidents.
const maxRedirects = 100

// Incident gives the record of an incident; that of the incident it was merged
// into where it was. The error is ErrNotFound for an id never given.
func (s *Store) Incident(id string) (conflict.Record, error) {
	var r conflict.Record
	err := s.view("read incident "+id, func(tx *bbolt.Tx) error {
		next := id
		for range maxRedirects {
			var ok bool
			var err error
			if r, ok, err = s.getRecord(tx, next); err != nil {
				return err
			}
			if !ok {
				return fmt.Errorf("%s: %w", next, ErrNotFound)
			}
			if r.Into == "" {
				return nil
			}
			next = r.Into
		}
		return fmt.Errorf("%w: redirects in a circle", ErrDamaged)
	})
	if err != nil {
		return conflict.Record{}, err
	}
	return r, nil
}

// Candidates gives the incidents that carry at least one of keys, each once,
// in the order of their ids. Merged ones are left out, rejected ones are not.
func (s *Store) Candidates(keys []string) ([]conflict.Record, error) {
	var list []conflict.Record
	err := s.view("look up candidates", func(tx *bbolt.Tx) error {
		for _, id := range candidateIDs(tx, keys) {
			r, ok, err := s.getRecord(tx, id)
			if err != nil {
				return err
			}
			if ok && r.Into == "" {
				list = append(list, r)
			}
		}
		return nil
	})
	return list, err
}

func candidateIDs(tx *bbolt.Tx, keys []string) []string {
	var ids []string
	c := tx.Bucket(bKey).Cursor()
	for _, key := range keys {
		prefix := joined(key, nil)
		for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
			ids = append(ids, string(k[len(prefix):]))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// IncidentsOf gives the ids of the incidents that tell of an article, merged
// ones left out.
func (s *Store) IncidentsOf(url string) ([]string, error) {
	var ids []string
	err := s.view("look up incidents of "+url, func(tx *bbolt.Tx) error {
		ids = incidentsOf(tx, url)
		return nil
	})
	return ids, err
}

func incidentsOf(tx *bbolt.Tx, url string) []string {
	var ids []string
	prefix := digestOf('m', url)
	c := tx.Bucket(bMember).Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		ids = append(ids, string(k[len(prefix):]))
	}
	return ids
}

func (s *Store) getRecord(tx *bbolt.Tx, id string) (r conflict.Record, ok bool, err error) {
	key := []byte(id)
	rec := tx.Bucket(bIncident).Get(key)
	if rec == nil {
		return r, false, nil
	}
	err = s.codec.unpack("incident", key, rec, &r)
	return r, err == nil, err
}

// entries are the index keys of one record, by bucket.
type entries struct {
	keys, members   [][]byte
	summary, latest []byte // nil: not listed
}

// listed reports whether lists and maps show the incident.
func listed(r *conflict.Record) bool { return r.Into == "" && !r.Gone }

func entriesOf(r *conflict.Record) entries {
	var e entries
	for _, k := range r.Keys {
		e.keys = append(e.keys, joined(k, []byte(r.ID)))
	}
	if r.Into == "" {
		for _, m := range r.Members {
			e.members = append(e.members, append(digestOf('m', m.URL), r.ID...))
		}
	}
	if listed(r) {
		e.summary = summaryKey(r.Date.Start, r.ID)
		e.latest = append(u64(stamp(r.Updated)), r.ID...)
	}
	sortUnique(&e.keys)
	sortUnique(&e.members)
	return e
}

func sortUnique(list *[][]byte) {
	slices.SortFunc(*list, bytes.Compare)
	*list = slices.CompactFunc(*list, bytes.Equal)
}

// putRecord writes a record and moves its index entries.
func (s *Store) putRecord(tx *bbolt.Tx, r conflict.Record) error {
	if r.ID == "" {
		return fmt.Errorf("an incident has no id")
	}
	before, known, err := s.getRecord(tx, r.ID)
	if err != nil {
		return err
	}
	var old entries
	if known {
		old = entriesOf(&before)
	}
	now := entriesOf(&r)
	if err := reindex(tx, old, now); err != nil {
		return err
	}
	if now.summary != nil {
		if err := tx.Bucket(bSummary).Put(now.summary, packSummary(now.summary, &r)); err != nil {
			return err
		}
		if err := tx.Bucket(bLatest).Put(now.latest, now.summary); err != nil {
			return err
		}
	}
	if err := count(tx, "incidents", one(now.summary != nil)-one(old.summary != nil)); err != nil {
		return err
	}
	rec, err := s.codec.pack([]byte(r.ID), r)
	if err != nil {
		return err
	}
	return tx.Bucket(bIncident).Put([]byte(r.ID), rec)
}

// dropRecord removes a record with all its index entries.
func (s *Store) dropRecord(tx *bbolt.Tx, id string) error {
	r, known, err := s.getRecord(tx, id)
	if err != nil || !known {
		return err
	}
	old := entriesOf(&r)
	if err := reindex(tx, old, entries{}); err != nil {
		return err
	}
	if err := count(tx, "incidents", -one(old.summary != nil)); err != nil {
		return err
	}
	return tx.Bucket(bIncident).Delete([]byte(id))
}

// reindex removes the entries that a record no longer has and adds the new.
func reindex(tx *bbolt.Tx, old, now entries) error {
	if err := moveKeys(tx.Bucket(bKey), old.keys, now.keys); err != nil {
		return err
	}
	if err := moveKeys(tx.Bucket(bMember), old.members, now.members); err != nil {
		return err
	}
	if old.summary != nil && !bytes.Equal(old.summary, now.summary) {
		if err := tx.Bucket(bSummary).Delete(old.summary); err != nil {
			return err
		}
	}
	if old.latest != nil && !bytes.Equal(old.latest, now.latest) {
		return tx.Bucket(bLatest).Delete(old.latest)
	}
	return nil
}

func moveKeys(b *bbolt.Bucket, old, now [][]byte) error {
	for _, k := range old {
		if _, kept := slices.BinarySearchFunc(now, k, bytes.Compare); !kept {
			if err := b.Delete(k); err != nil {
				return err
			}
		}
	}
	for _, k := range now {
		if _, had := slices.BinarySearchFunc(old, k, bytes.Compare); !had {
			if err := b.Put(k, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
