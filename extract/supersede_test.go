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

// A text that says that the toll rose or fell says so of its figure, wherever
// the word for it stands.
func TestATollToldAsRevisedIs(t *testing.T) {
	for text, want := range map[string]struct{ low, before int }{
		"Le bilan de l'attaque de Djibo, mardi 13 mai 2025, ne cesse de s'alourdir. Au moins 54 soldats ont été tués, selon une source locale.":                              {54, 0},
		"Burkina: cinq militaires portés disparus après l'attaque de Djibo mardi ont été retrouvés morts, ce qui porte le nombre de soldats tués dans cette attaque à 54.":   {54, 0},
		"Cinquante-quatre civils ont péri dans l'attaque de Djibo mardi 13 mai 2025, selon le gouvernement, contre 49 la veille.":                                            {54, 49},
		"Two more soldiers died of their wounds on Friday, bringing the number of people killed in Tuesday's attack on the base at Djibo to 54, the army said.":              {54, 0},
		"The death toll from an attack on a village near Djibo, in northern Burkina Faso, on Tuesday has risen sharply to 54, residents said.":                               {54, 0},
		"ارتفع عدد ضحايا الهجوم الذي استهدف قاعدة عسكرية في بلدة جيبو شمالي بوركينا فاسو يوم الثلاثاء إلى 54 قتيلا، وفق مصادر محلية.":                                        {54, 0},
		"أعلنت الحكومة ارتفاع حصيلة الهجوم على قاعدة جيبو شمالي بوركينا فاسو إلى 54 قتيلا، هم 49 جنديا وخمسة مدنيين. وكانت حصيلة سابقة قد تحدثت عن مقتل 32 شخصا.":            {54, 32},
		"Twelve soldiers and four volunteers were killed in an attack on Djibo on Friday, the army said. An earlier toll from a local source spoke of at least 12 soldiers.": {16, 12},
	} {
		c := coder().Code(conflict.Article{URL: "u", Text: text})
		m := c.Main()
		if m == nil {
			t.Errorf("%s: no report", text)
			continue
		}
		found := false
		for _, x := range m.Tolls {
			found = found || x.Low == want.low && (want.before == 0 && x.Revised || x.Supersedes != nil && *x.Supersedes == want.before)
		}
		if !found {
			t.Errorf("%s: tolls %+v", text, m.Tolls)
		}
	}
	c := coder().Code(conflict.Article{URL: "u", Text: "Le bilan de l'attaque de Djibo pourrait s'alourdir. Au moins 54 soldats ont été tués mardi, selon une source locale."})
	m := c.Main()
	if m == nil || len(m.Tolls) != 1 || m.Tolls[0].Revised {
		t.Errorf("a toll that may rise is revised: %+v", m)
	}
}
