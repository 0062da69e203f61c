package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// decisionsFile is the analyst's decisions: text, one a line, only ever
// appended to. It lies beside the store and outlives it.
func (s *Store) decisionsFile() string {
	return filepath.Join(filepath.Dir(s.path), "decisions.txt")
}

// AppendDecision adds one line and waits until it is on disk.
func (s *Store) AppendDecision(line string) error {
	if line == "" || strings.ContainsAny(line, "\r\n") {
		return fmt.Errorf("a decision is one line")
	}
	name := s.decisionsFile()
	_, statErr := os.Stat(name)
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return plain("append decision", err)
	}
	text := line + "\n"
	before, torn, err := ending(f)
	if err != nil {
		return plain("append decision", errors.Join(err, f.Close()))
	}
	if torn {
		text = "\n" + text
	}
	if _, err = f.WriteString(text); err != nil {
		err = errors.Join(err, f.Truncate(before)) // half a line on a full disk
	}
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil && errors.Is(statErr, os.ErrNotExist) {
		err = syncDir(filepath.Dir(name))
	}
	return plain("append decision", err)
}

// ending gives the size of f, and whether its last line lacks its end, as after
// a crash or an edit by hand.
func ending(f *os.File) (size int64, torn bool, err error) {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return 0, false, err
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], info.Size()-1); err != nil {
		return 0, false, err
	}
	return info.Size(), last[0] != '\n', nil
}

// Decisions gives the lines of the file, oldest first, empty ones and comments
// (#) left out. No file is no decision.
func (s *Store) Decisions() ([]string, error) {
	f, err := os.Open(s.decisionsFile())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	defer f.Close()
	var lines []string
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		if line := strings.TrimSpace(scan.Text()); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	return lines, nil
}
