package watch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sahelwatch/internal/demo"
)

// told publishes a report of a town an hour later and lets the bench work.
func (b *bench) told(town string) {
	b.advance(time.Hour)
	b.paper.publish(report(strings.ToLower(town), town, b.now()))
	b.tick()
}

func TestWhoUnsubscribedIsTakenUpAgainWithoutTheNewsOfTheMeantime(t *testing.T) {
	box, err := demo.OpenMailbox(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	b := newBench(t, t.TempDir(), fmt.Sprintf(`recipients:
  - {name: desk, email: [ada@desk.example]}
smtp: {host: %s, port: %d, from: watch@watch.example, insecure: true}
sources:
  - {id: paper, name: Paper, url: "PAPER/feed", language: en, country: BF, fetch: all}
`, box.Host, box.Port))
	b.tick()
	b.told("Dargo")
	if _, err := b.Store().Unsubscribe("desk", "ada@desk.example"); err != nil {
		t.Fatal(err)
	}
	b.told("Djibo")
	if waits, err := b.Store().Outbox(); err != nil || len(waits) != 1 {
		t.Errorf("%d digests were frozen, %v; want that of Dargo alone", len(waits), err)
	}
	if err := b.Resume("desk"); err != nil {
		t.Fatal(err)
	}
	b.told("Barsalogo")
	var subjects []string
	for _, letter := range box.Letters() {
		subjects = append(subjects, letter.Subject)
	}
	if got := strings.Join(subjects, "\n"); len(subjects) != 2 || !strings.Contains(subjects[0], "Dargo") || !strings.Contains(subjects[1], "Barsalogo") {
		t.Errorf("ada was sent:\n%s", got)
	}
}

func TestAWebhookThatAnswered410IsTakenUpAgain(t *testing.T) {
	var gone atomic.Bool
	var posts atomic.Int64
	gone.Store(true)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		posts.Add(1)
		if gone.Load() {
			w.WriteHeader(http.StatusGone)
		}
	}))
	defer hook.Close()
	b := newBench(t, t.TempDir(), fmt.Sprintf(`recipients:
  - {name: hook, webhook: %q, secret: %s}
sources:
  - {id: paper, name: Paper, url: "PAPER/feed", language: en, country: BF, fetch: all}
`, hook.URL, hookSecret))
	b.tick()
	b.told("Dargo")
	if quits, err := b.Quits(); err != nil || len(quits) != 1 || quits[0].Name != "hook" || !quits[0].Disabled {
		t.Errorf("quits: %+v, %v", quits, err)
	}
	gone.Store(false)
	b.told("Djibo")
	if n := posts.Load(); n != 1 {
		t.Errorf("%d posts after the 410", n-1)
	}
	if err := b.Resume("hook"); err != nil {
		t.Fatal(err)
	}
	b.told("Barsalogo")
	if n := posts.Load(); n != 2 {
		t.Errorf("%d posts after it was taken up again, want 1", n-1)
	}
}
