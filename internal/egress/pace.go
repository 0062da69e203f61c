package egress

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Pace says how gently one host is asked.
type Pace struct {
	PerHost int           // requests at a time; at most the largest that the client's options name
	Delay   time.Duration // between the starts of two requests
}

// pacer keeps one gate a host.
type pacer struct {
	mu    sync.Mutex
	gates map[string]*gate
}

// maxGates bounds the memory that visits to ever new hosts take.
const maxGates = 50_000

// gate admits the requests to one host, in the order of their arrival.
type gate struct {
	mu      sync.Mutex
	active  int
	users   int // requests that hold the gate, waiting ones included
	waiting []waiter
	next    time.Time // no request starts before
	pause   time.Time // the host asked to be left alone until then
	status  int       // with which it asked
	stalled bool      // the last request had no answer in time
}

// waiter is a request that queues for a place.
type waiter struct {
	turn  chan struct{} // closed when the place is its own
	limit int           // requests at a time, as this one was told
}

// enter returns the gate of a host; leave must follow.
func (p *pacer) enter(host string) *gate {
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.gates[host]
	if g == nil {
		if len(p.gates) >= maxGates {
			p.prune()
		}
		g = &gate{}
		p.gates[host] = g
	}
	g.mu.Lock()
	g.users++
	g.mu.Unlock()
	return g
}

// prune forgets hosts that nobody is asking and that owe no pause.
func (p *pacer) prune() {
	now := time.Now()
	for host, g := range p.gates {
		g.mu.Lock()
		if g.users == 0 && now.After(g.next) && g.pause.IsZero() {
			delete(p.gates, host)
		}
		g.mu.Unlock()
	}
}

// acquire waits for a place and for the delay since the request before.
func (g *gate) acquire(ctx context.Context, pace Pace) error {
	if err := g.place(ctx, max(pace.PerHost, 1)); err != nil {
		return err
	}
	g.mu.Lock()
	now := time.Now()
	start := now
	if g.next.After(now) {
		start = g.next
	}
	g.next = start.Add(pace.Delay)
	g.mu.Unlock()
	if start.Equal(now) {
		return nil
	}
	if err := sleep(ctx, start.Sub(now)); err != nil {
		g.release()
		return err
	}
	return nil
}

func (g *gate) place(ctx context.Context, limit int) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	g.mu.Lock()
	if len(g.waiting) == 0 && g.active < limit {
		g.active++
		g.mu.Unlock()
		return nil
	}
	w := waiter{make(chan struct{}), limit}
	g.waiting = append(g.waiting, w)
	g.mu.Unlock()
	select {
	case <-w.turn:
		return nil
	case <-ctx.Done():
		g.giveUp(w)
		return context.Cause(ctx)
	}
}

// giveUp leaves the queue; a place that had already come goes to the next.
func (g *gate) giveUp(w waiter) {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, w)
	if i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
	} else {
		g.active--
	}
	g.admit()
}

func (g *gate) release() {
	g.mu.Lock()
	g.active--
	g.admit()
	g.mu.Unlock()
}

// admit gives free places to the first in the queue; g.mu is held.
func (g *gate) admit() {
	for len(g.waiting) > 0 && g.active < g.waiting[0].limit {
		g.active++
		close(g.waiting[0].turn)
		g.waiting = g.waiting[1:]
	}
}

func (g *gate) leave() {
	g.mu.Lock()
	g.users--
	g.mu.Unlock()
}

// asked notes that the host wants a pause.
func (g *gate) asked(until time.Time, status int) {
	g.mu.Lock()
	if until.After(g.pause) {
		g.pause, g.status = until, status
	}
	g.mu.Unlock()
}

// paused gives what is left of the pause at now, and the status that asked for it.
func (g *gate) paused(now time.Time) (time.Duration, int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.pause.IsZero() {
		return 0, 0
	}
	if !now.Before(g.pause) {
		g.pause = time.Time{}
		return 0, 0
	}
	return g.pause.Sub(now), g.status
}

// patience is how long to wait for the first byte of an answer. A host whose
// last request got none is given a tenth, so that those who queue behind a
// hanging page neither wait a full timeout each nor are turned away unasked.
func (g *gate) patience(timeout time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stalled {
		return timeout / 10
	}
	return timeout / 2
}

func (g *gate) answered(ok bool) {
	g.mu.Lock()
	g.stalled = !ok
	g.mu.Unlock()
}

// sleep waits; it returns the context's cause when that ends first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
