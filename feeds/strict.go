package feeds

import (
	"strings"
	"unsafe"
)

// strict walks a clean XML document. It gives up, with ok false, on anything
// that parsers could read in more than one way: then gofeed reads the document.
type strict struct {
	s        string
	pos      int
	prefixes []string // declared at the root
	name     string   // of the current start or end tag
	attrs    string   // of the current start tag, checked
	empty    bool     // the current start tag ends its element
}

type event int

const (
	evBad event = iota
	evStart
	evEnd
)

// newStrict takes a document that begins at its root element. The document must
// not be changed while the strings that are read from it are in use.
func newStrict(doc []byte) (*strict, bool) {
	for _, c := range doc {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
			return nil, false
		}
	}
	return &strict{s: unsafe.String(unsafe.SliceData(doc), len(doc))}, true
}

// next moves to the next tag. Only white space and comments may come before it.
func (p *strict) next() event {
	for {
		lt := strings.IndexByte(p.s[p.pos:], '<')
		if lt < 0 || !onlySpace(p.s[p.pos:p.pos+lt]) {
			return evBad
		}
		p.pos += lt
		rest := p.s[p.pos:]
		if strings.HasPrefix(rest, "<!--") {
			end := strings.Index(rest[4:], "--")
			if end < 0 || !strings.HasPrefix(rest[4+end:], "-->") {
				return evBad
			}
			p.pos += 4 + end + 3
			continue
		}
		return p.tag(rest)
	}
}

// tag reads the tag that rest begins with.
func (p *strict) tag(rest string) event {
	if strings.HasPrefix(rest, "</") {
		end := plainName(rest, 2)
		if end == 2 || end >= len(rest) || rest[end] != '>' {
			return evBad
		}
		p.name = rest[2:end]
		p.pos += end + 1
		return evEnd
	}
	end := plainName(rest, 1)
	if end == 1 {
		return evBad
	}
	p.name = rest[1:end]
	n, ok := attributes(rest[end:])
	if !ok {
		return evBad
	}
	p.attrs = rest[end : end+n]
	rest = rest[end+n:]
	p.empty = strings.HasPrefix(rest, "/>")
	switch {
	case p.empty:
		p.pos += end + n + 2
	case strings.HasPrefix(rest, ">"):
		p.pos += end + n + 1
	default:
		return evBad
	}
	if i := strings.IndexByte(p.name, ':'); i >= 0 && !p.declared(p.name[:i]) {
		return evBad
	}
	return evStart
}

func (p *strict) declared(prefix string) bool {
	for _, d := range p.prefixes {
		if d == prefix {
			return true
		}
	}
	return false
}

// attributes measures the attributes of a tag, the white space around them
// included. All must be quoted and apart; namespaces may be declared at the
// root alone, which is read before this is asked of others.
func attributes(s string) (n int, ok bool) {
	for {
		start := n
		for n < len(s) && space(s[n]) {
			n++
		}
		if n >= len(s) {
			return 0, false
		}
		if s[n] == '>' || s[n] == '/' {
			return n, true
		}
		eq := plainName(s, n)
		if n == start || eq == n || eq+1 >= len(s) || s[eq] != '=' || s[eq+1] != '"' && s[eq+1] != '\'' {
			return 0, false
		}
		end := strings.IndexByte(s[eq+2:], s[eq+1])
		if end < 0 || strings.IndexByte(s[eq+2:eq+2+end], '<') >= 0 {
			return 0, false
		}
		n = eq + 2 + end + 1
	}
}

// plainName gives the end of an ASCII name that begins at from, with one prefix
// or none; from where there is no such name.
func plainName(s string, from int) int {
	i, colon := from, -1
scan:
	for ; i < len(s); i++ {
		c := s[i]
		begins := i == from || i == colon+1
		switch {
		case letter(c), c == '_':
		case !begins && ('0' <= c && c <= '9' || c == '-' || c == '.'):
		case !begins && c == ':' && colon < 0:
			colon = i
		default:
			break scan
		}
	}
	if colon >= 0 && colon == i-1 {
		return from
	}
	return i
}

