package page

import (
	"testing"
	"time"
)

// A line for readers gives its one date in the languages of many countries,
// whatever else it holds.
func TestWorldDates(t *testing.T) {
	for _, c := range []struct{ line, lang, want string }{
		{"jueves 2 de abril de 2020", "es", "2020-04-02"},
		{"06.11.2023 13:30 von Olga", "de", "2023-11-06T13:30:00Z"},
		{"1. Februar 2022, Daniel K.", "de", "2022-02-01"},
		{"28 Temmuz 2025 Pazartesi 18:30", "tr", "2025-07-28T18:30:00Z"},
		{"Lisboa, 3 de março de 2024 às 9:05", "pt", "2024-03-03T09:05:00Z"},
		{"Roma, 5 dicembre 2021", "it", "2021-12-05"},
		{"July 28, 2025 · 5 min read", "en", "2025-07-28"},
		{"July 28, 2025 at 6:30 PM · 5 min read", "en", "2025-07-28T18:30:00Z"},
		{"28 juillet 2025 à 18h30, 4 réactions", "fr", "2025-07-28T18:30:00Z"},
		{"28 تموز 2025", "ar", "2025-07-28"},
		{"2020年07月12日", "ja", "2020-07-12"},
		{"28/07/2025 | Niamey | 3 photos", "fr", "2025-07-28"},
		{"03/04/2025 | 3 photos", "en", ""},
		{"du 3 mai 2024 au 5 mai 2024", "fr", ""},
		{"31 juin 2024", "fr", ""},
		{"Version 12.10.3", "en", ""},
		{"Section 116", "en", ""},
	} {
		m, ok := worldDate(c.line, c.lang, time.UTC)
		if got := m.String(); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
}
