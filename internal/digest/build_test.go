package digest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
)

func incidentIDs(d conflict.Digest) (ids []string) {
	for _, e := range d.Incidents {
		ids = append(ids, e.Incident.ID)
	}
	return ids
}

func TestClaimsAndOfficialWordsComeBeforeTheRest(t *testing.T) {
	d := busy(t, "en", "UTC")
	if got, want := incidentIDs(d), []string{"inc-dargo", "inc-diapaga", "inc-tillaberi"}; !slices.Equal(got, want) {
		t.Errorf("order %s, want %s", got, want)
	}
	if got := d.Incidents[0].Changes[0].Type; got != conflict.ClaimNew {
		t.Errorf("Dargo begins with %s", got)
	}
	if got := d.Incidents[1].Changes[0].Type; got != conflict.StatementOfficial {
		t.Errorf("Diapaga begins with %s", got)
	}
}

func TestDigestIDDependsOnRecipientAndChangesAlone(t *testing.T) {
	first := busy(t, "en", "UTC")
	later := busyInput("fr", "Europe/Paris")
	later.Now = later.Now.Add(5 * time.Hour)
	later.Health = nil
	slices.Reverse(later.Changes)
	again, ok := digest.Build(later)
	if !ok || again.ID != first.ID {
		t.Errorf("ids %s and %s of the same changes", first.ID, again.ID)
	}
	other := busyInput("en", "UTC")
	other.Recipient.Name = "desk"
	d, _ := digest.Build(other)
	fewer := busyInput("en", "UTC")
	fewer.Changes = fewer.Changes[1:]
	e, _ := digest.Build(fewer)
	if d.ID == first.ID || e.ID == first.ID {
		t.Error("another recipient, or other changes, have the same id")
	}
}

func TestSameChangeIsToldOnce(t *testing.T) {
	in := busyInput("en", "UTC")
	in.Changes = append(in.Changes, in.Changes...)
	d, _ := digest.Build(in)
	if diff := cmp.Diff(busy(t, "en", "UTC"), d); diff != "" {
		t.Errorf("changes read twice change the digest:\n%s", diff)
	}
}

func TestOldNewsAndGoneIncidentsAreNotTold(t *testing.T) {
	in := busyInput("en", "UTC")
	for i := range in.Changes {
		in.Changes[i].Late = in.Changes[i].Incident == "inc-dargo"
	}
	lookup := in.Incident
	in.Incident = func(id string) (conflict.Incident, bool) {
		if id == "inc-diapaga" {
			return conflict.Incident{}, false
		}
		return lookup(id)
	}
	d, ok := digest.Build(in)
	if !ok || !slices.Equal(incidentIDs(d), []string{"inc-tillaberi"}) {
		t.Errorf("told %s", incidentIDs(d))
	}
}

func TestChangesOfMergedIncidentsComeTogether(t *testing.T) {
	in := busyInput("en", "UTC")
	in.Incident = func(string) (conflict.Incident, bool) { return dargo(), true }
	d, _ := digest.Build(in)
	if len(d.Incidents) != 1 || len(d.Incidents[0].Changes) != 6 {
		t.Errorf("%d incidents", len(d.Incidents))
	}
}

func TestNothingToSend(t *testing.T) {
	in := busyInput("en", "UTC")
	in.Changes = nil
	if d, ok := digest.Build(in); ok {
		t.Errorf("a digest of kind %s out of nothing", d.Kind)
	}
	in = busyInput("en", "UTC")
	in.Recipient.Filter.Countries = []string{"ML"}
	if _, ok := digest.Build(in); ok {
		t.Error("a digest of changes that the filter stops")
	}
}

func TestHeartbeatOnADayWithoutNews(t *testing.T) {
	for _, c := range []struct {
		heartbeat string
		since     time.Duration
		due       bool
	}{
		{"", 1000 * time.Hour, false},
		{"daily", 12 * time.Hour, false}, {"daily", 23*time.Hour - 5*time.Second, true}, {"daily", 50 * time.Hour, true},
		{"weekly", 24 * time.Hour, false}, {"weekly", 7*24*time.Hour - time.Hour, true},
	} {
		in := busyInput("en", "UTC")
		in.Changes, in.Recipient.Heartbeat, in.LastSent = nil, c.heartbeat, in.Now.Add(-c.since)
		d, ok := digest.Build(in)
		if ok != c.due {
			t.Errorf("%q, %s after the last message: %v", c.heartbeat, c.since, ok)
		}
		if !ok {
			continue
		}
		again, _ := digest.Build(in)
		text, err := digest.Text(d, digest.Templates{})
		if err != nil {
			t.Fatal(err)
		}
		if d.ID != again.ID || d.Kind != "heartbeat" || !strings.Contains(text, "7 of 8 read; failed: Présidence du Faso") {
			t.Errorf("heartbeat %s (%s):\n%s", d.ID, d.Kind, text)
		}
	}
}

