package feeds

import (
	"hash/fnv"
	"strconv"
	"time"

	"sahelwatch/internal/conflict"
)

// Bounds of the time between two polls of a source that works.
type Bounds struct {
	Min time.Duration // default 15 m
	Max time.Duration // default 24 h
}

const (
	// longest is the longest time between two polls of any source: one that
	// recovers is noticed within a day.
	longest = 24 * time.Hour
	// perRhythm is how often a source is asked in the usual time between two
	// of its items.
	perRhythm = 3
)

func (b Bounds) filled() Bounds {
	if b.Min <= 0 {
		b.Min = 15 * time.Minute
	}
	if b.Max <= 0 {
		b.Max = longest
	}
	b.Max = max(b.Max, b.Min)
	return b
}

// Next gives the time of the poll after the one that ended at now with r; h is
// the health with that poll counted in. A working source is asked by its own
// rhythm between the bounds, a failing one ever more rarely. What the feed and
// its host ask for (ttl, max-age, Retry-After) is kept, up to the upper bound
// and a day.
func Next(now time.Time, h conflict.Health, r Result, b Bounds) time.Time {
	b = b.filled()
	if h.Failures > 0 {
		return now.Add(max(Backoff(h.Failures, b.Min, jitter(h.ID, h.Failures)), min(r.RetryAfter, longest)))
	}
	wait := b.Min
	if h.Rhythm > 0 {
		wait = min(max(h.Rhythm/perRhythm, b.Min), b.Max)
	}
	wait = max(wait, min(max(r.TTL, r.MaxAge), b.Max))
	return now.Add(max(wait, min(r.RetryAfter, longest)))
}

// Backoff gives the wait after a number of failures in a row: first, doubled
// with each further one, a day at most. Up to a tenth is taken off, by random
// in [0, 1), so that sources which failed together do not come back together.
func Backoff(failures int, first time.Duration, random float64) time.Duration {
	wait := min(max(first, time.Minute), longest)
	for i := 1; i < failures && wait < longest; i++ {
		wait *= 2
	}
	wait = min(wait, longest)
	return wait - time.Duration(random*float64(wait)/10)
}

// jitter gives a number in [0, 1) that differs from source to source and from
// failure to failure, and is the same when asked again.
func jitter(id string, failures int) float64 {
	h := fnv.New32a()
	h.Write([]byte(id + "\x00" + strconv.Itoa(failures)))
	return float64(h.Sum32()%1000) / 1000
}
