package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// The test binary is also the process that gets killed: TestMain runs the work
// in place of the tests when the environment asks for it.
const (
	workEnv = "SAHELWATCH_TEST_WORK"
	fullEnv = "SAHELWATCH_TEST_FULL"
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(workEnv) != "":
		exit(work(os.Getenv(workEnv), os.Stdout))
	case os.Getenv(fullEnv) != "":
		exit(fillUp(os.Getenv(fullEnv)))
	}
	os.Exit(m.Run())
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// work does what the daemon does, without end, and says on out what a verb has
// promised to keep.
func work(path string, out io.Writer) error {
	s, err := Open(path, Options{LockTimeout: 5 * time.Second})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "open")
	for n := time.Now().UnixNano(); ; n++ {
		p := Poll{SourceID: "a", At: day0}
		for i := range 3 {
			p.Stubs = append(p.Stubs, conflict.Stub{URL: fmt.Sprintf("https://a.example/%d/%d", n, i), Title: "An attack"})
		}
		if _, err := s.RecordPoll(p); err != nil {
			return err
		}
		for _, stub := range p.Stubs {
			fmt.Fprintln(out, "stub", stub.URL)
		}
		if err := settlePending(s, out); err != nil {
			return err
		}
		if err := deliverAll(s, n, out); err != nil {
			return err
		}
		if n%8 == 0 {
			if _, err := s.CompactInPlace(context.Background()); err != nil {
				return err
			}
		}
	}
}

func settlePending(s *Store, out io.Writer) error {
	list, err := s.Pending(2) // one of three stays for later
	if err != nil {
		return err
	}
	for _, p := range list {
		if _, err := s.Commit(pendingCommit(p)); err != nil {
			return err
		}
		fmt.Fprintln(out, "article", p.Stub.URL)
	}
	return nil
}

// pendingCommit makes an article, an incident and a change of a stub.
func pendingCommit(p PendingStub) Commit {
	a := conflict.Article{URL: p.Stub.URL, Title: p.Stub.Title, Text: strings.Repeat("Words of the article. ", 40)}
	change := conflict.Change{ID: "new " + a.URL, Type: conflict.IncidentNew, Incident: a.URL}
	r := conflict.Record{Incident: conflict.Incident{ID: a.URL, Updated: p.Queued, Date: conflict.Date{Start: "2025-07-28"},
		Changes: []conflict.Change{change}}, Members: []conflict.Member{{URL: a.URL}}, Keys: []string{"k"}}
	return Commit{Article: ArticleVersion{URL: a.URL, Version: 1, Article: a, Seen: p.Queued, Hash: EvidenceHash(a)},
		Records: []conflict.Record{r}, Changes: []conflict.Change{change}, Pending: p.ID, Refetch: true}
}

func deliverAll(s *Store, n int64, out io.Writer) error {
	cursor, _, err := s.Cursor("desk")
	if err != nil {
		return err
	}
	changes, err := s.ChangesAfter(cursor, 100)
	if err != nil {
		return err
	}
	d := conflict.Digest{ID: fmt.Sprintf("digest-%d", n), Recipient: "desk", Incidents: []conflict.DigestEntry{{Changes: changes}}}
	if _, err := freezeOne(s, d, cursor+uint64(len(changes))); err != nil {
		return err
	}
	fmt.Fprintln(out, "digest", d.ID)
	due, err := s.Deliveries(time.Now().Add(time.Hour))
	if err != nil {
		return err
	}
	for _, d := range due {
		fmt.Fprintln(out, "sent", d.Digest.ID)
		arrived(&d)
		if err := s.RecordAttempt(d, false); err != nil {
			return err
		}
		fmt.Fprintln(out, "done", d.Digest.ID)
	}
	return nil
}

// promised is what killed processes said was kept.
type promised map[string][]string

