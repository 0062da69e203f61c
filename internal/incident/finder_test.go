package incident

import (
	"cmp"
	"slices"
	"testing"

	"sahelwatch/internal/conflict"
)

// shelf is a Finder in memory with the semantics of the store: records by id,
// found by any of their keys.
type shelf struct {
	records map[string]conflict.Record
	index   map[string]map[string]bool
}

func newShelf() *shelf {
	return &shelf{records: map[string]conflict.Record{}, index: map[string]map[string]bool{}}
}

func (s *shelf) Candidates(keys []string) ([]conflict.Record, error) {
	var out []conflict.Record
	seen := map[string]bool{}
	for _, k := range keys {
		for id := range s.index[k] {
			if !seen[id] {
				seen[id] = true
				out = append(out, s.records[id])
			}
		}
	}
	return out, nil
}

func (s *shelf) write(out Outcome) {
	for _, r := range out.Records {
		for _, k := range s.records[r.ID].Keys {
			delete(s.index[k], r.ID)
		}
		for _, k := range r.Keys {
			if s.index[k] == nil {
				s.index[k] = map[string]bool{}
			}
			s.index[k][r.ID] = true
		}
		s.records[r.ID] = r
	}
}

// live lists the incidents that a reader sees, the oldest first.
func (s *shelf) live() []conflict.Record {
	var out []conflict.Record
	for _, r := range s.records {
		if r.Into == "" && !r.Gone {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b conflict.Record) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

func (s *shelf) link(t testing.TB, in Input) Outcome {
	t.Helper()
	out, err := Link(in, s)
	if err != nil {
		t.Fatal(err)
	}
	s.write(out)
	return out
}
