package store

import (
	"encoding/binary"
	"strings"

	"go.etcd.io/bbolt"
)

// An address is remembered with what became of it.
const (
	seenPending = 'p' // followed by the pending stub's sequence number
	seenArticle = 'a' // followed by the article's id
	seenSkipped = 's' // left out or given up
)

// addressHead is how many bytes of an address its key begins with: the host
// and, on most sites, the section or the day.
const addressHead = 40

// addressKey is the key of an address: its head, then its digest. The addresses
// that one reading of a source announces so lie on a few neighbouring pages of
// the table, however many others it holds.
func (s *Store) addressKey(url string) []byte {
	url = s.opt.Identity(url)
	head := url
	if _, rest, ok := strings.Cut(url, "://"); ok {
		head = rest
	}
	head = head[:min(len(head), addressHead)]
	return append(append(make([]byte, 0, len(head)+digestSize), head...), digestOf('u', url)...)
}

// hashedKey gives the key that older programs stored the same address under.
func hashedKey(addressKey []byte) []byte { return addressKey[len(addressKey)-digestSize:] }

// seen gives what became of an address, nil when it was never met.
func seen(tx *bbolt.Tx, key []byte) []byte {
	if v := tx.Bucket(bAddress).Get(key); v != nil {
		return v
	}
	return tx.Bucket(bHashed).Get(hashedKey(key))
}

// remember notes what became of an address, in place of what was known before.
func remember(tx *bbolt.Tx, key, v []byte) error {
	if err := tx.Bucket(bHashed).Delete(hashedKey(key)); err != nil {
		return err
	}
	return tx.Bucket(bAddress).Put(key, v)
}

func seenAs(state byte, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{state}, n)
}

// seenLeads reports whether what is remembered of an address is there.
func seenLeads(tx *bbolt.Tx, v []byte) bool {
	switch {
	case len(v) == 1:
		return v[0] == seenSkipped
	case len(v) != 9:
		return false
	case v[0] == seenPending:
		return tx.Bucket(bPending).Get(v[1:]) != nil
	}
	return v[0] == seenArticle && tx.Bucket(bPage).Get(v[1:]) != nil
}