func TestNothingIsLostOrDoubledByKillingTheProcess(t *testing.T) {
	rounds := 20
	if soak() {
		rounds = 200
	}
	path := filepath.Join(t.TempDir(), "s.db")
	kept := promised{}
	for round := range rounds {
		kept.runAndKill(t, path, 1+rand.IntN(40), time.Duration(rand.IntN(3000))*time.Microsecond)
		s, err := Open(path, Options{LockTimeout: 5 * time.Second})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		kept.check(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("after kill %d", round)
		}
	}
	if len(kept["article"]) < rounds {
		t.Errorf("only %d articles in %d rounds: the processes hardly worked", len(kept["article"]), rounds)
	}
	t.Logf("%d kills: %d stubs, %d articles, %d digests", rounds, len(kept["stub"]), len(kept["article"]), len(kept["digest"]))
}

// runAndKill lets a process work until it has made a number of promises, so that
// a busy machine changes nothing, and kills it some time after the last.
func (p promised) runAndKill(t *testing.T, path string, promises int, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workEnv+"="+path)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		kind, what, _ := strings.Cut(lines.Text(), " ")
		if n == promises {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		p[kind] = append(p[kind], what)
	}
	if err := cmd.Wait(); err == nil || complaint.Len() > 0 {
		t.Fatalf("the process ended by itself: %v %s", err, complaint.String())
	}
}

func (p promised) check(t *testing.T, s *Store) {
	t.Helper()
	rep, err := s.Verify(context.Background(), nil)
	if err != nil || !rep.OK() {
		t.Errorf("verify: %+v, %v", rep, err)
	}
	waiting := map[string]bool{}
	list, err := s.Pending(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	for _, stub := range list {
		if waiting[stub.Stub.URL] {
			t.Errorf("%s is pending twice", stub.Stub.URL)
		}
		waiting[stub.Stub.URL] = true
		if _, err := s.Article(stub.Stub.URL); err == nil {
			t.Errorf("%s is pending and stored", stub.Stub.URL)
		}
	}
	for _, url := range p["stub"] {
		if _, err := s.Article(url); err != nil && !waiting[url] {
			t.Errorf("stub %s is lost", url)
		}
	}
	for _, url := range p["article"] {
		if _, err := s.Article(url); err != nil {
			t.Errorf("article is lost: %v", err)
		}
	}
	p.checkDigests(t, s)
}

// checkDigests follows each change into exactly one digest, and each digest
// that was sent to a receiver who drops repeated ids.
func (p promised) checkDigests(t *testing.T, s *Store) {
	t.Helper()
	changes, err := s.ChangesAfter(0, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	logged := map[string]int{}
	for i, ch := range changes {
		logged[ch.ID]++
		if ch.Seq != uint64(i+1) || logged[ch.ID] > 1 {
			t.Errorf("change %q stands at %d, %d times", ch.ID, ch.Seq, logged[ch.ID])
		}
	}
	outbox, err := s.Outbox()
	if err != nil {
		t.Fatal(err)
	}
	told, state := map[string]int{}, map[string]string{}
	for _, d := range outbox {
		state[d.Digest.ID] = d.State
		for _, ch := range d.Digest.Incidents[0].Changes {
			if told[ch.ID]++; told[ch.ID] > 1 {
				t.Errorf("change %s is told twice", ch.ID)
			}
		}
	}
	cursor, _, err := s.Cursor("desk")
	if err != nil || len(told) != int(cursor) {
		t.Errorf("%d changes in digests, cursor %d, %v", len(told), cursor, err)
	}
	for _, id := range p["digest"] {
		if state[id] == "" {
			t.Errorf("digest %s is lost", id)
		}
	}
	for _, id := range p["done"] {
		if state[id] != Done {
			t.Errorf("digest %s was done and is %q", id, state[id])
		}
	}
	for id, st := range state {
		if st == Done && !slices.Contains(p["sent"], id) {
			t.Errorf("digest %s is done but was never sent", id)
		}
	}
}
