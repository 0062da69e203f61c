package watch

import (
	"time"

	"sahelwatch/feeds"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

// nextPoll says when a source is read again: by its own schedule where the
// config gives one, else by its rhythm and what its server asked for.
func (s *Service) nextPoll(src conflict.Source, h conflict.Health, r feeds.Result, failed error, now time.Time) time.Time {
	if failed == nil && src.Schedule != "" {
		if sched, err := digest.ParseSchedule(src.Schedule, "UTC"); err == nil {
			return sched.Next(now)
		}
	}
	return feeds.Next(now, h, r, feeds.Bounds{})
}
