package config

import (
	"strings"
	"testing"
)

// An empty key once met the fields that have no key.
func TestEmptyKeyIsUnknown(t *testing.T) {
	if _, err := parse(t, "\"\": 0\n"); err == nil || !strings.Contains(err.Error(), "unknown key") {
		t.Errorf("got %v", err)
	}
}
