package page

import "time"

// local gives an instant that the page tells in UTC the zone that the page
// shows its readers, so that its day is the day on the page: the offset of the
// same instant told elsewhere, that between it and the clock time in a visible
// line, or else the least that brings it to the day in the page's address or
// lines.
func (p *page) local(t time.Time) time.Time {
	if _, offset := t.Zone(); offset != 0 {
		return t
	}
	seen := p.shownClaims(minShown, 100)
	for _, c := range append(seen, p.clockTexts()...) {
		if offset, ok := offsetOf(c, t); ok {
			return inOffset(t, offset)
		}
	}
	if len(seen) > 1 {
		seen = seen[:1]
	}
	for _, c := range append(p.dateInURL(), seen...) {
		if offset, ok := leastOffset(c.when.Time, t); ok {
			return inOffset(t, offset)
		}
	}
	return t
}

// clockTexts gives the times that <time> elements around the headline show
// beside the instant in their attribute.
func (p *page) clockTexts() []claim {
	var cs []claim
	from, to := p.nearTitle(25, 30)
	for _, t := range p.times {
		if t.text != "" && t.value != "" && t.at >= from && t.at <= to {
			if c, ok := p.claimOfText(t.text, "time", sureText); ok {
				cs = append(cs, c)
			}
		}
	}
	return cs
}

// offsetOf gives the seconds east of UTC at which a claim tells the instant t:
// by its own zone, or by the quarters of an hour between its clock and t.
func offsetOf(c claim, t time.Time) (seconds int, ok bool) {
	if c.when.DayOnly {
		return 0, false
	}
	if _, offset := c.when.Time.Zone(); c.zoned && offset != 0 {
		return offset, c.when.Time.Sub(t).Abs() < time.Minute
	}
	if c.zoned {
		return 0, false
	}
	w := c.when.Time
	clock := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, time.UTC)
	diff := clock.Sub(t)
	offset := diff.Round(15 * time.Minute)
	if (diff-offset).Abs() > time.Minute || offset.Abs() > 14*time.Hour {
		return 0, false
	}
	return int(offset.Seconds()), true
}

// leastOffset gives the whole hours east of UTC, in seconds, that suffice to
// bring t to a day; false when no zone with many newsrooms does.
func leastOffset(day, t time.Time) (seconds int, ok bool) {
	start := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	hours := 0
	switch {
	case t.Before(start):
		hours = int((start.Sub(t) + time.Hour - 1) / time.Hour)
	case !t.Before(start.Add(24 * time.Hour)):
		hours = -int(t.Sub(start.Add(24*time.Hour))/time.Hour) - 1
	}
	return hours * 3600, hours >= -8 && hours <= 12
}

func inOffset(t time.Time, seconds int) time.Time {
	if seconds == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", seconds))
}
