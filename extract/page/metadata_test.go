package page

import (
	"testing"
	"time"
)

const threeParagraphs = `<p>Des hommes armés ont attaqué le village à l’aube, ont dit des habitants joints par téléphone par notre rédaction.</p>
<p>Plusieurs maisons ont brûlé et des familles sont parties vers le chef-lieu, selon le maire de la commune.</p>
<p>Les autorités n’avaient pas réagi dans la soirée, et le réseau mobile restait coupé dans la zone.</p>`

// read extracts a page with the given head and what stands above its text.
func read(t *testing.T, url, head, above string) Output {
	t.Helper()
	out, err := Extract(Input{URL: url, HTML: []byte("<html><head>" + head + "</head><body><article>" + above + threeParagraphs + "</article></body></html>")})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The title is the visible headline, never the site's name.
func TestTitles(t *testing.T) {
	for _, c := range []struct{ name, head, above, want string }{
		{"suffix", `<title>Dargo : une base attaquée - Faso Matin</title><meta property="og:site_name" content="Faso Matin">`, "", "Dargo : une base attaquée"},
		{"prefix by the host", `<title>Journal | Dargo : une base attaquée</title>`, "", "Dargo : une base attaquée"},
		{"heading over a shortened og:title", `<meta property="og:title" content="Dargo : une base attaquée">`, "<h1>Dargo : une base attaquée à l’aube</h1>", "Dargo : une base attaquée à l’aube"},
		{"logo in h1", `<title>Dargo : une base attaquée</title>`, `<h1 class="site-title">Le Journal de la région</h1>`, "Dargo : une base attaquée"},
		{"headline in h2", `<title>Dargo : une base attaquée | Le Journal</title>`, `<h2>Dargo : une base attaquée</h2>`, "Dargo : une base attaquée"},
		{"dash inside", `<title>Gao-Ansongo : la route - vingt ans après</title>`, `<h1>Gao-Ansongo : la route - vingt ans après</h1>`, "Gao-Ansongo : la route - vingt ans après"},
		{"entities", `<meta property="og:title" content="L&amp;#039;attaque de Dargo">`, "", "L'attaque de Dargo"},
	} {
		if got := read(t, "https://journal.example/a", c.head, c.above).Article.Title; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A byline is the people and agencies that sign, without labels, dates or accounts.
func TestBylines(t *testing.T) {
	for _, c := range []struct{ name, head, above, want, wire string }{
		{"meta", `<meta name="author" content="Par Awa Cissé">`, "", "Awa Cissé", ""},
		{"account", `<meta name="author" content="admin">`, "", "", ""},
		{"address", `<meta property="article:author" content="https://facebook.com/journal">`, "", "", ""},
		{"two in JSON-LD", `<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"Awa Cissé"},{"name":"Jane Holt"}]}</script>`, "", "Awa Cissé, Jane Holt", ""},
		{"reference in JSON-LD", `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Awa Cissé"}]}</script>`, "", "Awa Cissé", ""},
		{"with agency", "", `<h1>Titre de l’article du jour</h1><p class="byline">Par Le Journal avec AFP</p>`, "Le Journal avec AFP", "AFP"},
		{"line above the text", "", `<h1>Titre de l’article du jour</h1><div>Par Idrissa Zoungrana, le 28 juillet 2025</div>`, "Idrissa Zoungrana", ""},
		{"Arabic line", "", `<h1>عنوان الخبر في الصحيفة</h1><div>بقلم: مريم أحمد</div>`, "مريم أحمد", ""},
		{"comment's author", "", `<div class="comments"><span class="author">Lassina K.</span></div>`, "", ""},
	} {
		a := read(t, "https://journal.example/a", c.head, c.above).Article
		if a.Byline != c.want || a.Wire != c.wire {
			t.Errorf("%s: %q wire %q, want %q wire %q", c.name, a.Byline, a.Wire, c.want, c.wire)
		}
	}
}

// Dates are right or unknown, and say where they come from.
func TestDates(t *testing.T) {
	now := time.Date(2025, 8, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct{ name, url, head, above, want, from string }{
		{"zone kept", "", `<meta property="article:published_time" content="2025-07-28T18:30:00+01:00">`, "", "2025-07-28T18:30:00+01:00", "meta:article:published_time"},
		{"JSON-LD before meta", "", `<meta name="date" content="2025-07-01"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-07-28T18:30:00Z"}</script>`, "", "2025-07-28T18:30:00Z", "json-ld"},
		{"time of day from elsewhere", "", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-07-28"}</script>`, `<time datetime="2025-07-28T18:30:00Z">28 juillet</time>`, "2025-07-28T18:30:00Z", "json-ld"},
		{"zone from elsewhere", "", `<meta property="article:published_time" content="2025-07-28T18:30:00">`, `<h1>Titre du jour</h1><time datetime="2025-07-28T18:30:00+01:00">28 juillet</time>`, "2025-07-28T18:30:00+01:00", "meta:article:published_time"},
		{"future is unknown", "", `<meta property="article:published_time" content="2099-01-01T00:00:00Z">`, "", "", ""},
		{"before 1990 is unknown", "", `<meta property="article:published_time" content="1970-01-01T00:00:00Z">`, "", "", ""},
		{"French text", "", "", `<h1>Titre du jour</h1><p>Publié le lundi 28 juillet 2025 à 18h30</p>`, "2025-07-28T18:30:00Z", "text"},
		{"French text, clock of Niger", "https://journal.example.ne/a", "", `<h1>Titre du jour</h1><p>Publié le lundi 28 juillet 2025 à 18h30</p>`, "2025-07-28T18:30:00+01:00", "text"},
		{"English text", "", "", `<h1>Title</h1><p class="date">July 28, 2025 at 6:30 pm GMT</p>`, "2025-07-28T18:30:00Z", "text"},
		{"Arabic text", "", "", `<h1>عنوان الخبر في الصحيفة</h1><p>نشر يوم 28 يوليو 2025 - 18:30</p>`, "2025-07-28T18:30:00Z", "text"},
		{"address", "https://journal.example/2025/07/28/dargo", "", "", "2025-07-28", "url"},
		{"address is no date", "https://journal.example/20259999/12345678", "", "", "", ""},
		{"comment's date is not the article's", "", "", `<div class="comments"><time datetime="2025-07-30T08:00:00Z">hier</time></div>`, "", ""},
		{"Unix time", "", `<meta name="publishdate" content="1753727400">`, "", "2025-07-28T18:30:00Z", "meta:publishdate"},
		{"JavaScript's form", "", `<meta name="pubdate" content="Mon Jul 28 2025 18:30:00 GMT+0100 (West Africa Standard Time)">`, "", "2025-07-28T18:30:00+01:00", "meta:pubdate"},
	} {
		if c.url == "" {
			c.url = "https://journal.example/a"
		}
		in := Input{URL: c.url, Now: now, HTML: []byte("<html><head>" + c.head + "</head><body><article>" + c.above + threeParagraphs + "</article></body></html>")}
		out, err := Extract(in)
		if err != nil {
			t.Fatal(err)
		}
		a := out.Article
		if a.Published.String() != c.want || a.PublishedFrom != c.from {
			t.Errorf("%s: %s from %q, want %s from %q", c.name, a.Published, a.PublishedFrom, c.want, c.from)
		}
		if known := !a.Published.IsZero(); known != (a.Confidence >= 0.5) {
			t.Errorf("%s: confidence %.2f", c.name, a.Confidence)
		}
	}
}

// A date that was only guessed is marked as such.
func TestGuessedDateHasLowConfidence(t *testing.T) {
	out := read(t, "https://journal.example/a", "", "")
	if a := out.Article; !a.Published.IsZero() {
		t.Fatalf("published %s from nowhere", a.Published)
	}
	page := "<html><body><h1>Titre de la page</h1>" + threeParagraphs + "<footer>Journal, numéro 12, 2025-07-28</footer></body></html>"
	out, err := Extract(Input{URL: "https://journal.example/a", HTML: []byte(page), Now: time.Date(2025, 8, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if a := out.Article; a.Confidence >= 0.5 || (a.PublishedFrom != "guess") != a.Published.IsZero() {
		t.Errorf("published %s from %q with %.2f", a.Published, a.PublishedFrom, a.Confidence)
	}
}

// JSON-LD is read with the faults that pages have.
func TestBrokenJSONLD(t *testing.T) {
	for _, s := range []string{
		`{"@type":"NewsArticle","datePublished":"2025-07-28T18:30:00Z",}`,
		"//<![CDATA[\n{\"@type\":\"NewsArticle\",\"datePublished\":\"2025-07-28T18:30:00Z\"}\n//]]>",
		"<!-- {\"@type\":\"NewsArticle\",\"datePublished\":\"2025-07-28T18:30:00Z\"} -->",
		"{\"@type\":\"NewsArticle\",\"description\":\"deux\nlignes et un \"mot\" cité\",\"datePublished\":\"2025-07-28T18:30:00Z\"}",
		`[{"@type":"BreadcrumbList"},{"@type":["Thing","NewsArticle"],"datePublished":"2025-07-28T18:30:00Z"}]`,
		`{"@context":"https://schema.org","@graph":[{"@type":"https://schema.org/NewsArticle","datePublished":"2025-07-28T18:30:00Z"}]}`,
		`{"@type":"WebPage"};{"@type":"NewsArticle","datePublished":"2025-07-28T18:30:00Z"}`,
		`{"@type":"NewsArticle","datePublished":"2025-07-28T18:30:00Z","articleBody":"coupé ici`,
		`{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2025-07-28T18:30:00Z&quot;}`,
		`{'@type':'NewsArticle','datePublished':'2025-07-28T18:30:00Z'}`,
		`/* données */ {"@type":"NewsArticle", // article
		 "datePublished":"2025-07-28T18:30:00Z"}`,
	} {
		a := read(t, "https://journal.example/a", `<script type="application/ld+json">`+s+`</script>`, "").Article
		if a.Published.String() != "2025-07-28T18:30:00Z" {
			t.Errorf("%s: published %s", s, a.Published)
		}
	}
}

// The language is that of the text; the page's word counts where the text is
// too short to tell.
func TestLanguages(t *testing.T) {
	for _, c := range []struct{ said, text, want string }{
		{"en-US", "Les habitants ont quitté le village dans la nuit et se sont réfugiés chez des parents, selon le maire de la commune.", "fr"},
		{"fr", "The villagers left in the night and were taken in by relatives, the mayor of the town said.", "en"},
		{"en", "قال سكان إن مسلحين هاجموا القرية فجر يوم الاثنين وأحرقوا المنازل قبل أن ينسحبوا شمالا.", "ar"},
		{"fr", "Ouagadougou : 3-0", "fr"},
		{"", "Les habitants ont quitté le village dans la nuit et se sont réfugiés chez des parents.", "fr"},
		{"ha", "Yan bindiga sun kai hari a kauyen da safiyar ranar Litinin.", "ha"},
	} {
		p := page{lang: c.said}
		if got := p.language(c.text, ""); got != c.want {
			t.Errorf("page says %q: %s, want %s: %s", c.said, got, c.want, c.text)
		}
	}
}
