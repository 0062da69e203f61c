package page

// Edit is one paragraph that differs between two versions of a text. Old is ""
// for a paragraph that was added, New for one that was taken out.
type Edit struct {
	Old string `json:"old"`
	New string `json:"new"`
	At  int    `json:"at"` // paragraph number, from 0, in the new text
}

// Diff gives the paragraphs that changed between two versions of a text, in
// reading order. Paragraphs removed and added at one place are paired in order.
func Diff(old, new string) []Edit {
	a, b := Paragraphs(old), Paragraphs(new)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	enda, endb := len(a), len(b)
	for enda > start && endb > start && a[enda-1] == b[endb-1] {
		enda--
		endb--
	}
	return pair(a[start:enda], b[start:endb], start)
}

// maxDiff bounds the table of the longest common subsequence; beyond it the
// whole middle counts as changed.
const maxDiff = 4_000_000

// pair aligns the differing middles by their longest common subsequence.
func pair(a, b []string, at int) []Edit {
	if len(a)*len(b) > maxDiff {
		return gap(nil, a, b, at)
	}
	lcs := make([][]int32, len(a)+1)
	for i := range lcs {
		lcs[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				lcs[i][j] = lcs[i+1][j+1] + 1
			} else {
				lcs[i][j] = max(lcs[i+1][j], lcs[i][j+1])
			}
		}
	}
	var edits []Edit
	i, j, fromA, fromB := 0, 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			edits = gap(edits, a[fromA:i], b[fromB:j], at+fromB)
			i++
			j++
			fromA, fromB = i, j
		case lcs[i+1][j] >= lcs[i][j+1]:
			i++
		default:
			j++
		}
	}
	return gap(edits, a[fromA:], b[fromB:], at+fromB)
}

// gap turns what lies between two common paragraphs into edits.
func gap(edits []Edit, old, new []string, at int) []Edit {
	for k := range max(len(old), len(new)) {
		e := Edit{At: at + min(k, len(new))}
		if k < len(old) {
			e.Old = old[k]
		}
		if k < len(new) {
			e.New = new[k]
		}
		edits = append(edits, e)
	}
	return edits
}
