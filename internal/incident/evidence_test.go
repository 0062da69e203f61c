package incident

import (
	"fmt"
	"strings"
	"testing"

	"sahelwatch/internal/conflict"
)

// Each case gives two articles as the facts of one report each, and whether
// they are found to tell one event. Facts are as in the stories.
func TestWhichReportsTellOneEvent(t *testing.T) {
	const (
		army  = "\nagainst bf_army"
		jnim  = "\nby jnim"
		day   = "\ndate 2025-05-11"
		dargo = "event Battles / Armed clash\nplace Dargo 12.716 -0.285 BF"
		djibo = "event Battles / Armed clash\nplace Djibo 14.099 -1.627 BF"
		kill  = "\ntoll %d soldiers killed by local_source"
	)
	figure := func(n int) string { return fmt.Sprintf(kill, n) }
	tests := []struct {
		name string
		a, b string
		one  bool
	}{
		{"one town, one day, other figures", dargo + day + army + figure(50), dargo + day + figure(40), true},
		{"one town, a day between the sources", dargo + day + army, dargo + "\ndate 2025-05-12" + army, true},
		{"one town, three days later", dargo + day + army + jnim, dargo + "\ndate 2025-05-14" + army + jnim, false},
		{"one town, years later", dargo + day + army + figure(50), dargo + "\ndate 2023-05-11" + army + figure(50), false},
		{"two towns, one day", dargo + day + army + jnim, djibo + day + army + jnim, false},
		{"two towns, one day, one round figure", dargo + day + army + figure(50), djibo + day + army + figure(50), false},
		{"two towns, one day, a figure that few tell", dargo + day + army + figure(37), djibo + day + army + figure(37), true},
		{"two countries, one day, a figure that few tell",
			dargo + day + army + figure(37), "event Battles / Armed clash\nplace Dioura 14.825 -5.265 ML" + day + army + figure(37), false},
		{"one town, a misread day, a figure that few tell", dargo + day + army + figure(37), dargo + "\ndate 2025-05-16" + army + figure(37), true},
		{"two villages of one name, one day", dargo + day + army, "event Battles / Armed clash\nplace Dargo 13.5 -2.2 BF" + day + army, true},
		{"near a town, a village close by", "event Battles / Armed clash\nnear Dargo 12.716 -0.285 BF" + day + army,
			"event Battles / Armed clash\nplace Yalgo 12.82 -0.20 BF" + day + army, true},
		{"a town and its neighbour, each told exactly", dargo + day + army + jnim,
			"event Battles / Armed clash\nplace Yalgo 12.80 -0.20 BF" + day + army + jnim, false},
		{"two groups claim one attack", dargo + day + jnim, dargo + day + "\nby is_sahel", true},
		{"a state force and a group, a day apart", dargo + day + "\nby fama\nagainst civilians", dargo + "\ndate 2025-05-12" + jnim + army, false},
		{"no place, a figure that few tell", dargo + day + army + figure(37), "event Battles / Armed clash\ncountry BF" + day + army + figure(37), true},
		{"no place, a round figure and one group", djibo + day + army + jnim + figure(40), "event Battles / Armed clash\ncountry BF" + day + army + jnim + figure(40), true},
		{"no place, nothing that few tell", dargo + day + army + jnim, "event Battles / Armed clash\ncountry BF" + day + army + jnim, false},
		{"no place, the day before", djibo + day + army + figure(40), "event Battles / Armed clash\ncountry BF\ndate 2025-05-10" + army + figure(40), false},
		{"no day, one town, group and victims", dargo + day + army + jnim, dargo + army + jnim, true},
		{"no day, one town alone", dargo + day + army, dargo + army, false},
		{"no day and month, the same figure", dargo + day + army + figure(50), dargo + army + figure(50), true},
		{"no year, the same day and month", dargo + day + army, dargo + "\nmonthday 05-11" + army, true},
		{"no year, another month", dargo + day + army + figure(50), dargo + "\nmonthday 06-11" + army + figure(50), false},
		{"no day, no place, a figure met once in years", dargo + day + army + jnim + figure(107), "event Battles / Armed clash\ncountry BF" + army + jnim + figure(107), true},
		{"\"dozens\" is no figure", djibo + day + army + "\ntoll 24+ soldiers killed by local_source", "event Battles / Armed clash\ncountry BF" + day + army + "\ntoll 24+ soldiers killed by local_source", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var versions []Version
			for i, facts := range []string{tt.a, tt.b} {
				v := parseArticle(t, fmt.Sprintf("url https://%c.example/1\ntext one%d two%d three%d\n%s", 'a'+i, i, i, i, facts))
				versions = append(versions, v)
			}
			m := linked(t, versions)
			if one := len(live(m)) == 1; one != tt.one {
				fresh := append(members(versions[0]), members(versions[1])...)
				total, why := reasons(newNode(&fresh[0], "", kin), newNode(&fresh[1], "", kin))
				t.Errorf("one event: %v, want %v; score %v: %v", one, tt.one, total, why)
			}
		})
	}
}

// A report told in passing, without a day, makes no incident until another
// article tells of the same.
func TestWhatIsToldInPassingWaits(t *testing.T) {
	main := "event Battles / Armed clash\nplace Dargo 12.716 -0.285 BF\ndate 2025-05-11\nagainst bf_army\n"
	convoy := "event Battles / Armed clash\nplace Dori 14.03 -0.03 BF\nby is_sahel\nagainst bf_army\ntoll 23 civilians killed by local_source\n"
	first := parseArticle(t, "url https://a.example/1\n"+main+convoy)
	second := parseArticle(t, "url https://b.example/1\npublished 2025-05-13\n"+convoy)
	m := linked(t, []Version{first})
	if got := places(live(m)); got != "Dargo" {
		t.Errorf("incidents at %q after the first article, want Dargo alone", got)
	}
	m = linked(t, []Version{first, second})
	if got := places(live(m)); got != "Dargo Dori" {
		t.Errorf("incidents at %q after the second, want Dargo Dori", got)
	}
	dori := live(m)[1]
	if len(dori.Articles) != 1 || len(dori.Mentions) != 1 {
		t.Errorf("%d articles and %d mentions, want the one that reports and the one that mentions", len(dori.Articles), len(dori.Mentions))
	}
}

func places(records []conflict.Record) string {
	var out []string
	for _, r := range records {
		out = append(out, r.Place.Name)
	}
	return strings.Join(out, " ")
}
