package deliver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"crypto/x509"

	"sahelwatch/internal/conflict"
)

// Rendered is one digest in every form.
type Rendered = conflict.Rendered

// Recipient is where a digest goes: exactly one of the targets is set.
type Recipient struct {
	Name     string
	Email    []string // each address gets its own message
	Webhook  string
	Secrets  []string // whsec_…, of the webhook; several sign while one is rotated
	Chat     string   // a shoutrrr URL
	File     string   // a directory
	Terminal bool
}

// SMTP is the mail server that mails leave through.
type SMTP struct {
	Host     string
	Port     int
	User     string // "": no login
	Password string
	From     string         // an address, with a name or without
	TLS      string         // "starttls" or "tls" (from the first byte)
	Insecure bool           // clear text is allowed where the server offers no TLS
	RootCAs  *x509.CertPool // nil: the system's
	Timeout  time.Duration  // of one delivery as a whole; 0: one minute
	// Dial opens the connection; nil: net.Dialer.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Options is what all deliveries share.
type Options struct {
	SMTP      SMTP
	Transport http.RoundTripper // for webhooks and chat; required by them
	Terminal  io.Writer         // required by terminal recipients
	Now       func() time.Time  // nil: time.Now
	// Unsubscribe gives the https address where a POST takes an address off a
	// recipient (RFC 8058); nil or "": mails offer a mailto only.
	Unsubscribe func(recipient, address string) string
}

// Outcome is how an attempt ended.
type Outcome int

// Outcomes of an attempt.
const (
	Done      Outcome = iota // it arrived
	Temporary                // worth trying again
	Permanent                // refused for good
	Poison                   // the message cannot be rendered; the caller sets it aside
)

func (o Outcome) String() string {
	return [...]string{"done", "temporary", "permanent", "poison"}[o]
}

// Result is what became of one attempt.
type Result struct {
	Outcome    Outcome
	Err        error         // nil when Done; names the address or host, never a secret
	RetryAfter time.Duration // the receiver's wish; 0: none
	Done       []string      // mail addresses served by now, earlier attempts included
	Refused    []string      // mail addresses refused for good, earlier attempts included
	Disable    bool          // the receiver wants nothing more, ever (410)
}

// Deliverer sends. It is safe for concurrent use.
type Deliverer struct {
	o Options
}

// New checks the options that mail needs, when a mail server is named.
func New(o Options) (*Deliverer, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.SMTP.Timeout == 0 {
		o.SMTP.Timeout = time.Minute
	}
	if o.SMTP.Host != "" {
		if _, err := domainOf(o.SMTP.From); err != nil {
			return nil, fmt.Errorf("smtp from: %w", err)
		}
		if o.SMTP.TLS != "starttls" && o.SMTP.TLS != "tls" {
			return nil, fmt.Errorf("smtp tls %q is neither starttls nor tls", o.SMTP.TLS)
		}
	}
	return &Deliverer{o: o}, nil
}

// Send makes one attempt to bring a delivery's rendered digest to r.
func (d *Deliverer) Send(ctx context.Context, r Recipient, del conflict.Delivery, msg Rendered) (res Result) {
	defer func() {
		if p := recover(); p != nil {
			res = Result{Outcome: Poison, Err: fmt.Errorf("deliver to %s: %v", r.Name, p), Done: del.Done, Refused: del.Refused}
		}
		if res.Err != nil {
			res.Err = d.discreet(res.Err, r)
		}
	}()
	switch {
	case len(r.Email) > 0:
		return d.mail(ctx, r, del, msg)
	case r.Webhook != "":
		return d.webhook(ctx, r, del, msg)
	case r.Chat != "":
		return d.chat(ctx, r, msg)
	case r.File != "":
		return writeFiles(r.File, del.Digest, msg)
	case r.Terminal:
		return d.terminal(msg)
	}
	return Result{Outcome: Permanent, Err: fmt.Errorf("recipient %s has no target", r.Name)}
}

func failed(o Outcome, format string, args ...any) Result {
	return Result{Outcome: o, Err: fmt.Errorf(format, args...)}
}

// discreet strikes out of an error what must not be seen in a log, and puts it
// on one line.
func (d *Deliverer) discreet(err error, r Recipient) error {
	text := err.Error()
	secrets := append([]string{d.o.SMTP.Password, r.Chat, r.Webhook}, r.Secrets...)
	secrets = append(secrets, partsOf(r.Chat)...)
	secrets = append(secrets, partsOf(r.Webhook)...)
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) }) // a secret may hold another
	struck := strings.Join(strings.Fields(text), " ")
	for _, s := range secrets {
		if s != "" {
			struck = strings.ReplaceAll(struck, s, "***")
		}
	}
	if struck == text {
		return err
	}
	return errors.New(struck)
}
