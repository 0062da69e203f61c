package extract

import (
	"testing"

	"sahelwatch/internal/conflict"
)

// An earlier toll that a text names is what the present one replaces, whether it
// stands before it, behind it, or in the next sentence.
func TestEarlierTollIsReplacedWhereverItStands(t *testing.T) {
	for name, text := range map[string]string{
		"before, fr": "L'attaque de Djibo, mardi 13 mai 2025, avait d'abord fait huit morts, puis 54 soldats tués selon l'armée.",
		"behind, fr": "L'attaque de Djibo, mardi 13 mai 2025, a fait 54 soldats tués selon l'armée; un premier bilan faisait état de huit morts.",
		"next, fr":   "L'attaque de Djibo, mardi 13 mai 2025, a fait 54 soldats tués selon l'armée. Les premières estimations parlaient de huit morts.",
		"next, en":   "The attack on Djibo on Tuesday, May 13, 2025, killed 54 soldiers, the army said. An initial toll had put the number at eight dead.",
	} {
		c := coder().Code(conflict.Article{URL: "u", Text: text})
		m := c.Main()
		if m == nil {
			t.Errorf("%s: no report", name)
			continue
		}
		found := false
		for _, x := range m.Tolls {
			found = found || x.Low == 54 && x.Supersedes != nil && *x.Supersedes == 8
		}
		if !found {
			t.Errorf("%s: tolls %+v", name, m.Tolls)
		}
	}
}
