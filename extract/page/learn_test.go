package page

import (
	"fmt"
	"testing"
)

// carry counts a paragraph over stories, at the end of every article or at
// varying places.
func carry(paragraph string, stories int, atEnd bool) Sighting {
	var s Sighting
	for i := range stories {
		article := []string{paragraph}
		for j := range 5 {
			article = append(article, fmt.Sprintf("Paragraphe %c de l’histoire %c.", 'a'+j, 'a'+i))
		}
		if atEnd {
			article = append(article[1:], paragraph)
		}
		for _, seen := range Sight(article) {
			if seen.Key == Key(paragraph) {
				s = s.Add(seen, true)
			}
		}
	}
	return s
}

// A site's furniture is learned; the background that a newsroom repeats is not.
func TestLearnTellsFurnitureFromBackground(t *testing.T) {
	for _, c := range []struct {
		paragraph string
		stories   int
		atEnd     bool
		learned   bool
	}{
		{"Rejoignez notre chaîne WhatsApp pour ne rien manquer de l’actualité.", 2, true, false},
		{"Rejoignez notre chaîne WhatsApp pour ne rien manquer de l’actualité.", 3, false, true},
		{"Le Matin paraît du lundi au vendredi à Ouagadougou et à Bobo-Dioulasso.", 3, true, true},
		{"Le Matin paraît du lundi au vendredi à Ouagadougou et à Bobo-Dioulasso.", 5, false, false},
		{"Le Matin paraît du lundi au vendredi à Ouagadougou et à Bobo-Dioulasso.", 6, false, true},
		{"Le Burkina Faso est confronté depuis 2015 à des attaques qui ont fait plus de 26 000 morts.", 40, true, false},
		{"Mali has battled an insurgency since 2012; thousands have been killed and millions displaced.", 40, true, false},
		{"وتشهد البلاد منذ عام 2015 هجمات أسفرت عن مقتل الآلاف.", 40, true, false},
		{"Le groupe revendique ses attaques sur Telegram.", 40, true, false},
		{"Subscribe to our newsletter: every week the story behind the attacks.", 3, false, true},
		{"اشترك في نشرتنا البريدية ليصلك كل جديد.", 3, true, true},
	} {
		if got := Learn(carry(c.paragraph, c.stories, c.atEnd)); got != c.learned {
			t.Errorf("%d stories, at end %v: learned %v: %s", c.stories, c.atEnd, got, c.paragraph)
		}
	}
}

// Copies and updates of one story prove nothing, however many there are.
func TestLearnCountsStoriesNotCopies(t *testing.T) {
	var s Sighting
	seen := Sight([]string{"Suivez-nous sur Facebook."})[0]
	for range 20 {
		s = s.Add(seen, false)
	}
	if s.Articles != 20 || s.Stories != 1 || Learn(s) {
		t.Errorf("%+v, learned %v", s, Learn(s))
	}
}

// Counters inside a line do not make it another line.
func TestKeyIgnoresFiguresCaseAndAccents(t *testing.T) {
	if Key("Article lu 392 fois") != Key("ARTICLE LU 417 FOIS") {
		t.Error("a counter makes another key")
	}
	if Key("Article lu par tous") == Key("Article lu par nous") {
		t.Error("other words make the same key")
	}
}

// What was learned is masked for reading and stays in the text.
func TestKnownParagraphsAreMaskedNotDeleted(t *testing.T) {
	_, in := readGolden(t, "wp-twenty-tera")
	plain, err := Extract(in)
	if err != nil {
		t.Fatal(err)
	}
	learned := map[string]bool{Key(plain.Paragraphs[1]): true, Key(plain.Paragraphs[2]): true}
	in.Known = func(p string) bool { return learned[Key(p)] }
	out, err := Extract(in)
	if err != nil {
		t.Fatal(err)
	}
	if out.Article.Text != plain.Article.Text {
		t.Errorf("masking changed the text:\n%s", out.Article.Text)
	}
	if len(out.Article.Masked) != 1 {
		t.Fatalf("masked %v, want one range over two paragraphs", out.Article.Masked)
	}
	m := out.Article.Masked[0]
	if got := out.Article.Text[m.Start:m.End]; got != plain.Paragraphs[1]+"\n\n"+plain.Paragraphs[2] {
		t.Errorf("masked %q", got)
	}
}
