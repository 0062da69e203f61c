// Command bench measures the program beside a floor program on the load rig, in
// one run on one machine, and prints the table of docs/performance.md:
//
//	go run ./internal/bench
//
// The floor (internal/bench/floor) does as little as a feed reader can: fetch,
// or fetch and parse with gofeed, or that and put the items into bbolt. Only
// the ratios mean something; absolute figures differ from machine to machine.
// Everything listens on 127.0.0.x, Linux only.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	feeds := flag.Int("feeds", 1000, "number of feeds")
	hosts := flag.Int("hosts", 200, "number of hosts")
	rounds := flag.Int("rounds", 20, "warm rounds")
	articles := flag.Int("growth", 0, "instead, compare the daemon on a store of so many `articles` with one on a store of 10,000")
	flag.Parse()
	if err := run(bench{feeds: *feeds, hosts: *hosts, rounds: *rounds, articles: *articles}); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(b bench) (err error) {
	dir, err := os.MkdirTemp("", "sahelwatch-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	for name, pkg := range map[string]string{"rig": "./internal/bench/rig", "floor": "./internal/bench/floor", "sahelwatch": "./cmd/sahelwatch"} {
		build := exec.Command("go", "build", "-o", filepath.Join(dir, name), pkg)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("build %s: %w", pkg, err)
		}
	}
	b.dir = dir
	fmt.Printf("%d feeds on %d hosts, CPU seconds (user + system)\n\n", b.feeds, b.hosts)
	if b.articles > 0 {
		return b.growth()
	}
	fmt.Println("| work | floor | sahelwatch | ratio | bar |")
	fmt.Println("|---|---|---|---|---|")
	for _, step := range []func() error{b.cold, b.warm, b.changed, b.latency, b.hanging} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
