package feeds

import (
	"net/url"
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
	case "http://purl.org/rss/1.0/", "http://channel.netscape.com/rdf/simple/0.9/", "http://my.netscape.com/rdf/simple/0.9/",
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

func (p *strict) rss(r *raw) bool {
	channels := 0
	return p.children(func(name string) bool {
		channels++
		return name == "channel" && !p.empty && !p.declares() && channels == 1 && p.channel(r)
	}) && channels == 1 && r.link != ""
}

func (p *strict) channel(r *raw) bool {
	return p.children(func(name string) bool {
		if p.declares() {
			return false
		}
		switch name {
		case "item":
			if p.empty {
				return false
			}
			r.items = append(r.items, rawItem{})
			return p.item(&r.items[len(r.items)-1])
		case "title":
			return p.into(&r.title) && r.title != ""
		case "link":
			return p.into(&r.link)
		case "language":
			return p.into(&r.lang) && r.lang != ""
		case "ttl":
			return p.into(&r.ttl)
		case "dc:title", "dc:language":
			return false
		}
		return !rssName(name) && p.skip()
	})
}

// rssName reports whether a name is one of those that are read, in another
// case.
func rssName(name string) bool {
	for _, known := range []string{"item", "title", "link", "language", "ttl", "description", "guid", "author", "pubDate", "encoded"} {
		if len(name) == len(known) && strings.EqualFold(name, known) && name != known {
			return true
		}
	}
	return false
}

func (p *strict) item(it *rawItem) bool {
	var creator, dated string
	ok := p.children(func(name string) bool {
		if p.declares() {
			return p.foreign() && p.skip()
		}
		switch name {
		case "title":
			return p.into(&it.title)
		case "link":
			return !strings.Contains(p.attrs, "href") && p.into(&it.link)
		case "description":
			return p.into(&it.summary)
		case "content:encoded":
			return p.into(&it.content)
		case "pubDate":
			return p.into(&it.published)
		case "author":
			return p.into(&it.author) && person(it.author)
		case "guid":
			return p.guid(it)
		case "dc:creator":
			return p.first(&creator) && person(creator)
		case "dc:date":
			return p.first(&dated)
		case "feedburner:origLink":
			return p.first(&it.origLink)
		}
		if strings.HasPrefix(name, "dc:") || strings.HasPrefix(name, "itunes:") || strings.HasPrefix(name, "atom:") && name != "atom:link" {
			return false
		}
		return !rssName(name) && p.skip()
	})
	if it.author == "" {
		it.author = creator
	}
	if it.published == "" {
		it.published = dated
	}
	it.updated = dated
	return ok
}

// first reads an extension element, of which gofeed takes the first.
func (p *strict) first(dst *string) bool {
	value, ok := p.text()
	if *dst == "" {
		*dst = strings.TrimSpace(value)
	}
	return ok && *dst != ""
}

// person reports whether an author is a bare name, without a mail address.
func person(s string) bool { return !strings.ContainsAny(s, "@()") && s != "" }

func (p *strict) guid(it *rawItem) bool {
	permalink, ok := p.attr("isPermaLink")
	if strings.Contains(p.attrs, "isPermalink") || !ok {
		return false
	}
	it.notPermalink = strings.EqualFold(strings.TrimSpace(permalink), "false")
	return p.into(&it.guid)
}

func (p *strict) feed(r *raw) bool {
	lang, ok := p.attr("xml:lang")
	if !ok {
		return false
	}
	r.lang = lang
	return p.children(func(name string) bool {
		if p.declares() {
			return false
		}
		switch name {
		case "entry":
			if p.empty {
				return false
			}
			r.items = append(r.items, rawItem{})
			return p.entry(&r.items[len(r.items)-1])
		case "title":
			return p.construct(&r.title)
		case "link":
			return p.link(&r.link)
		}
		return !atomName(name) && p.skip()
	})
}

func (p *strict) entry(it *rawItem) bool {
	authors := 0
	return p.children(func(name string) bool {
		if name != "content" && name != "summary" && p.declares() || strings.Contains(p.attrs, "xmlns") {
			return false
		}
		switch name {
		case "title":
			return p.construct(&it.title)
		case "summary":
			return p.construct(&it.summary)
		case "content":
			return !strings.Contains(p.attrs, "src") && p.construct(&it.content)
		case "id":
			if p.attrs != "" || !p.into(&it.guid) {
				return false
			}
			u, err := url.Parse(strings.TrimLeft(it.guid, " "))
			if err == nil {
				it.guid = u.String()
			}
			return true
		case "published":
			return p.attrs == "" && p.into(&it.published)
		case "updated":
			return p.attrs == "" && p.into(&it.updated)
		case "link":
			return p.link(&it.link)
		case "author":
			authors++
			return p.author(it, authors == 1)
		case "feedburner:origLink":
			return p.first(&it.origLink)
		}
		return !atomName(name) && p.skip()
	})
}

// construct reads an Atom text construct of type text or html.
func (p *strict) construct(dst *string) bool {
	kind, ok := p.attr("type")
	if !ok || strings.Contains(p.attrs, "mode") {
		return false
	}
	switch kind {
	case "", "text", "html":
		return p.into(dst)
	}
	return false
}

// link keeps the first link that leads to the page itself.
func (p *strict) link(dst *string) bool {
	rel, ok := p.attr("rel")
	href, ok2 := p.attr("href")
	if !ok || !ok2 || !p.skip() {
		return false
	}
	if *dst == "" && (rel == "" || rel == "alternate") {
		u, err := url.Parse(strings.TrimLeft(href, " "))
		if err != nil || href == "" {
			return false
		}
		*dst = u.String()
	}
	return true
}

func (p *strict) author(it *rawItem, first bool) bool {
	if !first || p.empty {
		return p.skip()
	}
	return p.children(func(name string) bool {
		if p.declares() {
			return false
		}
		if name == "name" {
			return p.attrs == "" && p.into(&it.author)
		}
		return !strings.EqualFold(name, "name") && p.skip()
	})
}

// atomName reports whether a name is what Atom 0.3 has for one that is read, or
// one that is read in another case.
func atomName(name string) bool {
	switch lower := strings.ToLower(name); lower {
	case "modified", "issued":
		return true
	case "entry", "title", "link", "summary", "content", "id", "published", "updated", "author":
		return lower != name
	}
	return false
}
