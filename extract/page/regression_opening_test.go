package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func blocksOfText(texts ...string) []block {
	var bs []block
	for _, s := range texts {
		bs = append(bs, block{text: s, kind: "p"})
	}
	return bs
}

// The opening paragraph was lost where one extractor alone had it; what stands
// behind the last shared paragraph is no text.
func TestOpeningOfOneExtractorIsKept(t *testing.T) {
	const (
		opening = "Des hommes armés ont attaqué lundi à l’aube la base militaire de Dargo, selon des habitants."
		first   = "Les tirs ont commencé vers quatre heures et ont duré jusqu’au lever du jour, a dit un commerçant."
		second  = "Une cinquantaine de soldats ont péri dans l’assaut, selon deux sources locales jointes par téléphone."
		third   = "Les autorités n’avaient pas réagi dans la soirée, et le réseau mobile restait coupé dans la région."
		box     = "Retrouvez toute l’actualité du Sahel dans notre édition du week-end, chez votre marchand de journaux."
	)
	for name, c := range map[string]struct{ mine, theirs, want []block }{
		"first extractor":  {blocksOfText(opening, first, second, third, box), blocksOfText(first, second, third), blocksOfText(opening, first, second, third)},
		"second extractor": {blocksOfText(first, second, third), blocksOfText(opening, first, second, third, box), blocksOfText(opening, first, second, third)},
		"in the middle":    {blocksOfText(opening, first, third), blocksOfText(opening, second, third), blocksOfText(opening, first, second, third)},
	} {
		if d := cmp.Diff(c.want, agree(c.mine, c.theirs), cmp.AllowUnexported(block{})); d != "" {
			t.Errorf("%s (-want +got)\n%s", name, d)
		}
	}
}
