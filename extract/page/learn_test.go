package page

import "testing"

// A site's furniture may be masked once it is learned; the background that a
// newsroom repeats stays readable.
func TestBackgroundIsToldFromFurniture(t *testing.T) {
	for paragraph, background := range map[string]bool{
		"Rejoignez notre chaîne WhatsApp pour ne rien manquer de l’actualité.":                          false,
		"Le Matin paraît du lundi au vendredi à Ouagadougou et à Bobo-Dioulasso.":                       false,
		"Le Burkina Faso est confronté depuis 2015 à des attaques qui ont fait plus de 26 000 morts.":   true,
		"Mali has battled an insurgency since 2012; thousands have been killed and millions displaced.": true,
		"وتشهد البلاد منذ عام 2015 هجمات أسفرت عن مقتل الآلاف.":                                         true,
		"Le groupe revendique ses attaques sur Telegram.":                                               true,
		"Subscribe to our newsletter: every week the story behind the attacks.":                         false,
		"اشترك في نشرتنا البريدية ليصلك كل جديد.":                                                       false,
	} {
		if got := Background(paragraph); got != background {
			t.Errorf("background %v: %s", got, paragraph)
		}
	}
}

// What was learned is masked for reading and stays in the text.
func TestKnownParagraphsAreMaskedNotDeleted(t *testing.T) {
	_, in := readGolden(t, "wp-twenty-tera")
	plain, err := Extract(in)
	if err != nil {
		t.Fatal(err)
	}
	learned := map[string]bool{plain.Paragraphs[1]: true, plain.Paragraphs[2]: true}
	in.Known = func(p string) bool { return learned[p] }
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
