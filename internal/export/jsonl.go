package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

// JSONL writes each incident whole, as one line of JSON.
func JSONL(w io.Writer, incidents Incidents) error {
	out := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for inc, err := range incidents {
		if err != nil {
			return fmt.Errorf("export incidents: %w", err)
		}
		if err := enc.Encode(inc); err != nil {
			return fmt.Errorf("export %s: %w", inc.ID, err)
		}
	}
	return out.Flush()
}
