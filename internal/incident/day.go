package incident

import (
	"time"

	"sahelwatch/internal/conflict"
)

// reach says how closely the days of an event are known.
type reach int

const (
	anyDay  reach = iota // neither the event nor its article is dated
	wideDay              // a month or more, or only the article's own day
	fineDay              // days told, at most wideFrom of them
)

// wideFrom is the number of days from which a told window is wide.
const wideFrom = 10

// widest is the longest window that is looked through, in days.
const widest = 400

// lagDays is how far before its article an undated event is looked for.
const lagDays = 60

// window is when an event happened, in days since 1970-01-01, inclusive.
type window struct {
	from, to int
	reach    reach
	told     bool // by the text, not guessed from the article's day
}

func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// parseDay reads YYYY-MM-DD.
func parseDay(s string) (int, bool) {
	if len(s) != len(conflict.Day) {
		return 0, false
	}
	t, err := time.Parse(conflict.Day, s)
	if err != nil {
		return 0, false
	}
	return dayNumber(t), true
}

// windowOf reads the days of a report's event. An undated event is looked for
// in the weeks before its article, unless the article only recalls it.
func windowOf(r *conflict.Report, published conflict.Moment) window {
	d := r.Date
	if from, ok := parseDay(d.Start); ok && d.Precision != conflict.DateUnknown {
		to, ok := parseDay(d.End)
		if !ok || to < from {
			to = from
		}
		to = min(to, from+widest)
		w := window{from: from, to: to, reach: fineDay, told: true}
		if to-from >= wideFrom {
			w.reach = wideDay
		}
		return w
	}
	if !published.IsZero() && !r.Background {
		p := dayNumber(published.Time)
		return window{from: p - lagDays, to: p + 1, reach: wideDay}
	}
	return window{}
}

// gap is the number of days between two told windows; 0 when they touch.
func (w window) gap(v window) int {
	switch {
	case v.from > w.to:
		return v.from - w.to
	case w.from > v.to:
		return w.from - v.to
	}
	return 0
}

// yearDay gives the place of a day in a leap year, from 0, of the form MM-DD.
func yearDay(monthDay string) (int, bool) {
	t, err := time.Parse(conflict.Day, "2024-"+monthDay)
	if err != nil {
		return 0, false
	}
	return t.YearDay() - 1, true
}

// yearDays is the length of the year in which yearDay counts.
const yearDays = 366

// offYear is the number of days between two days of a year, across its end too.
func offYear(a, b int) int {
	d := max(a-b, b-a)
	return min(d, yearDays-d)
}

// ofYear gives the first day of a window as yearDay counts.
func (w window) ofYear() int {
	t := time.Unix(int64(w.from)*86400, 0).UTC()
	return time.Date(2024, t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).YearDay() - 1
}
