package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
	"sahelwatch/internal/web"
)

// text gives the body of an answer that must be 200.
func (d *desk) text(target string, headers ...string) string {
	d.t.Helper()
	resp := d.ask("GET", target, headers...)
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		d.t.Fatalf("GET %s: %d\n%s", target, resp.StatusCode, body)
	}
	return string(body)
}

var tags = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)

// words is a page as it is read: without markup, white space folded.
func words(page string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(page, " ")), " ")
}

func wants(t *testing.T, got string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("lacks %q in:\n%s", w, got)
		}
	}
}

// The three questions of a reader who has a minute: how many died and who says
// so, have the authorities spoken, since when.
func TestIncidentAnswersInAMinute(t *testing.T) {
	page := words(newsroom(t, web.Options{}).text("/incidents/dargo?lang=en"))
	facts := page[:strings.Index(page, "Who said which figure when")]
	wants(t, facts,
		"How many died? at least 40 JNIM : 40 soldiers 29 July 2025, 09:00, wire.example",
		"local sources : about 50 soldiers", "witnesses : at least 60 soldiers",
		"Have the authorities spoken? No: an article says that the authorities are silent",
		"65 hours without an official word since the first report", "L&#39;état-major n&#39;a pas encore réagi .",
		"Official sources read since the first report Agence d&#39;Information du Burkina last read 31 July 2025, 08:00",
		"Official sources not read Gouvernement du Burkina Faso failed: the host does not answer",
		"JNIM claims it")
}

func TestIncidentNamesItsSourcesAndItsUnnamedSpeakersInWords(t *testing.T) {
	d := newsroom(t, web.Options{})
	r, p := simple("kaya", "BF", "Kaya", 13.09, -1.08, 29, "Violence against civilians", conflict.OfficialConfirmed, 6)
	r.SubEventType = "Attack"
	p.text += " Le bilan officiel fait état de 5 morts."
	p.kills(conflict.Speaker{Role: conflict.RoleOfficial, Name: "bilan officiel"}, 5, number(5), conflict.Exact, conflict.Civilians, "5 morts")
	d.file(r, p)
	page := words(d.text("/incidents/kaya?lang=en"))
	wants(t, page, "official (bilan officiel) : 5 civilians 29 July 2025, 10:00, Le Faso", "local sources : 6 civilians 29 July 2025, 10:00, Le Faso")
	if strings.Contains(page, "lefaso.example") {
		t.Errorf("a source with a name is shown by its host: %s", page)
	}
	if list := words(d.text("/incidents?lang=en")); strings.Contains(list, "attack on civilians against") {
		t.Errorf("civilians are told twice: %s", list)
	}
	d.folded()
	found := d.text("/search?lang=en&q=Kaya")
	wants(t, words(found), "Le Faso · 29 July 2025, 10:00 · French")
	wants(t, found, "<bdi>Le Faso</bdi>") // an Arabic name would draw the date's numbers to its side
}

