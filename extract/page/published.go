package page

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"

	"sahelwatch/internal/conflict"
)

// dated is what the page says of its dates.
type dated struct {
	published, modified conflict.Moment
	from                string
	confidence          float64
}

// claim is one statement of a date, and how far it can be trusted.
type claim struct {
	when       conflict.Moment
	zoned      bool
	from       string
	confidence float64
	ofPage     bool // told by JSON-LD of the page, not of an article
}

// Confidence in the places where pages tell when they were published. Below
// 0.5 is a guess, which never outranks a feed's date.
const (
	sureJSON    = 0.95
	sureMeta    = 0.93
	sureTime    = 0.85
	sureText    = 0.75
	sureVague   = 0.7
	sureURL     = 0.65
	guessed     = 0.3
	noZone      = 0.05 // taken off when the zone was not told
	dayOnlyLess = 0.05 // taken off when the time was not told
)

// maxScheduled is how long before its publication an article may have been
// edited last.
const maxScheduled = 14 * 24 * time.Hour

var earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)

// dates finds when the article was published and modified. The places are
// asked in the order of their trust; a later one only adds the time of day to
// a day that an earlier one gave.
func (p *page) dates(in Input) dated {
	modified := p.modified(in.Now)
	latest := in.Now
	if latest.IsZero() && !modified.IsZero() {
		latest = modified.Time.Add(maxScheduled)
	}
	var best claim
	for _, places := range []func() []claim{p.datesInJSON, p.datesInMeta, p.datesMarked, p.dateInURL, p.datesInState, p.datesSaid, p.datesInVagueMeta, p.datesNear,
		p.datesClassedUpdated, func() []claim { return p.datesAgo(in) }} {
		for _, c := range places() {
			if !plausible(c.when.Time, latest) {
				continue
			}
			switch {
			case best.when.IsZero():
				best = c
			case c.when.DayOnly || !sameDay(best, c):
			case best.when.DayOnly:
				c.confidence, c.from = best.confidence, best.from
				best = c
			case !best.zoned && c.zoned:
				c.confidence, c.from = best.confidence+noZone, best.from
				best = c
			}
		}
		if !best.when.IsZero() && !best.when.DayOnly && best.zoned {
			break
		}
	}
	if said, ok := p.contested(best, modified, latest); ok {
		best = said
	}
	if !best.when.IsZero() && !best.when.DayOnly && best.zoned {
		best.when.Time = p.local(best.when.Time)
	}
	if !best.when.IsZero() && !modified.IsZero() && modified.Time.Before(best.when.Time) {
		modified = conflict.Moment{}
	}
	return dated{best.when, modified, best.from, best.confidence}
}

// contested gives the earlier day that the page tells its readers, where the
// day in its head is no better than that of a change: the address has the
// earlier day too, or the head has one instant for publication and change. A
// day that JSON-LD tells of the page rather than of an article can be that of
// the template, long before the one that readers see.
func (p *page) contested(best claim, modified conflict.Moment, latest time.Time) (claim, bool) {
	if best.from != "json-ld" && !strings.HasPrefix(best.from, "meta:") {
		return claim{}, false
	}
	if near := p.shownClaims(surePlace, 100); best.ofPage && len(near) > 0 && near[0].when.Time.Sub(best.when.Time) > 48*time.Hour && plausible(near[0].when.Time, latest) {
		return near[0], true
	}
	said := p.datesSaid()
	if len(said) == 0 || !plausible(said[0].when.Time, latest) || best.when.Time.Sub(said[0].when.Time) < 48*time.Hour {
		return claim{}, false
	}
	changed := !modified.IsZero() && best.when.Time.Sub(modified.Time).Abs() < time.Minute
	for _, u := range p.dateInURL() {
		changed = changed || u.when.Day() == said[0].when.Day()
	}
	return said[0], changed
}

// sameDay reports whether two claims can be one instant: their days differ by
// no more than a zone can explain.
func sameDay(a, b claim) bool {
	if a.when.DayOnly {
		return a.when.Day() == b.when.Day()
	}
	d := a.when.Time.Sub(b.when.Time)
	return d.Abs() <= 14*time.Hour
}

// plausible rejects dates before 1990 and dates that had not come when the
// page was read; a day of grace covers zones.
func plausible(t, latest time.Time) bool {
	if t.Before(earliest) {
		return false
	}
	return latest.IsZero() || t.Before(latest.Add(24*time.Hour))
}

func (p *page) modified(now time.Time) conflict.Moment {
	var said []string
	for _, o := range p.articles() {
		said = append(said, text(o["dateModified"]))
	}
	said = append(said, p.meta("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
		"dc.date.modified", "lastmod", "article:modified", "og:modified_time", "revised", "dateupdated"))
	for _, t := range p.times {
		if strings.Contains(t.what, "datemodified") || strings.Contains(t.what, "updated") && !strings.Contains(t.what, "published") {
			said = append(said, t.value)
		}
	}
	for _, s := range said {
		if m, _, ok := parseStamp(s); ok && plausible(m.Time, now) {
			return m
		}
	}
	return conflict.Moment{}
}

func (p *page) datesInJSON() []claim {
	var cs []claim
	for _, o := range p.articles() {
		for _, key := range []string{"datePublished", "dateCreated", "uploadDate"} {
			c, ok := p.claimOf(text(o[key]), "json-ld", sureJSON)
			if !ok {
				continue
			}
			c.ofPage = !typed(o, isArticleType)
			if c.ofPage || key != "datePublished" {
				c.confidence -= 0.1
			}
			cs = append(cs, c)
			break
		}
	}
	return cs
}

