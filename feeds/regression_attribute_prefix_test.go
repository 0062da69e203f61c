package feeds

import "testing"

// gofeed takes an attribute by its name without the prefix; the scanner took
// the one with the prefix xml alone, and read another language.
func TestAttributesOfOneNameAreLeftToGofeed(t *testing.T) {
	for _, body := range []string{
		`<feed xmlns="http://www.w3.org/2005/Atom" lang="fr"><title>A</title></feed>`,
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" lang="fr"><title>A</title></feed>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1" x:href="/2"/></entry></feed>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="text" x:type="html">a</title><link href="/1"/></entry></feed>`,
	} {
		if same(t, []byte(body), "") {
			t.Errorf("the scanner is sure of %s", body)
		}
	}
}
