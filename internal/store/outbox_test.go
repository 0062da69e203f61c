package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// clock is a hand-set time.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func (c *clock) pass(d time.Duration) time.Time {
	c.t = c.t.Add(d)
	return c.t
}

// freezeOne puts one digest into the outbox; false when its id is known.
func freezeOne(s *Store, d conflict.Digest, cursor uint64, edits ...func(*RecipientState)) (bool, error) {
	n, err := s.FreezeDigests([]conflict.Digest{d}, cursor, edits...)
	return n == 1, err
}

func freeze(t *testing.T, s *Store, recipient string, n int) string {
	t.Helper()
	id := fmt.Sprintf("%s-%d", recipient, n)
	queued, err := freezeOne(s, conflict.Digest{ID: id, Recipient: recipient}, uint64(n))
	if err != nil || !queued {
		t.Fatalf("freeze %s: %v, %v", id, queued, err)
	}
	return id
}

func dueIDs(t *testing.T, s *Store, now time.Time) []string {
	t.Helper()
	list, err := s.Deliveries(now)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range list {
		ids = append(ids, d.Digest.ID)
	}
	slices.Sort(ids)
	return ids
}

// ended stores how an attempt at a waiting delivery ended.
func ended(t *testing.T, s *Store, id string, edit func(*conflict.Delivery)) {
	t.Helper()
	list, err := s.Outbox(Waiting)
	at := slices.IndexFunc(list, func(d conflict.Delivery) bool { return d.Digest.ID == id })
	if err != nil || at < 0 {
		t.Fatalf("%s does not wait: %v", id, err)
	}
	d := list[at]
	d.Attempts++
	edit(&d)
	if err := s.RecordAttempt(d, false); err != nil {
		t.Fatal(err)
	}
}

func arrived(d *conflict.Delivery) { d.State = Done }

func expect(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q; want %q", what, got, want)
	}
}

func TestADigestIsFrozenOnceAndMovesTheCursorWithIt(t *testing.T) {
	s := openTest(t, Options{})
	if _, known, err := s.Cursor("desk"); known || err != nil {
		t.Errorf("a recipient nobody named is known: %v, %v", known, err)
	}
	next := day0.Add(24 * time.Hour)
	d := conflict.Digest{ID: "d1", Recipient: "desk"}
	queued, err := freezeOne(s, d, 7, func(r *RecipientState) { r.NextDigest = next })
	if err != nil || !queued {
		t.Fatal(queued, err)
	}
	again, err := freezeOne(s, d, 9)
	if err != nil || again {
		t.Errorf("the same digest again: %v, %v", again, err)
	}
	r, known, err := s.Recipient("desk")
	if err != nil || !known || r.Cursor != 7 || !r.NextDigest.Equal(next) || r.SentHour != 1 {
		t.Errorf("state %+v, %v, %v", r, known, err)
	}
	if list, err := s.Outbox(Waiting); err != nil || len(list) != 1 {
		t.Errorf("outbox %v, %v", list, err)
	}
}

func TestDeliveriesOfARecipientGoInOrderOneAtATime(t *testing.T) {
	c := &clock{day0}
	s := openTest(t, Options{Clock: c.now})
	for n := range 3 {
		freeze(t, s, "desk", n)
	}
	expect(t, "first", dueIDs(t, s, c.t), "desk-0")
	expect(t, "while that is under way", dueIDs(t, s, c.t))
	ended(t, s, "desk-0", func(d *conflict.Delivery) {
		d.Next, d.LastError, d.Done = c.t.Add(time.Minute), "connection refused", []string{"a@x"}
	})
	expect(t, "before the next attempt", dueIDs(t, s, c.t))
	list, err := s.Deliveries(c.pass(time.Minute))
	if err != nil || len(list) != 1 || list[0].Digest.ID != "desk-0" || list[0].Attempts != 1 || !slices.Equal(list[0].Done, []string{"a@x"}) {
		t.Fatalf("second attempt: %+v, %v", list, err)
	}
	ended(t, s, "desk-0", func(d *conflict.Delivery) { d.State, d.Done = Done, append(d.Done, "b@x") })
	expect(t, "after it is done", dueIDs(t, s, c.t), "desk-1")
	ended(t, s, "desk-1", func(d *conflict.Delivery) { d.State, d.LastError = Failed, "no such user" })
	expect(t, "after one is refused", dueIDs(t, s, c.t), "desk-2")
	if err := s.SetAside("desk-2", "a template fails"); err != nil {
		t.Fatal(err)
	}
	expect(t, "nothing is left", dueIDs(t, s, c.t))
	if err := s.Requeue("desk-1"); err != nil {
		t.Fatal(err)
	}
	expect(t, "one is asked for again", dueIDs(t, s, c.t), "desk-1")
	if err := s.DropDelivery("desk-1"); err != nil {
		t.Fatal(err)
	}
	if err := s.RecordAttempt(conflict.Delivery{Digest: conflict.Digest{ID: "desk-1"}, Recipient: "desk", State: Done}, false); !errors.Is(err, ErrNotFound) {
		t.Errorf("a dropped delivery: %v; want ErrNotFound", err)
	}
	if queued, err := freezeOne(s, conflict.Digest{ID: "desk-1", Recipient: "desk"}, 9); queued || err != nil {
		t.Errorf("a dropped digest is frozen again: %v, %v", queued, err)
	}
}

