package incident

import (
	"slices"

	"sahelwatch/internal/conflict"
)

// copyShare is the estimated Jaccard similarity of word shingles from which
// two texts are copies of one.
const copyShare = 0.5

// similar reports whether two texts are copies of one, lightly edited.
func similar(a, b conflict.Fingerprint) bool {
	if a.Hash != "" && a.Hash == b.Hash {
		return true
	}
	if len(a.Sig) == 0 || len(a.Sig) != len(b.Sig) {
		return false
	}
	need, same := int(copyShare*float64(len(a.Sig))), 0
	for i, x := range a.Sig {
		if x == b.Sig[i] {
			same++
		}
		if same >= need {
			return need > 0
		}
		if same+len(a.Sig)-i-1 < need {
			return false
		}
	}
	return false
}

func shareBand(a, b conflict.Fingerprint) bool {
	return slices.ContainsFunc(a.Bands, func(x string) bool { return slices.Contains(b.Bands, x) })
}
