package incident

import (
	"testing"
	"time"
)

// A copy of what an article said before it was edited was counted as an
// independent source once the edit had come.
func TestACopyOfAnOlderVersionIsNoIndependentSource(t *testing.T) {
	original := "armed men attacked the base at Dioura before dawn on Thursday and killed forty-one soldiers according to two officers"
	m := NewMemory()
	first := liveBlog(1, 41)
	first.Fingerprint = fingerprint(original)
	copied := liveBlog(1, 41)
	copied.Coded.URL, copied.Fingerprint = "https://b.example/copy", fingerprint(original+" reached by telephone")
	edited := liveBlog(2, 44)
	edited.Fingerprint = fingerprint("the toll of the attack on Dioura rose to forty-four on Friday when three of the wounded died in the hospital of Mopti said a doctor")
	for i, v := range []Version{first, copied, edited} {
		v.Seen = time.Date(2025, 5, 2, 6+i, 0, 0, 0, time.UTC)
		step(t, m, Input{Article: v, Now: v.Seen})
		if n := live(m)[0].Independent; n != 1 {
			t.Errorf("after %d articles %d independent sources, want 1", i+1, n)
		}
	}
}
