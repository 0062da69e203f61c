package crawler

import (
	"strings"

	"golang.org/x/net/html/atom"

	"sahelwatch/extract/dates"
)

func (s *scanner) anchor(a map[string]string) {
	s.close()
	u := resolve(s.base, a["href"])
	if u == nil {
		return
	}
	rel := strings.ToLower(a["rel"])
	if s.next == "" && (has(" "+rel+" ", " next ") || nextClass(a["class"])) {
		s.next = u.String()
	}
	r := s.here()
	s.links = append(s.links, link{url: u, heading: r.heading, article: r.article, chrome: r.chrome, card: r.card, date: s.cardDates[r.card], text: oneLine(a["title"])})
	s.current = &s.links[len(s.links)-1]
	s.text.Reset()
}

// nextClass tells the "older articles" link of common themes.
func nextClass(class string) bool {
	for _, c := range strings.Fields(strings.ToLower(class)) {
		switch c {
		case "next", "next-page", "page-next", "nextpostslink", "pagination-next", "older-posts", "pager-next":
			return true
		}
	}
	return false
}

// close ends the open link.
func (s *scanner) close() {
	if s.current == nil {
		return
	}
	t := oneLine(s.headText.String())
	if t == "" {
		t = oneLine(s.text.String())
	}
	if t != "" {
		s.current.text = t
	}
	s.headText.Reset()
	s.current, s.inHead = nil, false
}

func (s *scanner) timeTag(a map[string]string) {
	if v := a["datetime"]; v != "" {
		s.dated(v)
		return
	}
	s.dating = atom.Time
	s.dateText.Reset()
}

// dateTag notes an element whose class says that it holds a date.
func (s *scanner) dateTag(tag atom.Atom, a map[string]string) {
	if s.dating == 0 && has(strings.ToLower(a["class"]), "date", "posted", "timestamp", "published") {
		s.dating = tag
		s.dateText.Reset()
	}
}

// dated gives a date to the block that it stands in.
func (s *scanner) dated(v string) {
	card := s.here().card
	if card == 0 || !s.cardDates[card].IsZero() {
		return
	}
	m, ok := dates.Stamp(v, s.lang)
	if !ok {
		return
	}
	s.cardDates[card] = m
	for i := len(s.links) - 1; i >= 0 && s.links[i].card >= card; i-- {
		if s.links[i].card == card {
			s.links[i].date = m
		}
	}
}

// headLink notes what the head announces: feeds and the next page.
func (s *scanner) headLink(a map[string]string) {
	rel := " " + strings.ToLower(a["rel"]) + " "
	u := resolve(s.base, a["href"])
	if u == nil {
		return
	}
	if strings.Contains(rel, " next ") && s.next == "" {
		s.next = u.String()
	}
	if strings.Contains(rel, " alternate ") {
		switch strings.ToLower(strings.TrimSpace(a["type"])) {
		case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
			s.feeds = append(s.feeds, feedLink{u.String(), oneLine(a["title"])})
		}
	}
}

// language gives the two letters of a language tag.
func language(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
	tag, _, _ = strings.Cut(tag, "_")
	if len(tag) != 2 {
		return ""
	}
	return tag
}
