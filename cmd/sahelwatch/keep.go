package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sahelwatch/internal/watch"
)

type backupCmd struct {
	File string `arg:"" help:"File to write; it must not exist."`
}

func (backupCmd) Help() string {
	return `Writes a consistent copy of the store, while the daemon runs or without one. The
copy is itself a store: put it in a data folder as sahelwatch.db to go back.

Example:
  sahelwatch backup /backup/sahelwatch-2025-07-28.db`
}

func (backupCmd) needsStore()  {}
func (verifyCmd) needsStore()  {}
func (compactCmd) needsStore() {}

// Serve writes the copy under a temporary name first, so that a broken one
// never bears the final name.
func (c backupCmd) Serve(s *session, svc *watch.Service) error {
	name := s.path(c.File)
	if _, err := os.Lstat(name); err == nil {
		return usagef("%s exists", c.File)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".sahelwatch-backup-*")
	if err != nil {
		return fmt.Errorf("backup: no file can be made in %s: %w", filepath.Dir(name), cause(err))
	}
	defer os.Remove(f.Name())
	n, err := svc.Store().Backup(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "%s written to %s\n", counted(int(n), "byte"), c.File)
	return nil
}

// cause is a failure without the name of the file that it happened to.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

type verifyCmd struct{}

func (verifyCmd) Help() string {
	return `Checks the whole store: pages, checksums of records, evidence hashes, indexes.
Exit 1 when a fault is found.

Example:
  sahelwatch verify`
}

// Serve verifies the store.
func (verifyCmd) Serve(s *session, svc *watch.Service) error {
	bar := s.progress("records", -1)
	seen := 0
	r, err := svc.Store().Verify(s, func(n int) {
		bar.add(n - seen)
		seen = n
	})
	bar.end()
	for _, f := range r.Faults {
		fmt.Fprintln(s.stdout, plainText(f))
	}
	if r.More > 0 {
		fmt.Fprintf(s.stdout, "and %s\n", counted(r.More, "more fault"))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "%s and %s checked, %s\n",
		counted(r.Records, "record"), counted(r.Articles, "article text"), counted(len(r.Faults)+r.More, "fault"))
	pages, err := svc.VerifyArchive(s)
	if err != nil {
		return err
	}
	for _, f := range pages.Faults {
		fmt.Fprintln(s.stdout, plainText(f))
	}
	if pages.Files > 0 {
		fmt.Fprintf(s.stderr, "%s in %s checked, %s\n",
			counted(pages.Records, "archived record"), counted(pages.Files, "file"), counted(len(pages.Faults), "fault"))
	}
	if !r.OK() || !pages.OK() {
		return errQuiet
	}
	return nil
}

type compactCmd struct {
	Index bool `help:"Make the search index anew from the articles first, as when verify finds it damaged."`
}

func (compactCmd) Help() string {
	return `Gives the store's free space back to the disk, while the daemon runs or without
one. It needs room for a second copy for as long as it runs.

Example:
  sahelwatch compact`
}

// Serve compacts the store in place.
func (c compactCmd) Serve(s *session, svc *watch.Service) error {
	if c.Index {
		if err := svc.Store().RebuildIndex(s); err != nil {
			return err
		}
		fmt.Fprintln(s.stderr, "search index made anew")
	}
	saved, err := svc.Store().CompactInPlace(s)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "%s given back\n", counted(int(saved), "byte"))
	return nil
}
