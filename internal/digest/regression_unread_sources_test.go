package digest_test

import (
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

// A source that nobody has asked yet has not failed.
func TestSourcesThatWereNotReadYetHaveNotFailed(t *testing.T) {
	for language, want := range map[string]string{"en": "Sources: 0 of 4 read; not read yet: ", "fr": "Sources : 0 sur 4 lues ; pas encore lues : "} {
		in := busyInput(language, "UTC")
		in.Health = map[string]conflict.Health{}
		in.Sources = in.Sources[:4]
		d, ok := digest.Build(in)
		if !ok {
			t.Fatal("no digest")
		}
		text := strings.ReplaceAll(strings.Join(strings.Fields(render(t, d).Text), " "), "\u00a0", " ")
		if !strings.Contains(text, want) || strings.Contains(text, "; failed") || strings.Contains(text, "en échec") {
			t.Errorf("%s: %s", language, text[strings.LastIndex(text, "Sources"):])
		}
	}
}
