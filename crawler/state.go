package crawler

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/cespare/xxhash/v2"

	"sahelwatch/internal/conflict"
)

const (
	stateSeen   = 400 // URLs of the last poll that are remembered
	stateShapes = 20  // shapes of article addresses
)

// state is what was learned of a listing.
type state struct {
	Seen   []uint64       `json:"seen,omitempty"`   // hashes of the last poll's articles
	Shapes map[string]int `json:"shapes,omitempty"` // shape of article addresses -> polls that had it
}

// readState reads what bytes wrote; what it cannot read is as good as nothing.
func readState(b []byte) *state {
	s := &state{}
	if len(b) > 0 && json.Unmarshal(b, s) != nil {
		s = &state{}
	}
	if s.Shapes == nil {
		s.Shapes = map[string]int{}
	}
	return s
}

func (s *state) bytes() []byte {
	b, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	return b
}

// overlaps reports whether one of the articles was there at the last poll.
func (s *state) overlaps(stubs []conflict.Stub) bool {
	seen := map[uint64]bool{}
	for _, h := range s.Seen {
		seen[h] = true
	}
	for _, st := range stubs {
		if seen[xxhash.Sum64String(Canonical(st.URL))] {
			return true
		}
	}
	return false
}

// learn notes a poll's articles and the shapes of their addresses. A shape that
// is not seen any more fades.
func (s *state) learn(stubs []conflict.Stub, shapes map[string]int) {
	s.Seen = s.Seen[:0]
	for _, st := range stubs[:min(len(stubs), stateSeen)] {
		s.Seen = append(s.Seen, xxhash.Sum64String(Canonical(st.URL)))
	}
	for shape, n := range s.Shapes {
		if shapes[shape] == 0 {
			if n--; n <= 0 {
				delete(s.Shapes, shape)
				continue
			}
			s.Shapes[shape] = n
		}
	}
	for shape := range shapes {
		s.Shapes[shape] = min(s.Shapes[shape]+1, 10)
	}
	for len(s.Shapes) > stateShapes {
		rarest := slices.MinFunc(slices.Sorted(maps.Keys(s.Shapes)), func(a, b string) int { return s.Shapes[a] - s.Shapes[b] })
		delete(s.Shapes, rarest)
	}
}