// publishedMetas are the <meta> names that tell the time of publication.
var publishedMetas = []string{"article:published_time", "og:published_time", "article:published", "og:article:published_time",
	"datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published",
	"published_time", "publish_date", "publish-date", "publisheddate", "published-date", "pubdate", "publishdate", "date.issued", "dc.date.issued",
	"dcterms.issued", "article_date_original", "originalpublicationdate", "ptime", "displaydate", "rnews:datepublished", "publication_date",
	"citation_publication_date", "citation_date", "bt:pubdate", "shareaholic:article_published_time"}

// vagueMetas are names that some pages use for the time of publication and
// others for that of the template, the last change or the visit.
var vagueMetas = []string{"dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "dc:date", "article:create_at", "datecreated", "date.created",
	"date", "created", "pdate", "release_date", "timestamp", "time"}

func (p *page) datesInMeta() []claim { return p.metaClaims(publishedMetas, sureMeta) }

func (p *page) datesInVagueMeta() []claim { return p.metaClaims(vagueMetas, sureVague) }

func (p *page) metaClaims(names []string, confidence float64) []claim {
	var cs []claim
	for i, name := range names {
		if c, ok := p.claimOf(p.meta(name), "meta:"+name, confidence-0.002*float64(i)); ok {
			cs = append(cs, c)
		}
	}
	return cs
}

// datesMarked gives the visible dates that the page's markup tells to be that of
// publication; datesSaid those that words or markup say to be.
func (p *page) datesMarked() []claim {
	return slices.DeleteFunc(p.shownClaims(marksPublished, 100), func(c claim) bool { return c.from != "time" })
}

func (p *page) datesSaid() []claim { return p.shownClaims(saysPublished, 100) }

// datesNear gives the other dates around the headline.
func (p *page) datesNear() []claim { return p.shownClaims(minShown, saysPublished) }

// datesClassedUpdated gives the dates around the headline whose class alone
// says "updated": themes give it to the only date that they show.
func (p *page) datesClassedUpdated() []claim {
	var cs []claim
	for _, t := range p.times {
		place, ok := p.weighPlace(t.node, t.at)
		if !strings.Contains(t.what, "updated") || strings.Contains(t.what, "modified") || !ok || place < surePlace {
			continue
		}
		if label := p.labelBefore(t); label == updatedDate || label == otherDate {
			continue
		}
		if c, ok := p.claimOfText(first(t.value, t.text), "time", sureText); ok {
			cs = append(cs, c)
		}
	}
	return cs
}

func (p *page) shownClaims(from, below float64) []claim {
	var cs []claim
	for _, s := range p.shownDates() {
		if s.score >= from && s.score < below {
			cs = append(cs, s.claim)
		}
	}
	return cs
}

// dayInURL is a date in a path: /2025/07/28/, /2025-07-28-, _20250728.
var dayInURL = regexp.MustCompile(`(?:^|[/_.-])((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2]|[1-9])([/_-]?)(0[1-9]|[12]\d|3[01]|[1-9])(?:$|[^\d])`)

func (p *page) dateInURL() []claim {
	var refs []string
	if p.base != nil {
		refs = append(refs, p.base.Path)
	}
	refs = append(refs, p.canonical())
	for _, ref := range refs {
		m := dayInURL.FindStringSubmatch(ref)
		if m == nil || m[2] != m[4] || m[2] == "" && (len(m[3]) != 2 || len(m[5]) != 2) {
			continue
		}
		y, _ := strconv.Atoi(m[1])
		mo, _ := strconv.Atoi(m[3])
		d, _ := strconv.Atoi(m[5])
		t := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, time.UTC)
		if t.Day() == d {
			return []claim{{when: conflict.Moment{Time: t, DayOnly: true}, from: "url", confidence: sureURL}}
		}
	}
	return nil
}

// guess lets go-htmldate search the page where nothing else told the date.
func guess(doc *html.Node, in Input) conflict.Moment {
	opts := htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: true, URL: in.URL, MinDate: earliest}
	if !in.Now.IsZero() {
		opts.MaxDate = in.Now
	}
	res, err := guessSafely(doc, opts)
	if err != nil || res.IsZero() || !plausible(res.DateTime, in.Now) {
		return conflict.Moment{}
	}
	y, m, d := res.DateTime.Date()
	return conflict.Moment{Time: time.Date(y, m, d, 0, 0, 0, 0, time.UTC), DayOnly: true}
}

// claimOf reads a machine-written time. A day in numbers that can be read both
// ways is none on a page in English.
func (p *page) claimOf(s, from string, confidence float64) (claim, bool) {
	m, zoned, ok := parseStamp(s)
	if !ok || dayMonth.MatchString(oneLine(s)) && m.Time.Day() <= 12 && int(m.Time.Month()) != m.Time.Day() && p.monthFirst() {
		return claim{}, false
	}
	return weigh(claim{when: m, zoned: zoned, from: from, confidence: confidence}), true
}

func weigh(c claim) claim {
	switch {
	case c.when.DayOnly:
		c.confidence -= dayOnlyLess
	case !c.zoned:
		c.confidence -= noZone
	}
	return c
}

// guessSafely keeps a panic of the guesser from the caller.
func guessSafely(doc *html.Node, opts htmldate.Options) (res htmldate.Result, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("htmldate: %v", r)
		}
	}()
	return htmldate.FromDocument(doc, opts)
}