// attr reads an attribute of the current start tag; ok is false when its value
// has an entity out of the ordinary, or when another attribute has the name with
// another prefix, where parsers differ.
func (p *strict) attr(name string) (value string, ok bool) {
	value, others := attribute(p.attrs, name)
	if others {
		return "", false
	}
	return unescape(value)
}

// attribute finds an attribute in the attributes of a tag; others tells of one
// more that has the same name but for the prefix. The value is "" without one.
func attribute(attrs, name string) (value string, others bool) {
	found := false
	for n := 0; n < len(attrs); {
		for n < len(attrs) && space(attrs[n]) {
			n++
		}
		eq := plainName(attrs, n)
		if eq+1 >= len(attrs) {
			break
		}
		end := eq + 2 + strings.IndexByte(attrs[eq+2:], attrs[eq+1])
		switch {
		case attrs[n:eq] == name && !found:
			value, found = attrs[eq+2:end], true
		case local(attrs[n:eq]) == local(name):
			others = true
		}
		n = end + 1
	}
	return value, others
}

func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// declares reports whether the current start tag changes what names or links
// mean inside of it.
func (p *strict) declares() bool {
	return strings.Contains(p.attrs, "xmlns") || strings.Contains(p.attrs, "xml:base")
}

// foreign reports whether the current start tag does no more than put itself
// and its content into a namespace that is not read, as some plug-ins do.
func (p *strict) foreign() bool {
	space, others := attribute(p.attrs, "xmlns")
	return !others && strings.Count(p.attrs, "xmlns") == 1 && !strings.Contains(p.attrs, "xml:base") &&
		strings.IndexByte(p.name, ':') < 0 && space != "" && strings.TrimSpace(space) == space && !usual(space)
}

// text reads the text of the element just opened, up to its end tag. It is
// either plain or one CDATA section.
func (p *strict) text() (string, bool) {
	if p.empty {
		return "", true
	}
	name := p.name
	lt := strings.IndexByte(p.s[p.pos:], '<')
	if lt < 0 {
		return "", false
	}
	value := p.s[p.pos : p.pos+lt]
	rest := p.s[p.pos+lt:]
	if strings.HasPrefix(rest, "<![CDATA[") {
		end := strings.Index(rest, "]]>")
		if end < 0 || !onlySpace(value) {
			return "", false
		}
		value = rest[len("<![CDATA["):end]
		p.pos += lt + end + len("]]>")
		return value, p.next() == evEnd && p.name == name
	}
	if strings.Contains(value, "]]>") {
		return "", false
	}
	p.pos += lt
	if p.tag(rest) != evEnd || p.name != name {
		return "", false
	}
	return unescape(strings.TrimSpace(value))
}

// skip passes over the element just opened. An item inside of it is one that
// would be lost.
func (p *strict) skip() bool {
	if itemName(p.name) {
		return false
	}
	if p.empty {
		return true
	}
	open := make([]string, 1, 8)
	open[0] = p.name
	for len(open) > 0 {
		lt := strings.IndexByte(p.s[p.pos:], '<')
		if lt < 0 || strings.Contains(p.s[p.pos:p.pos+lt], "]]>") {
			return false
		}
		p.pos += lt
		rest := p.s[p.pos:]
		if strings.HasPrefix(rest, "<![CDATA[") {
			end := strings.Index(rest, "]]>")
			if end < 0 {
				return false
			}
			p.pos += end + len("]]>")
			continue
		}
		switch p.tag(rest) {
		case evStart:
			if p.declares() || len(open) > maxDepth/2 || itemName(p.name) {
				return false
			}
			if !p.empty {
				open = append(open, p.name)
			}
		case evEnd:
			if open[len(open)-1] != p.name {
				return false
			}
			open = open[:len(open)-1]
		default:
			return false
		}
	}
	return true
}

func onlySpace(s string) bool {
	for i := range len(s) {
		if !space(s[i]) {
			return false
		}
	}
	return true
}
