package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/config"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
	"sahelwatch/internal/web"
)

// now is the clock of every test here.
func now() time.Time { return time.Date(2025, 7, 31, 9, 0, 0, 0, time.UTC) }

// desk is the pages on a real store that the test fills.
type desk struct {
	t       *testing.T
	svc     *watch.Service
	handler http.Handler
}

func newDesk(t testing.TB, o web.Options) *desk {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	cfg, err := config.Parse("test", fmt.Appendf(nil, `store: {dir: %q}
sources:
  - {id: aib, name: Agence d'Information du Burkina, url: "https://aib.example/feed", kind: feed, language: fr, country: BF, type: official, schedule: "@every 1h", enabled: true}
  - {id: gov, name: Gouvernement du Burkina Faso, url: "https://gov.example/feed", kind: feed, language: fr, country: BF, type: official, schedule: "@every 1h", enabled: true}
  - {id: lefaso, name: Le Faso, url: "https://lefaso.example/feed", kind: feed, language: fr, country: BF, type: national, schedule: "@every 1h", enabled: true}
recipients:
  - {name: desk, terminal: true, schedule: immediate}
`, dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	svc, err := watch.Open(context.Background(), watch.Options{Config: cfg, Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := svc.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Clock = now
	if o.Listen == "" {
		o.Listen = "127.0.0.1:8787"
	}
	d := &desk{svc: svc, handler: web.New(o, svc.Reader())}
	d.t, _ = t.(*testing.T)
	return d
}

// ask sends one request; headers are name, value, name, value, …
func (d *desk) ask(method, target string, headers ...string) *http.Response {
	d.t.Helper()
	r := httptest.NewRequest(method, "http://localhost:8787"+target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w.Result()
}

// report is one article and what was coded from it.
type report struct {
	url, source, lang, title string
	at                       time.Time
	text                     string
	earlier                  string // an earlier version of the text
	coded                    conflict.Report
}

func hour(day, h int) time.Time { return time.Date(2025, 7, day, h, 0, 0, 0, time.UTC) }

func number(n int) *int { return &n }

func degree(f float64) *float64 { return &f }

// said finds words in a report's text: the span that evidence stands on.
func (r *report) said(words string) conflict.Span {
	at := strings.Index(r.text, words)
	if at < 0 {
		panic("the article does not say: " + words)
	}
	return conflict.Span{Field: "text", Start: at, End: at + len(words), Text: words}
}

func (r *report) kills(by conflict.Speaker, low int, high *int, qualifier, victims, words string) {
	r.coded.Tolls = append(r.coded.Tolls, conflict.Toll{Word: words, Measure: conflict.Killed, Victims: victims, Low: low, High: high,
		Qualifier: qualifier, Scope: conflict.ScopeIncident, By: by, Evidence: r.said(words)})
}

func (r *report) claims(kind string, by conflict.Speaker, about, words string) {
	r.coded.Claims = append(r.coded.Claims, conflict.Claim{Kind: kind, By: by, About: about, Evidence: r.said(words)})
}

var (
	jnim      = conflict.Speaker{ID: "jnim", Role: conflict.RoleParty, Name: "JNIM"}
	locals    = conflict.Speaker{Role: conflict.RoleLocal, Name: "sources locales"}
	staff     = conflict.Speaker{ID: "bf_army_staff", Role: conflict.RoleOfficial, Name: "état-major"}
	residents = conflict.Speaker{Role: conflict.RoleWitness, Name: "residents"}
)

// dargo is the story of one attack: figures that differ, a claim, silence, and
// an article that was edited.
func dargo() conflict.Record {
	place := &conflict.Place{Name: "Dargo", ID: "geonames:2361546", Admin1: "Kuilsé", Admin2: "Namentenga", Country: "BF",
		Lat: degree(12.7157), Lon: degree(-0.2849), Precision: conflict.PlaceExact, Text: "Dargo"}
	return conflict.Record{Incident: conflict.Incident{
		ID: "dargo", EventType: "Battles", SubEventType: "Armed clash", Place: place,
		Date:         conflict.Date{Start: "2025-07-28", End: "2025-07-28", Precision: conflict.DateDay, Text: "lundi"},
		Perpetrators: []conflict.Actor{{ID: "jnim", Name: "JNIM", Kind: "jihadist", Text: "GSIM"}},
		Targets:      []conflict.Actor{{ID: "bf_army", Name: "Armed Forces of Burkina Faso", Kind: "state", Text: "l'armée"}},
		Official:     conflict.OfficialSilent, FirstSeen: hour(28, 17), Updated: hour(30, 14), Sources: 3, Independent: 3,
		Outcomes: []string{"position_overrun", "base_burned"},
	}}
}

// dargoReports are its articles, in our own words.
func dargoReports() []*report {
	first := &report{url: "https://lefaso.example/dargo", source: "lefaso", lang: "fr", title: "Dargo : une base attaquée", at: hour(28, 16),
		earlier: "Une base de l'armée a été attaquée lundi à Dargo.\n\nDes sources locales parlent d'environ 30 soldats tués.",
		text: "Une base de l'armée a été attaquée lundi à Dargo, dans la province du Namentenga.\n\n" +
			"Des sources locales parlent d'environ 50 soldats tués. L'état-major n'a pas encore réagi."}
	first.kills(locals, 50, number(50), conflict.About, conflict.Soldiers, "environ 50 soldats tués")
	first.claims(conflict.ClaimSilence, staff, "", "L'état-major n'a pas encore réagi")
	place := first.said("à Dargo")
	first.coded.Place = &conflict.Place{Name: "Dargo", Country: "BF", Precision: conflict.PlaceExact, Evidence: &place}
	second := &report{url: "https://wire.example/dargo", source: "wire", lang: "en", title: "Burkina Faso: jihadists say they killed 40 soldiers", at: hour(29, 9),
		text: "The group JNIM said on Tuesday that its fighters had killed 40 soldiers in Dargo and burned the base."}
	second.kills(jnim, 40, number(40), conflict.Exact, conflict.Soldiers, "killed 40 soldiers")
	second.claims(conflict.ClaimResponsibility, jnim, "jnim", "JNIM said on Tuesday that its fighters had killed 40 soldiers")
	third := &report{url: "https://akhbar.example/dargo", source: "akhbar", lang: "ar", title: "بوركينا فاسو: قتلى في هجوم على قاعدة دارغو", at: hour(30, 13),
		text: "قال سكان محليون إن ما لا يقل عن 60 جنديا قتلوا في دارغو."}
	third.kills(residents, 60, nil, conflict.AtLeast, conflict.Soldiers, "ما لا يقل عن 60 جنديا قتلوا")
	return []*report{first, second, third}
}

// file stores an incident with its articles, as the pipeline would.
func (d *desk) file(r conflict.Record, reports ...*report) {
	d.t.Helper()
	ledger := &conflict.Ledger{Low: 1 << 30}
	for i, p := range reports {
		first := p.at.Add(time.Hour)
		m := conflict.Mention{URL: p.url, Source: p.source, Lang: p.lang, Published: conflict.Moment{Time: p.at}, Title: p.title, Version: 1, Seen: first, Group: i}
		if p.earlier != "" {
			m.Version = 2
			d.article(p, 1, p.earlier, conflict.Report{}, first)
		}
		d.article(p, m.Version, p.text, p.coded, first.Add(time.Duration(m.Version-1)*time.Hour))
		r.Incident.Articles = append(r.Incident.Articles, m)
		r.Members = append(r.Members, conflict.Member{URL: p.url, Version: m.Version, Seen: first, Published: m.Published, Source: p.source, Lang: p.lang, Title: p.title, Coded: p.coded})
		r.Why = append(r.Why, conflict.Link{URL: p.url, Score: 4.5, Reasons: []conflict.Reason{{What: "place", Score: 3, Text: "the same place"}, {What: "date", Score: 1.5, Text: "the same day"}}})
		for _, toll := range p.coded.Tolls {
			ledger.By = append(ledger.By, conflict.Entry{Toll: toll, At: p.at, URL: p.url, Version: m.Version})
			ledger.Low = min(ledger.Low, toll.Low)
		}
		for _, c := range p.coded.Claims {
			r.Claims = append(r.Claims, conflict.Said{Claim: c, At: p.at, URL: p.url, Version: m.Version})
			if c.Kind == conflict.ClaimResponsibility {
				r.ClaimedBy = append(r.ClaimedBy, c.By.ID)
			}
		}
	}
	if len(ledger.By) > 0 {
		r.Killed = ledger
		if last := ledger.By[len(ledger.By)-1]; last.High != nil {
			ledger.High = last.High
		}
	}
	r.Changes = append(r.Changes, conflict.Change{ID: r.ID + ".new", Type: conflict.IncidentNew, Incident: r.ID, At: r.FirstSeen.Format(time.RFC3339)})
	if len(r.ClaimedBy) > 0 {
		r.Changes = append(r.Changes, conflict.Change{ID: r.ID + ".claim", Type: conflict.ClaimNew, Incident: r.ID, At: r.Updated.Format(time.RFC3339), By: &jnim,
			Evidence: conflict.Quote{URL: r.Incident.Articles[len(r.Incident.Articles)-1].URL, Text: "its fighters"}})
	}
	if _, err := d.svc.Store().Commit(store.Commit{Records: []conflict.Record{r}, Changes: r.Changes}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) article(p *report, version int, text string, coded conflict.Report, seen time.Time) {
	d.t.Helper()
	a := conflict.Article{URL: p.url, Title: p.title, Lang: p.lang, Text: text, Source: p.source, Published: conflict.Moment{Time: p.at}}
	v := store.ArticleVersion{URL: p.url, Version: version, Article: a, Seen: seen, Source: p.source, Hash: store.EvidenceHash(a),
		Coded: conflict.Coded{URL: p.url, Title: p.title, Lang: p.lang, Relevant: true, Reports: []conflict.Report{coded}}}
	if _, err := d.svc.Store().Commit(store.Commit{Article: v}); err != nil {
		d.t.Fatal(err)
	}
}

// simple is an incident that one article tells.
func simple(id, country, town string, lat, lon float64, day int, event, official string, killed int) (conflict.Record, *report) {
	at := hour(day, 10)
	r := conflict.Record{Incident: conflict.Incident{ID: id, EventType: event, Official: official, FirstSeen: at, Updated: at, Sources: 1, Independent: 1,
		Date:         conflict.Date{Start: at.Format(conflict.Day), End: at.Format(conflict.Day), Precision: conflict.DateDay},
		Place:        &conflict.Place{Name: town, Country: country, Lat: degree(lat), Lon: degree(lon), Precision: conflict.PlaceExact},
		Perpetrators: []conflict.Actor{{ID: conflict.Unidentified, Kind: "unidentified", Text: "hommes armés"}},
		Targets:      []conflict.Actor{{ID: "civilians", Name: "Civilians", Kind: "civilians"}}}}
	p := &report{url: "https://lefaso.example/" + id, source: "lefaso", lang: "fr", title: "Attaque à " + town, at: at,
		text: fmt.Sprintf("Des hommes armés ont attaqué %s. On compte %d morts.", town, killed)}
	p.kills(locals, killed, number(killed), conflict.Exact, conflict.Civilians, fmt.Sprintf("%d morts", killed))
	return r, p
}

// newsroom is a desk with a handful of incidents.
func newsroom(t *testing.T, o web.Options) *desk {
	t.Helper()
	d := newDesk(t, o)
	for _, x := range []struct {
		id, country, town string
		lat, lon          float64
		day               int
		event, official   string
		killed            int
	}{
		{"djibo", "BF", "Djibo", 14.10, -1.63, 3, "Violence against civilians", conflict.OfficialUnknown, 12},
		{"menaka", "ML", "Ménaka", 15.92, 2.40, 8, "Battles", conflict.OfficialConfirmed, 20},
		{"tera", "NE", "Téra", 14.01, 0.75, 12, "Explosions/Remote violence", conflict.OfficialUnknown, 4},
		{"gao", "ML", "Gao", 16.27, -0.04, 18, "Violence against civilians", conflict.OfficialDenied, 9},
		{"diffa", "NE", "Diffa", 13.31, 12.61, 21, "Battles", conflict.OfficialUnknown, 31},
		{"natitingou", "BJ", "Natitingou", 10.30, 1.38, 24, "Strategic developments", conflict.OfficialUnknown, 0},
		{"maiduguri", "NG", "Maiduguri", 11.84, 13.15, 26, "Explosions/Remote violence", conflict.OfficialConfirmed, 7},
	} {
		r, p := simple(x.id, x.country, x.town, x.lat, x.lon, x.day, x.event, x.official, x.killed)
		d.file(r, p)
	}
	d.file(dargo(), dargoReports()...)
	d.polled("aib", conflict.Health{LastPoll: hour(31, 8), LastSuccess: hour(31, 8), LastItem: hour(30, 20), Rhythm: 4 * time.Hour, NextPoll: hour(31, 10)})
	d.polled("gov", conflict.Health{LastPoll: hour(31, 8), LastSuccess: hour(27, 8), Failures: 9, FailingSince: hour(27, 9), LastError: "the host does not answer", NextPoll: hour(31, 12)})
	d.polled("lefaso", conflict.Health{LastPoll: hour(31, 8), LastSuccess: hour(31, 8), LastItem: hour(31, 7), Rhythm: time.Hour, NextPoll: hour(31, 9)})
	return d
}

func (d *desk) polled(id string, h conflict.Health) {
	d.t.Helper()
	h.ID = id
	if _, err := d.svc.Store().RecordPoll(store.Poll{SourceID: id, At: h.LastPoll, Health: h}); err != nil {
		d.t.Fatal(err)
	}
}
