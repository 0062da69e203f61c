package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The engine believes the list of free pages: one that says it is longer than it
// is ended the process at the start, and one that names a page in use would
// have had it written over.
func TestARottenListOfFreePagesIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if _, err := s.Commit(inventedCommit(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h := mustHead(t, path)
	if h.free == noFreeList {
		t.Fatal("the list was not written")
	}
	at := h.free * h.size
	for what, spoil := range map[string]func(b []byte){
		"too long": func(b []byte) { binary.NativeEndian.PutUint16(b[at+10:], 0xfff0) },
		"far too long": func(b []byte) {
			binary.NativeEndian.PutUint16(b[at+10:], 0xffff)
			binary.NativeEndian.PutUint64(b[at+headerLen:], 1<<60)
		},
		"no list":        func(b []byte) { b[at+8] = pageLeaf },
		"a page in use":  func(b []byte) { binary.NativeEndian.PutUint64(b[at+headerLen:], h.root) },
		"a page outside": func(b []byte) { binary.NativeEndian.PutUint64(b[at+headerLen:], h.pages) },
		"over the end":   func(b []byte) { binary.NativeEndian.PutUint32(b[at+12:], uint32(h.pages)) },
		"another page":   func(b []byte) { b[at]++ },
	} {
		b := append([]byte(nil), sound...)
		spoil(b)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(path, Options{LockTimeout: time.Second}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", what, err)
			if err == nil {
				s.Close()
			}
		}
	}
}
