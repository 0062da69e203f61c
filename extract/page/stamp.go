package page

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
)

// layouts are the machine forms of a time that pages carry in attributes.
var layouts = []struct {
	form  string
	zoned bool
	day   bool
}{
	{time.RFC3339, true, false},
	{"2006-01-02T15:04:05Z0700", true, false},
	{"2006-01-02T15:04Z07:00", true, false},
	{"2006-01-02T15:04Z0700", true, false},
	{"2006-01-02T15:04:05 Z07:00", true, false},
	{"2006-01-02T15:04:05 Z0700", true, false},
	{"2006-01-02 15:04:05Z07:00", true, false},
	{"2006-01-02 15:04:05Z0700", true, false},
	{"2006-01-02 15:04:05 Z07:00", true, false},
	{"2006-01-02 15:04:05 Z0700", true, false},
	{"2006-01-02 15:04:05 Z0700 MST", true, false},
	{"2006-01-02 15:04 Z0700", true, false},
	{"2006-01-02T15:04:05", false, false},
	{"2006-01-02 15:04:05", false, false},
	{"2006-01-02T15:04", false, false},
	{"2006-01-02 15:04", false, false},
	{"2006/01/02 15:04:05", false, false},
	{"2006/01/02 15:04", false, false},
	{"20060102T150405Z0700", true, false},
	{"20060102T150405", false, false},
	{"20060102150405", false, false},
	{time.RFC1123Z, true, false},
	{time.RFC1123, true, false},
	{"Mon, 2 Jan 2006 15:04:05 Z0700", true, false},
	{"Mon Jan 2 15:04:05 MST 2006", true, false},
	{"Mon Jan 02 2006 15:04:05 GMT-0700", true, false},
	{"2 Jan 2006 15:04:05", false, false},
	{"January 2, 2006 3:04 PM", false, false},
	{"January 2, 2006 15:04", false, false},
	{"Jan 2, 2006 3:04 PM", false, false},
	{"Jan 2, 2006 15:04:05", false, false},
	{"Jan 2, 2006 3:04:05 PM", false, false},
	{"1/2/2006 3:04:05 PM", false, false},
	{"2006-01-02", false, true},
	{"2006-1-2", false, true},
	{"2006/01/02", false, true},
	{"2006.01.02", false, true},
	{"20060102", false, true},
	{"January 2, 2006", false, true},
	{"Jan 2, 2006", false, true},
	{"2 January 2006", false, true},
	{"2 Jan 2006", false, true},
	{"Monday, January 2, 2006", false, true},
	{"Monday, 2 January 2006", false, true},
	{"Mon, 2 Jan 2006", false, true},
	{"02.01.2006", false, true},
	{"2.1.2006", false, true},
	{"02-01-2006", false, true},
	{"02.01.2006 15:04", false, false},
}

var (
	zoneComment = regexp.MustCompile(`\s*\([^)]*\)$|\[[^\]]*\]$`)
	zoneName    = regexp.MustCompile(`\s+(?:UTC|GMT|TU|Z)$`)
	dayMonth    = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4})(?:[ ,T-]+(\d{1,2})[:h](\d\d)(?::(\d\d))?)?$`)
)

// parseStamp reads a machine-written time; zoned tells whether its zone was
// given. A time without zone is read as UTC.
func parseStamp(s string) (m conflict.Moment, zoned, ok bool) {
	s = oneLine(zoneComment.ReplaceAllString(strings.TrimSpace(s), ""))
	if len(s) < 8 || len(s) > 60 {
		return m, false, false
	}
	if loc := zoneName.FindStringIndex(s); loc != nil {
		s = s[:loc[0]] + "Z"
	}
	if t, ok := unixTime(s); ok {
		return conflict.Moment{Time: t}, true, true
	}
	for _, l := range layouts {
		t, err := time.Parse(l.form, s)
		if err != nil {
			continue
		}
		return conflict.Moment{Time: namedZone(t), DayOnly: l.day}, l.zoned, true
	}
	return slashed(s)
}

// namedZone makes a time whose abbreviated zone Go does not know an instant of
// UTC plus the offset that West Africa and Europe mean by it.
func namedZone(t time.Time) time.Time {
	name, offset := t.Zone()
	if offset != 0 || name == "" || name == "UTC" || name == "GMT" {
		return t
	}
	hours := map[string]int{"WAT": 1, "CET": 1, "CAT": 2, "CEST": 2, "EET": 2, "EAT": 3, "EDT": -4, "EST": -5, "PST": -8, "PDT": -7, "BST": 1}
	h, known := hours[name]
	if !known {
		return t
	}
	y, mo, d := t.Date()
	return time.Date(y, mo, d, t.Hour(), t.Minute(), t.Second(), 0, time.FixedZone(name, h*3600))
}

// unixTime reads seconds or milliseconds since 1970.
func unixTime(s string) (time.Time, bool) {
	if len(s) != 10 && len(s) != 13 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	if len(s) == 13 {
		return time.UnixMilli(n).UTC(), true
	}
	return time.Unix(n, 0).UTC(), true
}

// slashed reads 28/07/2025 18:30, day first unless that is no day.
func slashed(s string) (m conflict.Moment, zoned, ok bool) {
	f := dayMonth.FindStringSubmatch(s)
	if f == nil {
		return m, false, false
	}
	n := make([]int, len(f))
	for i := 1; i < len(f); i++ {
		n[i], _ = strconv.Atoi(f[i])
	}
	day, month := n[1], n[2]
	if month > 12 {
		day, month = month, day
	}
	t := time.Date(n[3], time.Month(month), day, n[4], n[5], n[6], 0, time.UTC)
	if t.Day() != day || month < 1 || n[4] > 23 || n[5] > 59 {
		return m, false, false
	}
	return conflict.Moment{Time: t, DayOnly: f[4] == ""}, false, true
}
