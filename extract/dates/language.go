package dates

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strconv"

	"sahelwatch/extract/internal/phrase"
)

//go:embed data/*.txt
var files embed.FS

// Lang is the date words of one language. It is read-only after Parse.
type Lang struct {
	Code       string
	Horizon    int  // latest year of an undated article
	MonthFirst bool // 03/04 cannot be told: both orders are in use
	table      phrase.Table
	rules      []reader
}

// Kinds of phrases in the language files.
const (
	weekday    phrase.Kind = iota // = 1 Monday .. 7 Sunday
	month                         // = 1..12
	shortMonth                    // beside a day number only
	hijri                         // months that are passed over
	feast                         // = month and day: New Year's Eve
	count                         // number words
	days                          // = days back: hier
	nights                        // = days back, of a night: last night
	weeks                         // = weeks back: last week
	weekends
	months
	years
	relative  // = days on: le lendemain
	agoOpen   // il y a
	agoClose  // ago
	later     // = 1 or -1: plus tard, earlier
	after     // behind a count: what came before follows
	before    // behind a count: what came after follows, if anything does
	afterOpen // before a count: بعد
	dayAfter  // = days on, from what follows: au lendemain de
	unitDays
	unitWeeks
	unitMonths
	unitYears
	since
	within // opens a month or a year: en, in
	early
	mid
	late
	article     // may stand before a day or a year: le, the, of
	onlyDay     // a number behind it is a day of the month: le 28
	lastWord    // beside a weekday
	nextWord    // beside a weekday: not yet
	every       // before a weekday: no date
	partOfDay   // beside a weekday: matin
	night       // opens a night
	into        // leads to the morning of a night
	opener      // opens a range: entre, du
	to          // ends a range
	toWithin    // ends a range after an opener, or joins days of one month
	clockBefore // before an hour
	clockWord   // behind an hour: heures
	hourWord    // = 0..23: minuit, الخامسة
	morning
	evening
	zoneWord
	shortDay  // in stamps only
	greenwich // in stamps: the zone is UTC
	localTime // in stamps: the zone is a place's, and not known
	modified  // in stamps: what follows is not the publication
)

// kindOf gives the kind that the files call name; the names stand in the order
// of the kinds.
func kindOf(name string) (phrase.Kind, bool) {
	i := slices.Index([]string{
		"weekday", "month", "short-month", "hijri", "feast", "count", "days", "nights", "weeks",
		"weekends", "months", "years", "relative", "ago-open", "ago-close", "later", "after", "before", "after-open", "day-after", "unit-days",
		"unit-weeks", "unit-months", "unit-years", "since", "within", "early", "mid", "late",
		"article", "only-day", "last", "next", "every", "part", "night", "into",
		"opener", "to", "and", "clock-before", "clock", "hour", "am", "pm",
		"zone", "short-weekday", "greenwich", "local-time", "modified",
	}, name)
	return phrase.Kind(i), i >= 0
}

// bounds gives the values that a phrase of the kind can have; low and high are
// equal for a kind without value.
func bounds(kind phrase.Kind) (low, high int) {
	switch kind {
	case weekday, shortDay:
		return 1, 7
	case month, shortMonth:
		return 1, 12
	case days, nights, weeks, weekends, months, years:
		return 0, 31
	case relative, later, dayAfter:
		return -31, 31
	case count:
		return 1, 100
	case feast:
		return 101, 1231
	case hourWord:
		return 0, 23
	}
	return 0, 0
}

// Load reads the built-in languages: en, fr, ar.
func Load() (map[string]*Lang, error) { return phrase.Load(files, Parse) }

// Parse reads a language file; the kinds of its lines are those above, and
// "clitic", "horizon" and "order". An error names the line.
func Parse(code string, r io.Reader) (*Lang, error) {
	l := &Lang{Code: code, rules: rules()}
	if err := phrase.Read(r, l.add); err != nil {
		return nil, fmt.Errorf("dates of %s: %w", code, err)
	}
	return l, nil
}

func (l *Lang) add(name, words, value string) error {
	switch name {
	case "clitic":
		l.table.AddClitic(words, value == "and")
		return nil
	case "order":
		if !slices.Contains([]string{"day-month", "unclear"}, words) {
			return fmt.Errorf("unknown order %q", words)
		}
		l.MonthFirst = words == "unclear"
		return nil
	case "horizon":
		year, err := strconv.Atoi(words)
		l.Horizon = year
		return err
	}
	kind, ok := kindOf(name)
	if !ok {
		return fmt.Errorf("unknown kind %q", name)
	}
	n := 0
	low, high := bounds(kind)
	if low != high {
		var err error
		if n, err = strconv.Atoi(value); err != nil || n < low || n > high {
			return fmt.Errorf("%s %q needs a number from %d to %d, not %q", name, words, low, high, value)
		}
	}
	return l.table.Add(kind, words, value, n)
}
