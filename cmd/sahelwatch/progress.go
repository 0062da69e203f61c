package main

import (
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// screen keeps a progress bar and the lines printed meanwhile apart: the bar
// goes out of the way of each and comes back with its next step.
type screen struct {
	mu  sync.Mutex
	bar *progressbar.ProgressBar
}

// lines gives a writer whose text never runs into the bar.
func (s *screen) lines(w io.Writer) io.Writer { return &screenLines{s, w} }

type screenLines struct {
	screen *screen
	w      io.Writer
}

func (l *screenLines) Write(p []byte) (int, error) {
	l.screen.mu.Lock()
	defer l.screen.mu.Unlock()
	if l.screen.bar != nil {
		_ = l.screen.bar.Clear()
	}
	return l.w.Write(p)
}

// progress draws a bar on a terminal and nothing in a pipe.
type progress struct{ draw *screen }

// progress begins a bar over total steps; -1 where their number is not known.
func (s *session) progress(what string, total int) *progress {
	if s.draw == nil {
		return &progress{}
	}
	width := min(max(s.columns-50, 10), 40)
	s.draw.mu.Lock()
	defer s.draw.mu.Unlock()
	s.draw.bar = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(s.bare), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(width),
		progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	return &progress{s.draw}
}

func (p *progress) add(n int) {
	if p.draw == nil {
		return
	}
	p.draw.mu.Lock()
	defer p.draw.mu.Unlock()
	if p.draw.bar != nil {
		_ = p.draw.bar.Add(n)
	}
}

func (p *progress) end() {
	if p.draw == nil {
		return
	}
	p.draw.mu.Lock()
	defer p.draw.mu.Unlock()
	if p.draw.bar != nil {
		_ = p.draw.bar.Finish()
		_ = p.draw.bar.Clear()
		p.draw.bar = nil
	}
}
