package main

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// Ctrl-C ends a command that waits for its standard input.
func TestACommandThatWaitsForInputCanBeStopped(t *testing.T) {
	for _, args := range [][]string{{"code"}, {"extract"}, {"import", "--data", "d"}} {
		ctx, stop := context.WithCancel(t.Context())
		silent, keep := io.Pipe()
		defer keep.Close()
		var out, said bytes.Buffer
		done := make(chan int, 1)
		go func() {
			done <- run(ctx, call{args: args, dir: t.TempDir(), stdin: silent, stdout: &out, stderr: &said})
		}()
		go func() { _, _ = io.WriteString(keep, "{}") }() // it has begun to read
		time.AfterFunc(200*time.Millisecond, stop)
		select {
		case code := <-done:
			if code != exitFailed || strings.TrimSpace(said.String()) != "sahelwatch: stopped" || out.Len() > 0 {
				t.Errorf("%v: exit %d, said %q, wrote %q", args, code, said.String(), out.String())
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%v goes on waiting", args)
		}
	}
}

// A progress bar never stands in the line that a command prints.
func TestLinesKeepClearOfTheProgressBar(t *testing.T) {
	var terminal bytes.Buffer
	s := &session{call: call{columns: 80}, draw: &screen{}, bare: &terminal}
	out := s.draw.lines(&terminal)
	bar := s.progress("sources", 3)
	for range 3 {
		bar.add(1)
		_, _ = io.WriteString(out, "a source failed\n")
		time.Sleep(120 * time.Millisecond) // the bar is drawn ten times a second at most
	}
	bar.end()
	_, _ = io.WriteString(out, "3 sources\n")
	drawn := 0
	for line := range strings.Lines(terminal.String()) {
		visible := line[strings.LastIndex(line, "\r")+1:] // what is left of it on the screen
		if visible != "a source failed\n" && visible != "3 sources\n" {
			t.Errorf("a line reads %q", line)
		}
		drawn += strings.Count(line, "sources  ")
	}
	if drawn == 0 {
		t.Errorf("no bar was drawn: %q", terminal.String())
	}
}
