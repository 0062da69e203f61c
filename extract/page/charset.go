package page

import (
	"bytes"
	"mime"
	"regexp"
	"strings"

	"sahelwatch/internal/charset"
)

// maxBytes is the largest body that is read: the same as the fetcher's cap.
const maxBytes = 10 << 20

// decode gives the body as UTF-8, by its bytes, the header and the page's own
// declaration.
func decode(raw []byte, contentType string) ([]byte, error) {
	if len(raw) > maxBytes {
		return nil, ErrTooLarge
	}
	if notText(raw, contentType) {
		return nil, ErrNotHTML
	}
	text, _ := charset.UTF8(raw, contentType, declared(raw))
	if !looksLikeHTML(text) {
		return nil, ErrNotHTML
	}
	return text, nil
}

// inMeta is a declaration in the page itself.
var inMeta = regexp.MustCompile(`(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)`)

// declared gives the encoding that the page names; "" when it names none.
func declared(raw []byte) string {
	if m := inMeta.FindSubmatch(raw[:min(len(raw), 16<<10)]); m != nil {
		return string(m[1])
	}
	return ""
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
	return !charset.Wide(raw) && bytes.Count(raw[:min(len(raw), 2048)], []byte{0}) > 4
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
