package crawler

import (
	"strings"
	"testing"
)

func TestCanonicalFoldsTheFormsOfOneArticle(t *testing.T) {
	tests := []struct {
		want  string
		forms []string
	}{
		{"https://sahel.example/2025/07/dargo", []string{
			"https://sahel.example/2025/07/dargo", "http://sahel.example/2025/07/dargo", "https://www.sahel.example/2025/07/dargo/",
			"https://SAHEL.example:443/2025/07/dargo", "http://sahel.example:80/2025/07/dargo#comments",
			"https://sahel.example/2025/07/dargo?utm_source=x&utm_medium=y", "https://sahel.example/2025/07/dargo?fbclid=1&gclid=2",
			"https://sahel.example/2025/07/dargo?", "https://m.sahel.example/2025/07/dargo", "https://mobile.sahel.example/2025/07/dargo",
			"https://amp.sahel.example/2025/07/dargo", "https://sahel.example/2025/07/dargo/amp/", "https://sahel.example/2025/07/dargo?amp=1",
			"https://sahel.example/amp/2025/07/dargo", "https://sahel.example//2025/07/dargo", "https://sahel.example/2025/07/dargo/index.html",
			"https://sahel-example.cdn.ampproject.org/c/s/sahel.example/2025/07/dargo", "https://www.google.com/amp/s/sahel.example/2025/07/dargo",
			"https://sahel.example/2025/07/dargo;jsessionid=1A2B", " https://sahel.example/2025/07/dargo ",
			"https://user@sahel.example./2025/07/dargo",
		}},
		{"https://sahel.example/article?id=12&lang=fr", []string{
			"https://sahel.example/article?id=12&lang=fr", "https://sahel.example/article?lang=fr&id=12", "https://sahel.example/article/?lang=fr&xtor=RSS-1&id=12",
		}},
		{"https://sahel.example/%D9%87%D8%AC%D9%88%D9%85", []string{
			"https://sahel.example/هجوم", "https://sahel.example/%d9%87%d8%ac%d9%88%d9%85/", "https://sahel.example/%D9%87%D8%AC%D9%88%D9%85",
		}},
		{"https://sahel.example", []string{"https://sahel.example", "http://www.sahel.example/", "https://sahel.example/index.php"}},
		{"https://sahel.example:8443/a", []string{"https://sahel.example:8443/a"}},
		{"https://xn--sahl-dpa.example/a", []string{"https://sahél.example/a", "https://xn--sahl-dpa.example/a"}},
		{"mailto:x@sahel.example", []string{"mailto:x@sahel.example"}},
	}
	for _, tt := range tests {
		for _, form := range tt.forms {
			if got := Canonical(form); got != tt.want {
				t.Errorf("%s\n got %s\nwant %s", form, got, tt.want)
			}
		}
	}
}

func TestCanonicalKeepsDifferentArticlesApart(t *testing.T) {
	have := map[string]string{}
	for _, s := range []string{
		"https://sahel.example/a?id=1", "https://sahel.example/a?id=2", "https://sahel.example/a", "https://sahel.example/A",
		"https://sahel.example/a?page=2", "https://other.example/a", "https://fr.sahel.example/a", "https://sahel.example:8080/a",
		"https://sahel.example/spip.php?article12", "https://sahel.example/spip.php?article13", "https://sahel.example/lamp", "https://sahel.example/l",
		"https://sahel.example/a%2Fb", "https://sahel.example/a/b", "https://m.example/a",
	} {
		c := Canonical(s)
		if other, ok := have[c]; ok {
			t.Errorf("%s and %s are both %s", s, other, c)
		}
		have[c] = s
	}
}

func TestAPagesOwnWordForItsAddress(t *testing.T) {
	page := func(head string) Page {
		return Page{URL: "https://copy.example/afp/dargo?utm_source=x", Body: []byte("<html><head>" + head + "</head><body><link rel=canonical href=/late></body></html>")}
	}
	tests := []struct{ head, want string }{
		{`<link rel="canonical" href="https://source.example/dargo/">`, "https://source.example/dargo"},
		{`<link rel=canonical href="/dargo">`, "https://copy.example/dargo"},
		{`<meta property="og:url" content="https://source.example/dargo">`, "https://source.example/dargo"},
		{`<meta property="og:url" content="https://a.example/x"><link rel=canonical href="https://b.example/x">`, "https://b.example/x"},
		{`<link rel=canonical href="https://copy.example/">`, "https://copy.example/afp/dargo"},
		{`<link rel=canonical href="">`, "https://copy.example/afp/dargo"},
		{`<link rel=canonical href="javascript:x">`, "https://copy.example/afp/dargo"},
		{``, "https://copy.example/afp/dargo"},
	}
	for _, tt := range tests {
		if got := canonicalOf(page(tt.head)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.head, got, tt.want)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"https://www.sahel.example/amp/a/amp/?utm_a=1&b=%zz", "http://m.m.sahel.example//index.html/", "https://a.cdn.ampproject.org/c/s/b.example/x", "https://x.example/a;jsessionid=1/../b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Canonical(s)
		if twice := Canonical(once); twice != once && strings.HasPrefix(once, "https://") {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
	})
}

func BenchmarkCanonical(b *testing.B) {
	for b.Loop() {
		Canonical("http://127.0.0.2:8931/a/1/29/attaque-de-la-base-de-dargo")
	}
}
