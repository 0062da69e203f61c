package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress draws a bar on a terminal and nothing in a pipe.
type progress struct{ bar *progressbar.ProgressBar }

// progress begins a bar over total steps; -1 where their number is not known.
func (s *session) progress(what string, total int) *progress {
	if !s.terminal {
		return &progress{}
	}
	width := min(max(s.columns-50, 10), 40)
	return &progress{progressbar.NewOptions(total,
		progressbar.OptionSetWriter(s.stderr), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(width),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())}
}

func (p *progress) add(n int) {
	if p.bar != nil {
		_ = p.bar.Add(n)
	}
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
		_ = p.bar.Clear()
	}
}
