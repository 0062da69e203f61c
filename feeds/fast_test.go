package feeds

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// same compares what the scanner and gofeed make of one document.
func same(t *testing.T, body []byte, contentType string) (wasFast bool) {
	t.Helper()
	doc, kind, err := document(body, contentType)
	if err != nil || kind == formatJSON {
		return false
	}
	quick, ok := fast(doc, kind)
	if !ok {
		return false
	}
	s, err := guard(doc)
	if err != nil {
		return true // the guard is the stricter of the two: gofeed is not asked
	}
	thorough, _, _, err := read(s)
	if err != nil {
		t.Fatalf("the scanner reads what gofeed does not: %v", err)
	}
	const base = "https://base.example/feed"
	if diff := cmp.Diff(finish(thorough, base), finish(quick, base)); diff != "" {
		t.Errorf("-gofeed +scanner:\n%s", diff)
	}
	return true
}

func TestTheScannerAgreesWithGofeed(t *testing.T) {
	n := 0
	for _, c := range feedCases(t) {
		t.Run(c.name, func(t *testing.T) {
			if same(t, c.body, c.contentType) {
				n++
			}
		})
	}
	if n < 15 {
		t.Errorf("only %d of the cases are read by the scanner", n)
	}
}

func FuzzScannerAgreesWithGofeed(f *testing.F) {
	for _, c := range feedCases(f) {
		f.Add(c.body)
	}
	f.Add([]byte(`<rss><channel><title>a</title><link>b</link><item><title>&#x26;lt;</title><link> /a b?c=%zz </link><guid isPermaLink='FALSE'>x</guid><author>a@b (c)</author></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><id> a b </id><link href=" x "/><content type="html" xml:base="http://x/">&lt;p&gt;a</content><author/></entry></feed>`))
	f.Add([]byte(`<rss><channel><link>b</link><item><title>a</title><post-id xmlns="com-wordpress:feed-additions:1">12</post-id><title xmlns="x">b</title><link>/1</link></item></channel></rss>`))
	f.Add([]byte(`<rss xmlns:x="y"><channel><link>b</link><item><creator xmlns="http://purl.org/dc/elements/1.1/">12</creator><title xmlns=" ">b</title><link>/1</link></item></channel></rss>`))
	f.Add([]byte("<rss><channel><link>a</link><item><title>a\uffffb</title><link>/1</link></item></channel></rss>"))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" lang="fr"><entry x:lang="a"><link y:href="/2" href="/1" z:rel="self"/></entry></feed>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) < 20_000 {
			same(t, body, "")
		}
	})
}
