package extract

import (
	"strings"
	"testing"
	"time"

	"sahelwatch/internal/conflict"
)

// A long text takes time in proportion to its length: 200 kB of anything ends
// within seconds.
func TestLongTextsEnd(t *testing.T) {
	const size = 200_000
	for name, piece := range map[string]string{
		"one sentence of numbers":  "12 soldats et 13 civils, ",
		"negations":                "n'a n'ont pas aucun ",
		"places":                   "Gao Ansongo Djibo Kaya, ",
		"actors":                   "le JNIM et Boko Haram ",
		"reports":                  "Trois soldats ont été tués lundi à Gao, au Mali, par le JNIM. ",
		"many places, many events": "Le 3 mai 2024, deux civils ont été tués à Kaya. Le 4 mai 2024, trois soldats sont morts à Djibo. ",
		"one word":                 "a",
		"Arabic":                   "قتل 34 جنديا في هجوم على بلدة بانيبانغو. ",
		"quotes and brackets":      "« [ ( ",
	} {
		a := conflict.Article{URL: "https://example.org/long", Text: strings.Repeat(piece, size/len(piece))}
		start := time.Now()
		coder().Code(a)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: %v", name, took)
		} else if testing.Verbose() {
			t.Logf("%s: %v", name, took)
		}
	}
}
