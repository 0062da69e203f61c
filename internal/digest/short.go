package digest

import (
	"fmt"
	"strings"

	"sahelwatch/internal/conflict"
)

// shortIncidents is how many incidents the chat form tells of.
const shortIncidents = 5

// Short renders d for chat: one paragraph for each incident, its page or first
// article, and the line about sources.
func Short(d conflict.Digest) (string, error) {
	v, err := NewView(d)
	if err != nil {
		return "", err
	}
	var parts []string
	if v.Note != "" {
		parts = append(parts, v.Note)
	}
	for i, it := range v.Incidents {
		if i == shortIncidents {
			parts = append(parts, fmt.Sprintf("(+%d)", len(v.Incidents)-i+d.Omitted))
			break
		}
		address := it.URL
		if address == "" && len(it.Articles) > 0 {
			address = it.Articles[0].URL
		}
		parts = append(parts, strings.Join(nonEmpty([]string{it.Headline, address}), "\n"))
	}
	return strings.Join(append(parts, v.Sources), "\n\n"), nil
}
