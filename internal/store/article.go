package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// ArticleVersion is one text of an article page as it was read, with what was
// coded from it. Versions of a URL count from 1.
type ArticleVersion struct {
	URL          string               `json:"url"`
	Version      int                  `json:"version"`
	Article      conflict.Article     `json:"article"`
	Coded        conflict.Coded       `json:"coded"`
	Fingerprint  conflict.Fingerprint `json:"fingerprint"`
	Seen         time.Time            `json:"seen"` // when this version was read
	Hash         string               `json:"hash"` // of the unmasked text: EvidenceHash of the article
	Source       string               `json:"source"`
	Family       string               `json:"family,omitempty"`
	ETag         string               `json:"etag,omitempty"`
	LastModified string               `json:"last_modified,omitempty"`
	Old          bool                 `json:"old,omitempty"`     // from the first reading of its source
	Archive      string               `json:"archive,omitempty"` // where the archive keeps the page
	Dropped      bool                 `json:"dropped,omitempty"` // retention took the text; Hash still tells which it was
}

// pageState is what the store knows of an article's page over all versions.
type pageState struct {
	URL          string    `json:"url"`
	Source       string    `json:"source"`
	First        time.Time `json:"first"`  // when version 1 was read
	Latest       int       `json:"latest"` // newest version
	Next         time.Time `json:"next"`   // next look at the page; zero: none
	Gone         int       `json:"gone,omitempty"`
	Removed      bool      `json:"removed,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
}

// Article gives the newest version of an article; the error is ErrNotFound
// where none was stored.
func (s *Store) Article(url string) (ArticleVersion, error) {
	var v ArticleVersion
	err := s.view("read article "+url, func(tx *bbolt.Tx) error {
		id, page, err := s.findPage(tx, url)
		if err != nil {
			return err
		}
		v, err = s.getVersion(tx, id, page.Latest)
		return err
	})
	return v, err
}

// Versions gives every version of an article, oldest first; none is no error.
func (s *Store) Versions(url string) ([]ArticleVersion, error) {
	var list []ArticleVersion
	err := s.view("read versions of "+url, func(tx *bbolt.Tx) error {
		id, ok := s.articleID(tx, url)
		if !ok {
			return nil
		}
		c := tx.Bucket(bArticle).Cursor()
		for k, rec := c.Seek(u64(id)); k != nil && binary.BigEndian.Uint64(k) == id; k, rec = c.Next() {
			var v ArticleVersion
			if err := s.codec.unpack("article", k, rec, &v); err != nil {
				return err
			}
			list = append(list, v)
		}
		return nil
	})
	return list, err
}

// ArticlesSince gives every version of the articles first seen at t or later,
// in the order in which the articles were first seen. It holds no transaction
// while the loop's body runs.
func (s *Store) ArticlesSince(ctx context.Context, t time.Time) iter.Seq2[ArticleVersion, error] {
	const page = 100
	return func(yield func(ArticleVersion, error) bool) {
		next := versionKey(stamp(t), 0)
		for next != nil {
			var list []ArticleVersion
			err := s.view("read articles", func(tx *bbolt.Tx) error {
				c := tx.Bucket(bArticle).Cursor()
				k, rec := c.Seek(next)
				for ; k != nil && len(list) < page; k, rec = c.Next() {
					var v ArticleVersion
					if err := s.codec.unpack("article", k, rec, &v); err != nil {
						return err
					}
					list = append(list, v)
				}
				next = append([]byte(nil), k...)
				if k == nil {
					next = nil
				}
				return nil
			})
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(ArticleVersion{}, err)
				return
			}
			for _, v := range list {
				if !yield(v, nil) {
					return
				}
			}
		}
	}
}

// CountArticles gives the number of article pages, whatever their versions.
func (s *Store) CountArticles() (int, error) {
	n := 0
	err := s.view("count articles", func(tx *bbolt.Tx) error {
		n = int(counter(tx, "articles"))
		return nil
	})
	return n, err
}

// articleID finds the id of a stored article: the time it was first seen.
func (s *Store) articleID(tx *bbolt.Tx, url string) (uint64, bool) {
	v := seen(tx, s.addressKey(url))
	if len(v) != 9 || v[0] != seenArticle {
		return 0, false
	}
	return binary.BigEndian.Uint64(v[1:]), true
}

func (s *Store) findPage(tx *bbolt.Tx, url string) (uint64, pageState, error) {
	id, ok := s.articleID(tx, url)
	if !ok {
		return 0, pageState{}, fmt.Errorf("article %s: %w", url, ErrNotFound)
	}
	p, err := s.getPage(tx, id)
	return id, p, err
}

func (s *Store) getPage(tx *bbolt.Tx, id uint64) (pageState, error) {
	var p pageState
	key := u64(id)
	return p, s.codec.unpack("page", key, tx.Bucket(bPage).Get(key), &p)
}

func (s *Store) putPage(tx *bbolt.Tx, id uint64, p pageState) error {
	key := u64(id)
	rec, err := s.codec.packBrief(key, p)
	if err != nil {
		return err
	}
	return tx.Bucket(bPage).Put(key, rec)
}

func (s *Store) getVersion(tx *bbolt.Tx, id uint64, version int) (ArticleVersion, error) {
	var v ArticleVersion
	key := versionKey(id, version)
	rec := tx.Bucket(bArticle).Get(key)
	if rec == nil {
		return v, fmt.Errorf("version %d: %w", version, ErrNotFound)
	}
	return v, s.codec.unpack("article", key, rec, &v)
}

func versionKey(id uint64, version int) []byte {
	return binary.BigEndian.AppendUint16(u64(id), uint16(version))
}

// counter reads a running number of the meta bucket.
func counter(tx *bbolt.Tx, name string) uint64 {
	v := tx.Bucket(bMeta).Get([]byte("count " + name))
	if len(v) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(v)
}

func count(tx *bbolt.Tx, name string, add int) error {
	if add == 0 {
		return nil
	}
	return tx.Bucket(bMeta).Put([]byte("count "+name), u64(counter(tx, name)+uint64(add)))
}
