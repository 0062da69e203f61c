package incident

import (
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// figures of one incident as several articles give them, and what counts now.
func TestTheRangeOfCurrentFigures(t *testing.T) {
	say := func(victims string, low int, role, id string) conflict.Toll {
		x := toll(low, victims)
		x.By = conflict.Speaker{Role: role, ID: id}
		return x
	}
	open := func(x conflict.Toll) conflict.Toll { x.High = nil; return x }
	was := func(x conflict.Toll, old int) conflict.Toll { x.Supersedes = &old; return x }
	part := func(x conflict.Toll) conflict.Toll { x.Scope = conflict.ScopePart; return x }
	revised := func(x conflict.Toll) conflict.Toll { x.Revised = true; return x }
	type article struct {
		day   int // of publication; 0 unknown
		tolls []conflict.Toll
	}
	tests := []struct {
		name     string
		articles []article
		killed   string
		militant string
	}{
		{"categories of one speaker add up", []article{{1, []conflict.Toll{
			say(conflict.Soldiers, 12, conflict.RoleOfficial, "army"), say(conflict.Auxiliaries, 4, conflict.RoleOfficial, "army")}}}, "16", ""},
		{"a total and its categories are counted once", []article{{1, []conflict.Toll{
			say(conflict.Unknown, 64, conflict.RoleOfficial, "gov"), say(conflict.Civilians, 49, conflict.RoleOfficial, "gov"), say(conflict.Soldiers, 15, conflict.RoleOfficial, "gov")}}}, "64", ""},
		{"a part stays inside its total", []article{{1, []conflict.Toll{
			say(conflict.Unknown, 64, conflict.RoleLocal, ""), part(say(conflict.Soldiers, 70, conflict.RoleLocal, ""))}}}, "64", ""},
		{"speakers are compared, not added", []article{
			{1, []conflict.Toll{say(conflict.Soldiers, 50, conflict.RoleLocal, "")}},
			{2, []conflict.Toll{say(conflict.Soldiers, 40, conflict.RoleParty, "jnim")}}}, "40-50", ""},
		{"militants killed stay apart", []article{{1, []conflict.Toll{
			say(conflict.Soldiers, 10, conflict.RoleOfficial, "army"), say(conflict.Militants, 26, conflict.RoleOfficial, "army")}}}, "10", "26"},
		{"a later figure replaces the same speaker's", []article{
			{2, []conflict.Toll{say(conflict.Soldiers, 60, conflict.RoleParty, "jnim")}},
			{1, []conflict.Toll{say(conflict.Soldiers, 40, conflict.RoleParty, "jnim")}}}, "60", ""},
		{"another speaker's later figure does not", []article{
			{1, []conflict.Toll{say(conflict.Soldiers, 70, conflict.RoleParty, "jnim")}},
			{2, []conflict.Toll{say(conflict.Soldiers, 54, conflict.RoleOfficial, "gov")}}}, "54-70", ""},
		{"a figure of another category does not", []article{
			{1, []conflict.Toll{say(conflict.Civilians, 6, conflict.RoleOfficial, "gov")}},
			{2, []conflict.Toll{say(conflict.Soldiers, 21, conflict.RoleOfficial, "gov")}}}, "27", ""},
		{"without days of publication both stand", []article{
			{0, []conflict.Toll{say(conflict.Soldiers, 60, conflict.RoleParty, "jnim")}},
			{0, []conflict.Toll{say(conflict.Soldiers, 200, conflict.RoleParty, "jnim")}}}, "60-200", ""},
		{"unless the text tells which was first", []article{
			{0, []conflict.Toll{say(conflict.Soldiers, 60, conflict.RoleParty, "jnim")}},
			{0, []conflict.Toll{was(say(conflict.Soldiers, 200, conflict.RoleParty, "jnim"), 60)}}}, "200", ""},
		{"a late copy of an old figure does not bring it back", []article{
			{1, []conflict.Toll{say(conflict.Soldiers, 60, conflict.RoleParty, "jnim")}},
			{2, []conflict.Toll{say(conflict.Soldiers, 200, conflict.RoleParty, "jnim")}},
			{3, []conflict.Toll{say(conflict.Soldiers, 60, conflict.RoleParty, "jnim")}}}, "200", ""},
		{"a toll that rises replaces whoever counted, not a party", []article{
			{1, []conflict.Toll{say(conflict.Civilians, 138, conflict.RoleOfficial, "gov"), say(conflict.Civilians, 138, conflict.RoleParty, "jnim")}},
			{2, []conflict.Toll{was(say(conflict.Civilians, 160, conflict.RoleLocal, ""), 138)}}}, "138-160", ""},
		{"a toll told as revised replaces unnamed sources'", []article{
			{1, []conflict.Toll{say(conflict.Soldiers, 17, conflict.RoleLocal, ""), say(conflict.Soldiers, 20, conflict.RoleParty, "jnim")}},
			{2, []conflict.Toll{revised(say(conflict.Soldiers, 42, conflict.RoleMedia, ""))}}}, "20-42", ""},
		{"open only where the highest is", []article{
			{1, []conflict.Toll{open(say(conflict.Soldiers, 24, conflict.RoleLocal, "")), say(conflict.Soldiers, 200, conflict.RoleParty, "jnim")}}}, "24-200", ""},
		{"open where the highest is", []article{
			{1, []conflict.Toll{say(conflict.Soldiers, 60, conflict.RoleOfficial, "gov"), open(say(conflict.Soldiers, 100, conflict.RoleLocal, ""))}}}, "60+", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var articles []Version
			for i, a := range tt.articles {
				v := Version{Number: 1, Coded: conflict.Coded{URL: "https://" + string(rune('a'+i)) + ".example/1", Reports: []conflict.Report{{
					EventType: "Battles", SubEventType: "Armed clash", Tolls: a.tolls,
					Date:  conflict.Date{Start: "2025-05-01", End: "2025-05-01", Precision: conflict.DateDay},
					Place: &conflict.Place{Name: "Dioura", ID: "t:dioura", Country: "ML", Precision: conflict.PlaceExact}}}}}
				if a.day > 0 {
					v.Coded.Published = conflict.Moment{Time: time.Date(2025, 5, a.day, 0, 0, 0, 0, time.UTC), DayOnly: true}
				}
				articles = append(articles, v)
			}
			inc := live(linked(t, articles))
			if len(inc) != 1 {
				t.Fatalf("%d incidents", len(inc))
			}
			if got := worthOf(inc[0].Killed); got != tt.killed {
				t.Errorf("killed %s, want %s", got, tt.killed)
			}
			if got := worthOf(inc[0].MilitantsKilled); got != tt.militant {
				t.Errorf("militants killed %s, want %s", got, tt.militant)
			}
			told := 0
			for _, a := range tt.articles {
				told += len(a.tolls)
			}
			stands := 0
			for _, l := range []*conflict.Ledger{inc[0].Killed, inc[0].MilitantsKilled} {
				if l != nil {
					stands += len(l.By)
				}
			}
			if stands != told {
				t.Errorf("%d figures stand in the ledger, %d were told", stands, told)
			}
		})
	}
}

func worthOf(l *conflict.Ledger) string {
	if l == nil {
		return ""
	}
	return number(l.Low, l.High)
}
