package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// quickRecords is how many of the newest records of each bucket are checked at
// a start after an unclean stop: a crash can only have met those.
const quickRecords = 200

// Report is what Verify found.
type Report struct {
	Records  int      // checked
	Articles int      // versions whose text was hashed
	Faults   []string // in words; at most maxFaults
	More     int      // faults beyond those
}

const maxFaults = 100

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Faults) == 0 }

func (r *Report) fault(err error) {
	if len(r.Faults) < maxFaults {
		r.Faults = append(r.Faults, err.Error())
		return
	}
	r.More++
}

// EvidenceHash is the hash under which the text of an article version is kept:
// SHA-256 over title and unmasked text, hex.
func EvidenceHash(a conflict.Article) string {
	h := sha256.New()
	h.Write([]byte(a.Title))
	h.Write([]byte{0})
	h.Write([]byte(a.Text))
	return hex.EncodeToString(h.Sum(nil))
}

// Verify checks the whole store: the engine's pages, the checksum of every
// record, the hash of every article text, and that each index entry leads to a
// record. progress, which may be nil, hears of records done. The error tells
// that the check could not be ended; what it found stands in the Report.
func (s *Store) Verify(ctx context.Context, progress func(records int)) (Report, error) {
	var rep Report
	err := s.view("verify store", func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			rep.fault(fmt.Errorf("pages: %w", err))
		}
		for _, name := range checkedBuckets() {
			if err := s.verifyBucket(ctx, tx.Bucket(name), string(name), &rep, progress); err != nil {
				return err
			}
		}
		err := tx.Bucket(bSegment).ForEachBucket(func(no []byte) error {
			return s.verifyBucket(ctx, tx.Bucket(bSegment).Bucket(no), "segment", &rep, progress)
		})
		if err != nil {
			return err
		}
		return s.verifyIndexes(ctx, tx, &rep)
	})
	return rep, err
}

// checkedBuckets are those whose values are records with a checksum.
func checkedBuckets() [][]byte {
	return [][]byte{bSource, bHealth, bSkipped, bListing, bPending, bArticle, bPage, bIncident, bSummary, bChange, bRecipient,
		bDelivery, bBoilerplate, bPhrase}
}

func (s *Store) verifyBucket(ctx context.Context, b *bbolt.Bucket, name string, rep *Report, progress func(int)) error {
	c := b.Cursor()
	for k, rec := c.First(); k != nil; k, rec = c.Next() {
		if rep.Records++; rep.Records%1000 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(rep.Records)
			}
		}
		if _, _, err := check(name, k, rec); err != nil {
			rep.fault(err)
			continue
		}
		if name == string(bArticle) {
			s.verifyText(k, rec, rep)
		}
	}
	return nil
}

func (s *Store) verifyText(k, rec []byte, rep *Report) {
	var v ArticleVersion
	if err := s.codec.unpack("article", k, rec, &v); err != nil {
		rep.fault(err)
		return
	}
	if v.Dropped || v.Hash == "" {
		return
	}
	rep.Articles++
	if EvidenceHash(v.Article) != v.Hash {
		rep.fault(fmt.Errorf("article %s version %d: the text is not the one that was read", v.URL, v.Version))
	}
}

// verifyIndexes checks that what indexes name is there: index entries are keys
// alone, and carry no checksum.
func (s *Store) verifyIndexes(ctx context.Context, tx *bbolt.Tx, rep *Report) error {
	incidents, summaries := tx.Bucket(bIncident), tx.Bucket(bSummary)
	names := func(bucket, key []byte) bool { return tx.Bucket(bucket).Get(key) != nil }
	checks := []struct {
		bucket []byte
		ok     func(k, v []byte) bool
	}{
		{bSummary, func(k, _ []byte) bool { return incidents.Get(k[len(noDay):]) != nil }},
		{bLatest, func(_, v []byte) bool { return summaries.Get(v) != nil }},
		{bDue, func(k, _ []byte) bool { return len(k) == 16 && names(bPending, k[8:]) }},
		{bRefetch, func(k, _ []byte) bool { return len(k) == 16 && names(bPage, k[8:]) }},
		{bKey, func(k, _ []byte) bool { return incidents.Get(k[bytes.LastIndexByte(k, 0)+1:]) != nil }},
		{bMember, func(k, _ []byte) bool { return len(k) > digestSize && incidents.Get(k[digestSize:]) != nil }},
		{bQueue, func(k, v []byte) bool { return len(k) > 9 && len(v) == 8 && names(bDelivery, k[len(k)-8:]) }},
		{bAddress, func(_, v []byte) bool { return seenLeads(tx, v) }},
		{bHashed, func(_, v []byte) bool { return seenLeads(tx, v) }},
	}
	for _, c := range checks {
		err := tx.Bucket(c.bucket).ForEach(func(k, v []byte) error {
			if !c.ok(k, v) {
				rep.fault(fmt.Errorf("an entry of %s leads nowhere: %q", c.bucket, k))
			}
			return ctx.Err()
		})
		if err != nil {
			return err
		}
	}
	return s.verifyPages(ctx, tx, rep)
}

// verifyPages checks that each article is found by its URL.
func (s *Store) verifyPages(ctx context.Context, tx *bbolt.Tx, rep *Report) error {
	return tx.Bucket(bPage).ForEach(func(k, rec []byte) error {
		var p pageState
		if err := s.codec.unpack("page", k, rec, &p); err != nil {
			return ctx.Err() // its checksum was told already
		}
		if id, ok := s.articleID(tx, p.URL); !ok || !bytes.Equal(u64(id), k) {
			rep.fault(fmt.Errorf("article %s is not found by its URL", p.URL))
		}
		return ctx.Err()
	})
}

// quickCheck reads the newest records of each bucket.
func (s *Store) quickCheck() error {
	return s.view("check store after an unclean stop", func(tx *bbolt.Tx) error {
		for _, name := range checkedBuckets() {
			b := tx.Bucket(name)
			if b == nil {
				return fmt.Errorf("%w: no bucket %s", ErrDamaged, name)
			}
			c := b.Cursor()
			n := 0
			for k, rec := c.Last(); k != nil && n < quickRecords; k, rec = c.Prev() {
				n++
				if _, _, err := check(string(name), k, rec); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
