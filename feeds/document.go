package feeds

import (
	"bytes"
	"fmt"

	"sahelwatch/internal/charset"
	"sahelwatch/internal/egress"
)

// format of a feed document.
type format int

const (
	formatRSS format = iota // RSS of any version, RDF
	formatAtom
	formatJSON
)

// document brings a body into UTF-8, drops what stands before the feed, and
// tells its format.
func document(body []byte, contentType string) ([]byte, format, error) {
	if len(body) > maxSize {
		return nil, 0, fmt.Errorf("%w: feed of %d bytes", egress.ErrTooLarge, len(body))
	}
	doc, _ := charset.UTF8(body, contentType, declaredCharset(body))
	for _, noCharacter := range []string{"\uFFFE", "\uFFFF"} { // not allowed in XML
		if bytes.Contains(doc, []byte(noCharacter)) {
			doc = bytes.ReplaceAll(doc, []byte(noCharacter), nil)
		}
	}
	doc = bytes.TrimLeft(doc, " \t\r\n\x00\ufeff")
	if len(doc) == 0 {
		return nil, 0, ErrEmpty
	}
	if doc[0] == '{' {
		if !bytes.Contains(doc, []byte(`"items"`)) {
			return nil, 0, ErrFormat
		}
		return doc, formatJSON, nil
	}
	start, kind := root(doc)
	if start < 0 {
		if isHTML(doc) {
			return nil, 0, ErrHTML
		}
		return nil, 0, ErrFormat
	}
	return doc[start:], kind, nil
}

// declaredCharset reads the encoding of the XML declaration, which may stand
// behind junk.
func declaredCharset(body []byte) string {
	head := body[:min(len(body), 4096)]
	i := bytes.Index(head, []byte("<?xml"))
	if i < 0 {
		return ""
	}
	head = head[i:]
	head = head[:through(head, 0, "?>")]
	i = bytes.Index(head, []byte("encoding"))
	if i < 0 {
		return ""
	}
	value := bytes.TrimLeft(head[i+len("encoding"):], " \t\r\n=")
	if len(value) < 2 || value[0] != '"' && value[0] != '\'' {
		return ""
	}
	end := bytes.IndexByte(value[1:], value[0])
	if end < 0 {
		return ""
	}
	return string(value[1 : 1+end])
}

// root finds the element that makes the document a feed. An HTML page that only
// quotes one is none.
func root(doc []byte) (start int, kind format) {
	for i := 0; i < len(doc); {
		lt := bytes.IndexByte(doc[i:], '<')
		if lt < 0 {
			return -1, 0
		}
		i += lt
		n, token := token(doc[i:])
		if token == tokenStart || token == tokenEmpty {
			name := doc[i+1 : i+nameEnd(doc[i:], 1)]
			if c := bytes.LastIndexByte(name, ':'); c >= 0 {
				name = name[c+1:]
			}
			switch {
			case bytes.EqualFold(name, []byte("rss")), bytes.EqualFold(name, []byte("RDF")):
				return i, formatRSS
			case bytes.EqualFold(name, []byte("feed")):
				return i, formatAtom
			case bytes.EqualFold(name, []byte("html")), bytes.EqualFold(name, []byte("body")), bytes.EqualFold(name, []byte("head")):
				return -1, 0
			}
		}
		i += n
	}
	return -1, 0
}

func isHTML(doc []byte) bool {
	head := bytes.ToLower(doc[:min(len(doc), 4096)])
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}
