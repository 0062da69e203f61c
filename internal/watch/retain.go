package watch

import (
	"context"
	"time"
)

// retainEvery is how often old page texts are looked for.
const retainEvery = 24 * time.Hour

// retain drops the texts of pages older than the config keeps them, once a day.
// Figures, quotes, hashes and incidents stay.
func (s *Service) retain(ctx context.Context) error {
	keep := s.Config().Store.Retention
	now := s.now()
	if last := s.retained.Load(); keep == 0 || now.Unix()-last < int64(retainEvery/time.Second) {
		return nil
	}
	n, err := s.store.Retain(ctx, now.Add(-keep))
	if err != nil {
		return err
	}
	s.retained.Store(now.Unix())
	if n > 0 {
		s.log.Info("old page texts dropped", "versions", n)
	}
	return nil
}
