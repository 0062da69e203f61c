package store

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"sahelwatch/internal/conflict"
)

// healthDelay is how long the health of a source that had nothing new may wait
// for its write.
const healthDelay = 2 * time.Second

// SourceState is a configured source with what is known of it.
type SourceState struct {
	Source conflict.Source `json:"source"`
	Health conflict.Health `json:"health"`
	Added  time.Time       `json:"added"` // when the config first named it
}

// First reports whether the source was never read with success: what it
// announces then is old news.
func (s SourceState) First() bool { return s.Health.LastSuccess.IsZero() }

// sources holds the state of all sources in memory: a round over a thousand
// feeds that have nothing new must not read and write a thousand records.
type sources struct {
	mu     sync.Mutex
	loaded bool
	states map[string]*sourceEntry
	dirty  map[string]bool // health not yet written
	timer  *time.Timer
}

type sourceEntry struct {
	SourceState
	Active bool `json:"active"` // named by the present config
}

// sourceRecord is the stored form; health has a bucket of its own.
type sourceRecord struct {
	Source conflict.Source `json:"source"`
	Added  time.Time       `json:"added"`
	Active bool            `json:"active"`
}

// load reads all sources once. The caller holds mu.
func (s *Store) loadSources() error {
	if s.sources.loaded {
		return nil
	}
	states := map[string]*sourceEntry{}
	older := map[string]olderHealth{}
	err := s.view("read sources", func(tx *bbolt.Tx) error {
		health := tx.Bucket(bHealth)
		return tx.Bucket(bSource).ForEach(func(k, v []byte) error {
			var r sourceRecord
			if err := s.codec.unpack("source", k, v, &r); err != nil {
				return err
			}
			e := &sourceEntry{SourceState{Source: r.Source, Added: r.Added}, r.Active}
			e.Health.ID = r.Source.ID
			if h := health.Get(k); h != nil {
				var stored olderHealth
				if err := s.codec.unpack("health", k, h, &stored); err != nil {
					return err
				}
				if e.Health = stored.Health; len(stored.Skipped) > 0 {
					e.Health.LeftOut = min(len(stored.Skipped), keptSkips)
					stored.Health = e.Health
					older[r.Source.ID] = stored
				}
			}
			states[r.Source.ID] = e
			return nil
		})
	})
	if err == nil {
		err = s.moveSkips(older)
	}
	if err != nil {
		return err
	}
	s.sources.states, s.sources.dirty, s.sources.loaded = states, map[string]bool{}, true
	return nil
}

