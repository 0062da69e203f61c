package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sahelwatch/internal/fold"
)

// Sighting is what is known of one paragraph of one site.
type Sighting struct {
	Articles int  `json:"articles"` // different articles of the site that carry it
	Stories  int  `json:"stories"`  // different stories among them: articles that tell of other events
	Last     int  `json:"last"`     // how many of them carry it among their last two paragraphs
	Asks     bool `json:"asks"`     // it addresses the reader: see Asks
	Tells    bool `json:"tells"`    // it recalls an event: see Tells
}

// Thresholds of Learn.
const (
	learnStories = 3 // stories that make a short line or a call to the reader boilerplate
	learnSure    = 6 // stories that make any paragraph boilerplate that tells nothing
)

// Learn reports whether a paragraph is the site's boilerplate, to be masked
// for reading.
//
// A newsroom repeats two things. It repeats its furniture (about the paper,
// subscription, contact), on every story alike; and it repeats background: "the
// region has been in the hands of armed groups since 2015 ...", on stories
// about the same matter. Background stays readable, for a reader must know that
// it is background. What tells them apart is what a paragraph does, not how
// often it stands there: furniture addresses the reader or names no event;
// background has figures, years and a full sentence about somebody else. So a
// paragraph that tells (Tells) is never learned unless it also addresses the
// reader (Asks); a paragraph that asks is learned after three stories; one that
// does neither after three when it always stands at the end, after six
// otherwise. Articles about one and the same event do not count as several
// stories: copies and updates prove nothing.
func Learn(s Sighting) bool {
	switch {
	case s.Stories < learnStories || s.Articles < s.Stories:
		return false
	case s.Asks:
		return true
	case s.Tells:
		return false
	case s.Last*5 >= s.Articles*4:
		return true
	}
	return s.Stories >= learnSure
}

// asking are words of a text that addresses its reader, folded.
var asking = []string{"abonne", "inscrivez", "suivez", "rejoignez", "telecharg", "cliquez", "contactez", "ecrivez", "partagez",
	"newsletter", "whatsapp", "telegram", "facebook", "soutenez", "faites un don", "tous droits", "reproduction", "publicite",
	"subscribe", "sign up", "follow us", "join our", "join us", "download", "click", "contact us", "donate", "support our",
	"all rights", "copyright", "advert", "cookie", "e-mail", "email", "@", "www.", "http",
	"اشترك", "تابعونا", "تابعنا", "انضم", "حمل التطبيق", "اضغط", "حقوق النشر", "جميع الحقوق", "واتساب", "تلغرام", "فيسبوك"}

// Asks reports whether a paragraph addresses the reader.
func Asks(paragraph string) bool {
	f := fold.String(paragraph)
	for _, w := range asking {
		if strings.Contains(f, w) {
			return true
		}
	}
	return false
}

// Tells reports whether a paragraph can be news or background: a sentence of
// some length with a figure, or with names inside it.
func Tells(paragraph string) bool {
	ws := strings.Fields(paragraph)
	if len(ws) < 10 {
		return false
	}
	names := 0
	for _, w := range ws[1:] {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "«\"“‘'("))
		if unicode.IsDigit(r) {
			return true
		}
		if unicode.IsUpper(r) {
			names++
		}
		if unicode.Is(unicode.Arabic, r) && len(ws) >= 15 {
			return true
		}
	}
	return names >= 2 && len(ws) >= 12
}
