package main

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts call the program under its own name, in a process of
// its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sahelwatch": main})
}

// TestScripts runs the end-to-end scripts of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"waitfor":  waitFor,
			"count":    count,
			"inorder":  inOrderLines,
			"stopwith": stopWith,
		},
	})
}

// waitFor FILE waits until a file, such as the control socket, exists.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitfor FILE")
	}
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
	}
	ts.Fatalf("%s did not appear", args[0])
}

// count FILE N TEXT checks how many lines of a file hold a text.
func count(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: count FILE N TEXT")
	}
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	n := 0
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if strings.Contains(line, args[2]) {
			n++
		}
	}
	if n != want {
		ts.Fatalf("%d lines hold %q, want %d", n, args[2], want)
	}
}

// inOrderLines FILE TEXT... checks that lines with these texts follow each
// other, others may stand between.
func inOrderLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: inorder FILE TEXT...")
	}
	rest := args[1:]
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if len(rest) > 0 && containsAll(line, rest[0]) {
			rest = rest[1:]
		}
	}
	if len(rest) > 0 {
		ts.Fatalf("not found in this order: %q", rest)
	}
}

// containsAll checks a line for words that are separated by a bar.
func containsAll(line, words string) bool {
	for w := range strings.SplitSeq(words, "|") {
		if !strings.Contains(line, w) {
			return false
		}
	}
	return true
}

// stopWith SIGNAL DATADIR sends a signal to the process that holds a store.
func stopWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: stopwith SIGNAL DATADIR")
	}
	pid := strings.TrimSpace(ts.ReadFile(args[1] + "/sahelwatch.db.pid"))
	ts.Check(exec.Command("kill", "-"+args[0], pid).Run())
}
