package main

import (
	"fmt"

	"sahelwatch/internal/watch"
)

type notifyCmd struct {
	Test notifyTestCmd `cmd:"" help:"Send one marked test message to a recipient."`
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
