package page

import "testing"

// A kicker inside the heading's element was read as part of the headline.
func TestKickerIsNoPartOfTheTitle(t *testing.T) {
	out := read(t, "https://journal.example/a", `<meta property="og:title" content="Dargo : une base attaquée à l’aube">`,
		`<h1><span class="kicker">Burkina Faso</span> Dargo : une base attaquée à l’aube</h1>`)
	if got := out.Article.Title; got != "Dargo : une base attaquée à l’aube" {
		t.Errorf("title %q", got)
	}
}

// A kicker or a date that only its class or element tells from the headline
// stayed in the title where the page's head has the kicker too.
func TestKickerIsToldByItsClass(t *testing.T) {
	for _, before := range []string{`<span class="dachzeile">Burkina Faso</span>`, `<span class="art__kicker">Burkina Faso</span> <i>:</i>`, `<time>28.07.2025</time> -`} {
		out := read(t, "https://journal.example/a", `<title>Burkina Faso: une base attaquée à Dargo</title>`,
			`<h1>`+before+` Une base attaquée à Dargo</h1>`)
		if got := out.Article.Title; got != "Une base attaquée à Dargo" {
			t.Errorf("%s: title %q", before, got)
		}
	}
}

// A page that calls its application like the article lost its title.
func TestTitleSurvivesBeingCalledTheSite(t *testing.T) {
	out := read(t, "https://journal.example/a", `<title>Dargo : une base attaquée</title><meta name="application-name" content="Dargo : une base attaquée">`, "")
	if got := out.Article.Title; got != "Dargo : une base attaquée" {
		t.Errorf("title %q", got)
	}
}