// folded makes every stored article known to the search.
func (d *desk) folded() {
	d.t.Helper()
	if err := d.svc.Store().FoldIndex(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

func TestIncidentShowsItsEvidence(t *testing.T) {
	page := newsroom(t, web.Options{}).text("/incidents/dargo?lang=en")
	wants(t, page,
		`<mark>environ 50 soldats tués<i>killed</i></mark>`, `<mark>à Dargo<i>place</i></mark>`,
		`<p lang="ar" dir="rtl">قال سكان محليون إن <mark>ما لا يقل عن 60 جنديا قتلوا<i>killed</i></mark> في دارغو.</p>`,
		`d&#39;environ <b>30 </b>soldats tués`, `tués. <b>L&#39;état-major n&#39;a pas encore réagi.</b>`)
	wants(t, words(page), "Version 2, read 28 July 2025, 18:00", "Why these articles are linked", "the same place", "(place, &#43;3.0)")
}

func TestPagesSpeakTheReadersLanguage(t *testing.T) {
	d := newsroom(t, web.Options{})
	for _, c := range []struct {
		name, target string
		headers      []string
		want         string
	}{
		{"browser", "/incidents", []string{"Accept-Language", "fr-BF,fr;q=0.9,en;q=0.8"}, "aucune parole officielle vue"},
		{"other language", "/incidents", []string{"Accept-Language", "ha,de;q=0.7"}, "no official word seen"},
		{"cookie over browser", "/incidents", []string{"Accept-Language", "en", "Cookie", "sahelwatch_lang=fr"}, "aucune parole officielle vue"},
		{"address over cookie", "/incidents?lang=en", []string{"Cookie", "sahelwatch_lang=fr"}, "no official word seen"},
		{"refused language", "/incidents", []string{"Accept-Language", "fr;q=0, en;q=0.1"}, "no official word seen"},
	} {
		if page := words(d.text(c.target, c.headers...)); !strings.Contains(page, c.want) {
			t.Errorf("%s: lacks %q", c.name, c.want)
		}
	}
	if cookie := d.ask("GET", "/incidents?lang=fr").Header.Get("Set-Cookie"); !strings.Contains(cookie, "sahelwatch_lang=fr") {
		t.Errorf("the choice is not kept: %q", cookie)
	}
}

func TestListFiltersByItsAddress(t *testing.T) {
	d := newsroom(t, web.Options{})
	for target, want := range map[string]string{
		"/incidents":                                 "dargo maiduguri natitingou diffa gao tera menaka djibo",
		"/incidents?country=ML":                      "gao menaka",
		"/incidents?country=ml,ne":                   "diffa gao tera menaka",
		"/incidents?actor=jnim":                      "dargo",
		"/incidents?type=Battles":                    "dargo diffa menaka",
		"/incidents?from=2025-07-20&to=2025-07-26":   "maiduguri natitingou diffa",
		"/incidents?claimed=yes":                     "dargo",
		"/incidents?official=confirmed&country=NG":   "maiduguri",
		"/incidents?official=denied,silent":          "dargo gao",
		"/incidents?min=20":                          "dargo diffa menaka",
		"/incidents?q=menaka":                        "menaka",
		"/incidents?country=&actor=&min=&from=&q=":   "dargo maiduguri natitingou diffa gao tera menaka djibo",
		"/incidents?country=BF&official=unknown&q=x": "",
	} {
		var ids []string
		for _, m := range regexp.MustCompile(`<th scope="row" class="where"><a href="/incidents/(\w+)"`).FindAllStringSubmatch(d.text(target), -1) {
			ids = append(ids, m[1])
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s shows %q, want %q", target, got, want)
		}
	}
}

func TestWhatIsShownCanBeTakenAway(t *testing.T) {
	d := newsroom(t, web.Options{})
	page := d.text("/incidents?country=ML")
	wants(t, page, `href="/export/csv?country=ML"`, `href="/export/geojson?country=ML"`, `href="/feed.atom?country=ML"`)
	if csv := d.text("/export/csv?country=ML"); strings.Count(csv, "\r\n") != 3 || !strings.Contains(csv, "Ménaka") {
		t.Errorf("the table of Mali is not two incidents:\n%s", csv)
	}
}

func TestWrongFiltersAreSaidInWords(t *testing.T) {
	d := newsroom(t, web.Options{})
	for target, want := range map[string]string{
		"/incidents?from=28-07-2025": "from: is not a day such as 2025-07-28: 28-07-2025", "/map?min=many": "min: is no number of people: many",
		"/trends?official=perhaps": "official: is none of", "/incidents?cursor=zz": "cursor is not one of this list",
		"/incidents?country=Burkina": "country: is no ISO", "/search?q=after:monday": "is not a day", "/export/csv?claimed=maybe": "claimed: is neither yes nor no",
	} {
		resp := d.ask("GET", target, "Accept-Language", "en")
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != http.StatusBadRequest || !strings.Contains(words(string(body)), want) {
			t.Errorf("%s: %d, lacks %q: %s", target, resp.StatusCode, want, words(string(body)))
		}
	}
	for _, target := range []string{"/nope", "/incidents/unknown", "/assets/..%2fweb.go", "/export/pdf"} {
		if resp := d.ask("GET", target); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", target, resp.StatusCode)
		}
	}
}

func TestPagingReachesEveryIncidentOnce(t *testing.T) {
	d := newDesk(t, web.Options{})
	for i := range 2*web.PageSize + 7 {
		r, p := simple("i"+strings.Repeat("x", i%3)+string(rune('a'+i%26))+string(rune('a'+i/26)), "BF", "Djibo", 14, -1, 1+i%28, "Battles", conflict.OfficialUnknown, i)
		d.file(r, p)
	}
	seen := map[string]int{}
	target := "/incidents"
	for range 5 {
		page := d.text(target)
		for _, m := range regexp.MustCompile(`class="where"><a href="(/incidents/\w+)"`).FindAllStringSubmatch(page, -1) {
			seen[m[1]]++
		}
		next := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(page)
		if next == nil {
			break
		}
		target = strings.ReplaceAll(next[1], "&amp;", "&")
	}
	if len(seen) != 2*web.PageSize+7 {
		t.Errorf("%d incidents were reached, not %d", len(seen), 2*web.PageSize+7)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s was shown %d times", id, n)
		}
	}
}

