package deliver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"time"

	"github.com/wneessen/go-mail"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

// quitTimeout is how long the goodbye to a mail server may take.
const quitTimeout = 2 * time.Second

// mail sends one message to each address not yet served, over one connection.
func (d *Deliverer) mail(ctx context.Context, r Recipient, del conflict.Delivery, msg Rendered) Result {
	res := Result{Done: slices.Clone(del.Done), Refused: slices.Clone(del.Refused)}
	var open []string
	for _, a := range r.Email {
		if !slices.Contains(res.Done, a) && !slices.Contains(res.Refused, a) {
			open = append(open, a)
		}
	}
	if len(open) == 0 {
		return res.settle(nil, nil)
	}
	ctx, cancel := context.WithTimeout(ctx, d.o.SMTP.Timeout)
	defer cancel()
	client, err := d.smtpClient(ctx)
	if err != nil {
		res.Outcome, res.Err = Permanent, err
		return res
	}
	if err := client.DialWithContext(ctx); err != nil {
		res.Outcome, res.Err = Temporary, fmt.Errorf("mail server %s: %s", d.o.SMTP.Host, egress.Explain(err))
		return res
	}
	defer func() { // every answer is in: what becomes of QUIT changes nothing
		patience := time.AfterFunc(quitTimeout, cancel)
		defer patience.Stop()
		client.Close()
	}()
	var waiting, reasons []error
	for _, a := range open {
		m, err := d.compose(r, a, del.Digest, msg)
		if err == nil {
			err = client.Send(m)
		}
		switch {
		case err == nil || m != nil && m.IsDelivered():
			res.Done = append(res.Done, a)
		case refused(err):
			res.Refused = append(res.Refused, a)
			reasons = append(reasons, fmt.Errorf("mail to %s: %w", a, err))
		default:
			waiting = append(waiting, fmt.Errorf("mail to %s: %w", a, err))
		}
	}
	return res.settle(waiting, reasons)
}

// settle draws the outcome of all addresses together: temporary while one can
// still be served, permanent when some were refused and none is left to try.
func (res Result) settle(waiting, reasons []error) Result {
	res.Err = errors.Join(append(waiting, reasons...)...)
	switch {
	case len(waiting) > 0:
		res.Outcome = Temporary
	case len(reasons) > 0 || len(res.Refused) > 0 && len(res.Done) == 0:
		res.Outcome = Permanent
	default:
		res.Outcome = Done
	}
	return res
}

// refused reports a final answer (5xx) to this message or its recipient. What
// goes wrong before (login, TLS, the sender's own address) is for the operator
// to mend and worth trying again.
func refused(err error) bool {
	var se *mail.SendError
	if !errors.As(err, &se) {
		return false
	}
	final := se.ErrorCode() >= 500 && se.ErrorCode() < 600
	switch se.Reason {
	case mail.ErrGetRcpts:
		return true
	case mail.ErrSMTPRcptTo, mail.ErrSMTPData, mail.ErrSMTPDataClose:
		return final
	}
	return false
}

// smtpClient is a client whose connection has one absolute deadline, that of ctx.
func (d *Deliverer) smtpClient(ctx context.Context) (*mail.Client, error) {
	s := d.o.SMTP
	config := &tls.Config{ServerName: s.Host, RootCAs: s.RootCAs, MinVersion: tls.VersionTLS12}
	policy := mail.TLSMandatory
	if s.Insecure {
		policy = mail.TLSOpportunistic
	}
	options := []mail.Option{
		mail.WithPort(s.Port), mail.WithTimeout(s.Timeout), mail.WithTLSConfig(config),
		mail.WithDialContextFunc(s.dialer(ctx, config)), mail.WithoutNoop(),
	}
	if s.TLS == "tls" {
		options = append(options, mail.WithSSL())
	} else {
		options = append(options, mail.WithTLSPolicy(policy))
	}
	if s.User != "" {
		options = append(options, mail.WithUsername(s.User), mail.WithPassword(s.Password), s.login())
	}
	client, err := mail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail server %s: %w", s.Host, err)
	}
	return client, nil
}

// login picks the way of logging in: the strongest that the server offers,
// and never the bare password over clear text unless that was asked for.
func (s SMTP) login() mail.Option {
	if s.Insecure {
		return mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthCramMD5, mail.SMTPAuthPlainNoEnc, mail.SMTPAuthLoginNoEnc)
	}
	return mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthPlain, mail.SMTPAuthLogin)
}

// dialer opens connections that end with the delivery's context: no deadline
// can be moved past its own, and cancelling it breaks them off. The context of
// each dial ends with the dial.
func (s SMTP) dialer(delivery context.Context, config *tls.Config) mail.DialContextFunc {
	dial := s.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		conn, err := dial(ctx, network, net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
		if err != nil {
			return nil, err
		}
		until, ok := delivery.Deadline()
		if !ok {
			until = time.Now().Add(s.Timeout)
		}
		bounded := &boundedConn{Conn: conn, until: until}
		if err := bounded.SetDeadline(until); err != nil {
			conn.Close()
			return nil, err
		}
		context.AfterFunc(delivery, func() { conn.Close() })
		if s.TLS != "tls" {
			return bounded, nil
		}
		secured := tls.Client(bounded, config)
		if err := secured.HandshakeContext(ctx); err != nil {
			conn.Close()
			return nil, err
		}
		return secured, nil
	}
}

// boundedConn never waits past one point in time, whatever deadline is set on it.
type boundedConn struct {
	net.Conn
	until time.Time
}

func (c *boundedConn) clamp(t time.Time) time.Time {
	if t.IsZero() || t.After(c.until) {
		return c.until
	}
	return t
}

func (c *boundedConn) SetDeadline(t time.Time) error      { return c.Conn.SetDeadline(c.clamp(t)) }
func (c *boundedConn) SetReadDeadline(t time.Time) error  { return c.Conn.SetReadDeadline(c.clamp(t)) }
func (c *boundedConn) SetWriteDeadline(t time.Time) error { return c.Conn.SetWriteDeadline(c.clamp(t)) }
