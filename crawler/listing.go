package crawler

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"sahelwatch/extract/dates"
	"sahelwatch/internal/charset"
	"sahelwatch/internal/conflict"
)

// maxTags bounds the elements of a listing page that are read.
const maxTags = 100_000

// listing is one page of a listing.
type listing struct {
	stubs  []conflict.Stub
	shapes map[string]int // of their addresses
	next   string         // the page behind it; "" for none
}

// readListing finds the articles that a page links to: by the selector, or by
// itself when that is "".
func readListing(p Page, selector string, known *state) (listing, error) {
	base, err := url.Parse(p.URL)
	if err != nil {
		return listing{}, err
	}
	body, _ := charset.UTF8(p.Body, p.ContentType, metaCharset(p.Body))
	if bytes.Count(body, []byte("<")) > 2*maxTags {
		return listing{}, ErrComplex
	}
	s := scanLinks(body, base)
	var l listing
	if selector != "" {
		l.stubs, err = selected(body, s.base, selector, s.lang)
	} else {
		l.stubs = articles(s, base, known)
	}
	if err != nil {
		return listing{}, err
	}
	if len(l.stubs) == 0 {
		return listing{}, ErrNoArticles
	}
	l.next = s.next
	l.shapes = map[string]int{}
	for _, st := range l.stubs {
		if u, err := url.Parse(st.URL); err == nil {
			l.shapes[shape(u)]++
		}
	}
	return l, nil
}

// metaCharset reads the label in the head of an HTML page.
func metaCharset(body []byte) string {
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), 4096)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if string(name) != "meta" || !more {
				continue
			}
			a := attributes(z)
			if a["charset"] != "" {
				return a["charset"]
			}
			if _, label, ok := strings.Cut(strings.ToLower(a["content"]), "charset="); ok && strings.EqualFold(a["http-equiv"], "content-type") {
				return strings.TrimSpace(label)
			}
		}
	}
}

// selected reads the articles that a CSS selector names: links, or elements
// that hold one.
func selected(body []byte, base *url.URL, selector, lang string) ([]conflict.Stub, error) {
	if bytes.Count(body, []byte("<")) > maxTags {
		return nil, ErrComplex
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrComplex, err)
	}
	var out []conflict.Stub
	have := map[string]int{}
	doc.Find(selector).Each(func(_ int, el *goquery.Selection) {
		a := headline(el)
		href, ok := a.Attr("href")
		if !ok {
			return
		}
		u := resolve(base, href)
		if u == nil {
			return
		}
		st := conflict.Stub{URL: u.String(), Title: title(a, el), Lang: lang, Published: published(el, u, lang)}
		if i, ok := have[Canonical(st.URL)]; ok {
			if len(st.Title) > len(out[i].Title) {
				out[i].Title = st.Title
			}
			return
		}
		have[Canonical(st.URL)] = len(out)
		out = append(out, st)
	})
	return out, nil
}

// headline gives the link of an element: itself, or the one in it with the
// longest text, a heading's first.
func headline(el *goquery.Selection) *goquery.Selection {
	if el.Is("a[href]") {
		return el
	}
	for _, where := range []string{"h1 a[href], h2 a[href], h3 a[href], h4 a[href]", "a[href]"} {
		links := el.Find(where)
		best, longest := 0, -1
		links.Each(func(i int, a *goquery.Selection) {
			if n := len(oneLine(a.Text())); n > longest {
				best, longest = i, n
			}
		})
		if longest >= 0 {
			return links.Eq(best)
		}
	}
	return el.Closest("a[href]")
}

func title(a, el *goquery.Selection) string {
	for _, h := range []*goquery.Selection{a.Find("h1, h2, h3, h4").First(), a} {
		if t := oneLine(h.Text()); t != "" {
			return t
		}
	}
	for _, t := range []string{a.AttrOr("title", ""), a.AttrOr("aria-label", ""), a.Find("img[alt]").AttrOr("alt", ""), el.Find("h1, h2, h3, h4").First().Text()} {
		if t = oneLine(t); t != "" {
			return t
		}
	}
	return ""
}

func published(el *goquery.Selection, u *url.URL, lang string) conflict.Moment {
	t := el.Find("time").First()
	if t.Length() == 0 {
		t = el.Closest("article, li").Find("time").First()
	}
	for _, s := range []string{t.AttrOr("datetime", ""), t.Text()} {
		if m, ok := dates.Stamp(s, lang); ok {
			return m
		}
	}
	return pathDate(u)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// resolve gives the http(s) address of a link without its fragment, nil when it
// leads nowhere else.
func resolve(base *url.URL, href string) *url.URL {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' {
		return nil
	}
	u, err := base.Parse(href)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	u.Fragment, u.RawFragment = "", ""
	return u
}
