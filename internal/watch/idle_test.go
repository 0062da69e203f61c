package watch

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/store"
)

// harvest is a page about something else under a title that says nothing yet.
func harvest() post {
	return post{slug: "flash", at: start(), title: "Breaking news", lead: "",
		body: strings.Repeat("The harvest is good and the barns of the cooperative are full to the roof, a farmer said with a smile.\n\n", 20)}
}

// TestPagesThatTellNothingAreLeftOutWithAReason reads a page that triage lets
// through, and whose text has nothing to be coded.
func TestPagesThatTellNothingAreLeftOutWithAReason(t *testing.T) {
	b := newBench(t, t.TempDir(), strings.Replace(oneFeed, "fetch: all", "fetch: triage", 1))
	b.paper.publish(harvest(), dargo("dargo", start()))
	var left []Read
	if _, err := b.PollDue(context.Background()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ReadPending(context.Background(), func(r Read) {
		if r.Skipped != "" {
			left = append(left, r)
		}
	}); err != nil {
		t.Fatal(err)
	}
	flash := b.paper.URL + "/a/flash"
	if len(left) != 1 || left[0].URL != flash || left[0].Article.Title != "Breaking news" {
		t.Fatalf("left out: %+v", left)
	}
	if _, err := b.Store().Article(flash); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("stored all the same: %v", err)
	}
	if _, err := b.Store().Article(b.paper.URL + "/a/dargo"); err != nil {
		t.Errorf("the attack: %v", err)
	}
	want := conflict.Skip{URL: flash, Title: "Breaking news", Reason: idlePage}
	if left, err := b.Store().Skips("paper"); err != nil || !slices.Equal(left, []conflict.Skip{want}) {
		t.Errorf("left out: %+v, %v", left, err)
	}
	src, _ := b.Config().Source("paper")
	y, err := b.TrySource(context.Background(), src.Conflict())
	if err != nil || !slices.Equal(y.Skips, []conflict.Skip{want}) || len(y.Kept) != 1 {
		t.Errorf("tried: %+v, %v", y, err)
	}
	b.advance(5 * time.Hour)
	if b.tick(); b.paperAsked("/a/flash") != 1 {
		t.Errorf("the page was asked for %d times", b.paperAsked("/a/flash"))
	}
}

func TestSourcesThatAreReadWholeLeaveNothingOut(t *testing.T) {
	b := newBench(t, t.TempDir(), oneFeed)
	b.paper.publish(harvest())
	b.tick()
	if v, err := b.Store().Article(b.paper.URL + "/a/flash"); err != nil || v.Coded.Relevant {
		t.Errorf("relevant: %t, %v", v.Coded.Relevant, err)
	}
}
