package feeds

import (
	"net/url"
	"strings"
)

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
	authors, links := 0, 0
	ok := p.children(func(name string) bool {
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
			links++
			return p.link(&it.link)
		case "author":
			authors++
			return p.author(it, authors == 1)
		case "feedburner:origLink":
			return p.first(&it.origLink)
		}
		return !atomName(name) && p.skip()
	})
	return ok && (it.link != "" || links == 0)
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
