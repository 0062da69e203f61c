package main

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
)

func widest(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		n = max(n, uniseg.StringWidth(strings.TrimSuffix(line, "\n")))
	}
	return n
}

// Long tolls, Arabic with its vowel marks and wide letters made lists of
// incidents up to 91 columns wide.
func TestIncidentsFitEachTerminal(t *testing.T) {
	high := 1240
	var l incidentList
	for i, place := range []string{"Tin-Zaouatène", "Bandiagara (cercle de Bandiagara)", "دَارْغُو في مقاطعة نامنتينغا", "布基纳法索达尔戈军事基地", "Dori", ""} {
		sum := store.Summary{ID: "20250728-fw3rg05vkse", Start: "2025-07-28", Place: place, Country: "ML", Killed: &conflict.Bounds{Low: 1120}}
		if i%2 == 0 {
			sum.Killed, sum.Official = &conflict.Bounds{Low: 1120, High: &high}, "confirmed"
		}
		l.add(sum)
	}
	for width := 40; width <= 130; width++ {
		var out strings.Builder
		if err := l.write(&out, width); err != nil {
			t.Fatal(err)
		}
		if n := widest(out.String()); n > width {
			t.Errorf("%d columns on %d:\n%s", n, width, out.String())
		}
		for _, want := range []string{"20250728-fw3rg05vkse", "Dori", "confirmed", "no official word"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q on %d:\n%s", want, width, out.String())
			}
		}
	}
	var pipe strings.Builder
	if err := l.write(&pipe, 0); err != nil || !strings.Contains(pipe.String(), "Bandiagara (cercle de Bandiagara)") || !strings.Contains(pipe.String(), "at least 1120") {
		t.Errorf("in a pipe (%v):\n%s", err, pipe.String())
	}
}

func TestTextIsCutBetweenLetters(t *testing.T) {
	for _, tt := range []struct {
		text    string
		columns int
		want    string
	}{
		{"Dargo", 5, "Dargo"}, {"Dargo", 4, "Dar…"},
		{"دَارْغُو", 5, "دَارْغُو"}, {"دَارْغُو", 4, "دَارْ…"},
		{"达尔戈", 6, "达尔戈"}, {"达尔戈", 5, "达尔…"}, {"达尔戈", 4, "达…"},
		{"e\u0301te\u0301", 2, "e\u0301…"},
	} {
		if got := cut(tt.text, tt.columns); got != tt.want {
			t.Errorf("%q in %d columns: %q, want %q", tt.text, tt.columns, got, tt.want)
		}
	}
}

// Running text is wrapped, not cut; an address stays whole.
func TestParagraphsAreWrappedUnderTheirLead(t *testing.T) {
	s := &session{call: call{width: 30}}
	got := s.paragraph("  by   ", "Jama'at Nusrat al-Islam wal-Muslimin https://example.org/a/long/address")
	want := "  by   Jama'at Nusrat al-Islam\n       wal-Muslimin\n       https://example.org/a/long/address"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// COLUMNS says the width, as with other programs, on a terminal and in a pipe.
func TestColumnsOfTheEnvironmentCount(t *testing.T) {
	for _, tt := range []struct {
		environ  []string
		terminal int
		want     int
	}{
		{nil, 100, 100}, {nil, 0, 0}, {nil, -1, 0}, {[]string{"COLUMNS=60"}, 100, 60}, {[]string{"COLUMNS=60"}, 0, 60},
		{[]string{"COLUMNS="}, 100, 100}, {[]string{"COLUMNS=wide"}, 100, 100}, {[]string{"COLUMNS=-3"}, 100, 100},
	} {
		if got := columnsOf(tt.environ, tt.terminal); got != tt.want {
			t.Errorf("%v on %d: %d, want %d", tt.environ, tt.terminal, got, tt.want)
		}
	}
}

func TestNumbersOfThings(t *testing.T) {
	for want, got := range map[string]string{
		"0 articles": counted(0, "article"), "1 article": counted(1, "article"), "2 articles": counted(2, "article"),
		"1 delivery": counted(1, "delivery", "deliveries"), "3 deliveries": counted(3, "delivery", "deliveries"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What failed is told in lines that fit a terminal, and in one line to a log.
func TestRemarksFitATerminal(t *testing.T) {
	problem := "the site's robots.txt cannot be read, and until it can no page of the site is: the site has a fault of its own (503)"
	for _, lead := range []string{"lefaso-net: ", "https://example.org/2025/07/28/attaque-de-la-base-militaire: "} {
		var terminal, log strings.Builder
		(&session{call: call{stderr: &terminal, terminal: true, columns: 80}}).remark(lead, problem)
		if n := widest(terminal.String()); n > 80 || strings.Count(terminal.String(), "\n") < 2 {
			t.Errorf("%d columns:\n%s", n, terminal.String())
		}
		(&session{call: call{stderr: &log, columns: 80}}).remark(lead, problem)
		if log.String() != lead+problem+"\n" {
			t.Errorf("to a log: %q", log.String())
		}
	}
}
