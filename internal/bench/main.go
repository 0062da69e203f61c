// Command bench measures the program beside a floor program on the load rig, in
// one run on one machine, and prints the tables of docs/performance.md:
//
//	go run ./internal/bench
//	go run ./internal/bench -feeds 20000 -rounds 5 -steps cold,warm,changed -gone
//	TMPDIR=/dev/shm go run ./internal/bench -steps growth
//
// The floor (internal/bench/floor) does as little as a feed reader can: fetch,
// or fetch and parse with gofeed, or that and put the items into bbolt. Only
// the ratios mean something; absolute figures differ from machine to machine.
// Step growth has no floor: it compares the daemon on two stores. It fills the
// larger for some twenty minutes, and needs 10 GB in TMPDIR; -filled spares the
// next run the filling. Everything listens
// on 127.0.0.x, Linux only.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	var b bench
	flag.IntVar(&b.feeds, "feeds", 1000, "number of feeds")
	flag.IntVar(&b.hosts, "hosts", 200, "number of hosts")
	flag.IntVar(&b.rounds, "rounds", 20, "warm rounds")
	flag.IntVar(&b.articles, "articles", 1_000_000, "articles in the larger store of step growth")
	flag.BoolVar(&b.gone, "gone", false, "article pages answer 410: with many feeds a daemon's first round is over soon")
	flag.StringVar(&b.filled, "filled", "", "a `folder` that keeps the filled stores of step growth for later runs")
	steps := flag.String("steps", "cold,warm,changed,latency,hanging", "what is measured; growth too")
	flag.Parse()
	if err := b.run(strings.Split(*steps, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(names []string) (err error) {
	all := map[string]func() error{"cold": b.cold, "warm": b.warm, "changed": b.changed, "latency": b.latency, "hanging": b.hanging, "growth": b.growth}
	var steps []func() error
	for _, name := range names {
		if all[name] == nil {
			return fmt.Errorf("no step has the name %q", name)
		}
		steps = append(steps, all[name])
	}
	if b.dir, err = os.MkdirTemp("", "sahelwatch-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	for name, pkg := range map[string]string{"rig": "./internal/bench/rig", "floor": "./internal/bench/floor", "sahelwatch": "./cmd/sahelwatch"} {
		build := exec.Command("go", "build", "-o", filepath.Join(b.dir, name), pkg)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("build %s: %w", pkg, err)
		}
	}
	fmt.Printf("%d feeds on %d hosts, CPU seconds (user + system)\n\n", b.feeds, b.hosts)
	fmt.Println("| work | floor | sahelwatch | ratio | bar |")
	fmt.Println("|---|---|---|---|---|")
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
