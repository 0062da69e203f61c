package page

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

//go:embed data/months.txt
var monthData string

// monthNumbers gives the number of a month by its folded name.
var monthNumbers = sync.OnceValue(func() map[string]int {
	months := map[string]int{}
	for line := range strings.Lines(monthData) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		n, err := strconv.Atoi(f[0])
		if err != nil {
			continue
		}
		for _, name := range f[1:] {
			months[fold.String(name)] = n
		}
	}
	return months
})

// Forms of a day in folded text. A number that goes on before or behind is
// no day.
var (
	dayMonthYear = regexp.MustCompile(`(?:^|[^\d.:/])(\d{1,2})(?:\.|er|st|nd|rd|th|º|\.º)?[ -]?(?:de |da |d')?(\p{L}{3,12})[.,]*[ -](?:de |del )?((?:19|20)\d\d)(?:$|\D)`)
	monthDayYear = regexp.MustCompile(`(?:^|[^\p{L}])(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)(?:$|\D)`)
	yearFirst    = regexp.MustCompile(`(?:^|[^\d.:/])((?:19|20)\d\d)(?:[./-]|\. |\s?[年년]\s?)(\d{1,2})(?:[./-]|\. |\s?[月월]\s?)(\d{1,2})(?:$|\D)`)
	dottedDay    = regexp.MustCompile(`(?:^|[^\d.:/])(\d{1,2})\. ?(\d{1,2})\. ?((?:19|20)\d\d)(?:$|\D)`)
	slashedDay   = regexp.MustCompile(`(?:^|[^\d.:/])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?:$|\D)`)
	clockBehind  = regexp.MustCompile(`^\D{0,14}?([01]?\d|2[0-3])[:h.]([0-5]\d)(?::\d\d)?(?:\s?([ap])\.?m\b|$|[^\d.])`)
)

// worldDate reads the one date in a line written for readers, with the time
// behind it, whatever else the line holds and in more languages than
// extract/dates knows. It is unknown when the line has two days, or a day in
// numbers that English reads the other way round.
func worldDate(line, lang string, local *time.Location) (conflict.Moment, bool) {
	s := oneLine(fold.String(line))
	day, end := time.Time{}, 0
	for _, f := range []struct {
		form             *regexp.Regexp
		year, month, day int
	}{{dayMonthYear, 3, 2, 1}, {monthDayYear, 3, 1, 2}, {yearFirst, 1, 2, 3}, {dottedDay, 3, 2, 1}, {slashedDay, 3, 2, 1}} {
		if f.form == slashedDay && (lang == "en" || lang == "") {
			continue
		}
		for _, at := range f.form.FindAllStringSubmatchIndex(s, 3) {
			part := func(i int) string { return s[at[2*i]:at[2*i+1]] }
			t, ok := calendarDay(part(f.year), part(f.month), part(f.day))
			if !ok {
				continue
			}
			if !day.IsZero() && !t.Equal(day) {
				return conflict.Moment{}, false
			}
			day, end = t, max(end, at[7])
		}
	}
	if day.IsZero() {
		return conflict.Moment{}, false
	}
	if c := clockBehind.FindStringSubmatch(s[end:]); c != nil {
		h, _ := strconv.Atoi(c[1])
		m, _ := strconv.Atoi(c[2])
		if c[3] != "" {
			h %= 12
		}
		if c[3] == "p" {
			h += 12
		}
		return conflict.Moment{Time: time.Date(day.Year(), day.Month(), day.Day(), h, m, 0, 0, local)}, true
	}
	return conflict.Moment{Time: day, DayOnly: true}, true
}

// calendarDay makes a day of its parts; the month is a number or a name.
func calendarDay(year, month, day string) (time.Time, bool) {
	m, err := strconv.Atoi(month)
	if err != nil {
		m = monthNumbers()[month]
	}
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	if m < 1 || m > 12 || d < 1 {
		return time.Time{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d
}
