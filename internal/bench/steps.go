package main

import (
	"fmt"
	"path/filepath"
	"time"
)

// cold is the first round: every feed fetched, parsed and stored.
func (b *bench) cold() error {
	rig, err := b.serve()
	if err != nil {
		return err
	}
	defer rig.stop()
	var floor, own []float64
	var peak, peakFloor float64
	for i := range max(1, 3000/b.feeds) {
		f, err := b.floor("gofeed", "-store", filepath.Join(b.dir, fmt.Sprintf("cold-%d.db", i)))
		if err != nil {
			return err
		}
		data := filepath.Join(b.dir, fmt.Sprintf("cold-%d", i))
		s, err := b.crawl(data)
		if err != nil {
			return err
		}
		floor, own = append(floor, f.cpu), append(own, s.cpu)
		peakFloor, peak = max(peakFloor, f.peak), max(peak, s.peak)
	}
	b.row("cold, items stored, no pages", median(floor), median(own), "1.2 (stretch 0.6)")
	fmt.Printf("| … peak memory, MB | %.0f | %.0f | | 150 |\n", peakFloor, peak)
	return nil
}

// warm is many rounds in which nothing changed, of one live daemon.
func (b *bench) warm() error {
	l, err := b.live("warm")
	if err != nil {
		return err
	}
	defer l.stop()
	state := filepath.Join(b.dir, "warm-floor.json")
	if _, err := b.floor("fetch", "-state", state); err != nil {
		return err
	}
	floor := 0.0
	for range b.rounds {
		f, err := b.floor("fetch", "-state", state)
		if err != nil {
			return err
		}
		floor += f.cpu
	}
	first, err := l.forgetPeak()
	if err != nil {
		return err
	}
	own, err := l.rounds(b.rounds)
	if err != nil {
		return err
	}
	n := float64(b.rounds)
	b.row(fmt.Sprintf("nothing changed, a round of %d", b.rounds), floor/n, own/n, "1.8")
	fmt.Printf("| … peak memory of the daemon, MB | | %.0f | | 100 |\n", l.peak())
	fmt.Printf("| … and before, from its start, with the pages of a first round, MB | | %.0f | | 150 |\n", first)
	return nil
}

// changed is rounds in which one feed in twenty has new items.
func (b *bench) changed() error {
	l, err := b.live("changed")
	if err != nil {
		return err
	}
	defer l.stop()
	state := filepath.Join(b.dir, "changed-floor.json")
	if _, err := b.floor("gofeed", "-state", state); err != nil {
		return err
	}
	const n = 10
	var floor, own float64
	for range n {
		if err := l.rig.round(0.05); err != nil {
			return err
		}
		f, err := b.floor("gofeed", "-state", state)
		if err != nil {
			return err
		}
		s, err := l.rounds(1)
		if err != nil {
			return err
		}
		floor, own = floor+f.cpu, own+s
	}
	b.row("5% changed, feeds only", floor/n, own/n, "1.3")
	return nil
}

// latency is the wall time of a round when each answer takes 50 ms.
func (b *bench) latency() error {
	l, err := b.live("latency", "-latency", "50ms")
	if err != nil {
		return err
	}
	defer l.stop()
	begin := time.Now()
	if err := l.round(); err != nil {
		return err
	}
	fmt.Printf("| wall time of a round at 50 ms latency, s | | %.2f | | 2 |\n", time.Since(begin).Seconds())
	return nil
}

// hanging compares the wall time of a first round with one host in twenty that
// never answers to one without, plus one time-out.
func (b *bench) hanging() error {
	times := map[string]time.Duration{}
	for name, faults := range map[string][]string{"without": nil, "with": {"-faults", "hang=0.05"}} {
		rig, err := b.serve(faults...)
		if err != nil {
			return err
		}
		begin := time.Now()
		_, err = b.crawl(filepath.Join(b.dir, "hang-"+name))
		times[name] = time.Since(begin)
		rig.stop()
		if err != nil {
			return err
		}
	}
	limit := times["without"].Seconds()*1.2 + timeout.Seconds()
	fmt.Printf("| wall time of a first round with 5%% hanging feeds, s | | %.1f (without: %.1f) | | %.1f |\n",
		times["with"].Seconds(), times["without"].Seconds(), limit)
	return nil
}
