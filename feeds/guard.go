package feeds

import "bytes"

const (
	maxSize   = 4 << 20 // bytes of a feed
	maxDepth  = 64      // nested elements
	maxTokens = 200_000 // tags, comments, CDATA sections
	// maxJoin bounds the work of parsers that join an element's text piece by
	// piece, copying all of it each time: the sum of those copies in bytes.
	maxJoin = 64 << 20
)

// scan is what the guard learned of an XML document.
type scan struct {
	clean  []byte // without comments and processing instructions
	starts []int  // offsets into clean where items begin
}

// guard checks a document before a recursive parser gets it. Its count of open
// elements is never less than the parser's: a tag that it cannot make out
// counts as opened, and an end tag closes one element, where a forgiving parser
// closes at least one. Comments and processing instructions are dropped; a
// second XML declaration would switch the parser's charset midway.
func guard(doc []byte) (scan, error) {
	s := scan{clean: make([]byte, 0, len(doc))}
	var text [maxDepth + 2]int // bytes of text so far, by depth
	depth, tokens, join := 0, 0, 0
	for i := 0; i < len(doc); {
		lt := bytes.IndexByte(doc[i:], '<')
		if lt < 0 {
			lt = len(doc) - i
		}
		if lt > 0 {
			text[depth] += lt
			join += text[depth]
		}
		s.clean = append(s.clean, doc[i:i+lt]...)
		i += lt
		if i == len(doc) {
			break
		}
		if tokens++; tokens > maxTokens || join > maxJoin {
			return s, ErrComplex
		}
		rest := doc[i:]
		n, kind := token(rest)
		switch kind {
		case tokenDropped:
			i += n
			continue
		case tokenText:
			text[depth] += n
			join += text[depth]
		case tokenEnd:
			if depth > 0 {
				text[depth] = 0
				depth--
			}
		case tokenStart:
			if itemTag(rest) {
				s.starts = append(s.starts, len(s.clean))
			}
			if depth++; depth > maxDepth {
				return s, ErrComplex
			}
			text[depth] = 0
		case tokenEmpty:
			if itemTag(rest) {
				s.starts = append(s.starts, len(s.clean))
			}
		}
		s.clean = append(s.clean, rest[:n]...)
		i += n
	}
	return s, nil
}

type tokenKind int

const (
	tokenText    tokenKind = iota // CDATA, or a < that opens nothing
	tokenDropped                  // comment, processing instruction
	tokenStart
	tokenEnd
	tokenEmpty // <a/>
)

// token measures what begins with the < at b[0].
func token(b []byte) (n int, kind tokenKind) {
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		return through(b, 4, "-->"), tokenDropped
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		return through(b, 9, "]]>"), tokenText
	case bytes.HasPrefix(b, []byte("<?")):
		return through(b, 2, "?>"), tokenDropped
	case bytes.HasPrefix(b, []byte("</")):
		return through(b, 2, ">"), tokenEnd
	case len(b) < 2 || !nameStart(b[1]):
		return 1, tokenText
	}
	end, empty := tagEnd(b)
	switch {
	case end == 0: // cannot be made out: go on right behind the name
		return nameEnd(b, 1), tokenStart
	case empty:
		return end, tokenEmpty
	}
	return end, tokenStart
}

// through gives the offset behind the mark, or the length of b without one.
func through(b []byte, from int, mark string) int {
	i := bytes.Index(b[from:], []byte(mark))
	if i < 0 {
		return len(b)
	}
	return from + i + len(mark)
}

// tagEnd gives the offset behind the > of a start tag, 0 when quotes or angle
// brackets do not fit.
func tagEnd(b []byte) (end int, empty bool) {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '>':
			return i + 1, b[i-1] == '/'
		case '<':
			return 0, false
		case '"', '\'':
			j := bytes.IndexByte(b[i+1:], b[i])
			if j < 0 || bytes.IndexByte(b[i+1:i+1+j], '<') >= 0 || b[i-1] != '=' && !space(b[i-1]) {
				return 0, false
			}
			i += j + 1
		}
	}
	return 0, false
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

// itemTag reports whether a start tag opens an item: item or entry, with any
// prefix.
func itemTag(b []byte) bool {
	name := b[1:nameEnd(b, 1)]
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	return bytes.EqualFold(name, []byte("item")) || bytes.EqualFold(name, []byte("entry"))
}
