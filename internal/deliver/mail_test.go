package deliver_test

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/deliver"
)

var (
	noSuchUser = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user"}
	greylisted = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "Try again later"}
)

func message() (conflict.Delivery, deliver.Rendered) {
	dg := conflict.Digest{
		ID: "dg_0123456789ab", Recipient: "newsroom", Kind: "digest",
		At: time.Date(2025, 7, 30, 18, 0, 0, 0, time.UTC), Language: "en", Timezone: "UTC",
	}
	return conflict.Delivery{Digest: dg, Recipient: "newsroom", Queued: dg.At, State: deliver.StateWaiting},
		deliver.Rendered{
			Subject: "JNIM claims 40 soldiers killed at Dargo (28 July)",
			Text:    "JNIM claims 40 soldiers killed at Dargo.\n",
			HTML:    "<!DOCTYPE html><p>JNIM claims 40 soldiers killed at Dargo.</p>\n",
			Short:   "JNIM claims 40 soldiers killed at Dargo",
			JSON:    []byte(`{"id":"dg_0123456789ab"}`),
			Webhook: []byte(`{"type":"digest","data":{"id":"dg_0123456789ab"}}`),
		}
}

func send(d *deliver.Deliverer, addresses ...string) deliver.Result {
	del, msg := message()
	return d.Send(context.Background(), deliver.Recipient{Name: "newsroom", Email: addresses}, del, msg)
}

func wantOutcome(t *testing.T, res deliver.Result, want deliver.Outcome) {
	t.Helper()
	if res.Outcome != want {
		t.Fatalf("outcome %s (%v), want %s", res.Outcome, res.Err, want)
	}
}

func TestMailArrivesOverSTARTTLSAndImplicitTLS(t *testing.T) {
	for name, m := range map[string]*mailServer{
		"STARTTLS":     {offerTLS: true},
		"implicit TLS": {implicitTLS: true},
		"with login":   {offerTLS: true, user: "watch", pass: "correct horse"},
		"TLS, login":   {implicitTLS: true, user: "watch", pass: "correct horse"},
	} {
		t.Run(name, func(t *testing.T) {
			m.start(t)
			res := send(m.deliverer(t, nil), "a@desk.example", "b@desk.example")
			wantOutcome(t, res, deliver.Done)
			got := m.got()
			if len(got) != 2 || !got[0].tls || !got[1].tls {
				t.Fatalf("the server accepted %d mails, all of two under TLS wanted", len(got))
			}
			if !slices.Equal(got[0].to, []string{"a@desk.example"}) || got[0].from != "watch@watch.example" {
				t.Errorf("envelope from %s to %s: each address gets its own message", got[0].from, got[0].to)
			}
		})
	}
}

func TestMailNeverLeavesInClearUnlessAsked(t *testing.T) {
	m := (&mailServer{}).start(t)
	res := send(m.deliverer(t, nil), "a@desk.example")
	wantOutcome(t, res, deliver.Temporary)
	if len(m.got()) != 0 {
		t.Fatal("a mail left in clear text")
	}
	res = send(m.deliverer(t, func(s *deliver.SMTP) { s.Insecure = true }), "a@desk.example")
	wantOutcome(t, res, deliver.Done)
}

func TestMailRefusesUnknownCertificate(t *testing.T) {
	m := (&mailServer{offerTLS: true}).start(t)
	res := send(m.deliverer(t, func(s *deliver.SMTP) { s.RootCAs = nil }), "a@desk.example")
	wantOutcome(t, res, deliver.Temporary)
	if len(m.got()) != 0 {
		t.Fatal("a mail went to a server with an unknown certificate")
	}
}

func TestTemporaryRefusalIsTriedAgainForThatAddressOnly(t *testing.T) {
	m := (&mailServer{offerTLS: true, rcpt: map[string]error{"b@desk.example": greylisted}}).start(t)
	d := m.deliverer(t, nil)
	res := send(d, "a@desk.example", "b@desk.example", "c@desk.example")
	wantOutcome(t, res, deliver.Temporary)
	if !slices.Equal(res.Done, []string{"a@desk.example", "c@desk.example"}) {
		t.Fatalf("done %s", res.Done)
	}

	m.rcpt = nil
	del, msg := message()
	del.Done = res.Done
	res = d.Send(context.Background(), deliver.Recipient{Name: "newsroom", Email: []string{"a@desk.example", "b@desk.example", "c@desk.example"}}, del, msg)
	wantOutcome(t, res, deliver.Done)
	if n := len(m.got()); n != 3 {
		t.Errorf("the server has %d mails, one for each address wanted", n)
	}
}

