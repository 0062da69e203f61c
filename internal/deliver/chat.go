package deliver

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/nicholas-fedor/shoutrrr/pkg/router"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"

	"sahelwatch/internal/egress"
)

// chatTimeout bounds one message to a chat service.
const chatTimeout = 20 * time.Second

// chat sends the short form to the service that the recipient's URL names.
func (d *Deliverer) chat(ctx context.Context, r Recipient, msg Rendered) Result {
	service, err := (&router.ServiceRouter{}).Locate(r.Chat)
	if err != nil {
		return failed(Permanent, "chat: %w", err)
	}
	if err := d.guard(service); err != nil {
		return failed(Permanent, "chat: %w", err)
	}
	params := types.Params{"title": oneLine(msg.Subject)}
	if service.GetID() == "wecom" { // it alone refuses a message with a title
		delete(params, "title")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, chatTimeout, errors.New("no answer in time"))
	defer cancel()
	answer := make(chan error, 1)
	go func() { answer <- send(service, msg.Short, params) }()
	select {
	case <-ctx.Done():
		return failed(Temporary, "chat: %w", context.Cause(ctx))
	case err := <-answer:
		if err != nil {
			return failed(Temporary, "chat: %s", egress.Explain(err))
		}
		return Result{Outcome: Done}
	}
}

// send is the library's, whose panics are errors here: it runs beside Send.
func send(service types.Service, text string, params types.Params) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: %v", service.GetID(), p)
		}
	}()
	return service.Send(text, &params)
}

// guard lets a service speak through the guarded transport. Those that take no
// client use the process's http.DefaultTransport, which the program replaces by
// the guarded one; those that speak no HTTP are refused.
func (d *Deliverer) guard(service types.Service) error {
	if id := service.GetID(); id == "smtp" || id == "logger" {
		return fmt.Errorf("%s is no chat service: use email or file", id)
	}
	if d.o.Transport == nil {
		return errors.New("no transport")
	}
	switch s := service.(type) {
	case interface{ SetHTTPClient(*http.Client) }:
		s.SetHTTPClient(&http.Client{Transport: d.o.Transport, Timeout: chatTimeout})
	case interface{ GetHTTPClient() *http.Client }:
		if client := s.GetHTTPClient(); client != nil {
			client.Transport = d.o.Transport
		}
	}
	return nil
}
