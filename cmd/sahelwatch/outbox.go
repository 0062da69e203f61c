package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
)

type outboxCmd struct {
	List  outboxListCmd  `cmd:"" help:"List deliveries that wait or failed."`
	Retry outboxRetryCmd `cmd:"" help:"Try deliveries again now."`
	Drop  outboxDropCmd  `cmd:"" help:"Give deliveries up."`
}

type outboxListCmd struct {
	All bool `help:"Those that arrived as well."`
}

func (outboxListCmd) Help() string {
	return `Example:
  sahelwatch outbox list`
}

// Serve lists deliveries.
func (c outboxListCmd) Serve(s *session, svc *watch.Service) error {
	states := []string{store.Waiting, store.Failed, store.Aside}
	if c.All {
		states = nil
	}
	list, err := svc.Store().Outbox(states...)
	if err != nil {
		return err
	}
	late, err := svc.LateRecipients()
	if err != nil {
		return err
	}
	for _, name := range late {
		fmt.Fprintf(s.stdout, "%s: its first message has waited for over 24 hours\n", name)
	}
	if err := s.quits(svc); err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintln(s.stderr, "nothing waits and nothing failed")
		return nil
	}
	t := table{elastic: 4, least: 12}
	for _, d := range list {
		t.add(d.Digest.ID, d.Recipient, d.State, counted(d.Attempts, "attempt"), plainText(d.LastError))
	}
	return t.write(s.stdout, s.width)
}

// quits names the recipients that asked to be sent nothing more.
func (s *session) quits(svc *watch.Service) error {
	list, err := svc.Quits()
	for _, q := range list {
		if q.Disabled {
			fmt.Fprintf(s.stdout, "%s: its webhook asked not to be sent anything more (410)\n", q.Name)
		}
		for _, u := range q.Unsubscribed {
			fmt.Fprintf(s.stdout, "%s: %s unsubscribed on %s\n", q.Name, plainText(u.Address), u.Ended.UTC().Format(time.DateOnly))
		}
	}
	return err
}

type outboxRetryCmd struct {
	IDs []string `arg:"" name:"id" help:"Ids of deliveries."`
}

func (outboxRetryCmd) Help() string {
	return `Example:
  sahelwatch outbox retry DIGEST-ID`
}

// Serve makes deliveries due now and attempts them.
func (c outboxRetryCmd) Serve(s *session, svc *watch.Service) error {
	for _, id := range c.IDs {
		if err := named(id, svc.Store().Requeue(id)); err != nil {
			return err
		}
	}
	n, err := svc.DeliverDue(s)
	fmt.Fprintf(s.stderr, "%d arrived\n", n)
	if err != nil {
		return err
	}
	return c.stillThere(svc)
}

// stillThere fails when one of the deliveries did not arrive after all.
func (c outboxRetryCmd) stillThere(svc *watch.Service) error {
	list, err := svc.Store().Outbox(store.Waiting, store.Failed, store.Aside)
	for _, d := range list {
		if slices.Contains(c.IDs, d.Digest.ID) {
			return errors.Join(err, fmt.Errorf("%s has not arrived: %s", d.Digest.ID, plainText(d.LastError)))
		}
	}
	return err
}

type outboxDropCmd struct {
	IDs []string `arg:"" name:"id" help:"Ids of deliveries."`
}

func (outboxDropCmd) Help() string {
	return `Example:
  sahelwatch outbox drop DIGEST-ID`
}

// Serve drops the deliveries that it can, and says why it cannot drop others.
func (c outboxDropCmd) Serve(s *session, svc *watch.Service) error {
	dropped := 0
	var errs []error
	for _, id := range c.IDs {
		err := named(id, svc.Store().DropDelivery(id))
		if err == nil {
			dropped++
		}
		errs = append(errs, err)
	}
	fmt.Fprintf(s.stderr, "%d dropped\n", dropped)
	return errors.Join(errs...)
}

func named(id string, err error) error {
	switch {
	case errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("no delivery has the id %q", id)
	case errors.Is(err, store.ErrDelivered):
		return fmt.Errorf("%s was delivered already", id)
	}
	return err
}
