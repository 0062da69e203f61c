package store

import (
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// Commit is all that one article version changes.
type Commit struct {
	Article ArticleVersion    // URL "" : none, as for an analyst's decision
	Records []conflict.Record // incidents to write, whole
	Changes []conflict.Change // what became known, in order
	Pending uint64            // stub that this settles; 0: none
	Refetch bool              // look at the page again for edits, by the schedule
	Drop    []string          // ids of incident records to remove, for a replay
}

// Committed is what Commit assigned.
type Committed struct {
	Changes []conflict.Change // with their Seq
	LastSeq uint64            // of the log of changes
}

// Commit writes an article version, incidents and changes in one transaction
// with one fsync, and removes the pending stub. A version that is already
// stored is replaced. The changes get the next numbers of the log, which is
// append-only.
func (s *Store) Commit(c Commit) (Committed, error) {
	var out Committed
	err := s.update("commit "+c.Article.URL, func(tx *bbolt.Tx) error {
		if c.Pending != 0 {
			if _, err := s.takePending(tx, c.Pending); err != nil {
				return err
			}
		}
		if c.Article.URL != "" {
			if err := s.putArticle(tx, c.Article, c.Refetch); err != nil {
				return err
			}
		}
		var err error
		if out.Changes, out.LastSeq, err = s.logChanges(tx, c.Changes); err != nil {
			return err
		}
		for _, id := range c.Drop {
			if err := s.dropRecord(tx, id); err != nil {
				return err
			}
		}
		for _, r := range c.Records {
			if err := s.putRecord(tx, numbered(r, out.Changes)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Committed{}, err
	}
	s.noteCommit()
	return out, nil
}

// putArticle stores one version under the article's id, which is the time the
// article was first seen, moved on by a microsecond where two meet.
func (s *Store) putArticle(tx *bbolt.Tx, v ArticleVersion, refetch bool) error {
	if v.Version < 1 || v.Version > 65535 {
		return fmt.Errorf("article version %d is out of range", v.Version)
	}
	id, known := s.articleID(tx, v.URL)
	var err error
	if !known {
		if id, err = s.newArticle(tx, v); err != nil {
			return err
		}
	}
	before, err := s.getVersion(tx, id, v.Version)
	fresh := errors.Is(err, ErrNotFound)
	if err != nil && !fresh {
		return err
	}
	if fresh {
		if err := s.readPage(tx, id, v, refetch); err != nil {
			return err
		}
	}
	if fresh || !searchedAlike(&before, &v) {
		if err := noteTail(tx, id); err != nil {
			return err
		}
	}
	key := versionKey(id, v.Version)
	rec, err := s.codec.pack(key, v)
	if err != nil {
		return err
	}
	articles := tx.Bucket(bArticle)
	articles.FillPercent = 0.9
	return articles.Put(key, rec)
}

// readPage notes that a new version was read off the article's page. A version
// that is stored again, as by a replay, says nothing of the page.
func (s *Store) readPage(tx *bbolt.Tx, id uint64, v ArticleVersion, refetch bool) error {
	page := pageState{URL: v.URL, First: v.Seen}
	if tx.Bucket(bPage).Get(u64(id)) != nil {
		var err error
		if page, err = s.getPage(tx, id); err != nil {
			return err
		}
	}
	page.Latest = max(page.Latest, v.Version)
	page.Source, page.ETag, page.LastModified = v.Source, v.ETag, v.LastModified
	page.Gone, page.Removed = 0, false
	if refetch {
		if err := schedule(tx, id, &page, nextLook(page.First, v.Seen)); err != nil {
			return err
		}
	}
	return s.putPage(tx, id, page)
}

// searchedAlike reports whether a version that is stored again, as by a replay,
// is found by the same words and filters.
func searchedAlike(a, b *ArticleVersion) bool {
	return a.Article.Title == b.Article.Title && a.Article.Text == b.Article.Text && slices.Equal(fieldsOf(a), fieldsOf(b))
}

func (s *Store) newArticle(tx *bbolt.Tx, v ArticleVersion) (uint64, error) {
	pages := tx.Bucket(bPage)
	pages.FillPercent = 0.9
	id := max(stamp(v.Seen), 1)
	for pages.Get(u64(id)) != nil {
		id++
	}
	if err := count(tx, "articles", 1); err != nil {
		return 0, err
	}
	return id, remember(tx, s.addressKey(v.URL), seenAs(seenArticle, id))
}

// logChanges appends to the log of changes.
func (s *Store) logChanges(tx *bbolt.Tx, changes []conflict.Change) ([]conflict.Change, uint64, error) {
	log := tx.Bucket(bChange)
	log.FillPercent = 0.95
	out := make([]conflict.Change, len(changes))
	for i, ch := range changes {
		seq, err := log.NextSequence()
		if err != nil {
			return nil, 0, err
		}
		ch.Seq = seq
		key := u64(seq)
		rec, err := s.codec.pack(key, ch)
		if err != nil {
			return nil, 0, err
		}
		if err := log.Put(key, rec); err != nil {
			return nil, 0, err
		}
		out[i] = ch
	}
	return out, log.Sequence(), nil
}

// numbered gives r with the log's numbers in its own list of changes.
func numbered(r conflict.Record, logged []conflict.Change) conflict.Record {
	if len(logged) == 0 || len(r.Changes) == 0 {
		return r
	}
	seq := make(map[string]uint64, len(logged))
	for _, ch := range logged {
		seq[ch.ID] = ch.Seq
	}
	r.Changes = append([]conflict.Change(nil), r.Changes...)
	for i := range r.Changes {
		if n := seq[r.Changes[i].ID]; n != 0 {
			r.Changes[i].Seq = n
		}
	}
	return r
}
