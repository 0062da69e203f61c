package watch

import (
	"bytes"
	"encoding/json"

	"sahelwatch/internal/conflict"
)

// sameReports compares what two readings of one article found, whatever the
// versions of the data that they were read with.
func sameReports(a, b conflict.Coded) bool {
	a.Data, b.Data = "", ""
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
