package watch

import "sync"

// inFlight is a set of names that are being worked on.
type inFlight struct {
	mu    sync.Mutex
	names map[string]bool
}

// enter adds a name; false when it is there already.
func (f *inFlight) enter(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.names[name] {
		return false
	}
	if f.names == nil {
		f.names = map[string]bool{}
	}
	f.names[name] = true
	return true
}

func (f *inFlight) leave(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.names, name)
}

// broadcast wakes everyone who waits for the next change.
type broadcast struct {
	mu   sync.Mutex
	next chan struct{}
}

// wait gives a channel that is closed at the next wake.
func (b *broadcast) wait() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next == nil {
		b.next = make(chan struct{})
	}
	return b.next
}

func (b *broadcast) wake() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.next != nil {
		close(b.next)
		b.next = nil
	}
}
