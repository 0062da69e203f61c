// Package charset brings fetched text into UTF-8.
//
// Promise: the result is valid UTF-8, whatever came in. Labels are believed
// only as far as the bytes bear them out: text that is UTF-8 beyond ASCII, but
// for a few stray bytes, is UTF-8 under any label; text labelled UTF-8 that is
// not is read as the Windows page its letters speak for; and what is labelled as
// Western but runs like Arabic words is the Arabic page, a common fault of old
// sites.
//
// Limits: without a label only UTF-8, UTF-16, windows-1252 and windows-1256
// are told apart, the encodings of French, English and Arabic sites.
package charset

import (
	"bytes"
	"mime"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// UTF8 converts a document. contentType is its HTTP header, declared the label
// inside of it (XML declaration, meta element); either may be "". The name of
// the encoding that it was read as comes second. The result may share memory
// with body. A byte order mark is dropped.
func UTF8(body []byte, contentType, declared string) ([]byte, string) {
	if enc, skip := wide(body); enc != nil {
		return decode(body[skip:], enc), "utf-16"
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	valid := utf8.Valid(body)
	if valid && (!escapes(body) || ascii(body) < len(body)) {
		return body, "utf-8"
	}
	high, bad := count(body)
	if bad > 0 && high >= stray*bad {
		return mend(body), "utf-8"
	}
	if enc, name := labelled(contentType, declared); enc != nil && (name != "windows-1252" || !arabicPage(body)) {
		return decode(body, enc), name
	}
	switch {
	case valid:
		return body, "utf-8"
	case high >= bad:
		return mend(body), "utf-8"
	case arabicPage(body):
		return decode(body, charmap.Windows1256), "windows-1256"
	}
	return decode(body, charmap.Windows1252), "windows-1252"
}

// stray is how many characters of UTF-8 stand for each byte that is none where
// no label is believed.
const stray = 10

// labelled gives the encoding of the first label that can be true of bytes that
// are neither UTF-8 nor UTF-16; nil when there is none.
func labelled(contentType, declared string) (encoding.Encoding, string) {
	for _, label := range []string{parameter(contentType), declared} {
		switch enc, name := charset.Lookup(label); name {
		case "", "utf-8", "utf-16le", "utf-16be", "replacement", "x-user-defined":
		default:
			return enc, name
		}
	}
	return nil, ""
}

// Wide reports whether a document is UTF-16, in which every other byte may be
// zero.
func Wide(body []byte) bool {
	enc, _ := wide(body)
	return enc != nil
}

func parameter(contentType string) string {
	if contentType == "" {
		return ""
	}
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// wide tells UTF-16 by its mark, or by the zero bytes around an opening tag or
// brace.
func wide(b []byte) (enc encoding.Encoding, skip int) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	switch {
	case len(b) < 4:
		return nil, 0
	case b[0] == 0xff && b[1] == 0xfe:
		return little, 2
	case b[0] == 0xfe && b[1] == 0xff:
		return big, 2
	case (b[0] == '<' || b[0] == '{') && b[1] == 0 && b[2] != 0 && b[3] == 0:
		return little, 0
	case b[0] == 0 && (b[1] == '<' || b[1] == '{') && b[2] == 0 && b[3] != 0:
		return big, 0
	}
	return nil, 0
}

// count gives the number of valid multi-byte characters and of bytes that are
// no UTF-8.
func count(b []byte) (high, bad int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[ascii(b):]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			high++
		}
		b = b[n:]
	}
	return high, bad
}

// ascii gives the length of the ASCII run at the start of b.
func ascii(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

// escapes reports whether ASCII bytes may be a stateful encoding such as
// ISO-2022-JP.
func escapes(b []byte) bool { return bytes.IndexByte(b, 0x1b) >= 0 }

// mend keeps what is UTF-8 and reads stray bytes as windows-1252: feeds are
// pasted together from parts.
func mend(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(b)/16)
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(b[0])
		}
		out = utf8.AppendRune(out, r)
		b = b[n:]
	}
	return out
}

// arabicPage tells windows-1256 from windows-1252: Arabic words are runs of high
// letters, while a French accent stands alone among ASCII letters.
func arabicPage(b []byte) bool {
	const letters = 0xc0 // below stand punctuation and few letters, in both
	runs, total := 0, 0
	inside := false
	for _, c := range b {
		if c >= letters {
			total++
			if !inside {
				runs++
			}
		}
		inside = c >= letters
	}
	return runs > 0 && total >= runs*5/2
}

func decode(b []byte, enc encoding.Encoding) []byte {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		out = bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	return out
}
