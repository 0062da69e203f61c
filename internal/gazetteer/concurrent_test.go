package gazetteer

import (
	"sync"
	"testing"
)

func TestManyReadersGetOnePlace(t *testing.T) {
	g := load(t)
	var wait sync.WaitGroup
	found := make([]*Place, 8)
	for i := range found {
		wait.Go(func() {
			for _, name := range []string{"Koro", "Boni", "Kourtougou", "Djibo"} {
				if list := g.Find(name); len(list) > 0 {
					found[i] = list[0].Place
				}
			}
			g.Near(14, -1.6, 30)
		})
	}
	wait.Wait()
	for _, p := range found {
		if p == nil || p != found[0] {
			t.Errorf("readers got %p and %p for one place", p, found[0])
		}
	}
}
