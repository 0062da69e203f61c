package digest

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// View is a digest put into words: what the templates of text and HTML are
// given, a user's own templates too. All strings are single clean lines; URLs
// are http(s) or "".
type View struct {
	ID, Recipient, Kind string
	Lang                string // en, fr
	Title               string // "Sahelwatch digest"
	Period              string // "27 July 06:00 to 28 July 06:00 (Africa/Ouagadougou)"
	Subject             string
	Note                string // in place of incidents: heartbeat or test
	Incidents           []Item
	Omitted             string // how many incidents did not fit; "" when all did
	Sources             string // "Sources: 41 of 43 read; failed: …; silent: …"
	Footer              string
	URL                 string            // all incidents
	L                   map[string]string // labels and heads of the tables

	words *words
	left  int // incidents left out when the digest was frozen
}

// Item is one incident.
type Item struct {
	ID       string
	Headline string // what changed, in one sentence with the other voices
	Where    string // "Dargo, Namentenga, Kuilsé, Burkina Faso"
	When     string
	Event    string
	Outcomes string // "Also told: base burned, weapons seized."
	Changes  []Line
	Figures  []Row
	Silence  *Line  // the words of an article that says that the authorities have not spoken
	Official string // official sources of the country: read, not read
	Articles []Line
	Context  string
	URL      string
}

// Line is a sentence with what it stands on.
type Line struct {
	Text   string
	Quote  string // words of the article, in its own language
	Dir    string // ltr or rtl, of Quote or of a title
	Lang   string // ISO 639-1 of the article, "" unknown
	LangIn string // its name in the digest's language
	Source string
	At     string
	URL    string
}

// Row is one voice's figure.
type Row struct {
	Who, Says, Where, URL string
}

// Limits of a digest and of one item, so that a busy day stays readable; what
// is left out is on the incident's page.
const (
	maxFull     = 8 // incidents told in full; more would pass what mail programs show (102 kB)
	maxChanges  = 12
	maxArticles = 8
	maxFigures  = 10
	maxQuote    = 280
	maxNames    = 8
)

// teller puts one digest into words.
type teller struct {
	*words
	d    *conflict.Digest
	zone *time.Location
}

func newTeller(d *conflict.Digest) (*teller, error) {
	w, err := loadWords(d.Language)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(d.Timezone)
	if err != nil {
		return nil, fmt.Errorf("time zone of digest %s: %w", d.ID, err)
	}
	return &teller{words: w, d: d, zone: zone}, nil
}

// NewView puts d into words.
func NewView(d conflict.Digest) (View, error) {
	t, err := newTeller(&d)
	if err != nil {
		return View{}, err
	}
	v := View{
		ID: d.ID, Recipient: label(d.Recipient), Kind: d.Kind, Lang: d.Language, Title: t.Digest["title"],
		Period: t.period(), Sources: t.sourcesLine(), Footer: t.Digest["footer"], URL: t.page(""), L: t.labels(), words: t.words, left: d.Omitted,
	}
	for i, e := range d.Incidents {
		if len(e.Changes) == 0 {
			return View{}, fmt.Errorf("digest %s: incident %s stands in it without a change", d.ID, e.Incident.ID)
		}
		it := t.item(e)
		if i >= maxFull {
			it.cut()
		}
		v.Incidents = append(v.Incidents, it)
	}
	switch {
	case d.Kind == "test":
		v.Note = t.fill(t.Digest["test"], "recipient", v.Recipient)
	case len(d.Incidents) == 0:
		v.Note = t.Digest["heartbeat"]
	}
	v.Omitted = t.omitted(d.Omitted)
	v.Subject = t.subject(v)
	return v, nil
}

func (t *teller) labels() map[string]string {
	all := map[string]string{}
	for k, s := range t.Labels {
		all[k] = s
	}
	for k, s := range t.Table {
		all[k] = s
	}
	return all
}

func (t *teller) period() string {
	at := t.when(t.d.At)
	if t.d.Since.IsZero() || !t.d.Since.Before(t.d.At) {
		return t.fill(t.Digest["until"], "at", at, "zone", t.d.Timezone)
	}
	return t.fill(t.Digest["period"], "since", t.when(t.d.Since), "at", at, "zone", t.d.Timezone)
}

// when says an instant on the recipient's clock.
func (t *teller) when(at time.Time) string { return t.moment(at.In(t.zone), t.d.At.In(t.zone)) }

// page is the web address of an incident, or of all; "" without public pages.
func (t *teller) page(id string) string {
	base := link(t.d.BaseURL)
	if base == "" {
		return ""
	}
	base = strings.TrimRight(base, "/") + "/incidents"
	if id != "" {
		base += "/" + url.PathEscape(id)
	}
	return base
}

func (t *teller) subject(v View) string {
	n := strconv.Itoa(t.d.Read)
	switch {
	case t.d.Kind == "test":
		return t.Subject["test"]
	case len(v.Incidents) == 0:
		return t.fill(t.Subject["heartbeat"], "read", n, "watched", strconv.Itoa(t.d.Watched))
	}
	lead := shorten(t.lead(t.d.Incidents[0]), 110)
	if more := len(v.Incidents) - 1 + t.d.Omitted; more > 0 {
		return t.fill(t.Subject["more"], "lead", lead, "n", strconv.Itoa(more))
	}
	return t.fill(t.Subject["digest"], "lead", lead)
}

func (t *teller) item(e conflict.DigestEntry) Item {
	inc := &e.Incident
	it := Item{
		ID: inc.ID, Headline: t.headline(e), Where: t.where(inc.Place), When: t.dates(inc.Date), Event: t.event(inc), Outcomes: t.outcomes(inc),
		Figures: t.rows(inc), Silence: t.silence(inc), Official: t.officialSources(inc),
		Articles: t.articles(inc), Context: t.context(e), URL: t.page(inc.ID),
	}
	for i, c := range e.Changes {
		if i == maxChanges {
			it.Changes = append(it.Changes, Line{Text: t.fill(t.Sources["more"], "n", strconv.Itoa(len(e.Changes)-i))})
			break
		}
		line := t.change(c, inc)
		if n := len(it.Changes); n > 0 && it.Changes[n-1].URL == line.URL { // one citation for a run of changes
			it.Changes[n-1].uncite()
			if strings.Contains(it.Changes[n-1].Quote, line.Quote) {
				line.Quote = ""
			}
		}
		it.Changes = append(it.Changes, line)
	}
	return it
}

// cut leaves of an item the first sentence, place and time, and one article.
func (it *Item) cut() {
	it.Changes, it.Figures, it.Silence, it.Official, it.Outcomes, it.Context = nil, nil, nil, "", "", ""
	it.Articles = it.Articles[:min(1, len(it.Articles))]
}

func (l *Line) uncite() { l.URL, l.Source, l.LangIn, l.At = "", "", "", "" }

// outcomes lists what else came of the event.
func (t *teller) outcomes(inc *conflict.Incident) string {
	var list []string
	for _, o := range inc.Outcomes {
		if s, ok := t.words.Outcomes[o]; ok {
			list = append(list, s)
		} else {
			list = append(list, label(strings.ReplaceAll(o, "_", " ")))
		}
	}
	list = list[:min(len(list), maxNames)]
	if len(list) == 0 {
		return ""
	}
	return t.fill(t.Told, "list", strings.Join(list, ", "))
}
