package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cespare/xxhash/v2"
	"go.etcd.io/bbolt"
)

// A paragraph counts as boilerplate of a site when it stands in boilerArticles
// of the last boilerWindow articles, and these were first seen on at least
// boilerDays days: three reports on one event share sentences too.
const (
	boilerWindow   = 100
	boilerArticles = 5
	boilerDays     = 3
)

// Boilerplate is what a site repeats under its articles.
type Boilerplate struct {
	Site       string
	Articles   int         // looked at
	Paragraphs []Paragraph // the repeated ones, most repeated first
	known      map[uint64]bool
}

// Paragraph is a repeated paragraph.
type Paragraph struct {
	Text     string
	Articles int // that carry it, of those looked at
}

// Known reports whether a paragraph is boilerplate.
func (b *Boilerplate) Known(paragraph string) bool {
	return b != nil && len(b.known) > 0 && b.known[paragraphHash(paragraph)]
}

// learned keeps the boilerplate of sites in memory between commits.
type learned struct {
	mu    sync.Mutex
	sites map[string]*Boilerplate
}

func paragraphHash(p string) uint64 { return xxhash.Sum64String(strings.Join(strings.Fields(p), " ")) }

// LearnBoilerplate counts the paragraphs of one article of a site. An article
// that was counted before is counted anew. Only the last articles of a site
// count, so that old furniture is forgotten.
func (s *Store) LearnBoilerplate(site, url string, paragraphs []string) error {
	if len(paragraphs) == 0 {
		return nil
	}
	err := s.update("learn boilerplate of "+site, func(tx *bbolt.Tx) error {
		id, ok := s.articleID(tx, url)
		if !ok {
			id = stamp(s.now())
		}
		b := tx.Bucket(bBoilerplate)
		key := joined(site, u64(id))
		hashes := make([]byte, 0, 8*len(paragraphs))
		for _, p := range paragraphs {
			hashes = binary.BigEndian.AppendUint64(hashes, paragraphHash(p))
		}
		if err := b.Put(key, seal(key, formPlain, hashes)); err != nil {
			return err
		}
		if err := forget(b, site); err != nil {
			return err
		}
		counts, err := countParagraphs(b, site)
		if err != nil {
			return err
		}
		return keepPhrases(tx, site, paragraphs, counts)
	})
	s.learned.mu.Lock()
	delete(s.learned.sites, site)
	s.learned.mu.Unlock()
	return err
}

// forget removes the oldest articles of a site beyond the window.
func forget(b *bbolt.Bucket, site string) error {
	var keys [][]byte
	prefix := joined(site, nil)
	c := b.Cursor()
	for k, _ := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		keys = append(keys, bytes.Clone(k))
	}
	for len(keys) > boilerWindow {
		if err := b.Delete(keys[0]); err != nil {
			return err
		}
		keys = keys[1:]
	}
	return nil
}

// spread is how far a paragraph is spread over a site.
type spread struct {
	articles, days int
	lastDay        uint64
}

func (sp spread) boilerplate() bool { return sp.articles >= boilerArticles && sp.days >= boilerDays }

type paragraphCounts struct {
	articles int
	of       map[uint64]spread
}

func countParagraphs(b *bbolt.Bucket, site string) (paragraphCounts, error) {
	pc := paragraphCounts{of: map[uint64]spread{}}
	prefix := joined(site, nil)
	c := b.Cursor()
	for k, rec := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, rec = c.Next() {
		content, _, err := check("boilerplate", k, rec)
		if err != nil {
			return pc, err
		}
		pc.articles++
		day := binary.BigEndian.Uint64(k[len(prefix):])/uint64(24*time.Hour/time.Microsecond) + 1
		inArticle := map[uint64]bool{}
		for ; len(content) >= 8; content = content[8:] {
			h := binary.BigEndian.Uint64(content)
			if inArticle[h] {
				continue
			}
			inArticle[h] = true
			sp := pc.of[h]
			sp.articles++
			if day != sp.lastDay {
				sp.days, sp.lastDay = sp.days+1, day
			}
			pc.of[h] = sp
		}
	}
	return pc, nil
}

// keepPhrases stores the text of paragraphs that begin to repeat, for readers.
func keepPhrases(tx *bbolt.Tx, site string, paragraphs []string, counts paragraphCounts) error {
	b := tx.Bucket(bPhrase)
	for _, p := range paragraphs {
		h := paragraphHash(p)
		key := joined(site, u64(h))
		if !counts.of[h].boilerplate() || b.Get(key) != nil {
			continue
		}
		if err := b.Put(key, seal(key, formPlain, []byte(p))); err != nil {
			return err
		}
	}
	return nil
}

// Boilerplate gives what was learned of a site; an empty one, never nil, for a
// site that is not known.
func (s *Store) Boilerplate(site string) (*Boilerplate, error) {
	s.learned.mu.Lock()
	defer s.learned.mu.Unlock()
	if b := s.learned.sites[site]; b != nil {
		return b, nil
	}
	out := &Boilerplate{Site: site, known: map[uint64]bool{}}
	err := s.view("read boilerplate of "+site, func(tx *bbolt.Tx) error {
		counts, err := countParagraphs(tx.Bucket(bBoilerplate), site)
		if err != nil {
			return err
		}
		out.Articles = counts.articles
		for h, sp := range counts.of {
			if !sp.boilerplate() {
				continue
			}
			out.known[h] = true
			key := joined(site, u64(h))
			text := ""
			if rec := tx.Bucket(bPhrase).Get(key); rec != nil {
				content, _, err := check("phrase", key, rec)
				if err != nil {
					return err
				}
				text = string(content)
			}
			out.Paragraphs = append(out.Paragraphs, Paragraph{text, sp.articles})
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	slices.SortFunc(out.Paragraphs, func(a, b Paragraph) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Text, b.Text))
	})
	if s.learned.sites == nil || len(s.learned.sites) > 500 {
		s.learned.sites = map[string]*Boilerplate{}
	}
	s.learned.sites[site] = out
	return out, nil
}

// ResetBoilerplate forgets what was learned of a site, as after a new layout.
func (s *Store) ResetBoilerplate(site string) error {
	err := s.update("forget boilerplate of "+site, func(tx *bbolt.Tx) error {
		return errors.Join(deletePrefix(tx.Bucket(bBoilerplate), joined(site, nil)),
			deletePrefix(tx.Bucket(bPhrase), joined(site, nil)))
	})
	s.learned.mu.Lock()
	delete(s.learned.sites, site)
	s.learned.mu.Unlock()
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
