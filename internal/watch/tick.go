package watch

import (
	"context"
	"errors"
)

// Round is what one tick did.
type Round struct {
	Polled    []Polled
	Articles  []Read // with changes, or failed
	Frozen    int
	Delivered int
}

// Tick does everything that is due at the clock's present time, in order: poll,
// read, look again, freeze, deliver. The daemon runs the same steps side by
// side; commands and the demo, whose clock is stepped, run them so.
func (s *Service) Tick(ctx context.Context) (Round, error) {
	var r Round
	note := func(a Read) {
		if len(a.Changes) > 0 || a.Err != nil {
			r.Articles = append(r.Articles, a)
		}
	}
	err := s.Welcome()
	if err != nil {
		return r, err
	}
	if r.Polled, err = s.PollDue(ctx); err != nil {
		return r, err
	}
	if _, err = s.ReadPending(ctx, note); err != nil {
		return r, err
	}
	if err = s.Reread(ctx, note); err != nil {
		return r, err
	}
	r.Frozen, r.Delivered, err = s.Send(ctx)
	return r, err
}

// Send freezes what is due and attempts what waits.
func (s *Service) Send(ctx context.Context) (frozen, delivered int, err error) {
	if frozen, err = s.FreezeDue(); err != nil {
		return frozen, 0, err
	}
	delivered, err = s.DeliverDue(ctx)
	return frozen, delivered, err
}

var errStoreSilent = errors.New("the store does not answer")

// CheckStore asks the store for something small, at most for the time that the
// context gives.
func (s *Service) CheckStore(ctx context.Context) error {
	done := make(chan error, 1)
	go func() {
		_, err := s.store.LastSeq()
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errStoreSilent
	}
}
