package deliver

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sahelwatch/internal/conflict"
)

// writeFiles puts a digest into dir as <time>-<id>.txt, .html and .json. Each
// file appears whole or not at all; one that exists is left as it is.
func writeFiles(dir string, dg conflict.Digest, msg Rendered) Result {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return failed(Temporary, "digest files: %w", err)
	}
	base := dg.At.UTC().Format("20060102T150405Z") + "-" + label(dg.ID)
	for _, f := range []struct {
		ext  string
		body []byte
	}{{".txt", []byte(msg.Text)}, {".html", []byte(msg.HTML)}, {".json", msg.JSON}} {
		if err := writeWhole(filepath.Join(dir, base+f.ext), f.body); err != nil {
			return failed(Temporary, "digest files: %w", err)
		}
	}
	return Result{Outcome: Done}
}

// writeWhole writes beside path, to the disk, and renames.
func writeWhole(path string, body []byte) error {
	if _, err := os.Stat(path); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".digest-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // after the rename there is nothing left to remove
	if _, err = tmp.Write(body); err == nil {
		err = tmp.Chmod(0o644)
	}
	if err == nil {
		err = tmp.Sync()
	}
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(tmp.Name(), path)
}