func TestOneBadAddressOfThreeIsFinalAndTheOthersAreServed(t *testing.T) {
	m := (&mailServer{offerTLS: true, rcpt: map[string]error{"b@desk.example": noSuchUser}}).start(t)
	res := send(m.deliverer(t, nil), "a@desk.example", "b@desk.example", "c@desk.example")
	wantOutcome(t, res, deliver.Permanent)
	if !slices.Equal(res.Done, []string{"a@desk.example", "c@desk.example"}) || !slices.Equal(res.Refused, []string{"b@desk.example"}) {
		t.Fatalf("done %s, refused %s", res.Done, res.Refused)
	}
	if !strings.Contains(res.Err.Error(), "b@desk.example") || strings.Contains(res.Err.Error(), "a@desk.example") {
		t.Errorf("the error names the wrong address: %v", res.Err)
	}
	del, _ := message()
	after := deliver.Decide(res, del, del.Queued, half)
	if after.State != deliver.StateDone || after.LastError == "" {
		t.Errorf("state %q, error %q: two of three have it, and the third is named", after.State, after.LastError)
	}
}

func TestServerThatRefusesTheMessageForGood(t *testing.T) {
	m := (&mailServer{offerTLS: true, data: &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "Not wanted"}}).start(t)
	wantOutcome(t, send(m.deliverer(t, nil), "a@desk.example"), deliver.Permanent)
}

func TestServerThatClosesAtTheStart(t *testing.T) {
	m := (&mailServer{greeting: "421 4.3.2 Service shutting down\r\n"}).start(t)
	wantOutcome(t, send(m.deliverer(t, nil), "a@desk.example"), deliver.Temporary)
}

func TestLineCutAfterDataRepeatsTheSameMessageID(t *testing.T) {
	m := (&mailServer{offerTLS: true, dropAfter: 1}).start(t)
	d := m.deliverer(t, nil)
	wantOutcome(t, send(d, "a@desk.example"), deliver.Temporary)
	wantOutcome(t, send(d, "a@desk.example"), deliver.Done)
	got := m.got()
	if len(got) != 2 {
		t.Fatalf("the server read %d mails, two wanted", len(got))
	}
	if string(got[0].body) != string(got[1].body) {
		t.Errorf("the second attempt differs from the first:\n%s\n---\n%s", got[0].body, got[1].body)
	}
	if id := header(t, got[0].body, "Message-ID"); id == "" || id != header(t, got[1].body, "Message-ID") {
		t.Errorf("Message-ID %q changed", id)
	}
}

func TestHangingServerEndsAtTheDeadline(t *testing.T) {
	m := (&mailServer{offerTLS: true, hang: true}).start(t)
	begin := time.Now()
	res := send(m.deliverer(t, func(s *deliver.SMTP) { s.Timeout = 700 * time.Millisecond }), "a@desk.example", "b@desk.example", "c@desk.example")
	wantOutcome(t, res, deliver.Temporary)
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("the attempt took %s; the deadline is one for all three addresses", took)
	}
}

func TestMailIsBrokenOffWithItsContext(t *testing.T) {
	m := (&mailServer{offerTLS: true, hang: true}).start(t)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(300*time.Millisecond, cancel)
	del, msg := message()
	begin := time.Now()
	res := m.deliverer(t, nil).Send(ctx, deliver.Recipient{Name: "newsroom", Email: []string{"a@desk.example"}}, del, msg)
	wantOutcome(t, res, deliver.Temporary)
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("the attempt went on for %s", took)
	}
}

func TestFailedLoginIsTemporaryAndKeepsThePassword(t *testing.T) {
	m := (&mailServer{offerTLS: true, user: "watch", pass: "correct horse"}).start(t)
	res := send(m.deliverer(t, func(s *deliver.SMTP) { s.Password = "battery staple" }), "a@desk.example")
	wantOutcome(t, res, deliver.Temporary)
	if strings.Contains(res.Err.Error(), "battery") {
		t.Errorf("the error tells the password: %v", res.Err)
	}
}

func header(t *testing.T, body []byte, name string) string {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	return m.Header.Get(name)
}

func half() float64 { return 0.5 }
