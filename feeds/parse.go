package feeds

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// Feed is a document that was read.
type Feed struct {
	Title    string
	Lang     string // ISO 639-1; "" when the feed does not say
	Link     string // the site that it belongs to
	TTL      time.Duration
	Stubs    []conflict.Stub // in the order of the document
	Lost     int             // items that began but could not be read
	Warnings []string
}

// Parse reads a feed. contentType is its HTTP header, base its address, against
// which relative links are resolved. It is pure: dates in the future are still
// in it.
func Parse(body []byte, contentType, base string) (Feed, error) {
	doc, kind, err := document(body, contentType)
	if err != nil {
		return Feed{}, err
	}
	if kind != formatJSON {
		if r, ok := fast(doc, kind); ok {
			return finish(r, base), nil
		}
	}
	r, lost, warnings, err := slow(doc, kind)
	if err != nil {
		return Feed{Lost: lost}, err
	}
	f := finish(r, base)
	f.Lost += lost
	f.Warnings = append(warnings, f.Warnings...)
	return f, nil
}

func slow(doc []byte, kind format) (raw, int, []string, error) {
	if kind == formatJSON {
		r, err := parseGofeed(doc)
		if err != nil {
			return raw{}, 0, nil, ErrBroken
		}
		return r, 0, nil, nil
	}
	s, err := guard(doc)
	if err != nil {
		return raw{}, 0, nil, err
	}
	return read(s)
}

// finish turns raw items into stubs.
func finish(r raw, base string) Feed {
	f := Feed{Title: line(r.title), Lang: language(r.lang), Stubs: make([]conflict.Stub, 0, len(r.items))}
	home, err := url.Parse(base)
	if err != nil {
		home = nil
	}
	f.Link = resolve(home, r.link)
	if minutes, err := strconv.ParseFloat(strings.TrimSpace(r.ttl), 64); err == nil && minutes > 0 {
		f.TTL = time.Duration(min(minutes, 7*24*60) * float64(time.Minute))
	}
	if site, err := url.Parse(f.Link); home == nil && err == nil {
		home = site
	}
	unlinked := 0
	for i := range r.items {
		s, ok := stub(&r.items[i], home, f.Lang)
		if !ok {
			unlinked++
			continue
		}
		f.Stubs = append(f.Stubs, s)
	}
	if unlinked > 0 {
		f.Lost += unlinked
		f.Warnings = append(f.Warnings, "items without the address of an article: "+strconv.Itoa(unlinked))
	}
	if len(r.items) == 0 {
		f.Warnings = append(f.Warnings, "the feed has no items")
	}
	return f
}

// stub reads one item; false when nothing in it leads to an article. Nothing of
// it refers to the document, which may be large.
func stub(it *rawItem, base *url.URL, lang string) (conflict.Stub, bool) {
	s := conflict.Stub{
		GUID:   strings.Clone(strings.TrimSpace(it.guid)),
		Title:  strings.Clone(line(it.title)),
		Byline: strings.Clone(line(it.author)),
		Lang:   lang,
	}
	for _, ref := range []string{it.origLink, it.link} {
		if s.URL = resolve(base, ref); s.URL != "" {
			break
		}
	}
	if s.URL == "" && !it.notPermalink && absolute(s.GUID) {
		s.URL = resolve(base, s.GUID)
	}
	if s.URL == "" {
		if s.URL = resolve(base, it.other); s.URL == "" {
			return s, false
		}
	}
	s.Published = date(it.published, lang)
	s.Updated = date(it.updated, lang)
	if s.Published.IsZero() {
		s.Published = s.Updated
	}
	s.Summary, s.Text = texts(it.summary, it.content)
	s.Summary = strings.Clone(s.Summary)
	return s, true
}

// resolve makes an http(s) URL of a link, "" when it is none.
func resolve(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		if u, err = url.Parse(strings.ReplaceAll(ref, " ", "%20")); err != nil {
			return ""
		}
	}
	if base != nil && !u.IsAbs() {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

func absolute(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// language gives the two letters of a language tag such as fr-FR.
func language(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	if len(tag) != 2 {
		return ""
	}
	return tag
}
