package feeds

import (
	"bytes"
	"strings"
)

const (
	maxSize   = 4 << 20 // bytes of a feed
	maxDepth  = 64      // nested elements
	maxTokens = 200_000 // tags, attributes, comments, CDATA sections
	// maxJoin bounds the work of parsers that join an element's text piece by
	// piece, copying all of it each time: the sum of those copies in bytes.
	maxJoin = 64 << 20
)

// scan is what the guard learned of an XML document.
type scan struct {
	clean  []byte // without what is dropped
	starts []int  // offsets into clean where items begin
	depth  int    // most elements open at a time
	cut    bool   // the document ends before its elements do
}

// guard checks a document before a recursive parser gets it, and writes it down
// again so that there is one way to read it. Tags and elements end where the
// parser ends them; what the parser might read otherwise does not reach it:
// comments, processing instructions, declarations (a second XML declaration
// would switch the charset midway) and end tags without a start are dropped,
// and a < that begins no tag is escaped. So the count of open elements is never
// less than the parser's.
func guard(doc []byte) (scan, error) {
	doc = withoutControls(doc)
	g := guarding{scan: scan{clean: make([]byte, 0, len(doc))}}
	for len(doc) > 0 {
		lt := bytes.IndexByte(doc, '<')
		if lt < 0 {
			lt = len(doc)
		}
		g.text(doc[:lt])
		doc = doc[lt:]
		if len(doc) == 0 {
			break
		}
		n := g.tag(doc)
		doc = doc[n:]
		if g.tokens > maxTokens || g.join > maxJoin || g.scan.depth > maxDepth {
			return g.scan, ErrComplex
		}
	}
	g.scan.cut = g.open > 0
	return g.scan, nil
}

// guarding is a walk through a document.
type guarding struct {
	scan   scan
	open   int               // elements
	joined [maxDepth + 2]int // bytes of text so far, of each open element
	names  [maxDepth + 2][]byte
	tokens int
	join   int
}

// text takes a piece of text of the innermost element.
func (g *guarding) text(piece []byte) {
	if len(piece) == 0 {
		return
	}
	g.joined[g.open] += len(piece)
	g.join += g.joined[g.open]
	g.scan.clean = append(g.scan.clean, piece...)
}

// tag takes what begins with the < at doc[0], and gives its length.
func (g *guarding) tag(doc []byte) int {
	n, kind, attrs := measure(doc)
	g.tokens += 1 + attrs
	switch kind {
	case tokenDropped:
		return n
	case tokenText:
		g.text(doc[:n])
		return n
	case tokenStray:
		if nameStart(second(doc)) && itemTag(doc) {
			g.scan.starts = append(g.scan.starts, len(g.scan.clean))
		}
		g.text([]byte("&lt;"))
		return n
	case tokenEnd:
		if name := doc[2:nameEnd(doc, 2)]; g.end(name) {
			g.scan.clean = append(append(append(g.scan.clean, "</"...), name...), '>')
		}
		return n
	case tokenStart, tokenEmpty:
		if itemTag(doc) {
			g.scan.starts = append(g.scan.starts, len(g.scan.clean))
		}
		g.scan.depth = max(g.scan.depth, g.open+1)
		if kind == tokenStart && g.open <= maxDepth {
			g.open++
			g.joined[g.open] = 0
			g.names[g.open] = doc[1:nameEnd(doc, 1)]
		}
	}
	g.scan.clean = append(g.scan.clean, doc[:n]...)
	return n
}

// end closes the elements up to the one of that name, as the parser does. It is
// false for an end tag without a start, which would close everything there.
func (g *guarding) end(name []byte) bool {
	for i := g.open; i > 0; i-- {
		if bytes.Equal(g.names[i], name) {
			g.open = i - 1
			return true
		}
	}
	return false
}

// withoutControls drops the control characters that XML forbids. gofeed drops
// them too, before it parses: to the guard they must not hide a mark such as
// ]]> that the parser then sees.
func withoutControls(doc []byte) []byte {
	forbidden := func(c byte) bool { return c < ' ' && !space(c) }
	for i, c := range doc {
		if forbidden(c) {
			out := append(make([]byte, 0, len(doc)), doc[:i]...)
			for _, c := range doc[i:] {
				if !forbidden(c) {
					out = append(out, c)
				}
			}
			return out
		}
	}
	return doc
}

