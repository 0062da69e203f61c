package web_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/web"
)

// hostile are texts that somebody may put into a title, a name or a quote.
func hostile() []string {
	return []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title><svg onload=alert(1)>`, `' onmouseover='alert(1)`,
		`{{.}} ${7*7} <%= 1 %>`, "=HYPERLINK(\"https://evil.example\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1",
		"\u202eexe.fdp\u202c", "a\u2066b\u2069c", "nul\x00 bell\x07 esc\x1b[31m", "line\r\nSet-Cookie: x=1", "\ufeff=1", "]]>", "<!--", "\xff\xfe broken",
	}
}

// poisoned is a desk whose one incident carries a hostile text wherever text
// from outside can stand.
func poisoned(t *testing.T, evil string) *desk {
	d := newDesk(t, web.Options{})
	r, p := simple("evil", "BF", "Djibo", 14.1, -1.6, 28, "Battles", conflict.OfficialSilent, 3)
	r.Place.Name, r.Place.Admin1, r.Place.Text = evil, evil, evil
	r.Perpetrators = []conflict.Actor{{ID: "evil_actor", Name: evil, Kind: "rebel", Text: evil}}
	r.Outcomes = []string{evil}
	p.title = evil
	p.text = evil + " Des sources disent: 3 morts. " + evil
	p.coded.Tolls = nil
	p.kills(conflict.Speaker{ID: "x", Role: "official", Name: evil, Via: &conflict.Relay{Name: evil}}, 3, nil, "exact", evil, "3 morts")
	p.coded.Tolls[0].Word = evil
	p.claims(conflict.ClaimSilence, conflict.Speaker{Name: evil}, "evil_actor", evil+" Des sources")
	link := &report{url: "javascript:alert(1)//" + evil, source: evil, lang: "\"x", title: evil, at: hour(28, 9), text: "Rien."}
	d.file(r, p, link)
	d.polled("aib", conflict.Health{LastPoll: hour(31, 8), Failures: 2, FailingSince: hour(30, 8), LastError: evil, MovedTo: evil, Warnings: []string{evil}})
	return d
}

func TestHostileTextsStayTextOnPages(t *testing.T) {
	for _, evil := range hostile() {
		d := poisoned(t, evil)
		for _, target := range []string{"/incidents", "/incidents/evil", "/map", "/trends", "/sources", "/search?q=sources", "/incidents?q=" + "%3Cscript%3E"} {
			page := d.text(target)
			for _, problem := range harm(page) {
				t.Errorf("%s with %q: %s", target, evil, problem)
			}
			if !strings.Contains(page, "</html>") {
				t.Errorf("%s with %q is not whole", target, evil)
			}
		}
	}
}

// harm reads a page as a browser does and gives what no text may bring into it.
func harm(page string) []string {
	var list []string
	for _, r := range page {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			list = append(list, fmt.Sprintf("shows the character %U", r))
			break
		}
	}
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return list
		case html.StartTagToken, html.SelfClosingTagToken:
			tag := z.Token()
			for _, a := range tag.Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "style":
					list = append(list, "attribute "+a.Key+" of "+tag.Data)
				case (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") && a.Val != "" &&
					!strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://"):
					list = append(list, "leads to "+a.Val)
				case tag.Data == "script" && a.Key == "src" && !strings.HasPrefix(a.Val, "/assets/"):
					list = append(list, "script "+a.Val)
				}
			}
			if tag.Data == "img" || tag.Data == "iframe" || tag.Data == "script" && len(tag.Attr) == 0 {
				list = append(list, "element "+tag.Data)
			}
		}
	}
}

func TestHostileTextsStayTextInFiles(t *testing.T) {
	for _, evil := range hostile() {
		d := poisoned(t, evil)
		for _, format := range []string{"csv", "acled", "ucdp"} {
			rows, err := csv.NewReader(strings.NewReader(d.text("/export/" + format))).ReadAll()
			if err != nil || len(rows) != 2 {
				t.Fatalf("%s with %q: %d rows, %v", format, evil, len(rows), err)
			}
			for i, cell := range rows[1] {
				if bad := formula(cell); bad != "" {
					t.Errorf("%s with %q: column %s %s: %q", format, evil, rows[0][i], bad, cell)
				}
			}
		}
		for _, target := range []string{"/export/geojson", "/export/jsonl", "/api/v1/incidents", "/api/v1/incidents/evil", "/api/v1/map", "/api/v1/sources", "/api/v1/changes"} {
			if body := d.text(target); !json.Valid([]byte(body)) {
				t.Errorf("%s with %q is no JSON: %s", target, evil, body)
			}
		}
		for dec := xml.NewDecoder(strings.NewReader(d.text("/feed.atom"))); ; {
			_, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("feed with %q: %v", evil, err)
			}
		}
		if resp := d.ask("GET", "/metrics"); resp.StatusCode != 200 {
			t.Errorf("metrics with %q: %d", evil, resp.StatusCode)
		}
	}
}

// formula says why a spreadsheet could take a cell for more than text; numbers
// below zero are numbers.
func formula(cell string) string {
	if strings.ContainsFunc(cell, func(r rune) bool { return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' }) {
		return "holds a control character"
	}
	if cell == "" || !strings.ContainsRune("=+-@", rune(cell[0])) || strings.Trim(cell, "-.0123456789") == "" {
		return ""
	}
	return "begins like a formula"
}
