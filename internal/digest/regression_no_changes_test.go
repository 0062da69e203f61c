package digest

import (
	"testing"

	"sahelwatch/internal/conflict"
)

// An entry without a change has nothing to tell: an error, not a panic.
func TestEntryWithoutChangesIsAnError(t *testing.T) {
	d := conflict.Digest{ID: "d", Incidents: []conflict.DigestEntry{{Incident: conflict.Incident{ID: "i"}}}}
	if _, err := NewView(d); err == nil {
		t.Error("no error")
	}
}