type tokenKind int

const (
	tokenText    tokenKind = iota // CDATA
	tokenStray                    // a < that opens nothing
	tokenDropped                  // comment, processing instruction, declaration
	tokenStart
	tokenEnd
	tokenEmpty // <a/>
)

// token measures what begins with the < at b[0].
func token(b []byte) (n int, kind tokenKind) {
	n, kind, _ = measure(b)
	return n, kind
}

// measure is token that counts attributes too.
func measure(b []byte) (n int, kind tokenKind, attrs int) {
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		return through(b, 4, "-->"), tokenDropped, 0
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		return through(b, 9, "]]>"), tokenText, 0
	case bytes.HasPrefix(b, []byte("<?")):
		return through(b, 2, "?>"), tokenDropped, 0
	case bytes.HasPrefix(b, []byte("</")):
		return through(b, 2, ">"), tokenEnd, 0
	case bytes.HasPrefix(b, []byte("<!")):
		return through(b, 2, ">"), tokenDropped, 0
	case !nameStart(second(b)):
		return 1, tokenStray, 0
	}
	end, attrs, empty := tagEnd(b)
	switch {
	case end == 0:
		return 1, tokenStray, attrs
	case empty:
		return end, tokenEmpty, attrs
	}
	return end, tokenStart, attrs
}

// second gives b[1], 0 at the end.
func second(b []byte) byte {
	if len(b) < 2 {
		return 0
	}
	return b[1]
}

// through gives the offset behind the mark, or the length of b without one.
func through(b []byte, from int, mark string) int {
	i := bytes.Index(b[from:], []byte(mark))
	if i < 0 {
		return len(b)
	}
	return from + i + len(mark)
}

// tagEnd gives the offset behind the > of a start tag and the number of its
// attributes, by the rules of the forgiving mode of encoding/xml: values may
// lack quotes or be missing. end is 0 where that parser stops with an error.
func tagEnd(b []byte) (end, attrs int, empty bool) {
	i := nameEnd(b, 1)
	for {
		i = spaceEnd(b, i)
		switch {
		case i >= len(b):
			return 0, attrs, false
		case b[i] == '>':
			return i + 1, attrs, false
		case b[i] == '/':
			if i+1 < len(b) && b[i+1] == '>' {
				return i + 2, attrs, true
			}
			return 0, attrs, false
		}
		next := nameEnd(b, i)
		if next == i {
			return 0, attrs, false
		}
		attrs++
		if i = spaceEnd(b, next); i < len(b) && b[i] == '=' {
			if i = valueEnd(b, spaceEnd(b, i+1)); i == 0 {
				return 0, attrs, false
			}
		}
	}
}

// valueEnd gives the offset behind an attribute's value, 0 when it has no end.
func valueEnd(b []byte, i int) int {
	if i >= len(b) {
		return 0
	}
	if b[i] == '"' || b[i] == '\'' {
		j := bytes.IndexByte(b[i+1:], b[i])
		if j < 0 {
			return 0
		}
		return i + 1 + j + 1
	}
	for i < len(b) && (letter(b[i]) || '0' <= b[i] && b[i] <= '9' || b[i] == '_' || b[i] == ':' || b[i] == '-') {
		i++
	}
	return i
}

func spaceEnd(b []byte, i int) int {
	for i < len(b) && space(b[i]) {
		i++
	}
	return i
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func nameStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == ':' || c >= 0x80
}

func nameEnd(b []byte, from int) int {
	for i := from; i < len(b); i++ {
		c := b[i]
		if !nameStart(c) && (c < '0' || c > '9') && c != '-' && c != '.' {
			return i
		}
	}
	return len(b)
}

// itemTag reports whether a start tag opens an item.
func itemTag(b []byte) bool { return itemName(string(b[1:nameEnd(b, 1)])) }

// itemName reports whether a name is item or entry, with any prefix.
func itemName(name string) bool {
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	return strings.EqualFold(name, "item") || strings.EqualFold(name, "entry")
}
