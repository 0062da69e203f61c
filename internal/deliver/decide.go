package deliver

import (
	"slices"
	"time"

	"sahelwatch/internal/conflict"
)

// States of a delivery.
const (
	StateWaiting = "waiting"
	StateDone    = "done"
	StateFailed  = "failed" // refused for good, or given up
	StateAside   = "aside"  // poison: it cannot be rendered
)

// GiveUp is how long a delivery is tried before it fails for good (RFC 5321,
// 4.5.4.1 asks mail to try for four to five days).
const GiveUp = 5 * 24 * time.Hour

// Bounds of the time between two attempts.
const (
	firstWait   = time.Minute
	longestWait = 12 * time.Hour
)

// Backoff is the time to wait after the given number of attempts (from 1):
// doubling from one minute to twelve hours, each up to a quarter shorter or
// longer by random, which gives numbers in [0, 1).
func Backoff(attempt int, random func() float64) time.Duration {
	wait := longestWait
	if shift := max(attempt, 1) - 1; shift < 10 {
		wait = min(longestWait, firstWait<<shift)
	}
	return time.Duration(float64(wait) * (0.75 + random()/2))
}

// Decide gives a delivery's state after an attempt that ended at now.
func Decide(res Result, d conflict.Delivery, now time.Time, random func() float64) conflict.Delivery {
	d.Attempts++
	d.Done, d.Refused = union(d.Done, res.Done), union(d.Refused, res.Refused)
	d.LastError = ""
	if res.Err != nil {
		d.LastError = res.Err.Error()
	}
	switch res.Outcome {
	case Done:
		d.State = StateDone
	case Poison:
		d.State = StateAside
	case Permanent:
		d.State = StateFailed
		if len(d.Done) > 0 { // some addresses have it; LastError names the others
			d.State = StateDone
		}
	case Temporary:
		if now.Sub(d.Queued) >= GiveUp {
			d.State = StateFailed
			break
		}
		d.State = StateWaiting
		wait := max(Backoff(d.Attempts, random), min(res.RetryAfter, longestWait))
		d.Next = now.Add(wait)
		if last := d.Queued.Add(GiveUp); d.Next.After(last) {
			d.Next = last // one more attempt at the end, then no more
		}
	}
	return d
}

// Late names the recipients whose first message has been waiting for over 24
// hours, for the health of recipients.
func Late(waiting []conflict.Delivery, now time.Time) []string {
	var names []string
	for _, d := range waiting {
		if d.State == StateWaiting && now.Sub(d.Queued) > 24*time.Hour && !slices.Contains(names, d.Recipient) {
			names = append(names, d.Recipient)
		}
	}
	slices.Sort(names)
	return names
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
