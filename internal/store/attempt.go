package store

import (
	"time"

	"sahelwatch/internal/conflict"
)

// RecordAttempt stores a delivery as an attempt left it (state, next time,
// addresses served and refused) together with what that says of the recipient.
// disable notes that the receiver wants nothing more.
func (s *Store) RecordAttempt(after conflict.Delivery, disable bool) error {
	return s.settle(after.Digest.ID, func(d *conflict.Delivery) (func(*RecipientState), error) {
		*d = after
		return func(r *RecipientState) {
			r.Disabled = r.Disabled || disable
			switch {
			case after.State == Done:
				r.LastSent, r.Failures, r.FailingSince, r.LastError = s.now(), 0, time.Time{}, ""
			case after.State != Aside:
				s.failing(after.LastError)(r)
			}
		}, nil
	})
}
