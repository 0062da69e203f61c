package crawler

import (
	"bytes"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sahelwatch/internal/conflict"
)

// link is a link of a page with what stands around it.
type link struct {
	url     *url.URL
	text    string
	heading bool // in a heading, or one is in it
	article bool // in an article, list item or teaser
	chrome  bool // in navigation, header, footer or margin
	date    conflict.Moment
	card    int // the block that it stands in; blocks are counted from 1
}

// linkScan is what one pass over a page finds.
type linkScan struct {
	base  *url.URL
	lang  string
	links []link
	next  string
	feeds []feedLink // that the head announces
	title string
}

// feedLink is a feed that a page announces.
type feedLink struct{ url, title string }

// scanLinks walks the tags of a page in one pass. It builds no tree, so its
// cost is linear in the page whatever its nesting.
func scanLinks(body []byte, base *url.URL) linkScan {
	s := scanner{linkScan: linkScan{base: base}, z: html.NewTokenizer(bytes.NewReader(body)), cardDates: map[int]conflict.Moment{}}
	for {
		switch s.z.Next() {
		case html.ErrorToken:
			s.close()
			return s.linkScan
		case html.StartTagToken:
			s.start(false)
		case html.SelfClosingTagToken:
			s.start(true)
		case html.EndTagToken:
			name, _ := s.z.TagName()
			s.end(atom.Lookup(name))
		case html.TextToken:
			s.words(s.z.Text())
		}
	}
}

// region is an open element that says something about the links in it.
type region struct {
	tag                      atom.Atom
	article, chrome, heading bool
	card                     int
}

type scanner struct {
	linkScan
	z         *html.Tokenizer
	open      []region
	cards     int
	cardDates map[int]conflict.Moment
	current   *link // the link that is open
	text      bytes.Buffer
	inHead    bool // in a heading inside of the link, whose text is the title
	headText  bytes.Buffer
	dating    atom.Atom // the open element whose text is a date; 0 for none
	dateText  bytes.Buffer
	inTitle   bool
}

// maxOpen bounds the stack; what is deeper is read as if it stood there.
const maxOpen = 256

func (s *scanner) start(selfClosing bool) {
	name, more := s.z.TagName()
	tag := atom.Lookup(name)
	var a map[string]string
	if more && reads(tag) {
		a = attributes(s.z)
	}
	switch tag {
	case atom.Html:
		s.lang = language(a["lang"])
	case atom.Base:
		if u, err := s.base.Parse(a["href"]); err == nil && a["href"] != "" && u.Host != "" {
			s.base = u
		}
	case atom.Title:
		s.inTitle = s.title == ""
	case atom.Link:
		s.headLink(a)
	case atom.A:
		s.anchor(a)
	case atom.Img:
		if s.current != nil && s.text.Len() == 0 && a["alt"] != "" {
			s.current.text = oneLine(a["alt"])
		}
	case atom.Time:
		s.timeTag(a)
	case atom.Span, atom.P, atom.Small, atom.Em, atom.Strong:
		s.dateTag(tag, a)
	case atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Article, atom.Li, atom.Div, atom.Section, atom.Tr, atom.Td,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.Ul, atom.Main:
		if !selfClosing {
			s.enter(tag, a)
			s.dateTag(tag, a)
		}
	}
}

// reads reports whether the attributes of a tag are of use.
func reads(tag atom.Atom) bool {
	switch tag {
	case atom.Html, atom.Base, atom.Link, atom.A, atom.Img, atom.Time, atom.Nav, atom.Header, atom.Footer, atom.Aside,
		atom.Article, atom.Li, atom.Div, atom.Section, atom.Ul, atom.Main, atom.Span, atom.P, atom.Small, atom.Em, atom.Strong, atom.Td:
		return true
	}
	return false
}

func (s *scanner) enter(tag atom.Atom, a map[string]string) {
	if len(s.open) >= maxOpen {
		return
	}
	r := region{tag: tag}
	if n := len(s.open); n > 0 {
		r = s.open[n-1]
		r.tag = tag
	}
	class := strings.ToLower(a["class"] + " " + a["id"] + " " + a["role"])
	switch tag {
	case atom.Nav, atom.Footer, atom.Aside:
		r.chrome = true
	case atom.Header:
		r.chrome = r.chrome || !r.article
	case atom.Article:
		r.article, r.chrome = true, false
	case atom.Main:
		r.chrome = false
	case atom.H1, atom.H2, atom.H3, atom.H4:
		r.heading = true
		if s.current != nil {
			s.current.heading, s.inHead = true, true
			s.headText.Reset()
		}
	}
	if tag == atom.Article || tag == atom.Li || tag == atom.Tr || has(class, "teaser", "card", "post", "item", "entry", "story", "article", "news", "-row") {
		s.cards++
		r.card = s.cards
		if tag != atom.Li && tag != atom.Tr {
			r.article = true
		}
	}
	if has(class, "menu", "nav", "footer", "sidebar", "breadcrumb", "cookie", "social", "share", "related", "pagination", "comment", "banner", "advert") {
		r.chrome = true
	}
	s.open = append(s.open, r)
}

// has reports whether a class list has one of the words as a part of a name.
func has(class string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(class, w) {
			return true
		}
	}
	return false
}

func (s *scanner) here() region {
	if n := len(s.open); n > 0 {
		return s.open[n-1]
	}
	return region{}
}

func (s *scanner) end(tag atom.Atom) {
	switch tag {
	case atom.A:
		s.close()
		return
	case atom.Title:
		s.inTitle = false
		return
	case atom.H1, atom.H2, atom.H3, atom.H4:
		s.inHead = false
	}
	if tag != 0 && tag == s.dating {
		s.dating = 0
		s.dated(oneLine(s.dateText.String()))
	}
	for i := len(s.open) - 1; i >= 0; i-- {
		if s.open[i].tag == tag {
			s.open = s.open[:i]
			return
		}
	}
}

func (s *scanner) words(t []byte) {
	switch {
	case s.inTitle:
		s.title = oneLine(s.title + string(t))
	case s.dating != 0 && s.dateText.Len() < 200:
		s.dateText.Write(t)
	}
	if s.inHead && s.headText.Len() < 1000 {
		s.headText.Write(t)
		s.headText.WriteByte(' ')
	}
	if s.current != nil && s.text.Len() < 1000 {
		s.text.Write(t)
		s.text.WriteByte(' ')
	}
}
