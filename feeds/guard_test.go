package feeds

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func nested(depth int) []byte {
	return []byte("<rss><channel><item>" + strings.Repeat("<x:a>", depth-3) + "b" + strings.Repeat("</x:a>", depth-3) + "</item></channel></rss>")
}

func TestGuardStopsAtDepth64(t *testing.T) {
	if _, err := guard(nested(64)); err != nil {
		t.Errorf("64 levels: %v", err)
	}
	start := time.Now()
	if _, err := guard(nested(65)); !errors.Is(err, ErrComplex) {
		t.Errorf("65 levels: %v", err)
	}
	if d := time.Since(start); d > 50*time.Millisecond {
		t.Errorf("took %s", d)
	}
	if _, err := Parse(nested(65), "", ""); !errors.Is(err, ErrComplex) {
		t.Errorf("65 levels of a feed: %v", err)
	}
}

// The guard must not be led to count fewer open elements than the parser.
func TestGuardCountsWhatHides(t *testing.T) {
	for _, h := range []string{
		strings.Repeat(`<a b=">">`, 70),
		strings.Repeat(`<a b='"'>`, 70),
		strings.Repeat("<a\n\tb\n=\n'/'>", 70),
		strings.Repeat(`<a b="<!--">`, 70),
		strings.Repeat(`<a b="<![CDATA[">`, 70),
		strings.Repeat(`<!-- --><a>`, 70),
		strings.Repeat(`<![CDATA[</a>]]><a>`, 70),
		strings.Repeat(`<?x </a>?><a>`, 70),
		strings.Repeat(`<a x y=z>`, 70),
		strings.Repeat(`<a></b>`, 70),
		"<![CDATA[ ]]\x01>" + strings.Repeat(`<a>`, 70),
		`<!x "<![CDATA[">` + strings.Repeat(`<a>`, 70),
		`<!DOCTYPE x [<!ENTITY e "` + strings.Repeat("<a>", 70),
	} {
		if _, err := guard([]byte("<rss>" + h)); !errors.Is(err, ErrComplex) {
			t.Errorf("%.40s…: %v", h, err)
		}
	}
	for _, b := range []string{
		strings.Repeat(`<a b=">"/>`, 500), strings.Repeat("<a/>", 500), strings.Repeat(`<a></a>`, 500), strings.Repeat(`<a></a></b>`, 500),
		strings.Repeat(`<![CDATA[<a><b><c>]]>`, 500), strings.Repeat(`<!-- <a> -->`, 500), strings.Repeat("a < b ", 500), strings.Repeat(`<a b='x' />`, 500),
		strings.Repeat(`<a b=c/d>`, 500), strings.Repeat(`<a "x">`, 500),
	} {
		if _, err := guard([]byte("<rss>" + b)); err != nil {
			t.Errorf("%.40s…: %v", b, err)
		}
	}
}

func TestGuardMakesOneReadingOfADocument(t *testing.T) {
	tests := []struct{ in, want string }{
		{`<rss a = 'b'>x</rss >`, `<rss a = 'b'>x</rss>`},
		{`<a>1 < 2 <3 <- <!x "<b>"> &</b></a>`, `<a>1 &lt; 2 &lt;3 &lt;- "> &</a>`},
		{`<a><b>x</a>`, `<a><b>x</a>`},
		{`<a><?php <b>?><!-- <b> -->x</a></a>`, `<a>x</a>`},
		{`<a><![CDATA[<b>]]></a>`, `<a><![CDATA[<b>]]></a>`},
		{`<a><b url=/x.mp3 /></a>`, `<a>&lt;b url=/x.mp3 /></a>`},
		{"<a>\x00\x1bx\x0b</a>", "<a>x</a>"},
	}
	for _, tt := range tests {
		if s, err := guard([]byte(tt.in)); err != nil || string(s.clean) != tt.want {
			t.Errorf("%q\n got %q\nwant %q, %v", tt.in, s.clean, tt.want, err)
		}
	}
}

func TestGuardDropsASecondDeclaration(t *testing.T) {
	body := `<rss version="2.0"><channel><title>T</title><link>http://t.example/</link><?xml version="1.0" encoding="utf-16"?><item><title>Un</title><link>http://t.example/1</link></item></channel></rss>`
	f, err := Parse([]byte(body), "", "")
	if err != nil || len(f.Stubs) != 1 || f.Stubs[0].Title != "Un" {
		t.Errorf("%+v, %v", f, err)
	}
}

