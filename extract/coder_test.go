package extract

import (
	"sync"
	"testing"

	"sahelwatch/internal/gazetteer"
)

// coder gives one coder for all tests: it is safe for concurrent use.
var coder = sync.OnceValue(func() *Coder {
	g, err := gazetteer.Load()
	if err != nil {
		panic(err)
	}
	c, err := NewCoder(g)
	if err != nil {
		panic(err)
	}
	return c
})

func BenchmarkNewCoder(b *testing.B) {
	g, err := gazetteer.Load()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewCoder(g); err != nil {
			b.Fatal(err)
		}
	}
}
