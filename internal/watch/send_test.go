package watch

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

const hookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// report is an attack on a town of its own, so that each is an incident.
func report(slug, town string, at time.Time) post {
	return post{slug: slug, at: at, title: "JNIM claims attack on army base at " + town + " in Burkina Faso, 12 soldiers killed",
		lead: "The armed group JNIM claimed responsibility for an attack on the army base at " + town + " in Burkina Faso on " + at.Format("Monday, January 2, 2006") + ".",
		body: "It said in a statement that its fighters killed 12 soldiers at " + town + ".\n\nThe army has not commented on the attack."}
}

func TestThreeDaysDownIsOneDigest(t *testing.T) {
	b := newBench(t, t.TempDir(), `recipients:
  - {name: terminal, terminal: true, schedule: "0 7 * * *", timezone: Africa/Ouagadougou}
sources:
  - {id: paper, name: Paper, url: "PAPER/feed", language: en, country: BF, fetch: all}
`)
	b.paper.publish(post{slug: "rain", at: start().Add(-time.Hour), title: "Rains return", lead: "Farmers welcomed the rains.", body: "The harvest may be good, a cooperative said on Monday."})
	b.tick()
	b.advance(30 * time.Minute)
	b.tick()
	towns := []string{"Dargo", "Djibo", "Solhan"}
	for i, town := range towns {
		b.paper.publish(report(strings.ToLower(town), town, start().Add(72*time.Hour-time.Duration(i)*time.Hour)))
	}
	b.advance(75 * time.Hour) // nobody ticks for three days
	b.tick()
	b.advance(24 * time.Hour)
	b.tick()
	text := b.out.String()
	if n := strings.Count(text, "Sahelwatch digest,"); n != 1 {
		t.Errorf("%d digests, want one:\n%s", n, text)
	}
	for _, town := range towns {
		if !strings.Contains(text, town) {
			t.Errorf("the digest leaves out %s", town)
		}
	}
}

func TestDeadRecipientDelaysNobodyAndGetsAllInOrder(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	b := newBench(t, t.TempDir(), fmt.Sprintf(`recipients:
  - {name: dead, webhook: "http://%s/hook", secret: %s}
  - {name: terminal, terminal: true}
sources:
  - {id: paper, name: Paper, url: "PAPER/feed", language: en, country: BF, fetch: all}
`, address, hookSecret))
	b.paper.publish(post{slug: "rain", at: start().Add(-time.Hour), title: "Rains return", lead: "Farmers welcomed the rains.", body: "The harvest may be good, a cooperative said on Monday."})
	b.tick()
	towns := []string{"Dargo", "Djibo", "Solhan"}
	for _, town := range towns {
		b.advance(time.Hour)
		b.paper.publish(report(strings.ToLower(town), town, b.now()))
		b.tick()
		if !strings.Contains(b.out.String(), town) {
			t.Fatalf("the living recipient has not heard of %s", town)
		}
	}
	b.advance(25 * time.Hour)
	if late, err := b.LateRecipients(); err != nil || !slices.Equal(late, []string{"dead"}) {
		t.Errorf("late recipients %v, %v", late, err)
	}
	if got := received(t, b, address); !slices.Equal(got, towns) {
		t.Errorf("after it came back it heard of %v, want %v in order", got, towns)
	}
}

// received lets the dead receiver live again and gives the places it hears of.
func received(t *testing.T, b *bench, address string) []string {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !json.Valid(body) {
			t.Errorf("webhook body is no JSON: %s", body)
		}
		for _, town := range []string{"Dargo", "Djibo", "Solhan"} {
			if strings.Contains(string(body), town) {
				places = append(places, town)
			}
		}
	}))
	srv.Listener.Close()
	srv.Listener = l
	srv.Start()
	defer srv.Close()
	for range 48 {
		b.tick()
		b.advance(time.Hour)
	}
	return places
}
