package digest

import "strings"

// around is how many words beside a difference are shown.
const around = 4

// difference gives the words in which two versions of a passage differ, with
// a few words around them: of two long paragraphs the reader sees the change.
func difference(from, to string) (a, b string) {
	old, now := strings.Fields(from), strings.Fields(to)
	start := 0
	for start < len(old) && start < len(now) && old[start] == now[start] {
		start++
	}
	end := 0
	for end < len(old)-start && end < len(now)-start && old[len(old)-1-end] == now[len(now)-1-end] {
		end++
	}
	return window(old, start, end), window(now, start, end)
}

// window joins words without their first start-around and last end-around.
func window(words []string, start, end int) string {
	first, last := max(0, start-around), min(len(words), len(words)-end+around)
	s := strings.Join(words[first:last], " ")
	if first > 0 {
		s = "…" + s
	}
	if last < len(words) {
		s += "…"
	}
	return s
}
