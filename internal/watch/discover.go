package watch

import (
	"context"
	"errors"

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
	kept, skips, err := s.triage(src, r.Stubs)
	return Yield{Kept: kept, Skips: skips, Warnings: r.Warnings}, err
}
