package dates

import (
	"os"
	"strings"
	"testing"
	"time"
)

// Stamps of feeds and pages, each right to the second or unknown ("").
func TestStamps(t *testing.T) {
	for _, c := range []struct{ stamp, lang, want string }{
		// RFC 822 and its kin
		{"Mon, 28 Jul 2025 18:30:00 GMT", "", "2025-07-28T18:30:00Z"},
		{"Mon, 28 Jul 2025 18:30:00 +0000", "", "2025-07-28T18:30:00Z"},
		{"Mon, 28 Jul 2025 18:30:00 Z", "", "2025-07-28T18:30:00Z"},
		{"28 Jul 2025 18:30 UT", "", "2025-07-28T18:30:00Z"},
		{"Mon, 28 Jul 25 18:30:00 +0100", "", "2025-07-28T18:30:00+01:00"},
		{"Mon, 28 Jul 2025 18:30:00 WAT", "", "2025-07-28T18:30:00+01:00"},
		{"Mon, 28 Jul 2025 18:30:00 CAT", "", "2025-07-28T18:30:00+02:00"},
		{"Mon, 28 Jul 2025 18:30:00 EAT", "", "2025-07-28T18:30:00+03:00"},
		{"Mon, 28 Jul 2025 18:30:00 CET", "", "2025-07-28T18:30:00+01:00"},
		{"Mon, 28 Jul 2025 18:30:00 CEST", "", "2025-07-28T18:30:00+02:00"},
		{"Mon, 28 Jul 2025 18:30:00 EDT", "", "2025-07-28T18:30:00-04:00"},
		{"Mon, 28 Jul 2025 18:30:00 IST", "", "2025-07-28"}, // Dublin, Delhi or Jerusalem
		{"Monday, 28-Jul-25 18:30:00 GMT", "", "2025-07-28T18:30:00Z"},
		{"Mon Jul 28 18:30:00 2025", "", "2025-07-28T18:30:00Z"},
		{"Mon Jul 28 18:30:00 UTC 2025", "", "2025-07-28T18:30:00Z"},
		{"Mon, 28 Jul 2025", "", "2025-07-28"},
		{"Mon, 28 July 2025 18:30:00 +0100", "", "2025-07-28T18:30:00+01:00"},
		{"Mon, 28 Jul 2025 24:00:00 GMT", "", "2025-07-29T00:00:00Z"},
		{"lun., 28 juil. 2025 18:30:00 +0000", "fr", "2025-07-28T18:30:00Z"},
		{"lun, 28 juillet 2025 18:30:00 +0100", "", "2025-07-28T18:30:00+01:00"},
		{"Mar, 29 juil 2025 18:30:00 +0100", "", "2025-07-29T18:30:00+01:00"},
		{"dim, 03 août 2025 07:05:00 GMT", "fr", "2025-08-03T07:05:00Z"},
		{"sam, 27 déc 2025 07:05:00 GMT", "", "2025-12-27T07:05:00Z"},
		// RFC 3339 and ISO 8601
		{"2025-07-28T18:30:00Z", "", "2025-07-28T18:30:00Z"},
		{"2025-07-28T18:30:00+01:00", "", "2025-07-28T18:30:00+01:00"},
		{"2025-07-28T18:30:00.250+0100", "", "2025-07-28T18:30:00+01:00"},
		{"2025-07-28T18:30Z", "", "2025-07-28T18:30:00Z"},
		{"2025-07-28 18:30:00", "", "2025-07-28T18:30:00Z"},
		{"2025-07-28 18:30:00 -0500", "", "2025-07-28T18:30:00-05:00"},
		{"2025-07-28", "", "2025-07-28"},
		{"2025/07/28", "en", "2025-07-28"},
		{"20250728", "", "2025-07-28"},
		{"20250728T183000Z", "", "2025-07-28T18:30:00Z"},
		{"1753727400", "", "2025-07-28T18:30:00Z"},
		{"1753727400000", "", "2025-07-28T18:30:00Z"},
		// visible dates
		{"Publié le lundi 28 juillet 2025 à 18h30", "fr", "2025-07-28T18:30:00Z"},
		{"Publié le 28 juillet 2025 à 18 h 30 (GMT+1)", "fr", "2025-07-28T18:30:00+01:00"},
		{"Par la rédaction, le 1er août 2025", "fr", "2025-08-01"},
		{"28/07/2025 - 18:30", "fr", "2025-07-28T18:30:00Z"},
		{"28/07/25 18h", "fr", "2025-07-28T18:00:00Z"},
		{"28.07.2025", "fr", "2025-07-28"},
		{"Publié le : 28/07/2025 - 18:30 Modifié le : 29/07/2025 - 07:00", "fr", "2025-07-28T18:30:00Z"},
		{"July 28, 2025 6:30 pm GMT", "en", "2025-07-28T18:30:00Z"},
		{"Published July 28, 2025 at 6:30 a.m. EDT", "en", "2025-07-28T06:30:00-04:00"},
		{"Monday 28th July, 2025", "en", "2025-07-28"},
		{"Jul 28, 2025, 12:05 AM UTC", "en", "2025-07-28T00:05:00Z"},
		{"28/07/2025", "en", "2025-07-28"},
		{"28 juillet 2025 à 18h30, heure de Paris", "fr", "2025-07-28"},
		{"28 juillet 2025 à 18h30 TU", "fr", "2025-07-28T18:30:00Z"},
		{"28 Jul 2025 18:30:00 Africa/Lagos", "", "2025-07-28"},
		{"28 Jul 2025 18:30:00 America/New_York", "", "2025-07-28"},
		{"Mon, 28 Jul 2025 18:30:00 GMT+0100", "", "2025-07-28T18:30:00+01:00"},
		{"July 28, 2025 6:30 pm local time", "en", "2025-07-28"},
		{"28 يوليو 2025 14:05 بتوقيت غرينتش", "ar", "2025-07-28T14:05:00Z"},
		{"28 يوليو 2025 14:05 بتوقيت باريس", "ar", "2025-07-28"},
		{"28 يوليو 2025 - 14:05", "ar", "2025-07-28T14:05:00Z"},
		{"الاثنين ٢٨ تموز/يوليو ٢٠٢٥، ٢:٠٥ م", "ar", "2025-07-28T14:05:00Z"},
		{"28 يوليوز 2025", "ar", "2025-07-28"},
		{"نشر في 9 غشت 2025 10:15 ص", "ar", "2025-08-09T10:15:00Z"},
		// rather unknown than wrong
		{"", "", ""},
		{"03/04/2025", "en", ""},
		{"03/04/2025", "", ""},
		{"03-04-2025", "en", ""},
		{"Tue, 28 Jul 2025 18:30:00 GMT", "", ""}, // a Monday
		{"31 février 2025", "fr", ""},
		{"Lun, 28 Jui 2025 18:30:00 GMT", "fr", ""}, // June or July
		{"28 juillet", "fr", ""},
		{"juillet 2025", "fr", ""},
		{"lundi à 18h30", "fr", ""},
		{"il y a 2 heures", "fr", ""},
		{"28/07/2025 29/07/2025", "fr", ""},
		{"Mon, 28 Jul 1925 18:30:00 GMT", "", ""},
		{"0001-01-01T00:00:00Z", "", ""},
		{"2025-13-28", "", ""},
		{"28 Jul 2025 25:61", "", ""},
		{"Mon, 28 Jul 2025 18:30:00 GMT, 40 morts", "", ""},
		{"2025-W31-1", "", ""},
		{strings.Repeat("28 juillet 2025 ", 20), "fr", ""},
	} {
		m, ok := Stamp(c.stamp, c.lang)
		if ok != (c.want != "") || ok && m.String() != c.want {
			t.Errorf("%q in %q: %s, %v; want %q", c.stamp, c.lang, m, ok, c.want)
		}
	}
}

