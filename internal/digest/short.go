package digest

import (
	"strconv"
	"strings"
)

// ShortLimit bounds the chat form in bytes, so that it is one message with
// every service (ntfy takes 4,096 bytes, Telegram 4,096 characters).
const ShortLimit = 3000

// maxShortLine bounds one headline of the chat form, in characters.
const maxShortLine = 400

func short(v View) string {
	var parts []string
	if v.Note != "" {
		parts = append(parts, v.Note)
	}
	sources := shorten(v.Sources, maxShortLine)
	size := len(v.Note) + len(sources)
	for i, it := range v.Incidents {
		address := it.URL
		if address == "" && len(it.Articles) > 0 {
			address = it.Articles[0].URL
		}
		part := strings.Join(nonEmpty([]string{shorten(it.Headline, maxShortLine), address}), "\n")
		if size += len(part) + 2; size > ShortLimit-100 {
			parts = append(parts, "(+"+strconv.Itoa(len(v.Incidents)-i+v.left)+")")
			break
		}
		parts = append(parts, part)
	}
	return strings.Join(append(parts, sources), "\n\n")
}
