package digest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rivo/uniseg"
	"golang.org/x/net/html"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

func render(t testing.TB, d conflict.Digest) conflict.Rendered {
	t.Helper()
	r, err := digest.Render(d, digest.Templates{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// words takes a rendering down to its words, whatever stands between them.
func wordsOf(s string) string { return strings.Join(strings.Fields(s), " ") }

// visible is the text that a mail program shows of an HTML page.
func visible(t testing.TB, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" {
			b.WriteString(n.Data + " ")
		}
	}
	return wordsOf(b.String())
}

func TestTextHTMLAndJSONSayTheSame(t *testing.T) {
	for _, language := range digest.Languages() {
		d := busy(t, language, "Africa/Ouagadougou")
		r := render(t, d)
		view, err := digest.NewView(d)
		if err != nil {
			t.Fatal(err)
		}
		text, page := wordsOf(r.Text), visible(t, r.HTML)
		if strings.ContainsAny(text+page+r.Subject+r.Short, "{}") {
			t.Errorf("%s: a blank was not filled", language)
		}
		var doc digest.Document
		if err := json.Unmarshal(r.JSON, &doc); err != nil {
			t.Fatal(err)
		}
		holds := func(what, s string) {
			if !strings.Contains(text, wordsOf(s)) {
				t.Errorf("%s: the text lacks the %s: %s", language, what, s)
			}
			if !strings.Contains(page, wordsOf(s)) {
				t.Errorf("%s: the HTML lacks the %s: %s", language, what, s)
			}
		}
		for i, it := range view.Incidents {
			holds("headline", it.Headline)
			holds("official sources", it.Official)
			holds("context", it.Context)
			holds("outcomes", it.Outcomes)
			for _, l := range it.Changes {
				holds("change", l.Text)
				holds("quote", l.Quote)
			}
			for _, row := range it.Figures {
				holds("figure", row.Says)
			}
			for _, l := range it.Articles {
				holds("article", l.Text)
			}
			if doc.Incidents[i].Headline != it.Headline || len(doc.Incidents[i].Changes) != len(d.Incidents[i].Changes) {
				t.Errorf("%s: the JSON tells incident %d otherwise: %s", language, i, doc.Incidents[i].Headline)
			}
		}
		holds("line about sources", view.Sources)
		if doc.Sources != view.Sources || doc.ID != d.ID || doc.Subject != r.Subject {
			t.Errorf("%s: the JSON has id %s, subject %q, sources %q", language, doc.ID, doc.Subject, doc.Sources)
		}
	}
}

func TestTextKeepsToItsColumns(t *testing.T) {
	late := busy(t, "fr", "Africa/Ouagadougou")
	late.At = late.At.AddDate(1, 0, 0) // days are told with their year
	for _, d := range []conflict.Digest{busy(t, "en", "UTC"), busy(t, "fr", "Europe/Paris"), late, digest.Test(digest.Recipient{Name: "desk", Language: "fr"}, time.Now())} {
		for _, line := range strings.Split(render(t, d).Text, "\n") {
			if w := uniseg.StringWidth(line); w > digest.Columns && !strings.Contains(line, "https://") {
				t.Errorf("%d columns: %s", w, line)
			}
			if line != strings.TrimRight(line, " ") {
				t.Errorf("spaces at the end of %q", line)
			}
		}
	}
}

func TestSilenceIsToldOnlyInAnArticlesWords(t *testing.T) {
	in := busyInput("en", "UTC")
	silent := render(t, first(t, in, dargo())).Text
	if !strings.Contains(silent, "Le gouvernement n’avait pas réagi") || !strings.Contains(silent, "An article says that the authorities have not spoken") {
		t.Errorf("the article's sentence about silence is missing:\n%s", silent)
	}
	unknown := dargo()
	unknown.Official, unknown.Claims = conflict.OfficialUnknown, unknown.Claims[1:]
	text := render(t, first(t, in, unknown)).Text
	if strings.Contains(text, "not spoken") || strings.Contains(text, "silent") && !strings.Contains(text, "silent: Radio Liptako") {
		t.Errorf("silence without an article:\n%s", text)
	}
	for _, want := range []string{"no official word seen in 41 h since the first report", "Official sources of Burkina Faso read: Agence d’information (30 July 17:55)", "Not read since the first report: Présidence du Faso (failed: the server answered 503)"} {
		if !strings.Contains(wordsOf(text), want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
	confirmed := dargo()
	confirmed.Official = conflict.OfficialConfirmed
	if text := render(t, first(t, in, confirmed)).Text; strings.Contains(text, "no official word seen in") || strings.Contains(text, "not spoken") {
		t.Errorf("a confirmed incident is told as without official word:\n%s", text)
	}
}

// first is the digest of the claim about Dargo, as inc tells it.
func first(t *testing.T, in digest.Input, inc conflict.Incident) conflict.Digest {
	t.Helper()
	in.Changes = busyChanges()[4:5]
	in.Incident = func(string) (conflict.Incident, bool) { return inc, true }
	d, ok := digest.Build(in)
	if !ok {
		t.Fatal("no digest")
	}
	return d
}

func TestFirstSentence(t *testing.T) {
	hours := 30.0
	unit := func(victims string, low int, high *int, by conflict.Speaker) conflict.Entry {
		return toll(conflict.Killed, victims, low, high, conflict.Exact, by, "2025-07-30T15:30:00Z", claimURL, "")
	}
	ledger := func(by ...conflict.Entry) *conflict.Ledger { return &conflict.Ledger{By: by} }
	for _, c := range []struct {
		name   string
		change conflict.Change
		inc    func(*conflict.Incident)
		en, fr string
	}{
		{
			"a claim without a figure", conflict.Change{Type: conflict.ClaimNew, By: &jnim},
			func(i *conflict.Incident) { i.Killed = nil },
			"JNIM claims responsibility for an attack at Dargo (28 July)", "JNIM revendique une attaque à Dargo (28 juillet)",
		},
		{
			"a claim with figures of two kinds", conflict.Change{Type: conflict.ClaimNew, By: &jnim},
			func(i *conflict.Incident) {
				i.Killed = ledger(unit(conflict.Soldiers, 30, num(30), jnim), unit(conflict.Auxiliaries, 1, num(1), jnim))
			},
			"JNIM claims 30 soldiers and 1 auxiliary killed at Dargo (28 July)", "JNIM revendique 30 soldats et 1 supplétif tués à Dargo (28 juillet)",
		},
		{
			"a claim with a total and its parts", conflict.Change{Type: conflict.ClaimNew, By: &jnim},
			func(i *conflict.Incident) {
				i.Killed = ledger(unit(conflict.Soldiers, 30, num(30), jnim), unit(conflict.Unknown, 42, num(42), jnim))
			},
			"JNIM claims 42 killed at Dargo (28 July)", "JNIM revendique 42 tués à Dargo (28 juillet)",
		},
		{
			"a claim with a total of one kind", conflict.Change{Type: conflict.ClaimNew, By: &jnim},
			func(i *conflict.Incident) {
				i.Killed = ledger(unit(conflict.Unknown, 34, num(34), jnim), unit(conflict.Soldiers, 34, num(34), jnim))
			},
			"JNIM claims 34 soldiers killed at Dargo (28 July)", "JNIM revendique 34 soldats tués à Dargo (28 juillet)",
		},
		{
			"another voice that told two figures", conflict.Change{Type: conflict.ClaimNew, By: &jnim},
			func(i *conflict.Incident) {
				later := unit(conflict.Soldiers, 90, nil, locals)
				later.At, later.Qualifier = later.At.Add(time.Hour), conflict.MoreThan
				i.Killed = ledger(unit(conflict.Unknown, 200, num(200), jnim), unit(conflict.Unknown, 60, num(60), jnim), later, unit(conflict.Soldiers, 30, num(30), locals))
			},
			"JNIM claims 200 killed at Dargo (28 July); local sources: more than 90;", "JNIM revendique 200 tués à Dargo (28 juillet)\u00a0; sources locales\u00a0: plus de 90\u00a0;",
		},
		{
			"a figure raised", conflict.Change{Type: conflict.TollRevised, By: &jnim, From: "60", To: "200", Measure: conflict.Killed, Victims: conflict.Soldiers},
			func(i *conflict.Incident) { i.Killed = ledger(unit(conflict.Soldiers, 200, num(200), jnim)) },
			"JNIM: figure at Dargo (28 July) raised to 200 soldiers killed, before: 60", "JNIM\u00a0: bilan à Dargo (28 juillet) porté à 200 soldats tués, avant\u00a0: 60",
		},
		{
			"a figure lowered", conflict.Change{Type: conflict.TollRevised, By: &un, From: "24+", To: "17", Measure: conflict.Killed, Victims: conflict.Unknown},
			func(i *conflict.Incident) { i.Killed = nil },
			"OCHA: figure at Dargo (28 July) lowered to 17 killed, before: at least 24", "OCHA\u00a0: bilan à Dargo (28 juillet) ramené à 17 tués, avant\u00a0: au moins 24",
		},
		{
			"a figure revised from what nobody tells", conflict.Change{Type: conflict.TollRevised, By: &un, To: "17", Measure: conflict.Killed, Victims: conflict.Unknown},
			func(i *conflict.Incident) { i.Killed = nil },
			"OCHA: figure at Dargo (28 July) revised to 17 killed", "OCHA\u00a0: bilan à Dargo (28 juillet) révisé à 17 tués",
		},
		{
			"an official word by nobody named", conflict.Change{Type: conflict.StatementOfficial, Hours: &hours},
			func(i *conflict.Incident) { i.Official, i.Killed = conflict.OfficialConfirmed, nil },
			"Confirmed by an official source: attack at Dargo (28 July); first official word 30 h after the first report",
			"Confirmé (une source officielle)\u00a0: attaque à Dargo (28 juillet)\u00a0; première parole officielle 30 h après le premier article",
		},
		{
			"an official word whose figure has another speaker", conflict.Change{Type: conflict.StatementOfficial, By: &conflict.Speaker{Role: conflict.RoleOfficial, Name: "communiqué"}},
			func(i *conflict.Incident) {
				i.Official = conflict.OfficialConfirmed
				i.Killed = ledger(unit(conflict.Soldiers, 12, num(12), conflict.Speaker{Role: conflict.RoleOfficial, Name: "bilan officiel"}))
			},
			"Confirmed by an official source: 12 soldiers killed at Dargo (28 July)", "Confirmé (une source officielle)\u00a0: 12 soldats tués à Dargo (28 juillet)",
		},
		{
			"a denial", conflict.Change{Type: conflict.StatementDenied, By: &army},
			func(i *conflict.Incident) { i.Official = conflict.OfficialDenied },
			"Denied by Burkina Faso army staff: attack at Dargo (28 July); local sources: about 50; JNIM: 40", "Démenti (état-major burkinabè)\u00a0: attaque à Dargo (28 juillet)\u00a0; sources locales\u00a0: environ 50\u00a0; JNIM\u00a0: 40",
		},
		{
			"dozens of people", conflict.Change{Type: conflict.IncidentNew},
			func(i *conflict.Incident) {
				e := unit(conflict.Unknown, 24, nil, locals)
				e.Word, e.Qualifier = "plusieurs dizaines", conflict.About
				i.Killed = ledger(e)
			},
			"Local sources: dozens of people killed (24 or more) at Dargo (28 July)", "Sources locales\u00a0: des dizaines de personnes tuées (24 ou plus) à Dargo (28 juillet)",
		},
		{
			"nobody died, no date", conflict.Change{Type: conflict.IncidentNew},
			func(i *conflict.Incident) {
				i.Killed, i.Date, i.Place = ledger(unit(conflict.Unknown, 0, num(0), locals)), conflict.Date{}, nil
			},
			"Local sources: nobody killed at a place not told", "Sources locales\u00a0: aucun mort en un lieu non précisé",
		},
		{
			"several days without an official word", conflict.Change{Type: conflict.ArticleRemoved},
			func(i *conflict.Incident) {
				i.Killed, i.FirstSeen, i.Articles = nil, at("2025-07-24T12:00:00Z"), nil
			},
			"An article on the attack at Dargo (28 July) was taken down; no official word seen in 6 days since the first report",
			"Un article sur l’attaque à Dargo (28 juillet) a été retiré\u00a0; aucune parole officielle vue en 6 jours depuis le premier article",
		},
	} {
		for language, want := range map[string]string{"en": c.en, "fr": c.fr} {
			inc := dargo()
			c.inc(&inc)
			in := busyInput(language, "UTC")
			c.change.ID = "x"
			c.change.Evidence.URL = claimURL
			in.Changes = []conflict.Change{c.change}
			in.Incident = func(string) (conflict.Incident, bool) { return inc, true }
			d, ok := digest.Build(in)
			if !ok {
				t.Fatal("no digest")
			}
			view, err := digest.NewView(d)
			if err != nil {
				t.Fatal(err)
			}
			if got := view.Incidents[0].Headline; !strings.HasPrefix(got, want) {
				t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
			}
		}
	}
}

func TestOwnTemplatesReplaceTheBuiltInOnes(t *testing.T) {
	own, err := digest.LoadTemplates(fstest.MapFS{digest.TextTemplate: {Data: []byte("{{range .Incidents}}* {{.Headline}}\n{{end}}")}})
	if err != nil {
		t.Fatal(err)
	}
	d := busy(t, "en", "UTC")
	r, err := digest.Render(d, own)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(r.Text, "* JNIM claims 40 soldiers killed") || strings.Contains(r.Text, "Who says what") {
		t.Errorf("text:\n%s", r.Text)
	}
	if r.HTML != render(t, d).HTML {
		t.Error("the HTML changed with the template of the text")
	}
	for name, bad := range map[string]string{"not closed": "{{range .Incidents}}", "no such field": "{{.Nothing}}", "no such function": "{{upper .Title}}"} {
		if _, err := digest.LoadTemplates(fstest.MapFS{digest.HTMLTemplate: {Data: []byte(bad)}}); err == nil || !strings.Contains(err.Error(), digest.HTMLTemplate) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestUnknownLanguageAndZoneAreErrors(t *testing.T) {
	d := busy(t, "en", "UTC")
	d.Language = "xx"
	if _, err := digest.Render(d, digest.Templates{}); err == nil {
		t.Error("a language without words")
	}
	d = busy(t, "en", "UTC")
	d.Timezone = "Mars/Olympus"
	if _, err := digest.Render(d, digest.Templates{}); err == nil || errors.Unwrap(err) == nil {
		t.Errorf("a zone that does not exist: %v", err)
	}
}

// BenchmarkRender is one busy digest in every form.
func BenchmarkRender(b *testing.B) {
	d := busy(b, "fr", "Europe/Paris")
	for b.Loop() {
		if _, err := digest.Render(d, digest.Templates{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestEditedArticleShowsTheWordsThatChanged(t *testing.T) {
	long := "Selon des sources locales, une cinquantaine de soldats ont été tués. Un commerçant dit avoir vu les assaillants arriver peu après %s et repartir vers l'est avec des armes."
	for _, c := range []struct{ from, to, want string }{
		{fmt.Sprintf(long, "cinq heures"), fmt.Sprintf(long, "quatre heures"), "An article was edited: “…assaillants arriver peu après cinq heures et repartir vers…” → “…assaillants arriver peu après quatre heures et repartir vers…”"},
		{"", "on 2025-07-28", "An article was edited, added: “on 2025-07-28”"},
		{"40 killed (JNIM)", "", "An article was edited, taken out: “40 killed (JNIM)”"},
	} {
		in := busyInput("en", "UTC")
		in.Changes = []conflict.Change{{ID: "e", Type: conflict.ArticleEdited, Incident: "inc-dargo", From: c.from, To: c.to, Evidence: conflict.Quote{URL: localURL}}}
		d, _ := digest.Build(in)
		view, err := digest.NewView(d)
		if err != nil {
			t.Fatal(err)
		}
		if got := view.Incidents[0].Changes[0].Text; got != c.want {
			t.Errorf("\n got %s\nwant %s", got, c.want)
		}
	}
}

func TestActorsAreNamedInTheReadersLanguage(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"JNIM claims", "Burkina Faso army: ", "an armed group: 7", "An armed group (“الجماعة”)"},
		"fr": {"JNIM revendique", "armée burkinabè\u00a0: ", "un groupe armé\u00a0: 7", "Un groupe armé («\u00a0الجماعة\u00a0»)"},
	} {
		inc := dargo()
		jama := conflict.Speaker{Role: conflict.RoleParty, Name: "الجماعة"}
		claimant := conflict.Speaker{ID: "jnim", Role: conflict.RoleParty, Name: "Jama'at Nusrat al-Islam wal-Muslimin"}
		inc.Killed.By = []conflict.Entry{
			toll(conflict.Killed, conflict.Soldiers, 40, num(40), conflict.Exact, claimant, "2025-07-30T15:30:00Z", claimURL, ""),
			toll(conflict.Killed, conflict.Soldiers, 12, num(12), conflict.Exact, conflict.Speaker{ID: "bf_army", Role: conflict.RoleOfficial, Name: "Armed Forces of Burkina Faso"}, "2025-07-30T15:30:00Z", armyURL, ""),
			toll(conflict.Killed, conflict.Soldiers, 7, num(7), conflict.Exact, jama, "2025-07-30T15:30:00Z", arabicURL, ""),
		}
		in := busyInput(language, "UTC")
		in.Changes = []conflict.Change{{ID: "c", Type: conflict.ClaimNew, Incident: inc.ID, By: &claimant, Evidence: conflict.Quote{URL: claimURL}}}
		in.Incident = func(string) (conflict.Incident, bool) { return inc, true }
		d, _ := digest.Build(in)
		text := strings.ReplaceAll(wordsOf(render(t, d).Text), "\u200e", "")
		for _, s := range want {
			if !strings.Contains(text, wordsOf(s)) {
				t.Errorf("%s: %q is missing:\n%s", language, s, text)
			}
		}
		if strings.Contains(text, "terror") {
			t.Error("the digest takes a side")
		}
	}
}
