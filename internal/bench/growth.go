package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// little is the store that a large one is compared with.
const little = 10_000

// grown is what a daemon takes on a store of some size.
type grown struct {
	first, warm, changed, article float64 // CPU seconds: of a first round, of later ones, of an article
	peak, reading, heap           float64 // MB: the largest resident set until the pages, and with them; at the end what is no page of a file
}

// growth compares a store of a few articles with one of many: the first round of
// feeds, and of the live daemon rounds with nothing and with 5% changed, and
// article pages read, coded, linked and stored.
func (b *bench) growth() error {
	var by [2]grown
	for i, n := range []int{little, b.articles} {
		dir := filepath.Join(b.dir, fmt.Sprintf("growth-%d", n))
		if err := b.filledStore(dir, n); err != nil {
			return err
		}
		var err error
		if by[i], err = b.grown(dir); err != nil {
			return err
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	few, many := by[0], by[1]
	fmt.Printf("| | %d stored | %d stored | | |\n", little, b.articles)
	b.row("cold, items stored, no pages", few.first, many.first, "flat")
	b.row(fmt.Sprintf("nothing changed, a round of %d", b.rounds), few.warm, many.warm, "flat")
	b.row("5% changed, feeds only", few.changed, many.changed, "flat")
	b.row("an article page read, coded, linked, stored", few.article, many.article, "flat")
	b.row("peak memory of the daemon over these rounds, MB", few.peak, many.peak, "flat")
	b.row("… while it reads the article pages", few.reading, many.reading, "flat")
	b.row("… at the end, without pages of files", few.heap, many.heap, "flat")
	return nil
}

// filledStore makes a store of n articles in dir; with -filled a copy of the one
// kept there, which the first run fills.
func (b *bench) filledStore(dir string, n int) error {
	if b.filled == "" {
		return fill(dir, n)
	}
	kept := filepath.Join(b.filled, filepath.Base(dir))
	if _, err := os.Stat(kept); errors.Is(err, os.ErrNotExist) {
		if err := fill(kept+".part", n); err != nil {
			return err
		}
		if err := os.Rename(kept+".part", kept); err != nil {
			return err
		}
	}
	return os.CopyFS(dir, os.DirFS(kept))
}

func (b *bench) grown(dir string) (grown, error) {
	var g grown
	rig, err := b.serve()
	if err != nil {
		return g, err
	}
	first, err := b.crawl(dir)
	rig.stop()
	if err != nil {
		return g, err
	}
	g.first = first.cpu
	l, err := b.live(filepath.Base(dir))
	if err != nil {
		return g, err
	}
	defer l.stop()
	if g.warm, err = l.rounds(b.rounds); err != nil {
		return g, err
	}
	g.warm /= float64(b.rounds)
	const n = 10
	for range n {
		if err := l.rig.round(0.05); err != nil {
			return g, err
		}
		s, err := l.rounds(1)
		if err != nil {
			return g, err
		}
		g.changed += s / n
	}
	if g.peak, err = l.forgetPeak(); err != nil {
		return g, err
	}
	if g.article, err = b.pages(l); err != nil {
		return g, err
	}
	g.reading, g.heap = l.peak(), l.status("RssAnon")
	return g, nil
}

// pages lets the daemon read article pages, half of which tell of the conflict,
// and gives the seconds for each. They tell of a time of which neither store has
// incidents: that linking takes longer the more happens at a time is another
// matter, with a table of its own.
func (b *bench) pages(l *live) (float64, error) {
	const n = 400
	l.rig.stop()
	var err error
	if l.rig, err = b.serve("-conflict", "0.5", "-base", "2024-06-01T06:00:00Z"); err != nil {
		return 0, err
	}
	list, err := os.Open(filepath.Join(b.dir, "articles.txt"))
	if err != nil {
		return 0, err
	}
	defer list.Close()
	args := []string{"crawl", "--config", l.conf}
	for lines := bufio.NewScanner(list); lines.Scan() && len(args) < n+3; {
		args = append(args, lines.Text())
	}
	before := l.cpu()
	if _, err := b.measured("sahelwatch", args...); err != nil {
		return 0, fmt.Errorf("%s pages: %w", strconv.Itoa(n), err)
	}
	return (l.cpu() - before) / n, nil
}
