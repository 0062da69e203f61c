package digest_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/digest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Text, HTML and JSON of one busy digest read as they are printed in testdata.
func TestGoldenBusyDigest(t *testing.T) {
	for language, zone := range map[string]string{"en": "Africa/Ouagadougou", "fr": "Europe/Paris"} {
		r, err := digest.Render(busy(t, language, zone), digest.Templates{})
		if err != nil {
			t.Fatal(err)
		}
		for ext, got := range map[string]string{"txt": r.Text, "html": r.HTML, "json": string(r.JSON), "short.txt": r.Subject + "\n\n" + r.Short + "\n"} {
			golden(t, "busy."+language+"."+ext, got)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (run with -update when meant):\n%s", name, diff)
	}
}