func TestImmediateMessagesAreOneForEachIncident(t *testing.T) {
	in := busyInput("en", "UTC")
	plan := digest.Plan(in)
	if len(plan) != 3 {
		t.Fatalf("%d messages for three incidents", len(plan))
	}
	for _, d := range plan {
		if d.Kind != "immediate" || len(d.Incidents) != 1 {
			t.Errorf("%s with %d incidents", d.Kind, len(d.Incidents))
		}
	}
}

func TestCapAndQuietHoursOfAnImmediateRecipient(t *testing.T) {
	in := busyInput("en", "Africa/Niamey") // it is 19:00 there
	in.Recipient.PerHour = 4
	for sent, want := range map[int]string{0: "immediate immediate immediate", 1: "immediate immediate immediate", 2: "digest", 3: "digest", 4: "", 9: ""} {
		in.SentHour = sent
		var kinds []string
		told := 0
		for _, d := range digest.Plan(in) {
			kinds = append(kinds, d.Kind)
			told += len(d.Incidents)
		}
		if got := strings.Join(kinds, " "); got != want || want != "" && told != 3 {
			t.Errorf("%d sent in the hour: %q with %d incidents, want %q", sent, got, told, want)
		}
	}
	in.SentHour = 0
	quiet, err := digest.ParseQuiet("18:30-06:00")
	if err != nil {
		t.Fatal(err)
	}
	in.Recipient.Quiet = quiet
	if plan := digest.Plan(in); plan != nil {
		t.Errorf("%d messages in quiet hours", len(plan))
	}
	in.Now = at("2025-07-31T05:00:00Z")
	if plan := digest.Plan(in); len(plan) != 3 {
		t.Errorf("%d messages after the quiet hours", len(plan))
	}
}

func TestWhatBecameOfTheSources(t *testing.T) {
	d := busy(t, "en", "UTC")
	if d.Read != 7 || d.Watched != 8 {
		t.Errorf("read %d of %d", d.Read, d.Watched)
	}
	want := []conflict.SourceNote{
		{ID: "presidence", Name: "Présidence du Faso", Official: true, Country: "BF", Problem: "the server answered 503", Since: at("2025-07-29T08:00:00Z")},
		{ID: "radio", Name: "Radio Liptako", Country: "NE", Problem: "nothing new", Since: at("2025-07-26T12:00:00Z"), Silent: true},
	}
	if diff := cmp.Diff(want, d.Failing); diff != "" {
		t.Error(diff)
	}
	in := busyInput("en", "UTC")
	in.Health = map[string]conflict.Health{"lefaso": {LastSuccess: at("2025-07-26T00:00:00Z"), LastPoll: at("2025-07-26T00:00:00Z")}}
	d, _ = digest.Build(in)
	if d.Read != 0 || len(d.Failing) != 8 {
		t.Errorf("read %d, %d notes: a source never read, or not for days, does not count as read", d.Read, len(d.Failing))
	}
}

func TestBusiestDigestCountsWhatItLeavesOut(t *testing.T) {
	in := manyIncidents(digest.MaxIncidents + 7)
	d, _ := digest.Build(in)
	if len(d.Incidents) != digest.MaxIncidents || d.Omitted != 7 {
		t.Errorf("%d told, %d left out", len(d.Incidents), d.Omitted)
	}
	text, err := digest.Text(d, digest.Templates{})
	if err != nil || !strings.Contains(text, "7 more incidents did not fit") {
		t.Errorf("the text does not say what it leaves out (%v)", err)
	}
	if n := strings.Count(text, "JNIM: 40 soldiers killed at Dargo"); n != digest.MaxIncidents {
		t.Errorf("%d first sentences for %d incidents", n, digest.MaxIncidents)
	}
}

func TestFortyIncidentsFitWhatMailProgramsShow(t *testing.T) {
	d, _ := digest.Build(manyIncidents(40))
	page, err := digest.HTML(d, digest.Templates{})
	if err != nil || len(page) > 102<<10 {
		t.Errorf("a page of %d bytes, mail programs show 102 kB (%v)", len(page), err)
	}
}
