package watch

import (
	"strings"
	"testing"
)

// What the first reading of a new store finds is sent: recipients are noted
// before it, not when their first digest is due.
func TestNewsOfTheFirstReadingIsSent(t *testing.T) {
	b := newBench(t, t.TempDir(), oneFeed)
	b.paper.publish(dargo("dargo", start()))
	b.tick()
	if !strings.Contains(b.out.String(), "Dargo") {
		t.Errorf("nothing was sent of %v", types(b.changes()))
	}
}
