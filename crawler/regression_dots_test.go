package crawler

import "testing"

// A host of dots alone names nothing; the folded form of an address is its own.
func TestHostOfDotsIsLeftAlone(t *testing.T) {
	for _, address := range []string{"http://.........", "http://..:80/a", "https://a.example../b", "http://0........."} {
		once := Canonical(address)
		if twice := Canonical(once); twice != once {
			t.Errorf("%q: %q, then %q", address, once, twice)
		}
	}
}
