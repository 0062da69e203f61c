package deliver

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
)

// webhookTimeout bounds one call, as the Standard Webhooks text proposes
// (15 to 30 seconds).
const webhookTimeout = 15 * time.Second

// webhook makes one call of Standard Webhooks 1.0. Redirects are refused: they
// would carry a signed body to an address that nobody configured.
func (d *Deliverer) webhook(ctx context.Context, r Recipient, del conflict.Delivery, msg Rendered) Result {
	if d.o.Transport == nil {
		return failed(Permanent, "webhook: no transport")
	}
	ctx, cancel := context.WithTimeout(ctx, webhookTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.Webhook, bytes.NewReader(msg.Webhook))
	if err != nil {
		return failed(Permanent, "webhook: the address cannot be read")
	}
	now := d.o.Now()
	signature, err := Sign(r.Secrets, del.Digest.ID, now, msg.Webhook)
	if err != nil {
		return failed(Permanent, "webhook: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("webhook-id", del.Digest.ID)
	req.Header.Set("webhook-timestamp", strconv.FormatInt(now.Unix(), 10))
	req.Header.Set("webhook-signature", signature)
	client := http.Client{
		Transport:     d.o.Transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // the address around it may hold a secret
		}
		return failed(Temporary, "webhook at %s: %s", req.URL.Host, egress.Explain(err))
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // lets the connection be used again; the answer's text means nothing
	return judge(resp, req.URL.Host, now)
}

// judge reads a receiver's status: 2xx is done, 410 ends it for good, all else
// is worth trying again.
func judge(resp *http.Response, host string, now time.Time) Result {
	switch code := resp.StatusCode; {
	case code >= 200 && code < 300:
		return Result{Outcome: Done}
	case code == http.StatusGone:
		res := failed(Permanent, "webhook at %s answered 410: it wants nothing more", host)
		res.Disable = true
		return res
	case code >= 300 && code < 400:
		return failed(Temporary, "webhook at %s answered %d: redirects are refused", host, code)
	default:
		res := failed(Temporary, "webhook at %s answered %d", host, code)
		res.RetryAfter = retryAfter(resp.Header.Get("Retry-After"), now)
		return res
	}
}

// retryAfter reads seconds or an HTTP date (RFC 9110, 10.2.3); 0 when neither.
func retryAfter(value string, now time.Time) time.Duration {
	if n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(value); err == nil && t.After(now) {
		return t.Sub(now)
	}
	return 0
}

// Sign gives the value of webhook-signature: one v1 signature (HMAC-SHA256 of
// "id.timestamp.body") for each secret, separated by spaces.
func Sign(secrets []string, id string, at time.Time, body []byte) (string, error) {
	if len(secrets) == 0 {
		return "", errors.New("no secret to sign with")
	}
	var out []string
	for _, s := range secrets {
		key, err := decodeSecret(s)
		if err != nil {
			return "", err
		}
		mac := hmac.New(sha256.New, key)
		fmt.Fprintf(mac, "%s.%d.", id, at.Unix())
		mac.Write(body)
		out = append(out, "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	}
	return strings.Join(out, " "), nil
}

// decodeSecret reads "whsec_" and base64 of 24 to 64 bytes.
func decodeSecret(s string) ([]byte, error) {
	encoded, ok := strings.CutPrefix(s, "whsec_")
	if !ok {
		return nil, errors.New("the secret does not begin with whsec_")
	}
	key, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(key) < 24 || len(key) > 64 {
		return nil, errors.New("the secret is not 24 to 64 bytes in base64 after whsec_")
	}
	return key, nil
}
