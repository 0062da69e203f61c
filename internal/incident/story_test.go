package incident

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"sahelwatch/internal/conflict"
)

// Each story under testdata tells articles in order as short coded facts, and
// after each one every change that becomes known. A letter stands for an
// incident, in the order in which they were first met.
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			arc, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tale := newTale()
			update := os.Getenv("SAHELWATCH_UPDATE") != ""
			for i := range arc.Files {
				f := &arc.Files[i]
				want := string(f.Data)
				var got string
				switch {
				case strings.HasPrefix(f.Name, "told"):
					got = tale.lastTold()
				case f.Name == "incidents":
					got = tale.incidents()
				default:
					tale.act(t, f.Name, want)
					continue
				}
				if update {
					f.Data = []byte(got)
				} else if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s: -want +got\n%s", f.Name, d)
				}
			}
			if update {
				if err := os.WriteFile(file, txtar.Format(arc), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			tale.inAnyOrder(t)
		})
	}
}

// tale is a story as it is told: what was read so far and what is known.
type tale struct {
	shelf     *Memory
	letters   map[string]string
	told      []conflict.Change
	versions  []Version
	decisions []Decision
	acted     bool // something other than an article happened
}

func newTale() *tale {
	return &tale{shelf: NewMemory(), letters: map[string]string{}}
}

func (s *tale) input(v Version) Input {
	return Input{Article: v, Now: v.Seen, MaxAge: 48 * time.Hour, Decisions: s.decisions, Kin: kin}
}

func kin(id string) string {
	if id == "katiba_macina" {
		return "jnim"
	}
	return id
}

func (s *tale) act(t *testing.T, name, text string) {
	t.Helper()
	verb, _, _ := strings.Cut(name, " ")
	var out Outcome
	var err error
	switch verb {
	case "article":
		v := parseArticle(t, text)
		s.versions = append(s.versions, v)
		out, err = Link(s.input(v), s.shelf)
	case "gone":
		s.acted = true
		url, when, _ := strings.Cut(strings.TrimSpace(text), " ")
		out, err = Removed(url, instant(t, when), s.decisions, kin, s.shelf)
	case "decision":
		s.acted = true
		var more []Decision
		if more, err = ParseDecisions(strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
		s.decisions = append(s.decisions, more...)
		out, err = Decide(s.decisions, more[len(more)-1].At, kin, s.shelf)
	default:
		t.Fatalf("unknown part %q", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.shelf.Write(out)
	s.told = out.Changes
}

func (s *tale) letter(id string) string {
	if _, ok := s.letters[id]; !ok {
		s.letters[id] = string(rune('A' + len(s.letters)))
	}
	return s.letters[id]
}

func (s *tale) lastTold() string {
	var b strings.Builder
	for _, c := range s.told {
		from, to := c.From, c.To
		at := s.letter(c.Incident)
		if c.Type == conflict.IncidentMerged || c.Type == conflict.IncidentSplit {
			from, to = s.letter(from), s.letter(to)
		}
		fmt.Fprintf(&b, "%s %s:", at, c.Type)
		if from != "" {
			fmt.Fprintf(&b, " %s ->", from)
		}
		if to != "" {
			fmt.Fprintf(&b, " %s", to)
		}
		if c.Measure != "" {
			fmt.Fprintf(&b, " (%s %s)", c.Victims, c.Measure)
		}
		if c.By != nil {
			fmt.Fprintf(&b, " by %s", speakerName(*c.By))
			if c.By.Via != nil {
				fmt.Fprintf(&b, " via %s", c.By.Via.Name)
			}
		}
		if c.Hours != nil {
			fmt.Fprintf(&b, " after %.0f h", *c.Hours)
		}
		if c.Late {
			b.WriteString(" late")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (s *tale) incidents() string {
	var lines []string
	for _, r := range s.shelf.Records() {
		if r.Into == "" && !r.Gone {
			lines = append(lines, s.letter(r.ID)+" "+describe(r))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}

// describe tells what an incident says now.
func describe(r conflict.Record) string {
	var b strings.Builder
	b.WriteString(headline(&r.Incident))
	fmt.Fprintf(&b, "; official %s", r.Official)
	if len(r.ClaimedBy) > 0 {
		fmt.Fprintf(&b, "; claimed by %s", strings.Join(r.ClaimedBy, ", "))
	}
	fmt.Fprintf(&b, "; %d articles, %d independent", len(r.Articles), r.Independent)
	for _, l := range []*conflict.Ledger{r.Killed, r.Wounded, r.Abducted, r.MilitantsKilled} {
		if l == nil {
			continue
		}
		for _, e := range l.By {
			fmt.Fprintf(&b, "\n    %s %s %s, %s", number(e.Low, e.High), e.Victims, e.Measure, speakerName(e.By))
			if e.Superseded {
				b.WriteString(", superseded")
			}
			if e.Withdrawn {
				b.WriteString(", withdrawn")
			}
		}
	}
	for _, m := range r.Mentions {
		fmt.Fprintf(&b, "\n    recalled by %s", m.URL)
	}
	return b.String()
}

// inAnyOrder links the articles of the story backwards and checks that the same
// incidents stand with the same current figures.
func (s *tale) inAnyOrder(t *testing.T) {
	if s.acted || slices.ContainsFunc(s.versions, func(v Version) bool { return v.Number > 1 }) {
		return
	}
	back := newTale()
	for _, v := range slices.Backward(s.versions) {
		step(t, back.shelf, back.input(v))
	}
	if d := cmp.Diff(standing(s.shelf), standing(back.shelf)); d != "" {
		t.Errorf("backwards other incidents stand: -forwards +backwards\n%s", d)
	}
}

// standing lists incidents by their articles, with what does not depend on order.
func standing(m *Memory) []string {
	var out []string
	for _, r := range live(m) {
		out = append(out, strings.Join(urlsOf(&r), " ")+": "+describe(r))
	}
	slices.Sort(out)
	return out
}
