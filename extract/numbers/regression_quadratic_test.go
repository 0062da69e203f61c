package numbers

import (
	"strings"
	"testing"
	"time"
)

// Each number of a long row of digits once looked at all the others.
func TestLongRowsOfDigitsAreReadInLinearTime(t *testing.T) {
	lang := load(t)["fr"]
	for _, unit := range []string{"1 ", "1-", "1.", "12:", "2 ou "} {
		start := time.Now()
		read(strings.Repeat(unit, 50_000), lang)
		if took := time.Since(start); took > 4*time.Second {
			t.Errorf("50,000 times %q took %v", unit, took)
		}
	}
}
