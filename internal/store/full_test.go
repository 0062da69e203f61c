package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAFullDiskLosesNothingAndGoesOnWhenThereIsSpace(t *testing.T) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fullEnv+"="+filepath.Join(t.TempDir(), "s.db"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// fillUp runs in a process of its own, because its limit on file sizes stands
// for a full disk.
func fillUp(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	s, err := Open(path, Options{})
	if err != nil {
		return err
	}
	s.db.AllocSize = 64 << 10
	done := 0
	for round := range 3 {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if err := limitFiles(uint64(info.Size()) + 300<<10); err != nil {
			return err
		}
		if done, err = commitUntilFull(s, done); err != nil {
			return err
		}
		if err := s.AppendDecision("x"); err != nil {
			return fmt.Errorf("a small file beside the store: %w", err)
		}
		if err := holds(s, done); err != nil {
			return fmt.Errorf("round %d: %w", round, err)
		}
		if err := limitFiles(1 << 40); err != nil {
			return err
		}
		if _, err := s.Commit(inventedCommit(done)); err != nil {
			return fmt.Errorf("with space again: %w", err)
		}
		done++
	}
	if err := s.Close(); err != nil {
		return err
	}
	if s, err = Open(path, Options{}); err != nil {
		return err
	}
	return errors.Join(holds(s, done), s.Close())
}

func limitFiles(bytes uint64) error {
	var lim syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &lim); err != nil {
		return err
	}
	lim.Cur = min(bytes, lim.Max)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &lim)
}

// commitUntilFull gives the number of commits that succeeded in all.
func commitUntilFull(s *Store, done int) (int, error) {
	for i := done; i < done+10_000; i++ {
		_, err := s.Commit(inventedCommit(i))
		if errors.Is(err, ErrFull) {
			return i, nil
		}
		if err != nil {
			return i, fmt.Errorf("full disk gives %w; want ErrFull", err)
		}
	}
	return 0, errors.New("the disk never became full")
}

// holds checks that exactly the first n commits are there.
func holds(s *Store, n int) error {
	for i := range n {
		if _, err := s.Article(inventedURL(i)); err != nil {
			return fmt.Errorf("lost: %w", err)
		}
	}
	if _, err := s.Article(inventedURL(n)); !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("commit %d failed and is there: %v", n, err)
	}
	if seq, err := s.LastSeq(); err != nil || seq != uint64(n) {
		return fmt.Errorf("%d changes for %d commits, %w", seq, n, err)
	}
	rep, err := s.Verify(context.Background(), nil)
	if err != nil || !rep.OK() {
		return fmt.Errorf("verify: %+v, %w", rep, err)
	}
	return nil
}

// TestAFullFileSystemLosesNothing fills a small file system of its own, where
// this process may mount one: there space runs out while pages are written, not
// when the file is enlarged.
func TestAFullFileSystemLosesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=2500k"); err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(filepath.Join(dir, "s.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	s.db.AllocSize = 64 << 10
	done, err := commitUntilFull(s, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := holds(s, done); err != nil {
		t.Errorf("full: %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(inventedCommit(done)); err != nil {
		t.Fatalf("with space again: %v", err)
	}
	if done, err = commitUntilFull(s, done+1); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing on a full disk: %v", err)
	}
	if s, err = Open(filepath.Join(dir, "s.db"), Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := holds(s, done); err != nil {
		t.Errorf("after a restart: %v", err)
	}
}
