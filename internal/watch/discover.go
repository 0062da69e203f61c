package watch

import (
	"context"
	"errors"
	"slices"

	"sahelwatch/crawler"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/egress"
	"sahelwatch/internal/store"
)

// Discover finds out how a site can be polled.
func (s *Service) Discover(ctx context.Context, address string) (crawler.Discovery, error) {
	d, err := s.setup.Load().crawler.Discover(ctx, address)
	if err != nil && ctx.Err() == nil {
		return d, errors.New(egress.Explain(err))
	}
	return d, err
}

// Yield is what one reading of a source gives.
type Yield struct {
	Kept     []conflict.Stub
	Skips    []conflict.Skip
	Warnings []string
}

// TrySource reads a source that need not be configured, and sorts what it
// announces. Nothing is stored.
func (s *Service) TrySource(ctx context.Context, src conflict.Source) (Yield, error) {
	r, err := s.read(ctx, store.SourceState{Source: src, Health: conflict.Health{ID: src.ID}})
	if err != nil {
		if ctx.Err() != nil {
			return Yield{}, ctx.Err()
		}
		return Yield{}, errors.New(egress.Explain(err))
	}
	y := Yield{Warnings: r.Warnings}
	kept, skips, err := s.triage(src, r.Stubs)
	if err != nil {
		return y, err
	}
	y.Kept, y.Skips, err = s.pastSkips(src.ID, kept, skips)
	return y, err
}

// pastSkips moves to skips what triage keeps and was left out all the same when
// its page was read.
func (s *Service) pastSkips(id string, kept []conflict.Stub, skips []conflict.Skip) ([]conflict.Stub, []conflict.Skip, error) {
	past, err := s.store.Skips(id)
	if err != nil {
		return nil, nil, err
	}
	var still []conflict.Stub
	for _, stub := range kept {
		at := slices.IndexFunc(past, func(sk conflict.Skip) bool { return sk.URL == stub.URL })
		if at < 0 {
			still = append(still, stub)
			continue
		}
		skips = append(skips, past[at])
	}
	return still, skips, nil
}
