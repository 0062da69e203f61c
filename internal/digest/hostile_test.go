package digest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

// poisoned is the busy digest with s in each place where text from outside
// comes in.
func poisoned(t testing.TB, s string) conflict.Digest {
	in := busyInput("en", "UTC")
	inc := dargo()
	inc.Place.Name, inc.Place.Admin1, inc.SubEventType = s, s, s
	inc.Perpetrators[0].Name = s
	inc.Outcomes = append(inc.Outcomes, s)
	inc.Killed.By[0].By.Name, inc.Killed.By[0].By.Role = s, conflict.RoleNGO
	inc.Killed.By[0].Word, inc.Killed.By[0].High = s, nil
	inc.Articles[0].Title, inc.Articles[0].Lang = s, s
	inc.Articles[1].URL = s
	inc.Claims[0].Evidence.Text = s
	in.Incident = func(string) (conflict.Incident, bool) { return inc, true }
	in.Changes = slices.Clone(in.Changes)
	for i := range in.Changes {
		in.Changes[i].Evidence.Text, in.Changes[i].From, in.Changes[i].To = s, s, s
		in.Changes[i].Evidence.URL = s
	}
	by := conflict.Speaker{Role: conflict.RoleMonitor, Name: s, Via: &conflict.Relay{Name: s}}
	in.Changes[4].By = &by
	in.Sources[0].Name, in.Sources[4].Name = s, s
	in.Health = health()
	broken := in.Health["presidence"]
	broken.LastError = s
	in.Health["presidence"] = broken
	in.BaseURL = s
	d, ok := digest.Build(in)
	if !ok {
		t.Fatal("no digest")
	}
	return d
}

var elements = strings.Fields("html head meta title style body table tbody tr td th div h2 h3 a span")

// checkPage holds for every page, whatever the world wrote.
func checkPage(t *testing.T, page string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	styles := 0
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("comment %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(elements, n.Data) {
			t.Errorf("element <%s>", n.Data)
		}
		if n.Data == "style" {
			styles++
		}
		for _, a := range n.Attr {
			key := strings.ToLower(a.Key)
			switch {
			case strings.HasPrefix(key, "on"), key == "src", key == "srcset", key == "background", key == "action":
				t.Errorf("attribute %s=%q", a.Key, a.Val)
			case key == "href" && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://"):
				t.Errorf("link to %q", a.Val)
			case key == "style" && (strings.Contains(a.Val, "url(") || strings.Contains(a.Val, "expression")):
				t.Errorf("style %q", a.Val)
			}
		}
	}
	if styles != 1 {
		t.Errorf("%d style elements", styles)
	}
}

func checkPlain(t *testing.T, what, s string) {
	t.Helper()
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			t.Fatalf("%s holds %q", what, r)
		}
	}
}

func checkAll(t *testing.T, s string) {
	t.Helper()
	r, err := digest.Render(poisoned(t, s), digest.Templates{})
	if err != nil {
		t.Fatal(err)
	}
	checkPage(t, r.HTML)
	checkPlain(t, "text", r.Text)
	checkPlain(t, "short form", r.Short)
	checkPlain(t, "HTML", r.HTML)
	checkPlain(t, "subject", r.Subject)
	if strings.Contains(r.Subject, "\n") {
		t.Fatalf("subject of two lines: %q", r.Subject)
	}
	for _, body := range [][]byte{r.JSON, r.Webhook} {
		if !json.Valid(body) {
			t.Fatal("JSON that cannot be read")
		}
	}
	if len(r.Webhook) >= digest.WebhookLimit {
		t.Fatalf("a webhook body of %d bytes", len(r.Webhook))
	}
	if len(r.Short) > digest.ShortLimit {
		t.Fatalf("a short form of %d bytes", len(r.Short))
	}
}

var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `</style><script>alert(1)</script>`, `</title><svg/onload=alert(1)>`,
	`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, `data:text/html,<script>alert(1)</script>`, `//evil.example/x`, `https://user:pass@evil.example/"onclick="x`,
	`http://`, `vbscript:x`, `{{.}}`, `{{template "cite" .}}`, `{who}{colon}{figure}`, `<!-- <b> -->`, `&lt;script&gt;`, "a\r\nBcc: all@desk.example",
	"\x1b[31mred\x1b[0m\x07\x00", "safe\u202etxt.exe\u202c", "\u2066\u2067\u2069x", "\u2028\u2029", "\xff\xfe", "عشرات <b>القتلى</b> 12", "\ufeff",
	"{colon}", strings.Repeat("very long ", 3000), strings.Repeat("é", 20000),
}

func TestHostileTextsStayText(t *testing.T) {
	for _, s := range hostile {
		t.Run(s[:min(20, len(s))], func(t *testing.T) { checkAll(t, s) })
	}
}

func TestHostileTitleIsShownAsItIs(t *testing.T) {
	r, err := digest.Render(poisoned(t, `<script>alert("1 & 2")</script>`), digest.Templates{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(visible(t, r.HTML), `<script>alert("1 & 2")</script>`) || !strings.Contains(r.Text, `<script>alert("1 & 2")</script>`) {
		t.Error("the title lost its letters")
	}
}

func TestRightToLeftPassagesAreMarked(t *testing.T) {
	page := render(t, busy(t, "en", "UTC")).HTML
	for _, want := range []string{
		`dir="rtl" lang="ar" style="text-align:start;margin:3px 0`, // the quote
		`<span dir="rtl">مسلحون يخطفون عشرات المدنيين في تيلابيري</span></a>`,
		`<span dir="rtl">أخبار الساحل</span>`,
		`<meta name="color-scheme" content="light dark">`, `@media (prefers-color-scheme:dark)`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func FuzzHostileTexts(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkAll(t, s) })
}
