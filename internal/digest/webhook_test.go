package digest_test

import (
	"encoding/json"
	"testing"
	"time"

	"sahelwatch/internal/digest"
)

type call struct {
	Type      string
	Timestamp time.Time
	Data      digest.Document
}

func readCall(t *testing.T, in digest.Input) (call, digest.Document, int) {
	t.Helper()
	d, ok := digest.Build(in)
	if !ok {
		t.Fatal("no digest")
	}
	r := render(t, d)
	var c call
	if err := json.Unmarshal(r.Webhook, &c); err != nil {
		t.Fatal(err)
	}
	var whole digest.Document
	if err := json.Unmarshal(r.JSON, &whole); err != nil {
		t.Fatal(err)
	}
	return c, whole, len(r.Webhook)
}

func TestWebhookBodyOfABusyMorningIsWhole(t *testing.T) {
	c, whole, _ := readCall(t, busyInput("en", "UTC"))
	if c.Type != "digest" || !c.Timestamp.Equal(whole.At) || c.Data.ID != whole.ID {
		t.Errorf("type %q of %s, id %s", c.Type, c.Timestamp, c.Data.ID)
	}
	if c.Data.Truncated || c.Data.Omitted != 0 || len(c.Data.Incidents) != 3 || len(c.Data.Incidents[0].Incident.Articles) != 2 {
		t.Errorf("three incidents do not fit: %d, truncated %v", len(c.Data.Incidents), c.Data.Truncated)
	}
}

func TestWebhookBodyOfAFloodSaysWhatIsLeftOutAndLinksOn(t *testing.T) {
	for _, n := range []int{1, 5, 60, digest.MaxIncidents + 40} {
		c, whole, size := readCall(t, manyIncidents(n))
		if size >= digest.WebhookLimit {
			t.Fatalf("%d incidents: %d bytes", n, size)
		}
		if !c.Data.Truncated && n > 1 {
			t.Errorf("%d incidents of 42 articles: the body does not say that it is shortened", n)
		}
		if len(c.Data.Incidents) == 0 || len(c.Data.Incidents)+c.Data.Omitted != n {
			t.Errorf("%d incidents: %d told and %d left out", n, len(c.Data.Incidents), c.Data.Omitted)
		}
		if (c.Data.Omitted > 0) != (c.Data.More != "") || c.Data.Pages != "https://watch.example/incidents" {
			t.Errorf("%d incidents: more %q at %q", n, c.Data.More, c.Data.Pages)
		}
		for i, e := range c.Data.Incidents {
			if e.Headline != whole.Incidents[i].Headline || e.URL == "" {
				t.Fatalf("%d incidents: incident %d reads %q at %q", n, i, e.Headline, e.URL)
			}
		}
		if size < digest.WebhookLimit/4 && n > 20 {
			t.Errorf("%d incidents: only %d bytes used", n, size)
		}
	}
}

func TestTestMessageIsMarked(t *testing.T) {
	now := at("2025-07-30T18:00:00Z")
	d := digest.Test(digest.Recipient{Name: "desk"}, now)
	if again := digest.Test(digest.Recipient{Name: "desk"}, now.Add(time.Second)); again.ID == d.ID {
		t.Error("two test messages share an id: the second would be dropped")
	}
	r := render(t, d)
	var c call
	if err := json.Unmarshal(r.Webhook, &c); err != nil || c.Type != "test" || c.Data.Note == "" {
		t.Errorf("type %q, note %q, %v", c.Type, c.Data.Note, err)
	}
	if r.Subject != "Test message" {
		t.Errorf("subject %q", r.Subject)
	}
}
