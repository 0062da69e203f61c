package page

import "testing"

// The next part is one of the same article on the same host, one further on.
func TestNextPart(t *testing.T) {
	for _, c := range []struct{ name, url, head, body, want string }{
		{"rel=next", "https://j.example/a/", `<link rel="next" href="https://j.example/a/2/">`, "", "https://j.example/a/2/"},
		{"number", "https://j.example/a.html", "", `<a href="/a-p2.html">2</a>`, "https://j.example/a-p2.html"},
		{"query", "https://j.example/a?id=3", "", `<a href="?id=3&page=2">Suivant</a>`, "https://j.example/a?id=3&page=2"},
		{"second to third", "https://j.example/a/2/", "", `<a href="/a/">1</a> <a href="/a/3/">3</a>`, "https://j.example/a/3/"},
		{"never back", "https://j.example/a/2/", "", `<a href="/a/">1</a>`, ""},
		{"another host", "https://j.example/a/", `<link rel="next" href="https://k.example/a/2/">`, "", ""},
		{"the next article", "https://j.example/a/", `<link rel="next" href="https://j.example/b/">`, `<a rel="next" href="/b/">Suivant</a>`, ""},
		{"pages of comments", "https://j.example/a/", "", `<a href="/a/comment-page-2/#comments">Next</a>`, ""},
		{"another article's part", "https://j.example/a/", "", `<a href="/b/2/">2</a>`, ""},
	} {
		if got := read(t, c.url, c.head, c.body).Next; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
