package extract

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"sahelwatch/extract/lexicon"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/gazetteer"
)

// A further language is a folder of text files: nothing else knows of it.
func TestALanguageIsAFolder(t *testing.T) {
	files := fstest.MapFS{}
	for _, src := range []fs.FS{lexicon.Files(), os.DirFS("testdata/lexicon")} {
		err := fs.WalkDir(src, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := fs.ReadFile(src, name)
			files[name] = &fstest.MapFile{Data: body}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	g, err := gazetteer.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := newCoder(g, files)
	if err != nil {
		t.Fatal(err)
	}
	coded := c.Code(conflict.Article{URL: "https://example.org/ha",
		Text: "Mahara sun kai hari a garin Damasak na jihar Borno, sun kashe sojoji 12 kuma sun jikkata manoma 5."})
	for _, fault := range compareCase(coded, "lang ha; killed 12-12; wounded 5-5; place Damasak; country NG") {
		t.Error(fault)
	}
}

func TestTheLanguageIsRead(t *testing.T) {
	for _, c := range []struct{ named, text, want string }{
		{"", "Des hommes armés ont attaqué le camp de l'armée à Djibo.", "fr"},
		{"", "Gunmen attacked the army camp in Djibo.", "en"},
		{"", "هاجم مسلحون معسكر الجيش في جيبو.", "ar"},
		{"fr-BF", "Djibo", "fr"},
		{"", "", "en"},
	} {
		if got := coder().language(c.named, "", c.text).lex.Lang; got != c.want {
			t.Errorf("%q: read as %s, want %s", c.text, got, c.want)
		}
	}
}