// Each hostile feed ends in two seconds and 128 MB, in a process of its own
// built without the race detector.
func TestHostileFeedsEnd(t *testing.T) {
	program := filepath.Join(t.TempDir(), "hostile")
	if out, err := exec.Command("go", "build", "-o", program, "../internal/egress/testdata/hostile").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	head, tail := `<rss version="2.0"><channel><title>T</title><link>http://t.example/</link><item><title>a</title><link>http://t.example/1</link>`, `</item></channel></rss>`
	fill := func(open, piece, end string) string {
		return head + open + strings.Repeat(piece, (maxSize-1000)/len(piece)) + end + tail
	}
	tests := []struct{ name, body, want string }{
		{"depth", string(nested(65)), "too deeply nested"},
		{"comments in text", fill("<x:y>", "a<!---->", "</x:y>"), "too many elements"},
		{"long text in few comments", fill("<x:y>", strings.Repeat("a", 30)+"<!-- -->", "</x:y>"), ""},
		{"CDATA in pieces", fill("<x:y>", "<![CDATA[aaaaaaaaa]]>", "</x:y>"), "too many elements"},
		{"CDATA in long pieces", fill("<x:y>", "<![CDATA["+strings.Repeat("a", 400)+"]]>", "</x:y>"), "too many elements"},
		{"elements in text", fill("<x:y>", "aaaaaaaaaaaaaaaaaaaaaaa<b/>", "</x:y>"), "too many elements"},
		{"elements in a title", fill("<description>", strings.Repeat("a", 40)+"<b/>", "</description>"), "too many elements"},
		{"empty items", fill("", "<item/>", ""), "too many elements"},
		{"many items", head + tail[:7] + strings.Repeat("<item><title>a</title><link>http://t.example/2</link></item>", 30_000) + tail[7:], ""},
		{"items without an end", fill("", "<item><title>a</title>", ""), ""},
		{"attributes", fill("<x:y", ` a="b"`, "/>"), ""},
		{"one attribute", fill("<x:y ", `a`, "/>"), ""},
		{"open quotes", fill("", `<a b="`, ""), ""},
		{"ampersands", fill("<title>", "&", "</title>"), ""},
		{"entities", fill("<title>", "&amp;", "</title>"), ""},
		{"HTML", fill("<description>", "&lt;p&gt;", "</description>"), ""},
		{"scripts", fill("<description>", "&lt;script&gt;", "</description>"), ""},
		{"angle brackets", fill("", "<", ""), ""},
		{"junk before", strings.Repeat("<br />\n", 500_000) + head + tail, ""},
		{"JSON nested", `{"version":"https://jsonfeed.org/version/1.1","items":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "}", "damaged"},
		{"Atom content", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/><content type="html">` + strings.Repeat("&lt;b&gt;", 400_000) + `</content></entry></feed>`, ""},
		{"Atom content with a base", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://b.example/"><entry><link href="/1"/><content type="html">` + strings.Repeat("&lt;b&gt;", 200_000) + `</content></entry></feed>`, ""},
		{"XHTML", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/><content type="xhtml">` + strings.Repeat("<b></b>", 90_000) + `</content></entry></feed>`, ""},
		{"damaged items behind a long head", `<rss><channel><x y="` + strings.Repeat("a", 3<<20) + `">` + strings.Repeat("<item><title>a</title><link>/1</link>", 2500), ""},
		{"dates", fill("<pubDate>", "1", "</pubDate>"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			address := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, tt.body) })
			raw, err := exec.Command(program, "feed", address).Output()
			var got struct {
				Error string
				MS    int
				CPU   int
				MB    int
			}
			if err != nil || json.Unmarshal(raw, &got) != nil {
				t.Fatalf("process ended with %v: %s", err, raw)
			}
			t.Logf("%d ms, %d ms of work, %d MB: %.100s", got.MS, got.CPU, got.MB, got.Error)
			if tt.want != "" && !strings.Contains(got.Error, tt.want) {
				t.Errorf("error %q, want %q", got.Error, tt.want)
			}
			// What is not work is waiting for other programs on a busy machine.
			if got.CPU > 2000 || got.MB >= 128 {
				t.Errorf("took %d ms of work and %d MB", got.CPU, got.MB)
			}
		})
	}
}

// The guard never counts fewer open elements than the parser has. The parser is
// walked token by token here, which takes no stack.
func FuzzGuardCountsNoLess(f *testing.F) {
	for _, c := range feedCases(f) {
		f.Add(c.body)
	}
	for _, s := range []string{
		`<a b=">"><c d='"'/></a>`, "<a\n\tb\n=\n'/'><b>", `<a b="<!--"><c>-->`, `<a b="<![CDATA["><c>]]>`, "<![CDATA[ ]]\x01><a><b>", `<a x y=z/><b></c><d>`,
		`<!DOCTYPE x [<!ENTITY e "<a>">]><a>&e;`, `<?xml version="1.0" encoding="utf-16"?><a>`, `<a:b:c d:e:f="g"><é/>`, `<a></b></c><d><e/></a>`, "<a b=c\x02=d><e>", `<a "b"><c>`, `<a/ ><b>`, `<a / ><b>`, `<!0"<![CDATA["><A>`, `<a></b ></a foo><c>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		s, err := guard(doc)
		if err != nil {
			return
		}
		d := xml.NewDecoder(bytes.NewReader(s.clean))
		d.Strict = false
		d.CharsetReader = func(string, io.Reader) (io.Reader, error) {
			t.Fatal("the parser switches its charset")
			return nil, nil
		}
		depth := 0
		for {
			token, err := d.Token()
			if err != nil {
				return
			}
			switch token.(type) {
			case xml.StartElement:
				if depth++; depth > s.depth {
					t.Fatalf("the parser is %d deep, the guard counted %d", depth, s.depth)
				}
			case xml.EndElement:
				depth--
			}
		}
	})
}

// No feed has fewer stubs than items began, unless a warning says so.
func FuzzNoSilentLoss(f *testing.F) {
	for _, c := range feedCases(f) {
		f.Add(c.body, c.contentType)
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		if len(body) > 20_000 {
			return
		}
		feed, err := Parse(body, contentType, "https://base.example/")
		if err != nil {
			return
		}
		doc, kind, err := document(body, contentType)
		if err != nil {
			t.Fatal("parsed, but no document")
		}
		if kind == formatJSON {
			return
		}
		s, err := guard(doc)
		if err != nil {
			return
		}
		if len(feed.Stubs)+feed.Lost < len(s.starts) || feed.Lost > 0 && len(feed.Warnings) == 0 {
			t.Errorf("%d items began, %d stubs, %d lost, warnings %v", len(s.starts), len(feed.Stubs), feed.Lost, feed.Warnings)
		}
	})
}
