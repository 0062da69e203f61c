package incident

import "testing"

func TestReasonsCountInWholeWords(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{days(0).String(), "a day"}, {days(1).String(), "one day"}, {days(2).String(), "2 days"},
		{lagged(-1).String(), "one day before the event"}, {lagged(0).String(), "on the day of the event"},
		{lagged(1).String(), "one day after the event"}, {lagged(30).String(), "30 days after the event"},
		{matching(1).String(), "one figure"}, {matching(3).String(), "3 figures"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}
