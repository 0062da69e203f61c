package main

import (
	"context"
	"io"
)

// interruptible is a standard input whose reader stops at the end of the
// context, even while a terminal or a pipe gives nothing. The read that is then
// under way stays behind until the process ends.
type interruptible struct {
	ctx  context.Context
	from io.Reader
}

// Read gives what the next read of the input gives, or the context's error.
func (r *interruptible) Read(p []byte) (int, error) {
	type input struct {
		text []byte
		err  error
	}
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	done := make(chan input, 1)
	go func() {
		buffer := make([]byte, min(len(p), 64<<10)) // p is the caller's again once Read has returned
		n, err := r.from.Read(buffer)
		done <- input{buffer[:n], err}
	}()
	select {
	case in := <-done:
		return copy(p, in.text), in.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}
