package deliver

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"sahelwatch/internal/conflict"
)

// silent is a receiver that takes the call and never answers.
type silent struct{}

func (silent) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestWebhookCallTakesFifteenSecondsAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, err := New(Options{Transport: silent{}})
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		r := Recipient{Name: "hook", Webhook: "https://hooks.example/x", Secrets: []string{"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}
		res := d.Send(context.Background(), r, conflict.Delivery{}, Rendered{})
		if took := time.Since(begin); res.Outcome != Temporary || took != 15*time.Second {
			t.Errorf("%s after %s", res.Outcome, took)
		}
	})
}
