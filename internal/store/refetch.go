package store

import (
	"bytes"
	"encoding/binary"
	"time"

	"go.etcd.io/bbolt"
)

// looks is when a page is read again for edits, counted from when it was first
// seen.
func looks() []time.Duration {
	return []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour, 7 * 24 * time.Hour}
}

// secondLook is how long after a first "gone" a page is asked again.
const secondLook = 6 * time.Hour

// Refetch is an article page that is to be read again.
type Refetch struct {
	URL          string
	Source       string
	Version      int // newest stored
	ETag         string
	LastModified string
	FirstSeen    time.Time
	Gone         int // how often in a row it answered 404 or 410
}

// nextLook gives the first look after now; zero when the last has passed.
func nextLook(first, now time.Time) time.Time {
	for _, after := range looks() {
		if at := first.Add(after); at.After(now) {
			return at
		}
	}
	return time.Time{}
}

// DueRefetch gives at most n pages whose look is due at now, the longest due
// first. They stay due until Commit, MarkUnchanged, MarkGone or RetryRefetch.
func (s *Store) DueRefetch(now time.Time, n int) ([]Refetch, error) {
	var list []Refetch
	limit := pair(stamp(now)+1, 0)
	err := s.view("read refetch schedule", func(tx *bbolt.Tx) error {
		c := tx.Bucket(bRefetch).Cursor()
		for k, _ := c.First(); k != nil && len(list) < n && bytes.Compare(k, limit) < 0; k, _ = c.Next() {
			p, err := s.getPage(tx, binary.BigEndian.Uint64(k[8:]))
			if err != nil {
				return err
			}
			list = append(list, Refetch{URL: p.URL, Source: p.Source, Version: p.Latest, ETag: p.ETag,
				LastModified: p.LastModified, FirstSeen: p.First, Gone: p.Gone})
		}
		return nil
	})
	return list, err
}

// MarkUnchanged notes that a page was read at now and says the same; the next
// look follows the schedule. Validators given replace the old.
func (s *Store) MarkUnchanged(url string, now time.Time, etag, lastModified string) error {
	return s.editPage(url, func(p *pageState) time.Time {
		if etag != "" || lastModified != "" {
			p.ETag, p.LastModified = etag, lastModified
		}
		p.Gone = 0
		return nextLook(p.First, now)
	})
}

// RetryRefetch puts a look off to next, as after a failure that will pass.
func (s *Store) RetryRefetch(url string, next time.Time) error {
	return s.editPage(url, func(*pageState) time.Time { return next })
}

// MarkGone notes that a page answered 404 or 410. The second time in a row it
// counts as removed: the first call that finds so gives true, and no further
// look is planned.
func (s *Store) MarkGone(url string, now time.Time) (removed bool, err error) {
	err = s.editPage(url, func(p *pageState) time.Time {
		p.Gone++
		if p.Gone < 2 {
			return now.Add(secondLook)
		}
		removed = !p.Removed
		p.Removed = true
		return time.Time{}
	})
	return removed && err == nil, err
}

func (s *Store) editPage(url string, edit func(*pageState) time.Time) error {
	return s.update("note state of page "+url, func(tx *bbolt.Tx) error {
		id, p, err := s.findPage(tx, url)
		if err != nil {
			return err
		}
		if err := schedule(tx, id, &p, edit(&p)); err != nil {
			return err
		}
		return s.putPage(tx, id, p)
	})
}

// schedule moves the page's entry in the schedule; next zero removes it.
func schedule(tx *bbolt.Tx, id uint64, p *pageState, next time.Time) error {
	b := tx.Bucket(bRefetch)
	if !p.Next.IsZero() {
		if err := b.Delete(pair(stamp(p.Next), id)); err != nil {
			return err
		}
	}
	p.Next = next
	if next.IsZero() {
		return nil
	}
	return b.Put(pair(stamp(next), id), nil)
}
