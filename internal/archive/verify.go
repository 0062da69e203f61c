package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Report is what Verify found.
type Report struct {
	Files, Records int
	Bytes          int64
	Faults         []string // in words, each with its file
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Faults) == 0 }

// Verify reads every file of the archive in dir and checks each record against
// its checksum, its length and its digests. progress, which may be nil, hears of
// the bytes done. No folder is an empty archive.
func Verify(ctx context.Context, dir string, progress func(done int64)) (Report, error) {
	var rep Report
	names, err := files(dir)
	if errors.Is(err, os.ErrNotExist) {
		return rep, nil
	}
	if err != nil {
		return rep, fmt.Errorf("verify archive: %w", err)
	}
	for _, name := range names {
		if err := rep.file(ctx, dir, name, progress); err != nil {
			return rep, fmt.Errorf("verify archive: %w", err)
		}
	}
	return rep, nil
}

func (rep *Report) file(ctx context.Context, dir, name string, progress func(int64)) error {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	rep.Files++
	before := rep.Bytes
	for e, err := range Entries(f) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			err = e.check()
		}
		if err != nil {
			rep.Faults = append(rep.Faults, fmt.Sprintf("%s: %v", name, err))
		}
		rep.Records++
		rep.Bytes = before + e.Offset
		if progress != nil {
			progress(rep.Bytes)
		}
	}
	rep.Bytes = before + info.Size()
	return nil
}

// check compares a record with its digests.
func (e Entry) check() error {
	if want := e.Header.Get("WARC-Block-Digest"); want != digest(e.Block) {
		return fmt.Errorf("record at %d: block digest %s, the block has %s", e.Offset, want, digest(e.Block))
	}
	want := e.Header.Get("WARC-Payload-Digest")
	if want == "" {
		return nil
	}
	payload, err := e.Payload()
	if err != nil {
		return fmt.Errorf("record at %d: %w", e.Offset, err)
	}
	if got := digest(payload); got != want {
		return fmt.Errorf("record at %d: payload digest %s, the payload has %s", e.Offset, want, got)
	}
	return nil
}
