package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"

	"sahelwatch/internal/config"
	"sahelwatch/internal/store"
	"sahelwatch/internal/watch"
)

const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// call is one run of the program: what a shell hands over, or what the control
// socket hands over for a shell elsewhere.
type call struct {
	args     []string
	environ  []string
	dir      string // relative paths count from here
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
	terminal bool                        // stderr is a terminal: progress may be drawn
	columns  int                         // of stderr
	width    int                         // that stdout is laid out for; 0 is no limit, as in a pipe
	service  *watch.Service              // set inside a daemon
	alive    func(context.Context) error // whether that daemon lives
}

// command is one that needs no store.
type command interface {
	Run(*session) error
}

// storeCommand is one that works on the store: inside the daemon where one
// runs, in this process otherwise.
type storeCommand interface {
	Serve(*session, *watch.Service) error
}

// existing is a command about a store that is there: it makes none.
type existing interface {
	storeCommand
	needsStore()
}

// filling is a command that brings a store its first articles: that it makes
// one is no surprise.
type filling interface {
	storeCommand
	fillsStore()
}

func (crawlCmd) fillsStore()  {}
func (importCmd) fillsStore() {}

// errQuiet ends a command with exit 1 when all that is to be said was said.
var errQuiet = errors.New("failed")

// usageError is a wrong way to call a command.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run carries out one call and gives the exit code.
func run(ctx context.Context, c call) int {
	var line cli
	exited := -1
	parser, err := kong.New(&line,
		kong.Name("sahelwatch"),
		kong.Description("Follows news of armed conflict in the Sahel and keeps who said which figure when."),
		kong.UsageOnError(),
		kong.Vars{"version": version()},
		kong.Writers(c.stdout, c.stderr),
		kong.Exit(func(code int) { exited = code; panic(exitPanic{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 80}),
	)
	if err != nil {
		fmt.Fprintln(c.stderr, "sahelwatch:", err)
		return exitFailed
	}
	if len(c.args) == 0 {
		c.args = []string{"--help"}
	}
	parsed, err := parse(parser, c.args)
	switch {
	case exited >= 0:
		return exited
	case err != nil:
		fmt.Fprintf(c.stderr, "sahelwatch: %s\nTry: sahelwatch %s--help\n", err, about(err))
		return exitUsage
	}
	c.stdin = &interruptible{ctx, c.stdin}
	results := &results{w: c.stdout}
	c.stdout = results
	s := &session{Context: ctx, call: c, flags: line.flags}
	if c.terminal {
		s.draw = &screen{}
		s.stdout, s.stderr, s.bare = s.draw.lines(c.stdout), s.draw.lines(c.stderr), c.stderr
	}
	err = s.dispatch(reflect.Indirect(parsed.Selected().Target).Addr().Interface())
	return s.exitCode(cmp.Or(err, results.err))
}

// results is standard output, which remembers that something could not be
// written: a command whose results were lost has failed, whether it looked or not.
type results struct {
	w   io.Writer
	err error
}

func (r *results) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// about names the command that a line was meant for, as far as it was understood.
func about(err error) string {
	var wrong *kong.ParseError
	if !errors.As(err, &wrong) {
		return ""
	}
	words := ""
	for _, part := range wrong.Context.Path {
		if part.Command != nil {
			words += part.Command.Name + " "
		}
	}
	return words
}

// exitPanic carries kong's exit after --help out of the parser.
type exitPanic struct{}

func parse(parser *kong.Kong, args []string) (parsed *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(exitPanic); !ok {
				panic(r)
			}
		}
	}()
	return parser.Parse(args)
}

func (s *session) dispatch(target any) error {
	switch cmd := target.(type) {
	case command:
		return cmd.Run(s)
	case storeCommand:
		if s.service != nil {
			return cmd.Serve(s, s.service)
		}
		return s.serve(cmd)
	}
	return fmt.Errorf("no such command: %T", target)
}

func (s *session) exitCode(err error) int {
	var usage usageError
	var faults *config.Faults
	var code exitError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, errQuiet):
		return exitFailed
	case errors.Is(err, context.Canceled) && s.Err() != nil:
		fmt.Fprintln(s.stderr, "sahelwatch: stopped")
		return exitFailed
	case errors.As(err, &faults):
		fmt.Fprintln(s.stderr, err)
		return exitUsage
	}
	s.complain(strings.TrimSpace(err.Error()))
	var query *store.QueryError
	var input *watch.InputError
	if errors.As(err, &usage) || errors.As(err, &query) || errors.As(err, &input) {
		return exitUsage
	}
	return exitFailed
}

// complain says what a command failed on, each of several errors on its own.
func (s *session) complain(text string) {
	for i, line := range strings.Split(text, "\n") {
		lead := ""
		if i == 0 {
			lead = "sahelwatch: "
		}
		s.remark(lead, line)
	}
}

// exitError is the exit code of a command that ran inside the daemon.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit %d", int(e)) }
