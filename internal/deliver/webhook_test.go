package deliver_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"sahelwatch/internal/deliver"
	"sahelwatch/internal/egress"
)

const (
	secret    = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	newSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDcw0vCYlKVmY="
)

// call sends one webhook to a receiver that answers as handler does.
func call(t *testing.T, secrets []string, handler http.HandlerFunc) deliver.Result {
	t.Helper()
	s := httptest.NewServer(handler)
	defer s.Close()
	d, err := deliver.New(deliver.Options{Transport: s.Client().Transport})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	return d.Send(context.Background(), deliver.Recipient{Name: "hook", Webhook: s.URL + "/in/token-that-is-secret", Secrets: secrets}, del, msg)
}

func TestWebhookIsVerifiedByTheReferenceLibrary(t *testing.T) {
	for _, s := range []string{secret, newSecret} {
		verifier, err := standardwebhooks.NewWebhook(s)
		if err != nil {
			t.Fatal(err)
		}
		res := call(t, []string{newSecret, secret}, func(w http.ResponseWriter, r *http.Request) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				t.Error(err)
			}
			if err := verifier.Verify(body, r.Header); err != nil {
				t.Errorf("during a rotation the receiver with %s… refuses: %v", s[:10], err)
			}
			if verifier.Verify(append(body, ' '), r.Header) == nil {
				t.Error("a changed body passes")
			}
			_, msg := message()
			if !bytes.Equal(body, msg.Webhook) || r.Header.Get("webhook-id") != "dg_0123456789ab" || r.Method != http.MethodPost {
				t.Errorf("%s %s with id %q", r.Method, body, r.Header.Get("webhook-id"))
			}
			w.WriteHeader(http.StatusAccepted)
		})
		wantOutcome(t, res, deliver.Done)
	}
}

func TestWhatAWebhooksAnswerMeans(t *testing.T) {
	for _, c := range []struct {
		status  int
		header  string
		outcome deliver.Outcome
		wait    time.Duration
		disable bool
	}{
		{200, "", deliver.Done, 0, false},
		{204, "", deliver.Done, 0, false},
		{302, "", deliver.Temporary, 0, false},
		{307, "", deliver.Temporary, 0, false},
		{400, "", deliver.Temporary, 0, false},
		{404, "", deliver.Temporary, 0, false},
		{410, "", deliver.Permanent, 0, true},
		{429, "120", deliver.Temporary, 2 * time.Minute, false},
		{503, "3600", deliver.Temporary, time.Hour, false},
		{503, "soon", deliver.Temporary, 0, false},
		{503, "-5", deliver.Temporary, 0, false},
		{500, "", deliver.Temporary, 0, false},
	} {
		calls := 0
		res := call(t, []string{secret}, func(w http.ResponseWriter, _ *http.Request) {
			calls++
			w.Header().Set("Location", "/elsewhere")
			if c.header != "" {
				w.Header().Set("Retry-After", c.header)
			}
			w.WriteHeader(c.status)
		})
		if res.Outcome != c.outcome || res.RetryAfter != c.wait || res.Disable != c.disable {
			t.Errorf("%d, Retry-After %q: %s, wait %s, disable %v", c.status, c.header, res.Outcome, res.RetryAfter, res.Disable)
		}
		if calls != 1 {
			t.Errorf("%d: %d calls, one wanted", c.status, calls)
		}
	}
}

func TestRetryAfterAsADate(t *testing.T) {
	now := time.Now()
	res := call(t, []string{secret}, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", now.Add(10*time.Minute).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	if res.RetryAfter < 9*time.Minute || res.RetryAfter > 10*time.Minute {
		t.Errorf("wait %s, ten minutes wanted", res.RetryAfter)
	}
}

func TestWebhookErrorsKeepTheAddressSecret(t *testing.T) {
	d, err := deliver.New(deliver.Options{Transport: http.DefaultTransport})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	for _, r := range []deliver.Recipient{
		{Name: "refused", Webhook: "http://127.0.0.1:1/in/token-that-is-secret", Secrets: []string{secret}},
		{Name: "bad secret", Webhook: "http://127.0.0.1:1/in/token-that-is-secret", Secrets: []string{"whsec_dG9vc2hvcnQ="}},
		{Name: "no secret", Webhook: "http://127.0.0.1:1/in/token-that-is-secret"},
		{Name: "no address", Webhook: "http://127.0.0.1:99999999/in/token-that-is-secret", Secrets: []string{secret}},
	} {
		res := d.Send(context.Background(), r, del, msg)
		if res.Outcome == deliver.Done || res.Err == nil {
			t.Fatalf("%s: done", r.Name)
		}
		for _, s := range []string{"token-that-is-secret", secret, "dG9vc2hvcnQ="} {
			if strings.Contains(res.Err.Error(), s) {
				t.Errorf("%s: the error tells %q: %v", r.Name, s, res.Err)
			}
		}
	}
}

func TestWebhookThatCannotBeReachedIsToldInPlainWords(t *testing.T) {
	guarded, err := egress.New(egress.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer guarded.Close()
	del, msg := message()
	for _, c := range []struct {
		transport http.RoundTripper
		want      string
	}{
		{http.DefaultTransport, "webhook at 127.0.0.1:1: the site refuses connections"},
		{guarded.Transport(), "webhook at 127.0.0.1:1: the address is private or reserved and is not fetched; allow_private can permit it"},
	} {
		d, err := deliver.New(deliver.Options{Transport: c.transport})
		if err != nil {
			t.Fatal(err)
		}
		res := d.Send(t.Context(), deliver.Recipient{Name: "hook", Webhook: "http://127.0.0.1:1/in", Secrets: []string{secret}}, del, msg)
		if res.Err == nil || res.Err.Error() != c.want {
			t.Errorf("%v, want %q", res.Err, c.want)
		}
	}
}

func TestReceiverThatNeverAnswersEndsWithTheContext(t *testing.T) {
	release := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer s.Close()
	defer close(release)
	d, err := deliver.New(deliver.Options{Transport: s.Client().Transport})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	del, msg := message()
	res := d.Send(ctx, deliver.Recipient{Name: "hook", Webhook: s.URL, Secrets: []string{secret}}, del, msg)
	wantOutcome(t, res, deliver.Temporary)
}