// A first page must come over a slow line: everything that it needs together.
func TestFirstPageIsSmall(t *testing.T) {
	d := newDesk(t, web.Options{})
	for i := range web.PageSize + 1 {
		r, p := simple("i"+string(rune('a'+i%26))+string(rune('a'+i/26)), "BF", "Djibo", 14, -1, 1+i%28, "Battles", conflict.OfficialUnknown, i)
		p.title = strings.Repeat("Une attaque dont le titre est long ", 6)
		d.file(r, p)
	}
	sum := 0
	page := d.text("/")
	for _, target := range append([]string{"/"}, addressed(page)...) {
		resp := d.ask("GET", target, "Accept-Encoding", "gzip")
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		sum += len(body)
	}
	if whole := len(page); sum > 100_000 || whole > 100_000 {
		t.Errorf("the first page takes %d bytes (page alone, not compressed: %d)", sum, whole)
	}
}

// addressed gives what a page loads by itself.
func addressed(page string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`(?:<link[^>]+(?:stylesheet|icon)[^>]+href|<script src)="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		list = append(list, m[1])
	}
	return list
}

func TestAnswersAreNotSentTwice(t *testing.T) {
	d := newsroom(t, web.Options{})
	for _, target := range []string{"/incidents", "/incidents/dargo", "/map", "/api/v1/incidents", "/api/v1/openapi.yaml", "/assets/style.css"} {
		resp := d.ask("GET", target)
		tag := resp.Header.Get("ETag")
		if tag == "" {
			t.Errorf("%s has no ETag", target)
		}
		if again := d.ask("GET", target, "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s again: %d", target, again.StatusCode)
		}
	}
	resp := d.ask("GET", "/map", "Accept-Encoding", "br, gzip;q=0.5")
	z, err := gzip.NewReader(resp.Body)
	if err != nil {
		t.Fatalf("not compressed: %v", err)
	}
	if body, err := io.ReadAll(z); err != nil || !strings.Contains(string(body), "</html>") {
		t.Errorf("the compressed page is not whole: %v", err)
	}
}

// A map of a country holds its incidents, one sign for several at one place.
func TestMapGathersByPlace(t *testing.T) {
	d := newsroom(t, web.Options{})
	r, p := simple("djibo2", "BF", "Djibo", 14.10, -1.63, 25, "Battles", conflict.OfficialConfirmed, 3)
	d.file(r, p)
	page := d.text("/map?country=BF&lang=en")
	if n := strings.Count(page, `<path class="sign `) - 9; n != 2 { // nine in the legend
		t.Errorf("%d signs, want one for Dargo and one for Djibo", n)
	}
	wants(t, page, `aria-label="Djibo: 2 incidents, killed: 15"`, `data-days="20272 20294"`, `<path class="sign claimed"`)
	href := regexp.MustCompile(`<a href="(/incidents\?[^"]*q=Djibo[^"]*)"`).FindStringSubmatch(page)
	if href == nil {
		t.Fatal("the sign of Djibo leads nowhere")
	}
	u, err := url.Parse(strings.ReplaceAll(href[1], "&amp;", "&"))
	if err != nil {
		t.Fatal(err)
	}
	if list := d.text(u.String()); strings.Count(list, `class="where"`) != 2 {
		t.Error("the sign of Djibo does not lead to its two incidents")
	}
}

