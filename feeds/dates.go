package feeds

import (
	"strings"
	"time"

	"sahelwatch/extract/dates"
	"sahelwatch/internal/conflict"
)

// date reads the date of an item: right or the zero Moment. The two forms that
// nearly all feeds have are read here; dates.Stamp knows the rest.
func date(s, lang string) conflict.Moment {
	s = strings.TrimSpace(s)
	if len(s) < 8 {
		return conflict.Moment{}
	}
	if s[0] >= '0' && s[0] <= '9' && s[4] == '-' {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return plausible(t)
		}
	} else if s[3] == ',' {
		if t, err := time.Parse(time.RFC1123Z, s); err == nil {
			return plausible(t)
		}
	}
	m, _ := dates.Stamp(s, lang)
	return m
}

// plausible drops the zero of a clock and what is older than feeds are.
func plausible(t time.Time) conflict.Moment {
	if t.Year() < 1990 || t.Year() > 2100 {
		return conflict.Moment{}
	}
	return conflict.Moment{Time: t}
}
