package store

import (
	"encoding/binary"
	"slices"

	"github.com/cespare/xxhash/v2"
	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// listingLen is how many of a source's latest GUIDs are remembered: more than
// feeds list at once.
const listingLen = 300

// listing is the GUIDs that a source lately gave to its items. A feed that
// renames an item's URL keeps its GUID; only what the source still lists can be
// renamed, so a short list a source does, in place of a key for every item.
type listing struct {
	hashes  []uint64 // oldest first
	set     map[uint64]bool
	changed bool
}

func guidHash(stub conflict.Stub) uint64 { return xxhash.Sum64String(stub.GUID) }

// ownGUID reports whether a stub has a GUID that says more than its URL.
func ownGUID(stub conflict.Stub) bool { return stub.GUID != "" && stub.GUID != stub.URL }

func (l *listing) has(h uint64) bool { return l.set[h] }

// take notes the GUID of an item and reports whether it is new.
func (l *listing) take(stub *conflict.Stub) bool {
	if !ownGUID(*stub) {
		return true
	}
	h := guidHash(*stub)
	if l.set[h] {
		return false
	}
	l.set[h], l.changed = true, true
	l.hashes = append(l.hashes, h)
	return true
}

func readListing(tx *bbolt.Tx, source string) (*listing, error) {
	l := &listing{set: map[uint64]bool{}}
	key := []byte(source)
	rec := tx.Bucket(bListing).Get(key)
	if rec == nil {
		return l, nil
	}
	content, _, err := check("listing", key, rec)
	for ; len(content) >= 8; content = content[8:] {
		h := binary.BigEndian.Uint64(content)
		l.hashes, l.set[h] = append(l.hashes, h), true
	}
	return l, err
}

// readListings gives the listing of each source of a group.
func (s *Store) readListings(group []*pollWait) (map[string]*listing, error) {
	lists := map[string]*listing{}
	err := s.view("read listings", func(tx *bbolt.Tx) error {
		for _, w := range group {
			if lists[w.poll.SourceID] != nil {
				continue
			}
			l, err := readListing(tx, w.poll.SourceID)
			if err != nil {
				return err
			}
			lists[w.poll.SourceID] = l
		}
		return nil
	})
	return lists, err
}

// putListings writes those that changed, without their oldest beyond the limit.
func putListings(tx *bbolt.Tx, lists map[string]*listing) error {
	b := tx.Bucket(bListing)
	for _, source := range sortedKeys(lists) {
		l := lists[source]
		if !l.changed {
			continue
		}
		kept := l.hashes[max(0, len(l.hashes)-listingLen):]
		content := make([]byte, 0, 8*len(kept))
		for _, h := range kept {
			content = binary.BigEndian.AppendUint64(content, h)
		}
		key := []byte(source)
		if err := b.Put(key, seal(key, formPlain, slices.Clip(content))); err != nil {
			return err
		}
	}
	return nil
}
