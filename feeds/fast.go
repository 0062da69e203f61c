package feeds

import (
	"strings"
)

// fast reads clean RSS 2.0 and Atom 1.0 in one pass. ok is false when the
// document is anything else; then nothing is known of it.
func fast(doc []byte, kind format) (r raw, ok bool) {
	p, ok := newStrict(doc)
	if !ok || p.next() != evStart || p.empty || !p.root() {
		return raw{}, false
	}
	switch {
	case kind == formatRSS && p.name == "rss":
		ok = p.rss(&r)
	case kind == formatAtom && p.name == "feed":
		ok = p.feed(&r)
	default:
		ok = false
	}
	return r, ok && onlySpace(p.s[p.pos:])
}

// root takes note of the namespaces: the usual prefixes must mean what they
// usually mean, and others must not mean the same.
func (p *strict) root() bool {
	base := "" // RSS has no namespace
	if p.name == "feed" {
		base = "http://www.w3.org/2005/Atom"
	}
	seen := ""
	for n := 0; n < len(p.attrs); {
		for n < len(p.attrs) && space(p.attrs[n]) {
			n++
		}
		eq := plainName(p.attrs, n)
		if eq+1 >= len(p.attrs) {
			break
		}
		name := p.attrs[n:eq]
		end := eq + 2 + strings.IndexByte(p.attrs[eq+2:], p.attrs[eq+1])
		value := p.attrs[eq+2 : end]
		n = end + 1
		switch prefix, is := strings.CutPrefix(name, "xmlns:"); {
		case name == "xmlns":
			seen = value
		case name == "xml:base":
			return false
		case is:
			if known := namespace(prefix); known != "" && known != value || known == "" && usual(value) {
				return false
			}
			p.prefixes = append(p.prefixes, prefix)
		}
	}
	return seen == base
}

// namespace gives what a usual prefix usually means.
func namespace(prefix string) string {
	switch prefix {
	case "content":
		return "http://purl.org/rss/1.0/modules/content/"
	case "dc":
		return "http://purl.org/dc/elements/1.1/"
	case "atom":
		return "http://www.w3.org/2005/Atom"
	case "feedburner":
		return "http://rssnamespace.org/feedburner/ext/1.0"
	case "itunes":
		return "http://www.itunes.com/dtds/podcast-1.0.dtd"
	}
	return ""
}

// usual reports whether a namespace is one that matters for reading.
func usual(uri string) bool {
	uri = strings.ToLower(strings.TrimSpace(uri))
	for _, prefix := range []string{"content", "dc", "atom", "feedburner", "itunes"} {
		if uri == strings.ToLower(namespace(prefix)) {
			return true
		}
	}
	switch uri {
	case "", "rss", "rdf", "http://purl.org/rss/1.0/", "http://channel.netscape.com/rdf/simple/0.9/", "http://my.netscape.com/rdf/simple/0.9/",
		"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/atom/ns#":
		return true
	}
	return false
}

// into reads the text of the current element into dst.
func (p *strict) into(dst *string) (ok bool) {
	*dst, ok = p.text()
	return ok
}

// children calls f for each child of the element just opened. f must read or
// skip the child.
func (p *strict) children(f func(name string) bool) bool {
	parent := p.name
	for {
		switch p.next() {
		case evEnd:
			return p.name == parent
		case evStart:
			if !f(p.name) {
				return false
			}
		default:
			return false
		}
	}
}
