package incident

import (
	"fmt"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// liveBlog is version n of an article that is edited all day.
func liveBlog(n, killed int) Version {
	r := conflict.Report{EventType: "Battles", SubEventType: "Armed clash",
		Date:  conflict.Date{Start: "2025-05-01", End: "2025-05-01", Precision: conflict.DateDay},
		Place: &conflict.Place{Name: "Dioura", ID: "t:dioura", Country: "ML", Precision: conflict.PlaceExact},
		Tolls: []conflict.Toll{toll(killed, conflict.Soldiers)}}
	return Version{Number: n, Seen: time.Date(2025, 5, 1, 6, n, 0, 0, time.UTC),
		Coded: conflict.Coded{URL: "https://a.example/live", Relevant: true, Reports: []conflict.Report{r}}}
}

// A page edited a hundred times keeps each figure it ever gave, and no more.
func TestALiveBlogDoesNotGrowItsIncident(t *testing.T) {
	m := NewMemory()
	changes := 0
	for n := 1; n <= 100; n++ {
		v := liveBlog(n, 10+(n+16)/25) // 10, 11, 12, 13, 14
		changes += len(step(t, m, Input{Article: v, Now: v.Seen}).Changes)
	}
	inc := live(m)
	if len(inc) != 1 {
		t.Fatalf("%d incidents", len(inc))
	}
	if n := len(inc[0].Members); n > 6 {
		t.Errorf("%d members after a hundred versions", n)
	}
	var figures []string
	for _, e := range inc[0].Killed.By {
		s := fmt.Sprintf("%d in version %d", e.Low, e.Version)
		if e.Withdrawn {
			s += ", withdrawn"
		}
		figures = append(figures, s)
	}
	want := "[10 in version 1, withdrawn 11 in version 9, withdrawn 12 in version 34, withdrawn 13 in version 59, withdrawn 14 in version 84]"
	if got := fmt.Sprint(figures); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// First report, then each new figure as a rise and as an edit.
	if changes != 1+4*2 {
		t.Errorf("%d changes told", changes)
	}
}

// A version that was read late does not bring back what the next one corrected.
func TestAnOlderVersionReadLateIsOld(t *testing.T) {
	m := NewMemory()
	for _, n := range []int{1, 3} {
		v := liveBlog(n, 10*n)
		step(t, m, Input{Article: v, Now: v.Seen})
	}
	late := liveBlog(2, 99)
	out := step(t, m, Input{Article: late, Now: late.Seen})
	if len(out.Changes) > 0 {
		t.Errorf("%d changes told, first %+v", len(out.Changes), out.Changes[0])
	}
	inc := live(m)[0]
	if got := worthOf(inc.Killed); got != "30" {
		t.Errorf("killed %s, want 30", got)
	}
}

// An edit of words on which nothing stands is no change; one of the words that
// tell the event is.
func TestEditsAreToldWhereTheyTouchTheIncident(t *testing.T) {
	words := "Forty-one soldiers were killed"
	for _, tt := range []struct {
		edit Edit
		want int
	}{
		{Edit{"The minister travels today.", "The minister travels tomorrow."}, 0},
		{Edit{words + ", the army said.", words + ", said the army in a statement."}, 1},
	} {
		m := NewMemory()
		for n := 1; n <= 2; n++ {
			v := liveBlog(n, 41)
			v.Coded.Reports[0].Evidence = &conflict.Span{Field: "text", Text: words}
			if n == 2 {
				v.Edits = []Edit{tt.edit}
			}
			out := step(t, m, Input{Article: v, Now: v.Seen})
			if n == 2 && len(out.Changes) != tt.want {
				t.Errorf("%+v: %d changes, want %d", tt.edit, len(out.Changes), tt.want)
			}
			if n == 2 && tt.want == 1 {
				c := out.Changes[0]
				if c.Type != conflict.ArticleEdited || c.From != tt.edit.Old || c.To != tt.edit.New {
					t.Errorf("told %s: %q -> %q", c.Type, c.From, c.To)
				}
			}
		}
	}
}
