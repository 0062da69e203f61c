package deliver_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sahelwatch/internal/deliver"
	"sahelwatch/internal/egress"
)

func TestChatSendsTheShortForm(t *testing.T) {
	var got string
	status := http.StatusOK
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = string(body)
		w.WriteHeader(status)
	}))
	defer s.Close()
	d, err := deliver.New(deliver.Options{Transport: http.DefaultTransport})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	r := deliver.Recipient{Name: "chat", Chat: "generic://" + strings.TrimPrefix(s.URL, "http://") + "/in/token-that-is-secret?disabletls=yes"}
	wantOutcome(t, d.Send(context.Background(), r, del, msg), deliver.Done)
	if !strings.Contains(got, msg.Short) {
		t.Errorf("the service was sent %q", got)
	}

	status = http.StatusInternalServerError
	res := d.Send(context.Background(), r, del, msg)
	wantOutcome(t, res, deliver.Temporary)
	if strings.Contains(res.Err.Error(), "token-that-is-secret") {
		t.Errorf("the error tells the secret: %v", res.Err)
	}

	r.Chat = "telegram://110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
	res = d.Send(context.Background(), r, del, msg)
	wantOutcome(t, res, deliver.Permanent)
	if strings.Contains(res.Err.Error(), "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw") {
		t.Errorf("the error tells the token: %v", res.Err)
	}
}

func TestChatServicesTakeTheMessage(t *testing.T) {
	var path, got string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		path, got = r.URL.Path, string(body)
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"ok":true,"id":1,"timestamp":"1"}`)
	}))
	defer s.Close()
	d, err := deliver.New(deliver.Options{Transport: http.DefaultTransport})
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(s.URL, "http://")
	del, msg := message()
	for address, want := range map[string]string{
		"ntfy://" + host + "/dargo-desk?scheme=http":                     "/dargo-desk",
		"signal://" + host + "/+22670000000/+22670000001?disabletls=yes": "/v2/send",
		"mattermost://" + host + "/tokenC1234?disabletls=yes":            "/hooks/tokenC1234",
	} {
		path, got = "", ""
		res := d.Send(context.Background(), deliver.Recipient{Name: "chat", Chat: address}, del, msg)
		if res.Outcome != deliver.Done || path != want || !strings.Contains(got, msg.Short) {
			t.Errorf("%s: %s (%v), the service was sent %q at %s", address, res.Outcome, res.Err, got, path)
		}
	}
}

// TestChatServicesWithTransportsOfTheirOwnAreGuarded names services that never
// look at http.DefaultTransport.
func TestChatServicesWithTransportsOfTheirOwnAreGuarded(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a private address was asked") }))
	defer s.Close()
	client, err := egress.New(egress.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := deliver.New(deliver.Options{Transport: client.Transport()})
	if err != nil {
		t.Fatal(err)
	}
	host := strings.TrimPrefix(s.URL, "http://")
	del, msg := message()
	for _, address := range []string{
		"ntfy://" + host + "/dargo-desk?scheme=http",
		"gotify://" + host + "/AzyoeNS.D4iJLVa?disabletls=yes",
		"mattermost://" + host + "/tokenC1234?disabletls=yes",
	} {
		res := d.Send(context.Background(), deliver.Recipient{Name: "chat", Chat: address}, del, msg)
		if res.Outcome != deliver.Temporary || res.Err == nil || !errors.Is(res.Err, egress.ErrPrivate) && !strings.Contains(res.Err.Error(), egress.ErrPrivate.Error()) {
			t.Errorf("%s: %s, %v", address, res.Outcome, res.Err)
		}
	}
}

func TestChatServicesThatSpeakNoHTTPAreRefused(t *testing.T) {
	d, err := deliver.New(deliver.Options{Transport: http.DefaultTransport})
	if err != nil {
		t.Fatal(err)
	}
	del, msg := message()
	for _, address := range []string{"logger://", "smtp://127.0.0.1:2525/?from=a@b.example&to=c@d.example"} {
		wantOutcome(t, d.Send(context.Background(), deliver.Recipient{Name: "chat", Chat: address}, del, msg), deliver.Permanent)
	}
}
