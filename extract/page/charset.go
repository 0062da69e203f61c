package page

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// maxBytes is the largest body that is read: the same as the fetcher's cap.
const maxBytes = 10 << 20

// decode gives the body as UTF-8. Bytes that are valid UTF-8 are UTF-8 whatever
// their label says; then count the byte order mark, the header, the page's
// <meta>, and, when nothing is declared or the declaration cannot be true, the
// statistics of the bytes.
func decode(raw []byte, contentType string) ([]byte, error) {
	if len(raw) > maxBytes {
		return nil, ErrTooLarge
	}
	if notText(raw, contentType) {
		return nil, ErrNotHTML
	}
	text := toUTF8(raw, contentType)
	if !looksLikeHTML(text) {
		return nil, ErrNotHTML
	}
	return text, nil
}

func toUTF8(raw []byte, contentType string) []byte {
	if enc, n := byteOrderMark(raw); enc != nil {
		return decodeWith(enc, raw[n:])
	}
	if utf8.Valid(raw) {
		return raw
	}
	if mostlyUTF8(raw) {
		return bytes.ToValidUTF8(raw, []byte("\uFFFD"))
	}
	enc, name := declared(raw, contentType)
	switch {
	case enc == nil || name == "utf-8": // it is not
		enc = guessEncoding(raw)
	case name == "windows-1252" && saysArabic(raw):
		enc = charmap.Windows1256
	}
	return decodeWith(enc, raw)
}

func decodeWith(enc encoding.Encoding, raw []byte) []byte {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return bytes.ToValidUTF8(raw, []byte("\uFFFD"))
	}
	return out
}

func byteOrderMark(raw []byte) (encoding.Encoding, int) {
	for _, b := range []struct{ mark, name string }{
		{"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"},
	} {
		if bytes.HasPrefix(raw, []byte(b.mark)) {
			enc, err := htmlindex.Get(b.name)
			if err != nil {
				return nil, 0
			}
			return enc, len(b.mark)
		}
	}
	return nil, 0
}

// mostlyUTF8 reports whether the bytes are UTF-8, allowing for a few broken
// sequences such as a cut in the middle of a character.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good >= 10*bad
}

// inMeta is a declaration in the page itself.
var inMeta = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)`)

// declared gives the encoding that the header or the page names, with its
// name in the Encoding Standard; nil when none does.
func declared(raw []byte, contentType string) (encoding.Encoding, string) {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		if enc, name := charset.Lookup(params["charset"]); enc != nil {
			return enc, name
		}
	}
	if m := inMeta.FindSubmatch(raw[:min(len(raw), 16<<10)]); m != nil {
		if enc, name := charset.Lookup(string(m[1])); enc != nil {
			return enc, name
		}
	}
	return nil, ""
}

// saysArabic reports a page that calls itself Arabic: then single bytes
// labelled as Western are the Arabic code page, a common fault of old sites.
func saysArabic(raw []byte) bool {
	head := bytes.ToLower(raw[:min(len(raw), 4096)])
	for _, s := range []string{`lang="ar`, `lang=ar`, `lang='ar`, `content="ar"`, `content="ar-`} {
		if bytes.Contains(head, []byte(s)) {
			return true
		}
	}
	return false
}

// guessEncoding names the encoding by the statistics of the bytes, of the
// visible text alone.
func guessEncoding(raw []byte) encoding.Encoding {
	best, err := chardet.NewHtmlDetector().DetectBest(raw[:min(len(raw), 64<<10)])
	if err == nil {
		if enc, err := htmlindex.Get(best.Charset); err == nil {
			return enc
		}
	}
	return charmap.Windows1252
}

// magics begin files that are no text.
var magics = []string{"%PDF", "\x89PNG", "GIF8", "\xFF\xD8\xFF", "PK\x03\x04", "\x1F\x8B", "RIFF", "ID3", "\x00\x00\x00"}

func notText(raw []byte, contentType string) bool {
	if media, _, err := mime.ParseMediaType(contentType); err == nil {
		switch {
		case strings.HasPrefix(media, "image/"), strings.HasPrefix(media, "audio/"), strings.HasPrefix(media, "video/"),
			media == "application/pdf", media == "application/zip":
			return true
		}
	}
	for _, m := range magics {
		if bytes.HasPrefix(raw, []byte(m)) {
			return true
		}
	}
	if enc, _ := byteOrderMark(raw); enc != nil {
		return false
	}
	return bytes.Count(raw[:min(len(raw), 2048)], []byte{0}) > 4
}

// looksLikeHTML wants at least one tag, and no feed or sitemap.
func looksLikeHTML(text []byte) bool {
	head := strings.ToLower(strings.TrimSpace(string(text[:min(len(text), 2048)])))
	if strings.HasPrefix(head, "<?xml") && !strings.Contains(head, "<html") {
		for _, root := range []string{"<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"} {
			if strings.Contains(head, root) {
				return false
			}
		}
	}
	for i := 0; i+1 < len(text); i++ {
		if text[i] == '<' && (isASCIILetter(text[i+1]) || text[i+1] == '!') {
			return true
		}
	}
	return false
}

func isASCIILetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
