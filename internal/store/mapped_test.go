//go:build linux

package store

import (
	"testing"

	"go.etcd.io/bbolt"
)

// Else the memory of a process grows with its store.
func TestReadingAllOfALargeFileDoesNotKeepItInMemory(t *testing.T) {
	const records, size = 200, 1 << 20
	s := openTest(t, Options{})
	s.db.NoSync = true
	for i := range records {
		err := s.update("write", func(tx *bbolt.Tx) error { return tx.Bucket(bPhrase).Put(u64(uint64(i)), make([]byte, size)) })
		if err != nil {
			t.Fatal(err)
		}
	}
	most, sum := 0, byte(0)
	for i := range records {
		err := s.view("read", func(tx *bbolt.Tx) error {
			for v := tx.Bucket(bPhrase).Get(u64(uint64(i))); len(v) > 0; v = v[min(len(v), 4096):] {
				sum += v[0]
			}
			return nil
		})
		if err != nil || sum != 0 {
			t.Fatalf("read %d: %v, sum %d", i, err, sum)
		}
		most = max(most, mapped())
	}
	if most == 0 || most > 96<<20 {
		t.Errorf("%d MB of files were in memory, of a file of %d MB", most>>20, records*size>>20)
	}
}
