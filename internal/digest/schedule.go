package digest

import (
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule says when something is due: at once, at a fixed interval, or at the
// times of a cron line on the wall clock of a zone. The zero Schedule is never
// due; ParseSchedule makes the useful ones.
type Schedule struct {
	spec  string
	every time.Duration
	line  *cron.SpecSchedule // fields only; its own Location is not used
	zone  *time.Location
	now   bool
}

// ScheduleError says why a schedule of the config cannot be kept.
type ScheduleError struct {
	Spec   string
	Reason string
}

func (e *ScheduleError) Error() string { return fmt.Sprintf("schedule %q: %s", e.Spec, e.Reason) }

// Immediate is the spec of a schedule that is always due.
const Immediate = "immediate"

// minEvery is the shortest interval: the daemon's own tick.
const minEvery = time.Minute

// ParseSchedule reads "immediate", "@every 15m", a descriptor (@hourly, @daily,
// @weekly, @monthly) or a cron line of five fields, whose times are those of
// zone (an IANA name; "" is UTC). A line may name its own zone in front:
// "CRON_TZ=Europe/Paris 0 7 * * *". It fails with a *ScheduleError for a line
// that cannot be read, never fires, or fires more often than each minute.
func ParseSchedule(spec, zone string) (Schedule, error) {
	spec = strings.TrimSpace(spec)
	fail := func(format string, args ...any) (Schedule, error) {
		return Schedule{}, &ScheduleError{Spec: spec, Reason: fmt.Sprintf(format, args...)}
	}
	line := spec
	if rest, named := cutZone(line); named != "" {
		line, zone = rest, named
	} else if strings.HasPrefix(line, "TZ=") || strings.HasPrefix(line, "CRON_TZ=") {
		return fail("a time zone stands in front, but no schedule after it")
	}
	loc, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		return fail("time zone %q is not an IANA name", zone)
	}
	switch {
	case line == Immediate:
		return Schedule{spec: spec, zone: loc, now: true}, nil
	case strings.HasPrefix(line, "@every"):
		every, err := time.ParseDuration(strings.TrimSpace(strings.TrimPrefix(line, "@every")))
		if err != nil {
			return fail("the interval after @every is not a duration such as 15m")
		}
		if every < minEvery {
			return fail("the interval must be at least %s", minEvery)
		}
		return Schedule{spec: spec, every: every, zone: loc}, nil
	}
	parsed, err := cron.ParseStandard(line)
	if err != nil {
		return fail("not a cron line of five fields: %v", err)
	}
	fields, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return fail("not a cron line of five fields")
	}
	fields.Location = time.UTC
	s := Schedule{spec: spec, line: fields, zone: loc}
	if s.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return fail("never fires")
	}
	return s, nil
}

// cutZone parts "TZ=Zone line" into line and zone; zone is "" when none stands
// in front of a line.
func cutZone(spec string) (line, zone string) {
	rest, found := strings.CutPrefix(spec, "CRON_TZ=")
	if !found {
		if rest, found = strings.CutPrefix(spec, "TZ="); !found {
			return spec, ""
		}
	}
	zone, line, found = strings.Cut(rest, " ")
	line = strings.TrimSpace(line)
	if !found || line == "" || zone == "" {
		return spec, ""
	}
	return line, zone
}

// String gives the schedule as it was written.
func (s Schedule) String() string { return s.spec }

// Immediate reports whether the schedule is always due.
func (s Schedule) Immediate() bool { return s.now }

// Next gives the first due time after t. A cron line follows the wall clock:
// a time that the clock skips in spring falls due when the clock has passed it,
// one that comes twice in autumn falls due the first time only. It is zero for
// a schedule that never fires.
func (s Schedule) Next(t time.Time) time.Time {
	switch {
	case s.now:
		return t
	case s.every > 0:
		return t.Add(s.every)
	case s.line == nil:
		return time.Time{}
	}
	if s.line.Hour&everyHour == everyHour { // each hour fires: the wall clock's jumps do not matter
		return s.nextElapsed(t)
	}
	wall := onWall(t.In(s.zone))
	for {
		wall = s.line.Next(wall)
		if wall.IsZero() {
			return wall
		}
		if due := s.fromWall(wall); due.After(t) {
			return due
		}
	}
}

const everyHour = 1<<24 - 1

// nextElapsed is Next for a line that fires in each hour: no hour of elapsed
// time goes without, also where the clock repeats one.
func (s Schedule) nextElapsed(t time.Time) time.Time {
	fields := *s.line
	fields.Location = s.zone
	return fields.Next(t.In(s.zone))
}

// onWall gives the reading of t's clock as if it were UTC.
func onWall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// fromWall gives the instant at which the zone's clock first shows w, or, when
// it never does, the first instant after the gap.
func (s Schedule) fromWall(w time.Time) time.Time {
	t := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, s.zone)
	start, _ := t.ZoneBounds()
	if reads := onWall(t); !reads.Equal(w) { // in a gap: t is off by its width, on one side or the other
		if _, end := t.ZoneBounds(); reads.Before(w) && !end.IsZero() {
			return end
		}
		return start
	}
	if start.IsZero() {
		return t
	}
	_, after := t.Zone()
	_, before := start.Add(-time.Second).Zone()
	if earlier := t.Add(time.Duration(after-before) * time.Second); earlier.Before(start) && onWall(earlier.In(s.zone)).Equal(w) {
		return earlier
	}
	return t
}
