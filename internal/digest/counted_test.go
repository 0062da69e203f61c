package digest

import (
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
)

// The line of context agrees with its numbers: French said "dont 1
// indépendantes" and "1 tués".
func TestContextAgreesWithItsNumbers(t *testing.T) {
	one, two := 1, 2
	for _, tt := range []struct {
		lang        string
		independent int
		dead        *int
		want        string
	}{
		{"fr", 1, &one, "3 sources, dont 1 indépendante. Même lieu, 90 derniers jours\u00a0: un autre incident, 1 tué d’après les articles."},
		{"fr", 2, &two, "3 sources, dont 2 indépendantes. Même lieu, 90 derniers jours\u00a0: un autre incident, 2 tués d’après les articles."},
		{"en", 1, &one, "3 sources, 1 of them independent. Same place, last 90 days: one other incident, 1 killed as told."},
	} {
		w, err := loadWords(tt.lang)
		if err != nil {
			t.Fatal(err)
		}
		e := conflict.DigestEntry{Nearby: 1, NearDead: &conflict.Bounds{Low: *tt.dead, High: tt.dead}}
		e.Incident.Sources, e.Incident.Independent = 3, tt.independent
		if got := (&teller{words: w}).context(e); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
	for _, lang := range Languages() {
		w, err := loadWords(lang)
		if err != nil {
			t.Fatal(err)
		}
		high := 1
		for victims := range w.Victims {
			got := w.figure(conflict.Toll{Measure: conflict.Killed, Victims: victims, Low: 1, High: &high})
			if strings.Contains(got, "1 "+form(w.Victims[victims], many)+" ") && victims != conflict.Unknown || strings.HasSuffix(got, "tués") {
				t.Errorf("%s: %q", lang, got)
			}
		}
	}
}
