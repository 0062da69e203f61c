package feeds

import "testing"

// An item whose last link is empty has the link before it.
func TestAnEmptySecondLinkTakesNothingAway(t *testing.T) {
	body := []byte("<rss><channel><title>Journal</title><link>https://base.example/</link><item><title>Dargo</title><link>/a/1</link><link></link></item></channel></rss>")
	same(t, body, "")
	f, err := Parse(body, "application/rss+xml", "https://base.example/feed")
	if err != nil || len(f.Stubs) != 1 || f.Stubs[0].URL != "https://base.example/a/1" {
		t.Errorf("%+v, %v", f.Stubs, err)
	}
}
