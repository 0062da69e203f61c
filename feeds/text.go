package feeds

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// fullText is from how many bytes on the content of an item can be its
	// whole text rather than its beginning.
	fullText = 1200
	// maxSummary bounds a summary in bytes.
	maxSummary = 1000
)

// texts gives an item's summary, and its text where the feed carries the whole.
func texts(summary, content string) (short, full string) {
	body := content
	if len(summary) > len(content) {
		body = summary
	}
	if len(body) >= fullText {
		if t := plain(body); len(t) >= fullText && finished(t) {
			full = t
		}
	}
	if strings.TrimSpace(summary) == "" {
		summary = content
	}
	return cut(line(summary), maxSummary), full
}

// finished reports whether a text ends like one that was not cut off.
func finished(t string) bool {
	tail := strings.ToLower(t[max(0, len(t)-160):])
	for _, mark := range []string{"[…]", "[...]", "lire la suite", "lire plus", "read more", "continue reading", "continuer la lecture", "appeared first on", "est apparu en premier sur", "اقرأ المزيد", "اقرأ أيضا", "المزيد"} {
		if strings.Contains(tail, mark) {
			return false
		}
	}
	t = strings.TrimRight(t, " \n\"'»”’)]")
	if strings.HasSuffix(t, "...") || strings.HasSuffix(t, "…") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(t)
	return strings.ContainsRune(".!?؟۔", last)
}

// cut shortens a text at a word, with an ellipsis.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	s = s[:limit]
	if i := strings.LastIndexByte(s, ' '); i > limit/2 {
		s = s[:i]
	}
	return strings.ToValidUTF8(s, "") + "…"
}

// line makes one line of plain text of a piece of HTML.
func line(s string) string {
	if strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 {
		return collapse(s)
	}
	return collapse(plain(s))
}

// collapse makes single spaces of all white space.
func collapse(s string) string {
	if tidy(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, blank), " ")
}

// tidy reports whether a text needs no collapsing; it may say no to one that
// does not, such as any beyond ASCII with odd spaces.
func tidy(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
			space = true
			continue
		case c < ' ' || c == 0x7f || c == 0xc2 && i+1 < len(s) && s[i+1] <= 0xa0 || c == 0xe2 && i+1 < len(s) && (s[i+1] == 0x80 || s[i+1] == 0x81) && odd(s[i:]) || c == 0xe3 && strings.HasPrefix(s[i:], "\u3000"):
			return false
		}
		space = false
	}
	return !space || s == ""
}

func odd(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return blank(r)
}

// blank is white space or an invisible control character.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff'
}

// plain makes text of HTML: block elements become paragraphs with a blank line
// between, script and style are dropped.
func plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	w := writer{out: &b}
	for s != "" {
		lt := strings.IndexByte(s, '<')
		if lt < 0 {
			w.text(s)
			break
		}
		w.text(s[:lt])
		s = s[lt:]
		n, name := htmlTag(s)
		if n == 0 {
			w.text("<")
			s = s[1:]
			continue
		}
		s = s[n:]
		switch name {
		case "script", "style":
			s = behind(s, name)
		case "br", "/br":
			w.breaks(1)
		default:
			if block(strings.TrimPrefix(name, "/")) {
				w.breaks(2)
			}
		}
	}
	return strings.TrimSpace(b.String())
}

// htmlTag measures the tag, comment or declaration that s begins with; 0 when
// the < is one of the text.
func htmlTag(s string) (n int, name string) {
	if len(s) < 2 {
		return 0, ""
	}
	if strings.HasPrefix(s, "<!--") {
		if i := strings.Index(s, "-->"); i >= 0 {
			return i + 3, ""
		}
		return len(s), ""
	}
	i := 1
	if s[1] == '/' {
		i = 2
	}
	if i >= len(s) || !letter(s[i]) && s[i] != '!' && s[i] != '?' {
		return 0, ""
	}
	for i < len(s) && (letter(s[i]) || '0' <= s[i] && s[i] <= '9') {
		i++
	}
	name = strings.ToLower(s[1:i])
	for i < len(s) {
		switch s[i] {
		case '>':
			return i + 1, name
		case '"', '\'':
			j := strings.IndexByte(s[i+1:], s[i])
			if j >= 0 {
				i += j + 1
			}
		}
		i++
	}
	return len(s), name
}

// behind skips to the end of a raw text element.
func behind(s, name string) string {
	lower := strings.ToLower(s)
	i := strings.Index(lower, "</"+name)
	if i < 0 || len(lower) != len(s) {
		return ""
	}
	s = s[i:]
	if j := strings.IndexByte(s, '>'); j >= 0 {
		return s[j+1:]
	}
	return ""
}

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func block(name string) bool {
	switch name {
	case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "tr", "td", "th",
		"section", "article", "header", "footer", "figure", "figcaption", "hr", "aside", "address", "form", "body", "html":
		return true
	}
	return false
}

// writer joins runs of text with single spaces and owed line breaks.
type writer struct {
	out   *strings.Builder
	owed  int  // line breaks
	space bool // a space is owed
}

func (w *writer) breaks(n int) { w.owed = max(w.owed, n) }

func (w *writer) text(s string) {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	for s != "" {
		end := strings.IndexFunc(s, blank)
		if end != 0 {
			if end < 0 {
				end = len(s)
			}
			w.word(s[:end])
			s = s[end:]
			continue
		}
		_, n := utf8.DecodeRuneInString(s)
		w.space = true
		s = s[n:]
	}
}

func (w *writer) word(s string) {
	switch {
	case w.out.Len() == 0:
	case w.owed > 0:
		w.out.WriteString("\n\n"[:w.owed])
	case w.space:
		w.out.WriteByte(' ')
	}
	w.owed, w.space = 0, false
	w.out.WriteString(s)
}
