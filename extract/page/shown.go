package page

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// shown is a date that readers see, or that the markup of what they see holds.
type shown struct {
	claim
	score float64 // how much speaks for its being the day of publication
	at    int     // index into snips
}

// Weights of what speaks for a date that readers see. A date below minShown is
// not believed; from saysPublished on the page says in so many words that it is
// the day of publication, or marks it so.
const (
	minShown       = 1.0
	surePlace      = 2.0 // just behind the headline
	saysPublished  = 3.0
	marksPublished = 5.0

	byWords   = 3.0 // "Publié le"
	byMarkup  = 3.0 // itemprop=datePublished
	byPubdate = 2.0 // the pubdate attribute
	byClass   = 1.0 // class "post-date", "entry-date"
	byMachine = 1.0 // a datetime attribute
	bySigner  = 1.0 // "Par X" in the same line
	byHint    = 0.5 // class "meta", "info", "date"
)

// Lengths, in characters, up to which a line without a label can be one that
// dates the article rather than text: any, and one that is no sentence.
const (
	maxDateLine = 60
	maxMetaLine = 120
)

func isDateText(line string) bool {
	n := utf8.RuneCountInString(line)
	return n <= maxDateLine || n <= maxMetaLine && !endsSentence(line)
}

// shownDates gives the believable dates around the headline, best first.
func (p *page) shownDates() []shown {
	if p.seen == nil {
		list := append(p.markedDates(), p.writtenDates()...)
		list = slices.DeleteFunc(list, func(s shown) bool { return s.score < minShown })
		slices.SortStableFunc(list, func(a, b shown) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at))
		})
		p.seen = &list
	}
	return *p.seen
}

// markedDates reads <time>, microdata and attributes that hold a date.
func (p *page) markedDates() []shown {
	var list []shown
	for _, t := range p.times {
		published := strings.Contains(t.what, "published") || strings.Contains(t.what, "pubdate") || strings.Contains(t.what, "entry-date")
		if strings.Contains(t.what, "modified") || strings.Contains(t.what, "updated") && !published {
			continue
		}
		place, ok := p.weighPlace(t.node, t.at)
		if !ok {
			continue
		}
		score := place + weighMarks(t.node, t.what)
		c, ok := p.claimOf(t.value, "time", sureTime)
		if ok {
			score += byMachine
		} else if c, ok = p.claimOfText(t.text, "time", sureText); !ok {
			if c, ok = p.claimOfText(t.value, "time", sureText); !ok {
				continue
			}
		}
		switch p.labelBefore(t) {
		case updatedDate, otherDate:
			continue
		case publishedDate:
			score += byWords
		case firstDate:
			score += byWords + byHint
		}
		list = append(list, shown{c, score, t.at})
	}
	return list
}

// labelBefore gives the label that stands before a marked date: in its own
// line, else as the short text just before it.
func (p *page) labelBefore(t stamp) dateLabel {
	line, _ := lineOf(t.node)
	if before, _, ok := strings.Cut(line, t.text); ok && t.text != "" && strings.TrimSpace(before) != "" {
		parts := segments(before)
		return parts[len(parts)-1].label
	}
	if parts := segments(t.text); parts[0].label == noLabel && len(parts) > 1 && strings.TrimSpace(parts[0].text) == "" {
		return parts[1].label
	}
	if t.at > 0 && t.at <= len(p.snips) {
		if s := p.snips[t.at-1].text; utf8.RuneCountInString(s) <= 30 && !strings.ContainsFunc(s, unicode.IsDigit) {
			parts := segments(s)
			return parts[len(parts)-1].label
		}
	}
	return noLabel
}

// writtenDates reads the visible lines around the headline.
func (p *page) writtenDates() []shown {
	from, to := p.nearTitle(25, 40)
	var list []shown
	seen := map[*html.Node]bool{}
	for i := from; i < to; i++ {
		s := p.snips[i]
		if !strings.ContainsFunc(s.text, unicode.IsDigit) {
			continue
		}
		place, ok := p.weighPlace(s.parent, i)
		if !ok {
			continue
		}
		line, n := s.line()
		alone, from := p.readLine(s.text), s.text
		if alone.label == noLabel && !seen[n] {
			if whole := p.readLine(line); whole.label != noLabel || alone.claim.when.IsZero() {
				alone, from = whole, line
			}
		}
		seen[n] = true
		c := alone.claim
		if c.when.IsZero() || alone.label == noLabel && !isDateText(from) {
			continue
		}
		score := place + weighMarks(s.parent, marks(s.parent)+marks(n))
		if alone.label >= publishedDate {
			score += byWords
		} else if i > 0 && p.labelOfSnip(i-1) >= publishedDate {
			score += byWords
		} else if i > 0 && (p.labelOfSnip(i-1) == updatedDate || p.labelOfSnip(i-1) == otherDate) {
			continue
		}
		if signsLine(line) {
			score += bySigner
		}
		if score < saysPublished {
			c.confidence -= 0.1
		}
		list = append(list, shown{c, score, i})
	}
	return list
}

// labelOfSnip gives the label that a short text without digits is.
func (p *page) labelOfSnip(i int) dateLabel {
	s := p.snips[i].text
	if utf8.RuneCountInString(s) > 30 || strings.ContainsFunc(s, unicode.IsDigit) {
		return noLabel
	}
	parts := segments(s)
	return parts[len(parts)-1].label
}

// editionLine opens with the number of a newspaper's edition: "N° 311 du 17 mai 2019".
var editionLine = regexp.MustCompile(`^\s*(?i:n\s?[°º]|no\.|numéro|édition|edition|العدد)\s*:?\s*\d{1,6}\s`)

// labelled is a date with the label it stands behind.
type labelled struct {
	claim claim
	label dateLabel
}

// readLine reads the date in a line: what is said to be of publication before
// what no label governs; an update or another event's day is none.
func (p *page) readLine(line string) labelled {
	var best labelled
	parts := segments(line)
	if editionLine.MatchString(line) {
		parts = []segment{{publishedDate, line}}
	}
	for _, part := range parts {
		if part.label == updatedDate || part.label == otherDate || !strings.ContainsFunc(part.text, unicode.IsDigit) {
			continue
		}
		if !best.claim.when.IsZero() && part.label <= best.label {
			continue
		}
		if c, ok := p.claimOfText(part.text, "text", sureText); ok {
			best = labelled{c, part.label}
		}
	}
	return best
}
