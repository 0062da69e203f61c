package incident

import (
	"cmp"
	"slices"
	"testing"

	"sahelwatch/internal/conflict"
)

// step links one article version and stores what came of it.
func step(t testing.TB, m *Memory, in Input) Outcome {
	t.Helper()
	out, err := Link(in, m)
	if err != nil {
		t.Fatal(err)
	}
	m.Write(out)
	return out
}

// live lists the incidents that a reader sees, the oldest first.
func live(m *Memory) []conflict.Record {
	out := slices.DeleteFunc(m.Records(), func(r conflict.Record) bool { return r.Into != "" || r.Gone })
	slices.SortFunc(out, func(a, b conflict.Record) int {
		return cmp.Or(a.FirstSeen.Compare(b.FirstSeen), cmp.Compare(a.ID, b.ID))
	})
	return out
}
