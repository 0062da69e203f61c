package page

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// French and Arabic pages come out right whatever their label says.
func TestCharsets(t *testing.T) {
	const french = "L’armée a été attaquée près de Djibo ; douze élèves blessés à Ouagadougou, où l’école a fermé dès l’aube."
	const arabic = "قال سكان إن مسلحين هاجموا القرية فجر يوم الاثنين وأحرقوا المنازل قبل أن ينسحبوا شمالا نحو الحدود."
	meta := func(charset string) string {
		return `<meta http-equiv="Content-Type" content="text/html; charset=` + charset + `">`
	}
	latin := func(s string) string { return must(charmap.Windows1252.NewEncoder().String(s)) }
	arab := func(s string) string { return must(charmap.Windows1256.NewEncoder().String(s)) }
	for _, c := range []struct{ name, head, encoded, contentType, want string }{
		{"UTF-8, nothing declared", "", french, "", french},
		{"UTF-8 labelled ISO-8859-1 by the header", "", french, "text/html; charset=iso-8859-1", french},
		{"UTF-8 labelled windows-1252 by the page", meta("windows-1252"), french, "", french},
		{"UTF-8 cut in a character", "", french + "\xC3", "text/html; charset=utf-8", french},
		{"windows-1252 by the page alone", meta("windows-1252"), latin(french), "text/html", french},
		{"windows-1252 called ISO-8859-1", meta("iso-8859-1"), latin(french), "", french},
		{"windows-1252 called UTF-8", meta("utf-8"), latin(french), "text/html; charset=utf-8", french},
		{"windows-1252, nothing declared", "", latin(french), "", french},
		{"windows-1256 by the page alone", meta("windows-1256"), arab(arabic), "text/html", arabic},
		{"windows-1256 by the header", "", arab(arabic), "text/html; charset=windows-1256", arabic},
		{"windows-1256, nothing declared", "", arab(arabic), "", arabic},
		{"windows-1256 called ISO-8859-1 on an Arabic page", `<html lang="ar">` + meta("iso-8859-1"), arab(arabic), "", arabic},
		{"declared far below", strings.Repeat("<meta name=x content=y>", 200) + meta("windows-1252"), latin(french), "", french},
		{"UTF-16 with its mark", "", "\xFF\xFE" + must(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("<p>"+french)), "", french},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := c.head + "<title>x y z</title><p>" + c.encoded + "</p>"
			if strings.HasPrefix(c.encoded, "\xFF\xFE") {
				page = c.encoded
			}
			text, err := decode([]byte(page), c.contentType)
			if err != nil || !strings.Contains(string(text), c.want) {
				t.Errorf("%v, %q", err, text)
			}
		})
	}
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// What is no page is refused by name.
func TestNoPage(t *testing.T) {
	for _, c := range []struct {
		name, body, contentType string
		want                    error
	}{
		{"PDF", "%PDF-1.4 <p>x</p>", "", ErrNotHTML},
		{"PDF by the header", "<p>x</p>", "application/pdf", ErrNotHTML},
		{"picture", "\xFF\xD8\xFF\xE0<p>", "text/html", ErrNotHTML},
		{"gzip", "\x1F\x8B\x08<p>", "text/html", ErrNotHTML},
		{"plain text", "no tags at all", "text/plain", ErrNotHTML},
		{"JSON", `{"error":"gone"}`, "application/json", ErrNotHTML},
		{"sitemap", `<?xml version="1.0"?><urlset></urlset>`, "", ErrNotHTML},
		{"nothing", "", "", ErrNotHTML},
		{"11 MB", "<p>" + strings.Repeat("x", 11<<20), "", ErrTooLarge},
		{"20 MB", "<p>" + strings.Repeat("x", 20<<20), "", ErrTooLarge},
		{"no words", "<html><body><img src=a.png></body></html>", "", ErrEmpty},
	} {
		if _, err := Extract(Input{HTML: []byte(c.body), ContentType: c.contentType}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
