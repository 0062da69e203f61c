package feeds

import "testing"

// A prefix bound to nothing, or to "rss", puts its elements among those of the feed itself;
// the scanner took them for an extension and lost a title.
func TestPrefixesOfNoNamespaceAreLeftToGofeed(t *testing.T) {
	for _, uri := range []string{"", " ", "rss", " rdf"} {
		body := `<rss xmlns:media="` + uri + `"><channel><link>/</link><item><media:title>A</media:title><link>/1</link></item></channel></rss>`
		if same(t, []byte(body), "") {
			t.Errorf("the scanner is sure of a prefix bound to %q", uri)
		}
	}
}
