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

// A page that calls its application like the article lost its title.
func TestTitleSurvivesBeingCalledTheSite(t *testing.T) {
	out := read(t, "https://journal.example/a", `<title>Dargo : une base attaquée</title><meta name="application-name" content="Dargo : une base attaquée">`, "")
	if got := out.Article.Title; got != "Dargo : une base attaquée" {
		t.Errorf("title %q", got)
	}
}
