package feeds

import (
	"fmt"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

func TestAFeedThatIsDownIsAskedLessAndNeverGivenUp(t *testing.T) {
	for _, first := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour} {
		start := time.Date(2025, 7, 28, 0, 0, 0, 0, time.UTC)
		now, polls, longestGap := start, 0, time.Duration(0)
		h := conflict.Health{ID: "down"}
		for now.Before(start.AddDate(0, 0, 10)) {
			polls++
			h.Failures++
			next := Next(now, h, Result{}, Bounds{Min: first})
			longestGap = max(longestGap, next.Sub(now))
			now = next
		}
		if polls > 40 || polls < 10 {
			t.Errorf("first %s: %d polls in ten days", first, polls)
		}
		if longestGap > 24*time.Hour {
			t.Errorf("first %s: %s between two polls; a recovery must be noticed in a day", first, longestGap)
		}
	}
	h := conflict.Health{ID: "down", Failures: 1 << 30}
	if wait := Next(time.Time{}, h, Result{}, Bounds{}).Sub(time.Time{}); wait <= 0 || wait > 24*time.Hour {
		t.Errorf("after very many failures: %s", wait)
	}
}

func TestSourcesThatFailTogetherComeBackApart(t *testing.T) {
	now := time.Date(2025, 7, 28, 0, 0, 0, 0, time.UTC)
	waits := map[time.Duration]bool{}
	for i := range 100 {
		h := conflict.Health{ID: fmt.Sprint("s", i), Failures: 3}
		next := Next(now, h, Result{}, Bounds{Min: time.Hour})
		if again := Next(now, h, Result{}, Bounds{Min: time.Hour}); again != next {
			t.Fatal("asked twice, two answers")
		}
		wait := next.Sub(now)
		if wait > 4*time.Hour || wait < 4*time.Hour*9/10 {
			t.Errorf("wait %s", wait)
		}
		waits[wait] = true
	}
	if len(waits) < 50 {
		t.Errorf("only %d different waits", len(waits))
	}
}

func TestNextKeepsTheSourcesRhythmWithinBounds(t *testing.T) {
	bounds := Bounds{Min: 15 * time.Minute, Max: 6 * time.Hour}
	tests := []struct {
		name string
		h    conflict.Health
		r    Result
		want time.Duration
	}{
		{"rhythm not known", conflict.Health{}, Result{}, 15 * time.Minute},
		{"a busy wire", conflict.Health{Rhythm: 4 * time.Minute}, Result{}, 15 * time.Minute},
		{"a few a day", conflict.Health{Rhythm: 3 * time.Hour}, Result{}, time.Hour},
		{"a weekly", conflict.Health{Rhythm: 7 * 24 * time.Hour}, Result{}, 6 * time.Hour},
		{"ttl", conflict.Health{}, Result{TTL: time.Hour}, time.Hour},
		{"max-age", conflict.Health{}, Result{MaxAge: 2 * time.Hour, TTL: time.Hour}, 2 * time.Hour},
		{"ttl of a year", conflict.Health{}, Result{TTL: 365 * 24 * time.Hour}, 6 * time.Hour},
		{"Retry-After goes beyond the bounds", conflict.Health{}, Result{RetryAfter: 8 * time.Hour}, 8 * time.Hour},
		{"but not beyond a day", conflict.Health{Failures: 1}, Result{RetryAfter: 400 * time.Hour}, 24 * time.Hour},
	}
	now := time.Date(2025, 7, 28, 0, 0, 0, 0, time.UTC)
	for _, tt := range tests {
		if got := Next(now, tt.h, tt.r, bounds).Sub(now); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