// SyncSources makes list the configured sources: new ones are due at once,
// known ones keep their health (a changed URL loses its validators), those that
// list no longer names rest until a config names them again.
func (s *Store) SyncSources(list []conflict.Source, now time.Time) error {
	s.sources.mu.Lock()
	defer s.sources.mu.Unlock()
	if err := s.loadSources(); err != nil {
		return err
	}
	named := map[string]bool{}
	changed := map[string]*sourceEntry{}
	for _, src := range list {
		named[src.ID] = true
		if e := s.sources.merge(src, now); e != nil {
			changed[src.ID] = e
		}
	}
	for id, e := range s.sources.states {
		if e.Active && !named[id] {
			rests := *e
			rests.Active = false
			changed[id] = &rests
		}
	}
	if len(changed) == 0 {
		return nil
	}
	err := s.update("write sources", func(tx *bbolt.Tx) error {
		for _, id := range sortedKeys(changed) {
			if err := putSource(tx, changed[id]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for id, e := range changed {
		s.sources.states[id] = e
	}
	return nil
}

// merge gives the new entry of src, nil when nothing about it changed.
func (ss *sources) merge(src conflict.Source, now time.Time) *sourceEntry {
	old := ss.states[src.ID]
	if old == nil {
		e := &sourceEntry{SourceState{Source: src, Added: now}, true}
		e.Health.ID = src.ID
		return e
	}
	if old.Active && old.Source == src {
		return nil
	}
	e := *old
	if old.Source.URL != src.URL || old.Source.Kind != src.Kind {
		e.Health.ETag, e.Health.LastModified, e.Health.BodyHash = "", "", ""
		e.Health.MovedTo, e.Health.Moved, e.Health.State = "", 0, nil
		e.Health.NextPoll = time.Time{}
	}
	e.Source, e.Active = src, true
	return &e
}

func putSource(tx *bbolt.Tx, e *sourceEntry) error {
	key := []byte(e.Source.ID)
	rec, err := flat(key, sourceRecord{e.Source, e.Added, e.Active})
	if err != nil {
		return err
	}
	if err := tx.Bucket(bSource).Put(key, rec); err != nil {
		return err
	}
	return putHealth(tx, e.Health)
}

func putHealth(tx *bbolt.Tx, h conflict.Health) error {
	key := []byte(h.ID)
	rec, err := flat(key, h)
	if err != nil {
		return err
	}
	return tx.Bucket(bHealth).Put(key, rec)
}

// Sources gives every configured source, by id.
func (s *Store) Sources() ([]SourceState, error) {
	return s.listSources(func(*sourceEntry) bool { return true })
}

// DueSources gives the enabled sources whose next poll is not after now, the
// longest due first.
func (s *Store) DueSources(now time.Time) ([]SourceState, error) {
	due, err := s.listSources(func(e *sourceEntry) bool {
		return e.Source.Enabled && !e.Health.NextPoll.After(now)
	})
	slices.SortStableFunc(due, func(a, b SourceState) int { return a.Health.NextPoll.Compare(b.Health.NextPoll) })
	return due, err
}

func (s *Store) listSources(want func(*sourceEntry) bool) ([]SourceState, error) {
	s.sources.mu.Lock()
	defer s.sources.mu.Unlock()
	if err := s.loadSources(); err != nil {
		return nil, err
	}
	n := 0
	for _, e := range s.sources.states {
		if e.Active && want(e) {
			n++
		}
	}
	list := make([]SourceState, 0, n) // grown, twenty thousand are copied many times
	for _, e := range s.sources.states {
		if e.Active && want(e) {
			list = append(list, e.SourceState)
		}
	}
	slices.SortFunc(list, func(a, b SourceState) int { return strings.Compare(a.Source.ID, b.Source.ID) })
	return list, nil
}

// Health gives what is known of a source; the zero Health with its id when it
// was never polled. The error is ErrNotFound for an id that no config named.
func (s *Store) Health(id string) (conflict.Health, error) {
	s.sources.mu.Lock()
	defer s.sources.mu.Unlock()
	if err := s.loadSources(); err != nil {
		return conflict.Health{}, err
	}
	e := s.sources.states[id]
	if e == nil {
		return conflict.Health{}, fmt.Errorf("source %s: %w", id, ErrNotFound)
	}
	return e.Health, nil
}

// noteHealth takes h into memory, to be written within healthDelay.
func (s *Store) noteHealth(h conflict.Health) error {
	ss := &s.sources
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if err := s.loadSources(); err != nil {
		return err
	}
	ss.set(h)
	ss.dirty[h.ID] = true
	if ss.timer == nil {
		ss.timer = time.AfterFunc(healthDelay, func() {
			// A failed write is kept as dirty and tried with the next one.
			_ = s.flushHealth()
		})
	}
	return nil
}

// set replaces the health of a source; one that no config names is kept too,
// resting.
func (ss *sources) set(h conflict.Health) {
	e := ss.states[h.ID]
	if e == nil {
		e = &sourceEntry{SourceState: SourceState{Source: conflict.Source{ID: h.ID}}}
		ss.states[h.ID] = e
	}
	next := *e
	next.Health = h
	ss.states[h.ID] = &next
}

// flushHealth writes the health records held back.
func (s *Store) flushHealth() error {
	ss := &s.sources
	ss.mu.Lock()
	defer ss.mu.Unlock()
	if ss.timer != nil {
		ss.timer.Stop()
		ss.timer = nil
	}
	if len(ss.dirty) == 0 {
		return nil
	}
	err := s.update("write source health", func(tx *bbolt.Tx) error {
		for _, id := range sortedKeys(ss.dirty) {
			if err := putHealth(tx, ss.states[id].Health); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		clear(ss.dirty)
	}
	return err
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
