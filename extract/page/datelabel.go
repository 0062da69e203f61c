package page

import (
	_ "embed"
	"strings"
	"sync"

	"sahelwatch/internal/fold"
)

//go:embed data/datelabels.txt
var dateLabelData string

// dateLabel says what a date in a line is of.
type dateLabel int

const (
	noLabel dateLabel = iota
	otherDate
	updatedDate
	publishedDate
	firstDate
)

// maxLabelWords is the length of the longest phrase in data/datelabels.txt.
const maxLabelWords = 5

// dateLabels gives the label of a phrase of folded words.
var dateLabels = sync.OnceValue(func() map[string]dateLabel {
	kinds := map[string]dateLabel{"first": firstDate, "published": publishedDate, "updated": updatedDate, "other": otherDate}
	labels := map[string]dateLabel{}
	for line := range strings.Lines(dateLabelData) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		kind := kinds[name]
		if !ok || kind == noLabel {
			continue
		}
		for _, phrase := range strings.Split(list, "|") {
			labels[keyOf(fold.Words(nil, phrase))] = kind
		}
	}
	return labels
})

func keyOf(ws []fold.Word) string {
	keys := make([]string, len(ws))
	for i, w := range ws {
		keys[i] = w.Key
	}
	return strings.Join(keys, " ")
}

// segment is a part of a line that one label governs.
type segment struct {
	label dateLabel
	text  string
}

// segments splits a line where a label stands: "Publié le 3 mars 2025, mis à
// jour le 4" is a published and an updated part.
func segments(line string) []segment {
	ws := fold.Words(nil, line)
	labels := dateLabels()
	parts := []segment{{noLabel, ""}}
	start := 0
	for i := 0; i < len(ws); {
		label, n := noLabel, 1
		for k := min(maxLabelWords, len(ws)-i); k > 0; k-- {
			if l := labels[keyOf(ws[i:i+k])]; l != noLabel {
				label, n = l, k
				break
			}
		}
		if label != noLabel && (label != parts[len(parts)-1].label || strings.ContainsAny(line[start:ws[i].Start], "0123456789")) {
			parts[len(parts)-1].text = line[start:ws[i].Start]
			parts = append(parts, segment{label, ""})
			start = ws[i].Start
		}
		i += n
	}
	parts[len(parts)-1].text = line[start:]
	return parts
}
