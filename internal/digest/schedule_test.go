package digest_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"sahelwatch/internal/digest"
)

var fourZones = []string{"Europe/Paris", "Africa/Cairo", "Africa/Casablanca", "America/New_York"}

func schedule(t testing.TB, spec, zone string) digest.Schedule {
	t.Helper()
	s, err := digest.ParseSchedule(spec, zone)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// A daemon that ticks each hour through a year sends one digest
// on each day, whatever the zone does to its clock and at whatever time of day
// the digest is wanted: in the hours that a zone skips or repeats, too.
func TestYearOfDailyDigestsIs365InEachZone(t *testing.T) {
	for _, name := range fourZones {
		loc := zoneOf(t, name)
		for _, spec := range []string{"0 7 * * *", "0 0 * * *", "30 0 * * *", "30 1 * * *", "0 2 * * *", "30 2 * * *", "0 3 * * *"} {
			s := schedule(t, spec, name)
			start := time.Date(2026, 1, 1, 0, 0, 0, 0, loc)
			end := time.Date(2027, 1, 1, 0, 0, 0, 0, loc)
			days := map[string]int{}
			sent := 0
			due := s.Next(start.Add(-time.Second)) // the recipient joined as the year before ended
			for now := start; now.Before(end); now = now.Add(time.Hour) {
				if !now.Before(due) {
					due = s.Next(now)
					days[now.In(loc).Format(time.DateOnly)]++
					sent++
				}
			}
			if sent != 365 || len(days) != 365 {
				t.Errorf("%s, %q: %d digests on %d days", name, spec, sent, len(days))
			}
		}
	}
}

// The due times themselves: one for each calendar day, at every half hour of
// the day.
func TestEachCalendarDayHasOneDueTime(t *testing.T) {
	for _, name := range fourZones {
		loc := zoneOf(t, name)
		for half := range 48 {
			s := schedule(t, fmt.Sprintf("%d %d * * *", half%2*30, half/2), name)
			at := time.Date(2025, 12, 31, 23, 59, 59, 0, loc)
			for day := time.Date(2026, 1, 1, 12, 0, 0, 0, loc); day.Year() == 2026; day = day.AddDate(0, 0, 1) {
				at = s.Next(at)
				if got := at.In(loc).Format(time.DateOnly); got != day.Format(time.DateOnly) {
					t.Fatalf("%s, %q: due on %s at %s, the day is %s", name, s, got, at.In(loc), day.Format(time.DateOnly))
				}
			}
		}
	}
}

func TestSkippedAndRepeatedTimesOfTheClock(t *testing.T) {
	for _, c := range []struct{ zone, spec, after, want string }{
		{"Europe/Paris", "30 2 * * *", "2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00"},      // 02:30 does not exist
		{"Europe/Paris", "30 2 * * *", "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00"},      // the first 02:30
		{"Europe/Paris", "30 2 * * *", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"},      // not the second
		{"Africa/Cairo", "0 0 * * *", "2026-04-23T12:00:00+02:00", "2026-04-24T01:00:00+03:00"},       // midnight does not exist
		{"America/New_York", "30 1 * * *", "2026-10-31T12:00:00-04:00", "2026-11-01T01:30:00-04:00"},  // the first 01:30
		{"Africa/Casablanca", "30 2 * * *", "2026-02-14T12:00:00+01:00", "2026-02-15T02:30:00+01:00"}, // Ramadan begins
		{"Africa/Ouagadougou", "0 6 * * 1", "2025-07-28T06:00:00Z", "2025-08-04T06:00:00Z"},
	} {
		s := schedule(t, c.spec, c.zone)
		if got := s.Next(at(c.after)); !got.Equal(at(c.want)) {
			t.Errorf("%s %q after %s: %s, want %s", c.zone, c.spec, c.after, got.Format(time.RFC3339), c.want)
		}
	}
}

func TestHourlyScheduleLeavesOutNoHour(t *testing.T) {
	for zone, hours := range map[string]map[string]int{
		"Europe/Paris": {"2026-03-29": 23, "2026-10-25": 25, "2026-07-01": 24},
		"Africa/Cairo": {"2026-04-24": 23, "2026-10-29": 25},
	} {
		loc := zoneOf(t, zone)
		for _, spec := range []string{"5 * * * *", "@hourly"} {
			s := schedule(t, spec, zone)
			for day, want := range hours {
				from, err := time.ParseInLocation(time.DateOnly, day, loc)
				if err != nil {
					t.Fatal(err)
				}
				end := time.Date(from.Year(), from.Month(), from.Day()+1, 0, 0, 0, 0, loc)
				n := 0
				for next := s.Next(from.Add(-time.Second)); next.Before(end); next = s.Next(next) {
					n++
				}
				if n != want {
					t.Errorf("%s, %q on %s: %d times, want %d", zone, spec, day, n, want)
				}
			}
		}
	}
}

func TestThreeDaysDownIsOneDigestWithEverything(t *testing.T) {
	s := schedule(t, "0 7 * * *", "Africa/Niamey")
	last := at("2025-07-27T06:00:05Z")
	up := at("2025-07-30T11:00:00Z")
	if due := s.Next(last); due.After(up) {
		t.Fatalf("due at %s only, after three days down", due)
	}
	in := busyInput("en", "Africa/Niamey")
	in.Since, in.Now = last, up
	d, ok := digest.Build(in)
	if !ok || len(d.Incidents) != 3 {
		t.Fatalf("%d incidents", len(d.Incidents))
	}
	if next := s.Next(up); !next.Equal(at("2025-07-31T06:00:00Z")) {
		t.Errorf("next at %s: the missed days are not made up for one by one", next)
	}
}

func TestSchedulesThatCannotBeKept(t *testing.T) {
	for _, spec := range []string{
		"", " ", "TZ=0", "TZ=", "CRON_TZ=Europe/Paris", "CRON_TZ= 0 7 * * *", "TZ=Nowhere/Town 0 7 * * *", "TZ=Local 0 7 * * *",
		"0 0 31 2 *", "0 0 30 2 *", "@every -5m", "@every 0s", "@every 10s", "@every", "@every soon", "@reboot", "@never",
		"* * * *", "0 0 7 * * *", "60 7 * * *", "0 24 * * *", "0 7 * * mon-fro", "0 7 * * 8", "*/0 * * * *", "5-1 * * * *", "immediately",
	} {
		_, err := digest.ParseSchedule(spec, "UTC")
		var se *digest.ScheduleError
		if !errors.As(err, &se) || se.Reason == "" {
			t.Errorf("%q: %v", spec, err)
		}
	}
	for _, zone := range []string{"Local", "Mars/Olympus", "../etc/passwd"} {
		if _, err := digest.ParseSchedule("0 7 * * *", zone); err == nil {
			t.Errorf("zone %q is taken", zone)
		}
	}
}

func TestSchedulesThatAreKept(t *testing.T) {
	now := at("2025-07-30T11:07:30Z")
	for spec, want := range map[string]string{
		"@every 15m": "2025-07-30T11:22:30Z", "@hourly": "2025-07-30T12:00:00Z", "@daily": "2025-07-31T00:00:00Z", "@weekly": "2025-08-03T00:00:00Z",
		"*/15 6-20 * * *": "2025-07-30T11:15:00Z", "CRON_TZ=Europe/Paris 0 7 * * *": "2025-07-31T05:00:00Z", "0 0 29 2 *": "2028-02-29T00:00:00Z",
		"0 7 * * mon-fri": "2025-07-31T07:00:00Z", "immediate": "2025-07-30T11:07:30Z",
	} {
		if got := schedule(t, spec, "UTC").Next(now); !got.Equal(at(want)) {
			t.Errorf("%q: next at %s, want %s", spec, got.UTC().Format(time.RFC3339), want)
		}
	}
}

func TestQuietHours(t *testing.T) {
	for _, c := range []struct {
		spec, clock string
		quiet       bool
	}{
		{"22:00-06:30", "23:10", true}, {"22:00-06:30", "06:29", true}, {"22:00-06:30", "06:30", false}, {"22:00-06:30", "21:59", false},
		{"12:00-14:00", "12:00", true}, {"12:00-14:00", "14:00", false}, {"", "03:00", false},
	} {
		q, err := digest.ParseQuiet(c.spec)
		if err != nil {
			t.Fatal(err)
		}
		clock, err := time.Parse("15:04", c.clock)
		if err != nil {
			t.Fatal(err)
		}
		if q.Holds(clock) != c.quiet {
			t.Errorf("%q at %s: %v", c.spec, c.clock, !c.quiet)
		}
	}
	for _, bad := range []string{"22:00", "22-6", "25:00-06:00", "06:00-06:00", "night"} {
		if _, err := digest.ParseQuiet(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func FuzzScheduleNeverPanicsNorFiresInThePast(f *testing.F) {
	for _, spec := range []string{"0 7 * * *", "TZ=0", "@every -5m", "0 0 31 2 *", "CRON_TZ=Africa/Cairo 0 0 * * 5", "*/7 1-3,22 1,15 * mon", "@weekly"} {
		f.Add(spec, "Africa/Cairo", int64(1777000000))
	}
	f.Fuzz(func(t *testing.T, spec, zone string, unix int64) {
		s, err := digest.ParseSchedule(spec, zone)
		if err != nil {
			return
		}
		now := time.Unix(unix%4102444800, 0).UTC()
		next := s.Next(now)
		if next.IsZero() || next.Before(now) || !s.Immediate() && !next.After(now) {
			t.Fatalf("%q in %q: next after %s is %s", spec, zone, now, next)
		}
	})
}
