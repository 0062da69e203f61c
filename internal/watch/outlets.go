package watch

import (
	"crypto/x509"
	"fmt"
	"io"
	"os"

	"sahelwatch/internal/config"
	"sahelwatch/internal/deliver"
	"sahelwatch/internal/digest"
	"sahelwatch/internal/egress"
)

// outlets are the ways on which digests leave.
type outlets struct {
	deliverer  *deliver.Deliverer
	recipients []outlet
}

// outlet is one recipient of the config, made ready.
type outlet struct {
	content  digest.Recipient
	schedule digest.Schedule
	target   deliver.Recipient
}

func newOutlets(cfg *config.Config, client *egress.Client, terminal io.Writer, unsubscribe func(recipient, address string) string) (*outlets, error) {
	roots, err := authorities(cfg.SMTP.CAFile)
	if err != nil {
		return nil, err
	}
	if terminal == nil {
		terminal = io.Discard
	}
	o := &outlets{}
	o.deliverer, err = deliver.New(deliver.Options{
		SMTP: deliver.SMTP{
			Host: cfg.SMTP.Host, Port: cfg.SMTP.Port, User: cfg.SMTP.User, Password: cfg.SMTP.Password, From: cfg.SMTP.From,
			TLS: cfg.SMTP.TLS, Insecure: cfg.SMTP.Insecure, RootCAs: roots, Timeout: cfg.SMTP.Timeout,
		},
		Transport: client.Transport(), Terminal: terminal, Unsubscribe: unsubscribe,
	})
	if err != nil {
		return nil, err
	}
	for _, r := range cfg.Recipients {
		out, err := newOutlet(r)
		if err != nil {
			return nil, fmt.Errorf("recipient %s: %w", r.Name, err)
		}
		o.recipients = append(o.recipients, out)
	}
	return o, nil
}

func newOutlet(r config.Recipient) (outlet, error) {
	out := outlet{
		content: digest.Recipient{Name: r.Name, Language: r.Language, Timezone: r.Timezone, Filter: r.Filter,
			Heartbeat: r.Heartbeat, PerHour: r.PerHour},
		target: deliver.Recipient{Name: r.Name, Email: r.Email, Webhook: r.Webhook, Chat: r.Chat, File: r.File, Terminal: r.Terminal},
	}
	for _, secret := range []string{r.Secret, r.Former} {
		if secret != "" {
			out.target.Secrets = append(out.target.Secrets, secret)
		}
	}
	var err error
	if r.Quiet != "" {
		if out.content.Quiet, err = digest.ParseQuiet(r.Quiet); err != nil {
			return out, err
		}
	}
	out.schedule, err = digest.ParseSchedule(r.Schedule, r.Timezone)
	return out, err
}

// authorities adds a private authority to those of the system; nil means the
// system's alone.
func authorities(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("smtp.ca_file: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("smtp.ca_file: %s holds no certificate", file)
	}
	return pool, nil
}

func (o *outlets) find(name string) (outlet, bool) {
	for _, r := range o.recipients {
		if r.content.Name == name {
			return r, true
		}
	}
	return outlet{}, false
}
