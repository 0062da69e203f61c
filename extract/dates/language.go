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
}

// Kinds of phrases in the language files.
const (
	weekday     = "weekday"       // = 1 Monday .. 7 Sunday
	month       = "month"         // = 1..12
	shortMonth  = "short-month"   // beside a day number only
	hijri       = "hijri"         // months that are passed over
	count       = "count"         // number words
	days        = "days"          // = days back: hier
	nights      = "nights"        // = days back, of a night: last night
	weeks       = "weeks"         // = weeks back: last week
	weekends    = "weekends"      //
	months      = "months"        //
	years       = "years"         //
	relative    = "relative"      // = days on: le lendemain
	agoOpen     = "ago-open"      // il y a
	agoClose    = "ago-close"     // ago
	later       = "later"         // = 1 or -1: plus tard, earlier
	unitDays    = "unit-days"     //
	unitWeeks   = "unit-weeks"    //
	unitMonths  = "unit-months"   //
	unitYears   = "unit-years"    //
	since       = "since"         //
	within      = "within"        // opens a month or a year: en, in
	early       = "early"         //
	mid         = "mid"           //
	late        = "late"          //
	article     = "article"       // may stand before a day or a year: le, the, of
	onlyDay     = "only-day"      // a number behind it is a day of the month: le 28
	lastWord    = "last"          // beside a weekday
	nextWord    = "next"          // beside a weekday: not yet
	every       = "every"         // before a weekday: no date
	partOfDay   = "part"          // beside a weekday: matin
	night       = "night"         // opens a night
	into        = "into"          // leads to the morning of a night
	opener      = "opener"        // opens a range: entre, du
	to          = "to"            // ends a range
	toWithin    = "and"           // ends a range after an opener, or joins days of one month
	clockBefore = "clock-before"  // before an hour
	clockWord   = "clock"         // behind an hour: heures
	hourWord    = "hour"          // = 0..23: minuit, الخامسة
	morning     = "am"            //
	evening     = "pm"            //
	zoneWord    = "zone"          //
	shortDay    = "short-weekday" // in stamps only
	modified    = "modified"      // in stamps: what follows is not the publication
)

// limits holds the kinds of phrases with the largest value that each can have.
func limits(kind string) (low, high int, known bool) {
	switch kind {
	case weekday, shortDay:
		return 1, 7, true
	case month, shortMonth:
		return 1, 12, true
	case days, nights, weeks, weekends, months, years:
		return 0, 31, true
	case relative, later:
		return -31, 31, true
	case count:
		return 1, 100, true
	case hourWord:
		return 0, 23, true
	case hijri, agoOpen, agoClose, unitDays, unitWeeks, unitMonths, unitYears, since, within, early, mid, late,
		article, onlyDay, lastWord, nextWord, every, partOfDay, night, into, opener, to, toWithin,
		clockBefore, clockWord, morning, evening, zoneWord, modified:
		return 0, 0, true
	}
	return 0, 0, false
}

// Load reads the built-in languages: en, fr, ar.
func Load() (map[string]*Lang, error) {
	langs := make(map[string]*Lang)
	for _, code := range []string{"en", "fr", "ar"} {
		f, err := files.Open("data/" + code + ".txt")
		if err != nil {
			return nil, fmt.Errorf("dates of %s: %w", code, err)
		}
		langs[code], err = Parse(code, f)
		f.Close()
		if err != nil {
			return nil, err
		}
	}
	return langs, nil
}

// Parse reads a language file; the kinds of its lines are those above, and
// "clitic", "horizon" and "order". An error names the line.
func Parse(code string, r io.Reader) (*Lang, error) {
	l := &Lang{Code: code}
	if err := phrase.Read(r, l.add); err != nil {
		return nil, fmt.Errorf("dates of %s: %w", code, err)
	}
	return l, nil
}

func (l *Lang) add(kind, words, value string) error {
	switch kind {
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
	low, high, known := limits(kind)
	if !known {
		return fmt.Errorf("unknown kind %q", kind)
	}
	n := 0
	if low != high {
		var err error
		if n, err = strconv.Atoi(value); err != nil || n < low || n > high {
			return fmt.Errorf("%s %q needs a number from %d to %d, not %q", kind, words, low, high, value)
		}
	}
	return l.table.Add(kind, words, value, n)
}