func TestStampInLocalZone(t *testing.T) {
	niamey := time.FixedZone("WAT", 3600)
	m, ok := StampIn("Publié le 28 juillet 2025 à 18h30", "fr", niamey)
	if !ok || m.String() != "2025-07-28T18:30:00+01:00" {
		t.Errorf("without zone: %s, %v", m, ok)
	}
	m, ok = StampIn("28 juillet 2025 18:30 GMT", "fr", niamey)
	if !ok || m.String() != "2025-07-28T18:30:00Z" {
		t.Errorf("with zone: %s, %v", m, ok)
	}
}

// What Stamp reads from its own output is the same moment.
func FuzzStamp(f *testing.F) {
	for _, s := range []string{"Publié le lundi 28 juillet 2025 à 18h30", "Mon, 28 Jul 2025 18:30:00 +0100",
		"28 يوليو 2025 - 14:05", "2025-07-28T18:30:00.250Z", "Jul 28, 2025 6:30 pm", "1753727400", "28/07/25 18h"} {
		for _, lang := range []string{"", "en", "fr", "ar"} {
			f.Add(s, lang)
		}
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		m, ok := Stamp(s, lang)
		if !ok {
			return
		}
		if y := m.Time.UTC().Year(); y < 1989 || y > 2101 {
			t.Fatalf("%q is in the year %d", s, y)
		}
		again, ok := Stamp(m.String(), lang)
		if !ok || !again.Time.Equal(m.Time.Truncate(time.Second)) || again.DayOnly != m.DayOnly {
			t.Fatalf("%q is %s, read again %s, %v", s, m, again, ok)
		}
	})
}

func BenchmarkStamp(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Stamp("Publié le lundi 28 juillet 2025 à 18h30", "fr")
	}
}

func BenchmarkFind5kB(b *testing.B) {
	for code, lang := range load(b) {
		data, err := os.ReadFile("testdata/prose/" + code + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		text, words := prose(string(data), 5000)
		b.Run(code, func(b *testing.B) {
			b.ReportAllocs()
			var found []Expr
			for b.Loop() {
				found = Find(found[:0], text, words, lang)
			}
		})
	}
}
