package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
)

// maxLine is the longest line of JSON that is read: a long article with room.
const maxLine = 16 << 20

// line is one line of input; err ends the input.
type line struct {
	number int
	text   []byte
	err    error
}

// lines gives the lines that are not blank. A line that is too long is an
// error of that line alone.
func lines(r io.Reader) iter.Seq[line] {
	return func(yield func(line) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		for n := 1; ; n++ {
			text, long, err := readLine(in)
			l := line{number: n, text: text}
			if long {
				l.err = fmt.Errorf("longer than %d MB", maxLine>>20)
			} else if err != nil && !errors.Is(err, io.EOF) {
				l.err = err
			}
			blank := len(bytes.TrimSpace(text)) == 0 && l.err == nil
			if !blank && !yield(l) || err != nil {
				return
			}
		}
	}
}

// readLine reads up to the next end of line; of a too long one it drops the rest.
func readLine(in *bufio.Reader) (text []byte, long bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(text)+len(part) > maxLine {
			long, text = true, text[:0]
		}
		if !long {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, long, err
		}
	}
}

// inOrder works on items on all cores and hands the results on in the order of
// the items. Memory stays flat: at most a few items a core are under way.
func inOrder[T, R any](ctx context.Context, items iter.Seq[T], work func(T) (R, error), done func(R, error) error) error {
	type result struct {
		value R
		err   error
	}
	workers := runtime.GOMAXPROCS(0)
	slots := make(chan chan result, 4*workers)
	type task struct {
		item T
		to   chan result
	}
	tasks := make(chan task)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range workers {
		go func() {
			for t := range tasks {
				v, err := work(t.item)
				t.to <- result{v, err}
			}
		}()
	}
	go func() {
		defer close(slots)
		defer close(tasks)
		for item := range items {
			to := make(chan result, 1)
			select {
			case slots <- to:
			case <-ctx.Done():
				return
			}
			select {
			case tasks <- task{item, to}:
			case <-ctx.Done():
				to <- result{err: ctx.Err()}
				return
			}
		}
	}()
	for to := range slots {
		r := <-to
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := done(r.value, r.err); err != nil {
			return err
		}
	}
	return ctx.Err()
}
