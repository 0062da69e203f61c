package watch

import (
	"errors"
	"fmt"
	"time"

	"sahelwatch/internal/conflict"
	"sahelwatch/internal/digest"
	"sahelwatch/internal/store"
)

// changesAtOnce bounds how many changes one digest looks at; the rest follows
// in the next run.
const changesAtOnce = 5000

// FreezeDue freezes the digests that are due into the outbox and gives how
// many there were.
func (s *Service) FreezeDue() (int, error) {
	total := 0
	for _, out := range s.setup.Load().out.recipients {
		n, err := s.freezeFor(out)
		if errors.Is(err, store.ErrBacklog) {
			s.log.Warn("too many deliveries wait", "recipient", out.content.Name)
			continue
		}
		if err != nil {
			return total, fmt.Errorf("digest for %s: %w", out.content.Name, err)
		}
		total += n
	}
	return total, nil
}

// freezeFor freezes what is due for one recipient. A new recipient starts now:
// it hears of nothing that was known before.
func (s *Service) freezeFor(out outlet) (int, error) {
	now := s.now()
	name := out.content.Name
	state, known, err := s.store.Recipient(name)
	if err != nil {
		return 0, err
	}
	if !known {
		return 0, s.welcome(out, now)
	}
	if _, anyone := wanted(out.target, state); !anyone || state.Disabled || !out.schedule.Immediate() && now.Before(state.NextDigest) {
		return 0, nil
	}
	changes, err := s.store.ChangesAfter(state.Cursor, changesAtOnce)
	if err != nil {
		return 0, err
	}
	in, err := s.digestInput(out.content, changes, state.LastDigest)
	if err != nil {
		return 0, err
	}
	in.LastSent, in.SentHour = state.LastSent, sentThisHour(state, now)
	if in.LastSent.IsZero() {
		in.LastSent = state.Started
	}
	if out.content.Quiet.Holds(now.In(zone(out.content.Timezone))) || out.schedule.Immediate() && in.SentHour >= out.content.PerHour {
		return 0, nil // the changes wait for the end of the quiet hours, or of the hour
	}
	digests := plan(out, in)
	return s.freezeAll(out, state, digests, changes, now)
}

// plan decides what is sent now.
func plan(out outlet, in digest.Input) []conflict.Digest {
	if out.schedule.Immediate() {
		return digest.Plan(in)
	}
	if d, ok := digest.Build(in); ok {
		return []conflict.Digest{d}
	}
	return nil
}

// freezeAll stores the digests, and in the same transaction how far the
// recipient was told and when its schedule is due next.
func (s *Service) freezeAll(out outlet, state store.RecipientState, digests []conflict.Digest, changes []conflict.Change, now time.Time) (int, error) {
	cursor := state.Cursor
	if len(changes) > 0 {
		cursor = changes[len(changes)-1].Seq
	}
	next := nextDigest(out.schedule, now)
	if len(digests) > 0 {
		return s.store.FreezeDigests(digests, cursor, func(r *store.RecipientState) { r.NextDigest = next })
	}
	if cursor == state.Cursor && next.Equal(state.NextDigest) {
		return 0, nil
	}
	return 0, s.store.UpdateRecipient(out.content.Name, func(r *store.RecipientState) {
		r.Cursor, r.NextDigest = cursor, next
	})
}

// Welcome notes the recipients that are new in the config. Called before any
// reading begins, it makes sure that what the first reading finds is theirs.
func (s *Service) Welcome() error {
	for _, out := range s.setup.Load().out.recipients {
		_, known, err := s.store.Recipient(out.content.Name)
		if err == nil && !known {
			err = s.welcome(out, s.now())
		}
		if err != nil {
			return fmt.Errorf("recipient %s: %w", out.content.Name, err)
		}
	}
	return nil
}

func (s *Service) welcome(out outlet, now time.Time) error {
	last, err := s.store.LastSeq()
	if err != nil {
		return err
	}
	return s.store.UpdateRecipient(out.content.Name, func(r *store.RecipientState) {
		r.Cursor, r.NextDigest, r.LastDigest = last, nextDigest(out.schedule, now), now
	})
}

func nextDigest(sched digest.Schedule, now time.Time) time.Time {
	if sched.Immediate() {
		return time.Time{}
	}
	return sched.Next(now)
}

func sentThisHour(state store.RecipientState, now time.Time) int {
	if now.Truncate(time.Hour).Equal(state.Hour) {
		return state.SentHour
	}
	return 0
}

func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return loc
}

// digestInput gathers what a digest is made of.
func (s *Service) digestInput(r digest.Recipient, changes []conflict.Change, since time.Time) (digest.Input, error) {
	cfg := s.Config()
	in := digest.Input{
		Recipient: r, Changes: changes, Since: since, Now: s.now(), BaseURL: cfg.Web.PublicURL,
		Incident: s.lookup, Nearby: s.nearby, Health: map[string]conflict.Health{},
	}
	states, err := s.store.Sources()
	if err != nil {
		return in, err
	}
	for _, st := range states {
		in.Sources = append(in.Sources, st.Source)
		in.Health[st.Source.ID] = st.Health
	}
	return in, nil
}

func (s *Service) lookup(id string) (conflict.Incident, bool) {
	r, err := s.store.Incident(id)
	if err != nil {
		if !errors.Is(err, store.ErrNotFound) {
			s.log.Error("incident cannot be read", "incident", id, "error", err.Error())
		}
		return conflict.Incident{}, false
	}
	return r.Incident, !r.Gone
}

// Preview gives the digest of everything that became known since a time, as a
// recipient would get it, without sending or moving anything.
func (s *Service) Preview(r digest.Recipient, since time.Time) (conflict.Digest, bool, error) {
	changes, err := s.changesSince(since)
	if err != nil {
		return conflict.Digest{}, false, err
	}
	in, err := s.digestInput(r, changes, since)
	if err != nil {
		return conflict.Digest{}, false, err
	}
	d, ok := digest.Build(in)
	return d, ok, nil
}

// changesSince gives the changes from a time on, late ones included: who looks
// back asks for old news.
func (s *Service) changesSince(since time.Time) ([]conflict.Change, error) {
	var list []conflict.Change
	for seq := uint64(0); ; {
		page, err := s.store.ChangesAfter(seq, changesAtOnce)
		if err != nil || len(page) == 0 {
			return list, err
		}
		seq = page[len(page)-1].Seq
		for _, c := range page {
			if at, err := time.Parse(time.RFC3339, c.At); err == nil && !at.Before(since) {
				c.Late = false
				list = append(list, c)
			}
		}
	}
}
