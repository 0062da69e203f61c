package watch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/deliver"
	"sahelwatch/internal/digest"
	"sahelwatch/internal/store"
)

// DeliverDue attempts every delivery whose time has come, recipients side by
// side and each in its order, until none is due, and gives how many arrived.
func (s *Service) DeliverDue(ctx context.Context) (int, error) {
	arrived := 0
	for {
		list, err := s.store.Deliveries(s.now())
		if err != nil || len(list) == 0 {
			return arrived, err
		}
		var mu sync.Mutex
		var errs []error
		var group sync.WaitGroup
		for _, d := range list {
			group.Go(func() {
				ok, err := s.attempt(ctx, d)
				mu.Lock()
				defer mu.Unlock()
				if ok {
					arrived++
				}
				errs = append(errs, err)
			})
		}
		group.Wait()
		if err := errors.Join(append(errs, ctx.Err())...); err != nil {
			return arrived, err
		}
	}
}

// attempt makes one attempt and records its end. An attempt that the end of
// the context broke off counts as none.
func (s *Service) attempt(ctx context.Context, d conflict.Delivery) (bool, error) {
	set := s.setup.Load()
	out, ok := set.out.find(d.Recipient)
	if !ok {
		return false, s.store.SetAside(d.Digest.ID, "the config names no such recipient")
	}
	state, _, err := s.store.Recipient(d.Recipient)
	if err != nil {
		s.store.Release(d.Digest.ID)
		return false, err
	}
	target, ok := wanted(out.target, state)
	if !ok {
		return false, s.store.SetAside(d.Digest.ID, errUnsubscribed(d.Recipient).Error())
	}
	msg, err := digest.Render(d.Digest, set.templates)
	var res deliver.Result
	if err != nil {
		res = deliver.Result{Outcome: deliver.Poison, Err: err, Done: d.Done, Refused: d.Refused}
	} else {
		res = set.out.deliverer.Send(ctx, target, d, msg)
	}
	if ctx.Err() != nil && res.Outcome != deliver.Done {
		s.store.Release(d.Digest.ID)
		return false, nil
	}
	after := deliver.Decide(res, d, s.now(), rand.Float64)
	if res.Err != nil {
		s.log.Warn("delivery failed", "recipient", d.Recipient, "digest", d.Digest.ID, "outcome", res.Outcome.String(), "error", res.Err.Error())
	}
	return res.Outcome == deliver.Done, s.store.RecordAttempt(after, res.Disable)
}

// LateRecipients names those whose first message has waited for over a day.
func (s *Service) LateRecipients() ([]string, error) {
	waiting, err := s.store.Outbox(store.Waiting)
	if err != nil {
		return nil, err
	}
	return deliver.Late(waiting, s.now()), nil
}

// SendTest sends one marked test message to a recipient, past the outbox.
func (s *Service) SendTest(ctx context.Context, name string) error {
	set := s.setup.Load()
	out, ok := set.out.find(name)
	if !ok {
		return fmt.Errorf("no recipient has the name %q", name)
	}
	return s.sendNow(ctx, out, digest.Test(out.content, s.now()))
}

// SendNow delivers a digest to a recipient at once, past the outbox.
func (s *Service) SendNow(ctx context.Context, name string, d conflict.Digest) error {
	out, ok := s.setup.Load().out.find(name)
	if !ok {
		return fmt.Errorf("no recipient has the name %q", name)
	}
	return s.sendNow(ctx, out, d)
}

func (s *Service) sendNow(ctx context.Context, out outlet, d conflict.Digest) error {
	set := s.setup.Load()
	state, _, err := s.store.Recipient(out.content.Name)
	if err != nil {
		return err
	}
	target, ok := wanted(out.target, state)
	if !ok {
		return errUnsubscribed(out.content.Name)
	}
	msg, err := digest.Render(d, set.templates)
	if err != nil {
		return err
	}
	res := set.out.deliverer.Send(ctx, target, conflict.Delivery{Digest: d, Recipient: out.content.Name, Queued: s.now()}, msg)
	switch res.Outcome {
	case deliver.Done:
		return nil
	case deliver.Temporary:
		return fmt.Errorf("not sent, another time it may be: %w", res.Err)
	}
	return fmt.Errorf("not sent: %w", res.Err)
}

// Recipient gives what a digest for a recipient of the config is made with.
func (s *Service) Recipient(name string) (digest.Recipient, bool) {
	out, ok := s.setup.Load().out.find(name)
	return out.content, ok
}

// Templates are those in force for digests.
func (s *Service) Templates() digest.Templates { return s.setup.Load().templates }
