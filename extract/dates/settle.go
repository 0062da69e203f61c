package dates

import (
	"time"

	"sahelwatch/internal/conflict"
)

func (p Point) day() time.Time {
	return time.Date(p.Year, time.Month(p.Month), p.Day, 0, 0, 0, 0, time.UTC)
}

// valid reports whether a full point is a day of the calendar between 1900 and
// 2100.
func valid(p Point) bool {
	if p.Year < 1900 || p.Year > 2100 || p.Month < 1 || p.Month > 12 || p.Day < 1 {
		return false
	}
	return p.day().Day() == p.Day
}

// number is the day of the week, 1 Monday to 7 Sunday.
func number(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// weekdayBefore is the latest such day of the week up to day.
func weekdayBefore(day time.Time, weekday int) time.Time {
	return day.AddDate(0, 0, -((number(day) - weekday + 7) % 7))
}

// settle finds the days that a point tells; the missing parts are the latest
// that fit.
func settle(p Point, now moment, horizon int, last bool) (interval, bool) {
	switch {
	case p.Year != 0 && p.Month == 0:
		return wholeYear(p.Year), true
	case p.Year != 0 && p.Day == 0:
		return wholeMonth(time.Date(p.Year, time.Month(p.Month), 1, 0, 0, 0, 0, time.UTC)), true
	case p.Year != 0:
		return oneDay(p.day()), valid(p)
	case p.Month != 0 && p.Day != 0 && p.Weekday != 0:
		return weekdayDate(p, now, horizon)
	case !now.known():
		return interval{}, false
	case p.Month != 0 && p.Day != 0:
		return dayMonth(p, now)
	case p.Month != 0:
		first := time.Date(now.day.Year(), time.Month(p.Month), 1, 0, 0, 0, 0, time.UTC)
		if first.After(now.day) {
			first = first.AddDate(-1, 0, 0)
		}
		return wholeMonth(first), true
	case p.Day != 0:
		return dayOfMonth(p, now)
	case p.Weekday != 0:
		day := now.day
		if last {
			day = day.AddDate(0, 0, -1)
		}
		return oneDay(weekdayBefore(day, p.Weekday)), true
	}
	return interval{}, false
}

// soon is how far past the publication a day and month without a year is
// taken for an announcement and not for a day of last year.
const soon = 60 * 24 * time.Hour

// weekdayDate takes the latest year in which the day falls on the weekday. A
// date that fits shortly after the publication is an announcement; one that
// fits no year near the publication has a wrong weekday.
func weekdayDate(p Point, now moment, horizon int) (interval, bool) {
	year := horizon
	if now.known() {
		year = now.latest.Year() + 1
	}
	for y := year; y > year-12; y-- {
		p.Year = y
		if !valid(p) || number(p.day()) != p.Weekday {
			continue
		}
		d := p.day()
		if now.known() && d.After(now.latest) {
			if d.Sub(now.latest) < soon {
				return interval{}, false
			}
			continue
		}
		if now.known() && now.day.Sub(d) > 366*24*time.Hour {
			if near, ok := dayMonth(p, now); ok && now.day.Sub(near.start) < 31*24*time.Hour {
				return near, true
			}
		}
		return oneDay(d), true
	}
	return interval{}, false
}

// dayMonth takes the latest year up to the publication.
func dayMonth(p Point, now moment) (interval, bool) {
	p.Year = now.latest.Year()
	if p.Month == 1 && now.latest.Month() == 12 {
		p.Year++
	}
	for range 9 { // 29 February
		if d := p.day(); valid(p) {
			if !d.After(now.latest) {
				return interval{d, d, conflict.DateDay}, true
			}
			if d.Sub(now.latest) < 15*24*time.Hour {
				return interval{}, false
			}
		}
		p.Year--
	}
	return interval{}, false
}

// dayOfMonth takes the latest month up to the publication in which the day
// exists and falls on the weekday, if one is told.
func dayOfMonth(p Point, now moment) (interval, bool) {
	p.Year, p.Month = now.latest.Year(), int(now.latest.Month())
	for range 12 {
		if valid(p) && !p.day().After(now.latest) && (p.Weekday == 0 || number(p.day()) == p.Weekday) {
			return oneDay(p.day()), true
		}
		if p.Month--; p.Month == 0 {
			p.Month, p.Year = 12, p.Year-1
		}
	}
	return interval{}, false
}
