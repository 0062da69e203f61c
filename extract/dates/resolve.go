package dates

import (
	"time"

	"sahelwatch/internal/conflict"
)

// interval is days [start, end].
type interval struct {
	start, end time.Time
	precision  string
}

func oneDay(d time.Time) interval { return interval{d, d, conflict.DateDay} }

// Resolve gives the days that e tells in an article published at the moment,
// which may be unknown. Precision is unknown when they cannot be settled, lie
// past the publication, or are relative to another date.
func (e Expr) Resolve(published conflict.Moment) conflict.Date {
	if e.Kind == Relative {
		return e.unknown()
	}
	now := clockOf(published)
	got, ok := e.interval(now)
	if !ok {
		return e.unknown()
	}
	if e.Kind == Since && now.known() && !got.start.After(now.day) {
		got.end, got.precision = now.day, conflict.DateRange
	}
	return e.date(got, now)
}

// RelativeTo resolves an expression of kind Relative, counted from another date of
// the text; published bounds it.
func (e Expr) RelativeTo(anchor conflict.Date, published conflict.Moment) conflict.Date {
	d, err := time.Parse(conflict.Day, anchor.Start)
	if e.Kind != Relative || err != nil || anchor.Precision != conflict.DateDay && anchor.Precision != conflict.DateRange {
		return e.unknown()
	}
	if e.Offset > 0 && anchor.Precision == conflict.DateRange {
		if d, err = time.Parse(conflict.Day, anchor.End); err != nil {
			return e.unknown()
		}
	}
	got, ok := back(d, -e.Offset, e.Unit)
	if !ok {
		return e.unknown()
	}
	return e.date(got, clockOf(published))
}

func (e Expr) unknown() conflict.Date {
	return conflict.Date{Precision: conflict.DateUnknown, Text: e.Text}
}

// date bounds an interval by the publication.
func (e Expr) date(got interval, now moment) conflict.Date {
	if now.known() {
		if got.start.After(now.latest) {
			return e.unknown()
		}
		if got.end.After(now.latest) {
			got.end = laterOf(now.day, got.start)
		}
	}
	d := conflict.Date{Start: got.start.Format(conflict.Day), Precision: got.precision, Text: e.Text}
	if d.End = d.Start; !got.end.Equal(got.start) {
		d.End = got.end.Format(conflict.Day)
	}
	return d
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// moment is the publication in days.
type moment struct {
	day    time.Time
	latest time.Time // a date that the text tells with its day may be this late
}

func (m moment) known() bool { return !m.day.IsZero() }

// clockOf takes the day of a publication in its own zone. Late in the evening
// of UTC the next day has begun in the east of the region.
func clockOf(m conflict.Moment) moment {
	if m.IsZero() {
		return moment{}
	}
	day := midnight(m.Time)
	latest := day
	if _, offset := m.Time.Zone(); !m.DayOnly && offset == 0 {
		latest = midnight(m.Time.Add(2 * time.Hour))
	}
	return moment{day, latest}
}

func midnight(t time.Time) time.Time {
	y, mo, d := t.Date()
	return time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
}

func (e Expr) interval(now moment) (interval, bool) {
	if e.Kind == Ago {
		if !now.known() {
			return interval{}, false
		}
		got, ok := back(now.day, e.Offset, e.Unit)
		if ok && e.Night {
			return e.dark(got.start, got.start.AddDate(0, 0, 1)), true
		}
		return got, ok
	}
	if e.To != (Point{}) || e.Night {
		return e.stretch(now)
	}
	got, ok := settle(e.From, now, e.horizon, e.Last)
	if ok && e.Part != Whole {
		got = partial(got, e.Part)
	}
	return got, ok
}

// dark is the night from x to y: the day y when an hour after midnight is told.
func (e Expr) dark(x, y time.Time) interval {
	if e.Hour >= 0 && e.Hour < 7 {
		return oneDay(y)
	}
	return interval{x, y, conflict.DateRange}
}

// stretch resolves ranges and nights, the end before the start: the end tells
// the month and year of both.
func (e Expr) stretch(now moment) (interval, bool) {
	if e.To == (Point{}) {
		x, ok := settle(e.From, now, e.horizon, e.Last)
		if !ok || e.Hour < 0 || e.Hour >= 7 {
			return x, ok
		}
		return oneDay(x.start.AddDate(0, 0, 1)), true
	}
	to := e.To
	if to.Month == 0 && to.Day != 0 && e.From.Month != 0 {
		to.Month, to.Year = e.From.Month, e.From.Year
	}
	y, ok := settle(to, now, e.horizon, false)
	if !ok {
		return interval{}, false
	}
	x, ok := startBefore(e.From, y.start, e.Night)
	if !ok {
		return interval{}, false
	}
	if e.Night {
		return e.dark(x, y.start), true
	}
	return interval{x, y.end, conflict.DateRange}, true
}

// startBefore finds the start of a range that ends on the day end.
func startBefore(p Point, end time.Time, night bool) (time.Time, bool) {
	switch {
	case p == (Point{}) && night:
		return end.AddDate(0, 0, -1), true
	case p.Day != 0:
		if p.Month == 0 {
			p.Month = int(end.Month())
			if p.Day >= end.Day() {
				p.Month--
			}
		}
		if p.Year == 0 {
			p.Year = end.Year()
			if p.Month == 0 {
				p.Month, p.Year = 12, p.Year-1
			}
			if p.Month > int(end.Month()) {
				p.Year--
			}
		}
		return p.day(), valid(p) && p.day().Before(end)
	case p.Year != 0:
		return wholeYear(p.Year).start, true
	case p.Weekday != 0:
		return weekdayBefore(end.AddDate(0, 0, -1), p.Weekday), true
	}
	return time.Time{}, false
}

// back counts units back from a day.
func back(day time.Time, n int, unit Unit) (interval, bool) {
	switch unit {
	case Days:
		return oneDay(day.AddDate(0, 0, -n)), true
	case Weeks:
		monday := weekdayBefore(day, 1).AddDate(0, 0, -7*n)
		return interval{monday, monday.AddDate(0, 0, 6), conflict.DateWeek}, true
	case Weekends:
		saturday := weekdayBefore(day, 6).AddDate(0, 0, -7*n)
		return interval{saturday, saturday.AddDate(0, 0, 1), conflict.DateRange}, true
	case Months:
		first := time.Date(day.Year(), day.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		return wholeMonth(first), true
	case Years:
		return wholeYear(day.Year() - n), true
	}
	return interval{}, false
}

func wholeMonth(first time.Time) interval {
	return interval{first, first.AddDate(0, 1, -1), conflict.DateMonth}
}

func wholeYear(y int) interval {
	return interval{time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC), conflict.DateYear}
}

// partial is the early, middle or late third of a month or year.
func partial(whole interval, part Part) interval {
	got := interval{whole.start, whole.end, conflict.DateRange}
	if whole.precision == conflict.DateYear {
		switch part {
		case Early:
			got.end = whole.start.AddDate(0, 4, -1)
		case Mid:
			got.start, got.end = whole.start.AddDate(0, 4, 0), whole.start.AddDate(0, 8, -1)
		case Late:
			got.start = whole.start.AddDate(0, 8, 0)
		}
		return got
	}
	switch part {
	case Early:
		got.end = whole.start.AddDate(0, 0, 9)
	case Mid:
		got.start, got.end = whole.start.AddDate(0, 0, 10), whole.start.AddDate(0, 0, 19)
	case Late:
		got.start = whole.start.AddDate(0, 0, 20)
	}
	return got
}