func TestTrendsAddUpByWeek(t *testing.T) {
	d := newsroom(t, web.Options{})
	page := d.text("/trends?lang=en")
	wants(t, page,
		`<tr><th scope="row">21 Jul 2025</th><td>3</td><td>38</td><td>38</td><td>0</td><td>0</td><td>1</td><td>0</td><td>0</td><td>2</td></tr>`,
		`<tr><th scope="row">28 Jul 2025</th><td>1</td><td>40</td><td>40</td><td>1</td><td>1</td><td>0</td><td>0</td><td>1</td><td>0</td></tr>`)
	wants(t, words(page), "Mali 2", "JNIM 1", "Burkina Faso 2")
	// What never happened has no peak: "Claimed 0, at most 1 a week" stood here.
	wants(t, d.text("/trends?lang=en&country=BJ"), "<span>0</span> <small></small>", "<span>1</span> <small>at most 1 a week</small>")
}

// French says who and against whom behind points, where English needs none:
// "Affrontement armé par : JNIM contre : armée" ran together.
func TestListSaysWhoAgainstWhom(t *testing.T) {
	d := newsroom(t, web.Options{})
	wants(t, words(d.text("/?lang=fr")), "affrontement armé · par : JNIM · contre : armée burkinabè")
	wants(t, words(d.text("/?lang=en")), "by JNIM against ")
}

func TestSourcesThatFailComeFirst(t *testing.T) {
	page := words(newsroom(t, web.Options{}).text("/sources?lang=en"))
	wants(t, page, "Gouvernement du Burkina Faso official", "fails the host does not answer 9 times in a row, since 27 July 2025, 09:00", "every 4 hours")
	if strings.Index(page, "Gouvernement") > strings.Index(page, "Agence") {
		t.Error("a source that works stands before one that fails")
	}
}

func TestProblemsAreToldInTheReadersLanguage(t *testing.T) {
	d := newsroom(t, web.Options{})
	d.polled("gov", conflict.Health{LastPoll: hour(31, 8), Failures: 2, FailingSince: hour(30, 9), LastError: "the site has a fault of its own (503)", NextPoll: hour(31, 12)})
	wants(t, words(d.text("/sources?lang=fr")), "le site est lui-même en panne (503)")
	wants(t, words(d.text("/incidents/dargo?lang=fr")), "échec : le site est lui-même en panne (503)")
	wants(t, words(d.text("/sources?lang=en")), "the site has a fault of its own (503)")
}

func TestDeliveriesShowWhatWaitsAndWhatFailed(t *testing.T) {
	d := newsroom(t, web.Options{})
	if page := words(d.text("/deliveries?lang=en")); !strings.Contains(page, "Nothing waits and nothing failed.") {
		t.Errorf("an empty outbox: %s", page)
	}
	for _, id := range []string{"dg_1", "dg_2"} {
		if _, err := d.svc.Store().FreezeDigests([]conflict.Digest{{ID: id, Recipient: "desk"}}, 1); err != nil {
			t.Fatal(err)
		}
	}
	due, err := d.svc.Store().Deliveries(time.Now())
	if err != nil || len(due) != 1 {
		t.Fatalf("due: %+v, %v", due, err)
	}
	due[0].State, due[0].LastError = store.Failed, "550 no such mailbox"
	if err := d.svc.Store().RecordAttempt(due[0], false); err != nil {
		t.Fatal(err)
	}
	wants(t, words(d.text("/deliveries?lang=en")), "desk 0 incidents · dg_1 refused for good 550 no such mailbox", "dg_2 waiting", "Recipients")
	wants(t, d.text("/metrics"), `sahelwatch_deliveries{state="failed"} 1`, `sahelwatch_deliveries{state="waiting"} 1`)
}
