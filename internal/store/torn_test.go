package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

const (
	sector   = 512 // what a disk writes whole or not at all
	pageSize = 4096
)

// A commit writes its pages, waits for the disk, writes one head page, and
// waits again. So a power failure during commit k leaves the file of commit k-1
// with any part of k's pages, or all of them with any part of the head page.
// The test records the file after each commit, builds such images, and expects
// in each the state of k-1 or of k, whole.
func TestAPowerFailureAtAnyPointLeavesTheCommitWholeOrUndone(t *testing.T) {
	images := 100
	if soak() {
		images = 1000
	}
	log := recordWrites(t)
	rnd := rand.New(rand.NewPCG(7, 7))
	dir := t.TempDir()
	older, newer := 0, 0
	for n := range images {
		k := 1 + rnd.IntN(len(log)-1)
		image := log[k-1].torn(log[k], rnd)
		path := filepath.Join(dir, "torn.db")
		if err := os.WriteFile(path, image, 0o600); err != nil {
			t.Fatal(err)
		}
		// The process died without giving the store back.
		if err := os.WriteFile(pidFile(path), []byte("1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(path, Options{})
		if err != nil {
			t.Fatalf("image %d of commit %d: %v", n, k, err)
		}
		rep, err := s.Verify(context.Background(), nil)
		if err != nil || !rep.OK() {
			t.Errorf("image %d of commit %d: verify: %+v, %v", n, k, rep, err)
		}
		switch state(t, s) {
		case log[k-1].state:
			older++
		case log[k].state:
			newer++
		default:
			t.Errorf("image %d: the state is neither that before commit %d nor that after it", n, k)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if older == 0 || newer == 0 {
		t.Errorf("%d images undone and %d whole: both must occur", older, newer)
	}
	t.Logf("%d commits, %d images: %d undone, %d whole", len(log), images, older, newer)
}

// snapshot is the file after a commit, and a digest of all records in it.
type snapshot struct {
	file  []byte
	state string
}

// recordWrites runs verbs of all kinds and records the file after each commit.
func recordWrites(t *testing.T) []snapshot {
	t.Helper()
	s := openTest(t, Options{})
	s.db.AllocSize = 64 << 10
	var log []snapshot
	record := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(s.Path())
		if err != nil {
			t.Fatal(err)
		}
		log = append(log, snapshot{file, state(t, s)})
	}
	record(nil)
	for i := range 25 {
		_, err := s.RecordPoll(inventedPoll(i, 0, 10))
		record(err)
		_, err = s.Commit(inventedCommit(i))
		record(err)
		_, err = freezeOne(s, conflict.Digest{ID: fmt.Sprint(i), Recipient: "desk"}, uint64(i))
		record(err)
		due, err := s.Deliveries(s.now())
		if err != nil || len(due) != 1 {
			t.Fatalf("due: %+v, %v", due, err)
		}
		arrived(&due[0])
		record(s.RecordAttempt(due[0], false))
		record(s.SkipPending("sport", uint64(10*i+1), uint64(10*i+2)))
		record(s.flushHealth()) // by itself it would come between two of the others
		record(s.MarkUnchanged(inventedCommit(i).Article.URL, day0.Add(2*time.Hour), "", ""))
	}
	return log
}

// torn is a file between two snapshots.
func (before snapshot) torn(after snapshot, rnd *rand.Rand) []byte {
	image := bytes.Clone(before.file)
	if len(after.file) > len(image) {
		image = append(image, make([]byte, len(after.file)-len(image))...)
	}
	headToo := rnd.IntN(2) == 0
	for at := 0; at < len(after.file); at += pageSize {
		was, is := image[at:at+pageSize], after.file[at:at+pageSize]
		if bytes.Equal(was, is) {
			continue
		}
		head := at < 2*pageSize
		switch {
		case head && headToo: // a head page may stop at any byte
			n := rnd.IntN(2 * 80)
			copy(was[:min(n, pageSize)], is)
		case head:
		case headToo:
			copy(was, is)
		default:
			tear(was, is, rnd)
		}
	}
	return image
}

// tear writes some of a page's sectors, or fills one with what was never meant.
func tear(was, is []byte, rnd *rand.Rand) {
	for at := 0; at < pageSize; at += sector {
		switch rnd.IntN(5) {
		case 0, 1:
			copy(was[at:at+sector], is[at:])
		case 2:
			for i := range sector {
				was[at+i] = byte(rnd.Uint32())
			}
		}
	}
}

// state is a digest of all records of the store.
func state(t *testing.T, s *Store) string {
	t.Helper()
	h := sha256.New()
	err := s.db.View(func(tx *bbolt.Tx) error {
		for _, name := range buckets() {
			err := tx.Bucket(name).ForEach(func(k, v []byte) error {
				fmt.Fprintf(h, "%s %x %x\n", name, k, v)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(h.Sum(nil))
}

func TestRetentionCompactingAndBackupKeepTheLedger(t *testing.T) {
	s := openTest(t, Options{})
	for i := range 300 {
		if _, err := s.Commit(inventedCommit(i)); err != nil {
			t.Fatal(err)
		}
	}
	ledger := ledgerOf(t, s)
	n, err := s.Retain(context.Background(), inventedCommit(200).Article.Seen)
	if err != nil || n != 200 {
		t.Fatalf("Retain: %d, %v; want 200", n, err)
	}
	if again, err := s.Retain(context.Background(), inventedCommit(200).Article.Seen); err != nil || again != 0 {
		t.Errorf("a second Retain drops %d more, %v", again, err)
	}
	for i, want := range map[int]bool{0: true, 199: true, 200: false, 299: false} {
		v, err := s.Article(inventedCommit(i).Article.URL)
		if err != nil || v.Dropped != want || (v.Article.Text == "") != want || v.Hash == "" || len(v.Coded.Reports) != 1 {
			t.Errorf("article %d: dropped %v, %v; want %v", i, v.Dropped, err, want)
		}
	}
	compact := filepath.Join(t.TempDir(), "compact.db")
	if err := s.Compact(context.Background(), compact); err != nil {
		t.Fatal(err)
	}
	var backup bytes.Buffer
	if _, err := s.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "backup.db")
	if err := os.WriteFile(copied, backup.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"compacted": compact, "backup": copied} {
		other, err := Open(path, Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if rep, err := other.Verify(context.Background(), nil); err != nil || !rep.OK() {
			t.Errorf("%s: verify: %+v, %v", name, rep, err)
		}
		if !maps.Equal(ledgerOf(t, other), ledger) || state(t, other) != state(t, s) {
			t.Errorf("%s is not the same", name)
		}
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}
	small, _ := os.Stat(compact)
	large, _ := os.Stat(s.Path())
	if small.Size() >= large.Size() {
		t.Errorf("compacted from %d to %d bytes", large.Size(), small.Size())
	}
}

// ledgerOf is every incident, by id, as text.
func ledgerOf(t *testing.T, s *Store) map[string]string {
	t.Helper()
	all := map[string]string{}
	for r, err := range s.Incidents(context.Background(), Query{}) {
		if err != nil {
			t.Fatal(err)
		}
		all[r.ID] = fmt.Sprintf("%+v %d", r.Date, len(r.Members))
	}
	return all
}
