package deliver_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/deliver"
)

func TestBackoffDoublesFromAMinuteToHalfADay(t *testing.T) {
	for attempt, want := range map[int]time.Duration{
		0: time.Minute, 1: time.Minute, 2: 2 * time.Minute, 5: 16 * time.Minute, 10: 512 * time.Minute, 11: 12 * time.Hour, 500: 12 * time.Hour,
	} {
		if got := deliver.Backoff(attempt, half); got != want {
			t.Errorf("after attempt %d: %s, want %s", attempt, got, want)
		}
	}
	low, high := time.Hour, time.Duration(0)
	for range 1000 {
		d := deliver.Backoff(3, rand.Float64)
		low, high = min(low, d), max(high, d)
	}
	if low < 3*time.Minute || high > 5*time.Minute || high-low < time.Minute {
		t.Errorf("jitter from %s to %s around four minutes", low, high)
	}
}

// attempts runs a delivery against a receiver until it leaves the outbox.
func attempts(receiver func(at time.Time) deliver.Result) (conflict.Delivery, []time.Time) {
	del, _ := message()
	del.Next = del.Queued
	var times []time.Time
	for del.State == deliver.StateWaiting && len(times) < 1000 {
		now := del.Next
		times = append(times, now)
		del = deliver.Decide(receiver(now), del, now, rand.Float64)
	}
	return del, times
}

func TestDeadReceiverIsTriedForFiveDays(t *testing.T) {
	del, times := attempts(func(time.Time) deliver.Result {
		return deliver.Result{Outcome: deliver.Temporary, Err: errors.New("connection refused")}
	})
	if del.State != deliver.StateFailed || del.LastError != "connection refused" || del.Attempts != len(times) {
		t.Fatalf("state %s, error %q, %d attempts counted of %d", del.State, del.LastError, del.Attempts, len(times))
	}
	if lasted := times[len(times)-1].Sub(times[0]); lasted != deliver.GiveUp {
		t.Errorf("given up after %s", lasted)
	}
	if len(times) < 12 || len(times) > 40 {
		t.Errorf("%d attempts in five days", len(times))
	}
}

func TestReceiverBackOnTheFourthDayGetsIt(t *testing.T) {
	back := time.Date(2025, 8, 3, 18, 0, 0, 0, time.UTC)
	del, times := attempts(func(at time.Time) deliver.Result {
		if at.Before(back) {
			return deliver.Result{Outcome: deliver.Temporary, Err: errors.New("down")}
		}
		return deliver.Result{Outcome: deliver.Done}
	})
	if wait := times[len(times)-1].Sub(back); del.State != deliver.StateDone || wait > 15*time.Hour {
		t.Errorf("state %s, %s after it came back", del.State, wait)
	}
}

func TestRetryAfterIsHonouredWithinReason(t *testing.T) {
	del, _ := message()
	for wish, want := range map[time.Duration]time.Duration{0: time.Minute, time.Second: time.Minute, time.Hour: time.Hour, 1000 * time.Hour: 12 * time.Hour} {
		after := deliver.Decide(deliver.Result{Outcome: deliver.Temporary, RetryAfter: wish, Err: errors.New("busy")}, del, del.Queued, half)
		if got := after.Next.Sub(del.Queued); got != want {
			t.Errorf("Retry-After %s: next attempt in %s, want %s", wish, got, want)
		}
	}
}

func TestWhatEndsADelivery(t *testing.T) {
	del, _ := message()
	for outcome, state := range map[deliver.Outcome]string{
		deliver.Done: deliver.StateDone, deliver.Permanent: deliver.StateFailed, deliver.Poison: deliver.StateAside, deliver.Temporary: deliver.StateWaiting,
	} {
		after := deliver.Decide(deliver.Result{Outcome: outcome, Err: fmt.Errorf("why: %s", outcome)}, del, del.Queued, half)
		if after.State != state || after.Attempts != 1 || after.Digest.ID != del.Digest.ID {
			t.Errorf("%s: state %s after %d attempts of %s", outcome, after.State, after.Attempts, after.Digest.ID)
		}
	}
}

func TestRecipientWaitingForADayIsNamed(t *testing.T) {
	now := time.Date(2025, 7, 30, 18, 0, 0, 0, time.UTC)
	waiting := func(recipient string, since time.Duration) conflict.Delivery {
		return conflict.Delivery{Recipient: recipient, Queued: now.Add(-since), State: deliver.StateWaiting}
	}
	list := []conflict.Delivery{
		waiting("dead", 20*time.Hour), waiting("dead", 30*time.Hour), waiting("slow", 23*time.Hour), waiting("also dead", 25*time.Hour),
		{Recipient: "served", Queued: now.AddDate(0, 0, -3), State: deliver.StateDone},
	}
	if got := deliver.Late(list, now); !slices.Equal(got, []string{"also dead", "dead"}) {
		t.Errorf("late: %q", got)
	}
}
