package extract

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// TestCases codes the short articles of testdata/cases. Each is a text with
// optional lines "published:" and "title:" before it and a line "want:" behind
// it; "want: nothing" is an article that tells no incident.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		set, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range set.Files {
			t.Run(filepath.Base(name)+"/"+f.Name, func(t *testing.T) {
				a, want := parseCase(t, f)
				coded := coder().Code(a)
				for _, fault := range compareCase(coded, want) {
					t.Error(fault)
				}
			})
		}
	}
}

func parseCase(t *testing.T, f txtar.File) (a conflict.Article, want string) {
	t.Helper()
	a.URL = "https://example.org/" + f.Name
	var text []string
	for line := range strings.SplitSeq(strings.TrimSpace(string(f.Data)), "\n") {
		switch key, value, _ := strings.Cut(line, ": "); key {
		case "published":
			m, err := conflict.ParseMoment(value)
			if err != nil {
				t.Fatal(err)
			}
			a.Published = m
		case "title":
			a.Title = value
		case "want":
			want = value
		default:
			text = append(text, line)
		}
	}
	a.Text = strings.TrimSpace(strings.Join(text, "\n"))
	if want == "" {
		t.Fatal("no want line")
	}
	return a, want
}

// compareCase compares the main report with the fields of a want line.
func compareCase(coded conflict.Coded, want string) (faults []string) {
	if want == "nothing" {
		if coded.Relevant {
			return []string{"an incident is told; want nothing"}
		}
		return nil
	}
	rep := coded.Main()
	if rep == nil {
		return []string{"no report: " + coded.Reason}
	}
	for field := range strings.SplitSeq(want, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(field), " ")
		if got, ok := caseField(coded, rep, name, value); !ok {
			faults = append(faults, fmt.Sprintf("%s: got %s, want %s", name, got, value))
		}
	}
	return faults
}

func caseField(coded conflict.Coded, rep *conflict.Report, name, want string) (got string, ok bool) {
	switch name {
	case "killed":
		got = boundsText(rep.Summary.Killed)
	case "wounded":
		got = boundsText(rep.Summary.Wounded)
	case "abducted":
		got = boundsText(rep.Summary.Abducted)
	case "missing":
		got = boundsText(rep.Summary.Missing)
	case "militants":
		got = boundsText(rep.Summary.MilitantsKilled)
	case "place":
		if rep.Place != nil {
			got = rep.Place.Name
		}
		return got, fold.String(got) == fold.String(want)
	case "country":
		if rep.Place != nil {
			got = rep.Place.Country
		}
	case "precision":
		if rep.Place != nil {
			got = rep.Place.Precision
		}
	case "date":
		got = rep.Date.Start
	case "by":
		got = sortedIDs(rep.Perpetrators, func(a conflict.Actor) string { return a.ID })
	case "claimed":
		got = sortedIDs(rep.Summary.ClaimedBy, func(s string) string { return s })
	case "official":
		got = rep.Summary.Official
	case "type":
		got = rep.SubEventType
	case "outcome":
		return strings.Join(rep.Outcomes, " "), slices.Contains(rep.Outcomes, want)
	case "reports":
		got = fmt.Sprint(len(coded.Reports))
	case "lang":
		got = coded.Lang
	case "toll":
		return tollsText(rep.Tolls), slices.Contains(strings.Split(tollsText(rep.Tolls), ", "), want)
	default:
		return "no such field", false
	}
	if got == "" {
		got = "none"
	}
	return got, got == want
}

func boundsText(b *conflict.Bounds) string {
	switch {
	case b == nil:
		return "none"
	case b.High == nil:
		return fmt.Sprintf("%d-", b.Low)
	}
	return fmt.Sprintf("%d-%d", b.Low, *b.High)
}

func sortedIDs[T any](list []T, id func(T) string) string {
	var ids []string
	for _, x := range list {
		if s := id(x); s != conflict.Unidentified {
			ids = append(ids, s)
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// tollsText writes tolls as "killed 40 by jnim, wounded 5 by official".
func tollsText(tolls []conflict.Toll) string {
	var out []string
	for _, x := range tolls {
		by := x.By.ID
		if x.By.Role != conflict.RoleParty {
			by = x.By.Role
		}
		out = append(out, fmt.Sprintf("%s %d by %s", x.Measure, x.Low, by))
	}
	return strings.Join(out, ", ")
}
