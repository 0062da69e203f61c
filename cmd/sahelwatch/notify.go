package main

import (
	"fmt"

	"sahelwatch/internal/watch"
)

type notifyCmd struct {
	Test   notifyTestCmd   `cmd:"" help:"Send one marked test message to a recipient."`
	Resume notifyResumeCmd `cmd:"" help:"Send again to a recipient that asked for an end."`
}

type notifyTestCmd struct {
	Name string `arg:"" help:"Name of the recipient."`
}

func (notifyTestCmd) Help() string {
	return `Example:
  sahelwatch notify test desk`
}

// Serve sends the test message.
func (c notifyTestCmd) Serve(s *session, svc *watch.Service) error {
	if _, ok := svc.Recipient(c.Name); !ok {
		return usagef("no recipient has the name %q", c.Name)
	}
	if err := svc.SendTest(s, c.Name); err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "test message sent to %s\n", c.Name)
	return nil
}

type notifyResumeCmd struct {
	Name string `arg:"" help:"Name of the recipient."`
}

func (notifyResumeCmd) Help() string {
	return `After a webhook answered 410, or mail addresses unsubscribed. The recipient starts
anew: what became known meanwhile is not sent. Do it only when the reader asks for it.

Example:
  sahelwatch notify resume desk`
}

// Serve takes the recipient up again.
func (c notifyResumeCmd) Serve(s *session, svc *watch.Service) error {
	if _, ok := svc.Recipient(c.Name); !ok {
		return usagef("no recipient has the name %q", c.Name)
	}
	if err := svc.Resume(c.Name); err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "%s is sent digests again from now on\n", c.Name)
	return nil
}
