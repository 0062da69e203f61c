package feeds

import (
	"strings"
)

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
			before := it.link // which gofeed goes back to when the last is empty
			return !strings.Contains(p.attrs, "href") && p.into(&it.link) && (it.link != "" || before == "")
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