func TestADeadRecipientDelaysNobodyAndItsQueueIsBounded(t *testing.T) {
	c := &clock{day0}
	s := openTest(t, Options{Clock: c.now, MaxWaiting: 3})
	for n := range 3 {
		freeze(t, s, "dead", n)
		freeze(t, s, "desk", n)
	}
	if _, err := freezeOne(s, conflict.Digest{ID: "dead-3", Recipient: "dead"}, 3); !errors.Is(err, ErrBacklog) {
		t.Errorf("a fourth: %v; want ErrBacklog", err)
	}
	if cursor, _, _ := s.Cursor("dead"); cursor != 2 {
		t.Errorf("the cursor went on to %d without a digest", cursor)
	}
	for n := range 3 {
		expect(t, "both", dueIDs(t, s, c.t), "dead-0", fmt.Sprintf("desk-%d", n))
		ended(t, s, "dead-0", func(d *conflict.Delivery) { d.LastError = "timeout" })
		ended(t, s, fmt.Sprintf("desk-%d", n), arrived)
		c.pass(13 * time.Hour)
	}
	r, _, err := s.Recipient("dead")
	if err != nil || r.Failures != 3 || !r.FailingSince.Equal(day0) || r.LastError != "timeout" {
		t.Errorf("state of the dead: %+v, %v", r, err)
	}
	for n := range 3 {
		expect(t, "alive again", dueIDs(t, s, c.t), fmt.Sprintf("dead-%d", n))
		ended(t, s, fmt.Sprintf("dead-%d", n), arrived)
	}
	if r, _, _ := s.Recipient("dead"); r.Failures != 0 || !r.FailingSince.IsZero() {
		t.Errorf("state of the living: %+v", r)
	}
}

func TestAnAttemptThatWasCutOffIsDueAgain(t *testing.T) {
	s := openTest(t, Options{})
	id := freeze(t, s, "desk", 1)
	now := time.Now().Add(time.Second)
	expect(t, "first", dueIDs(t, s, now), id)
	s.Release(id)
	expect(t, "released", dueIDs(t, s, now), id)
	path := s.Path()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	expect(t, "after a restart", dueIDs(t, again, now), id)
}

func TestDeliveredDigestsAreKeptForSomeTime(t *testing.T) {
	c := &clock{day0}
	s := openTest(t, Options{Clock: c.now, KeepDone: 10 * 24 * time.Hour})
	for n := range 40 {
		id := freeze(t, s, "desk", n)
		dueIDs(t, s, c.t)
		ended(t, s, id, arrived)
		c.pass(24 * time.Hour)
	}
	list, err := s.Outbox(Done)
	if err != nil || len(list) < 10 || len(list) > 12 {
		t.Errorf("%d delivered digests are kept, %v; want those of about ten days", len(list), err)
	}
}

func TestANameThatBeginsLikeAnotherHasItsOwnQueue(t *testing.T) {
	s := openTest(t, Options{})
	for _, name := range []string{"desk", "desk2", "des", "desk.paris"} {
		freeze(t, s, name, 1)
		freeze(t, s, name, 2)
	}
	expect(t, "due", dueIDs(t, s, time.Now().Add(time.Second)), "des-1", "desk-1", "desk.paris-1", "desk2-1")
}
