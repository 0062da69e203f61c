// Command sahelwatch follows news of armed conflict in the Sahel: it polls
// sources, codes articles, links the reports of one incident, keeps who said
// which figure when, and sends digests when that changes.
//
// Exit codes: 0 done, 1 the work failed, 2 wrong usage or wrong config.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // recipients' zones, where the system has none

	"golang.org/x/term"
)

// version names the build: the module's version and the commit, as far as the
// build knows them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "sahelwatch"
	}
	text := "sahelwatch " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			text += " " + s.Value
		}
	}
	return text + " " + info.GoVersion
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	columns, _, err := term.GetSize(int(os.Stderr.Fd()))
	width, _, _ := term.GetSize(int(os.Stdout.Fd())) // 0 where it is no terminal
	dir, dirErr := os.Getwd()
	if dirErr != nil {
		fmt.Fprintln(os.Stderr, "sahelwatch:", dirErr)
		os.Exit(exitFailed)
	}
	os.Exit(run(ctx, call{
		args: os.Args[1:], environ: os.Environ(), dir: dir,
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		terminal: err == nil, columns: columnsOf(os.Environ(), columns), width: columnsOf(os.Environ(), width),
	}))
}
