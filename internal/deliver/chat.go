package deliver

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/nicholas-fedor/shoutrrr"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"
)

// chatTimeout bounds one message to a chat service.
const chatTimeout = 20 * time.Second

// chat sends the short form to the service that the recipient's URL names.
func (d *Deliverer) chat(ctx context.Context, r Recipient, msg Rendered) Result {
	sender, err := shoutrrr.CreateSender(r.Chat)
	if err != nil {
		return failed(Permanent, "chat: %w", err)
	}
	sender.Timeout = chatTimeout
	params := types.Params{"title": oneLine(msg.Subject)}
	if strings.HasPrefix(r.Chat, "wecom:") { // it alone refuses a message with a title
		delete(params, "title")
	}
	answers := sender.SendAsync(msg.Short, &params)
	select {
	case <-ctx.Done():
		return failed(Temporary, "chat: %w", ctx.Err())
	case err := <-answers:
		if err != nil {
			return Result{Outcome: Temporary, Err: fmt.Errorf("chat: %w", err)}
		}
		return Result{Outcome: Done}
	}
}
