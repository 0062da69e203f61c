package watch

import (
	"sync/atomic"

	"sahelwatch/internal/web"
)

// counters is what was done since the start, for metrics.
type counters struct{ polls, failed, coded atomic.Uint64 }

// Counts gives what was done since the start.
func (s *Service) Counts() web.Counts {
	return web.Counts{Polls: s.done.polls.Load(), FailedPolls: s.done.failed.Load(), Coded: s.done.coded.Load()}
}
