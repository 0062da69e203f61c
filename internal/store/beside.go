package store

import (
	"errors"
	"os"
	"strconv"
	"strings"
)

// pidFile lies beside the store while a process holds it, and after one that
// did not stop cleanly.
func pidFile(path string) string { return path + ".pid" }

// holder gives the process id beside the store; 0 when there is none.
func holder(path string) int {
	text, err := os.ReadFile(pidFile(path))
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || pid <= 0 {
		return 0
	}
	return pid
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
