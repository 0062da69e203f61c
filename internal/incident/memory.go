package incident

import (
	"cmp"
	"slices"

	"sahelwatch/internal/conflict"
)

// Memory is a Finder over records in memory, for replay. It is not safe for
// concurrent use.
type Memory struct {
	records map[string]conflict.Record
	index   map[string][]string // key -> ids
}

// NewMemory gives an empty Memory.
func NewMemory() *Memory {
	return &Memory{records: map[string]conflict.Record{}, index: map[string][]string{}}
}

// Candidates gives the records that have one of keys.
func (m *Memory) Candidates(keys []string) ([]conflict.Record, error) {
	var out []conflict.Record
	seen := map[string]bool{}
	for _, k := range keys {
		for _, id := range m.index[k] {
			if !seen[id] {
				seen[id] = true
				out = append(out, m.records[id])
			}
		}
	}
	return out, nil
}

// Write stores what a step made.
func (m *Memory) Write(out Outcome) {
	for _, r := range out.Records {
		before := m.records[r.ID].Keys
		for _, k := range before {
			if _, kept := slices.BinarySearch(r.Keys, k); !kept {
				m.index[k] = slices.DeleteFunc(m.index[k], func(id string) bool { return id == r.ID })
			}
		}
		for _, k := range r.Keys {
			if _, had := slices.BinarySearch(before, k); !had {
				m.index[k] = append(m.index[k], r.ID)
			}
		}
		m.records[r.ID] = r
	}
}

// Records lists all records by id, redirected and Gone ones included.
func (m *Memory) Records() []conflict.Record {
	out := make([]conflict.Record, 0, len(m.records))
	for _, r := range m.records {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b conflict.Record) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
