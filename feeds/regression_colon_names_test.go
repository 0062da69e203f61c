package feeds

import "testing"

// Names of colons alone, or with two of them, are no XML; the scanner took them.
func TestNamesOfColonsAreLeftToGofeed(t *testing.T) {
	for _, item := range []string{`<a ::=""></a>`, `<a :b=""></a>`, `<a b:=""></a>`, `<a b:c:d=""></a>`, `<a b:1=""></a>`, `<::/>`} {
		if same(t, []byte("<rss><channel><link>https://base.example/</link><item>"+item+"<link>/1</link></item></channel></rss>"), "") {
			t.Errorf("the scanner is sure of %s", item)
		}
	}
}
