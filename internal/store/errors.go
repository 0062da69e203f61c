package store

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"
)

var (
	// ErrNotFound is returned by verbs that name a thing the store does not hold.
	ErrNotFound = errors.New("not in the store")
	// ErrLocked means that another process holds the store: see LockedError.
	ErrLocked = errors.New("store is in use by another process")
	// ErrFull means that the disk, the quota or the file size limit is reached.
	ErrFull = errors.New("disk full: nothing was changed; free some space and it goes on")
	// ErrDamaged means that the file is not, or no longer, a whole store.
	ErrDamaged = errors.New("store is damaged")
	// ErrBacklog means that too many digests of a recipient wait already. Its
	// cursor stays, so that a later digest tells the same changes.
	ErrBacklog = errors.New("too many deliveries wait for this recipient")
	// ErrDelivered means that a delivery is past changing: it has arrived.
	ErrDelivered = errors.New("delivered already")
)

// LockedError is the ErrLocked of Open: it names the process that holds the store.
type LockedError struct {
	Path string
	PID  int // 0: unknown
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("store %s is in use by another process", e.Path)
	}
	return fmt.Sprintf("store %s is in use by process %d", e.Path, e.PID)
}

// Is makes a LockedError an ErrLocked.
func (e *LockedError) Is(target error) bool { return target == ErrLocked }

// CorruptError is a record whose checksum does not match its content.
type CorruptError struct {
	Bucket, Key string
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("record %q of %s does not match its checksum", e.Key, e.Bucket)
}

// Is makes a CorruptError an ErrDamaged.
func (e *CorruptError) Is(target error) bool { return target == ErrDamaged }

// plain turns the engine's and the system's errors into those of this package.
func plain(doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case full(err):
		return fmt.Errorf("%s: %w (%w)", doing, ErrFull, err)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch),
		errors.Is(err, berrors.ErrIncompatibleValue):
		return fmt.Errorf("%s: %w (%w)", doing, ErrDamaged, err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// full reports whether err says that the disk takes no more. The engine gives
// the system's error as text alone where it enlarges the file.
func full(err error) bool {
	for _, no := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, no) || strings.Contains(err.Error(), no.Error()) {
			return true
		}
	}
	return false
}
