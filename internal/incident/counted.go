package incident

import "strconv"

// Numbers as reasons tell them. They are put into words only where reasons are
// asked for.
type (
	days     int // a span
	lagged   int // of a publication behind the event, in days; -1 where zones differ
	matching int // figures
)

func (d days) String() string {
	switch d {
	case 0:
		return "a day" // of two on one day
	case 1:
		return "one day"
	}
	return strconv.Itoa(int(d)) + " days"
}

func (l lagged) String() string {
	switch {
	case l < 0:
		return days(-l).String() + " before the event"
	case l == 0:
		return "on the day of the event"
	}
	return days(l).String() + " after the event"
}

func (n matching) String() string {
	if n == 1 {
		return "one figure"
	}
	return strconv.Itoa(int(n)) + " figures"
}
