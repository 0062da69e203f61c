package extract

import (
	"strings"

	"sahelwatch/extract/lexicon"
	"sahelwatch/extract/numbers"
	"sahelwatch/internal/conflict"
)

// single is the quantity of one person told without a number at k: "the
// driver", "le maire".
func (p *part) single(k mark) quant {
	s := p.span(k.from, k.to)
	q := numbers.Quantity{Low: 1, High: 1, Qualifier: conflict.Exact, Article: true, Start: s.Start, End: s.End, Word: s.Text}
	kind := conflict.Unknown
	for j := k.from; j < k.to; j++ {
		if told := p.kindOf(j); told != "" {
			kind = told
		}
	}
	return quant{Quantity: q, from: k.from, to: k.to, end: k.to, noun: -1, victims: kind, definite: true}
}

// stands reports whether the noun at k needs no article to be one person: in
// Arabic right behind a word for harm only, as in "مقتل جندي".
func (p *part) stands(k mark) bool {
	if !p.arabic(k.from) {
		return true
	}
	h, ok := p.endsAt(k.from)
	return ok && h.mode != lexicon.Noun && !strings.HasPrefix(p.words[k.from].Key, "و") && (k.to >= len(p.words) || !p.counts(k.to))
}

// alone reports whether "one", "another", "a third" stands for a person with no
// noun behind it: "injuring one", "another was wounded", "tuant l'un d'eux".
func (p *part) alone(k *quant, to int) bool {
	if !k.Article {
		return false
	}
	j := k.to
	for j < to && p.is(j, lexicon.Others) && p.gaps[j] == space {
		j++
	}
	return j >= to || p.gaps[j]&^(space|quote) != 0 || p.any(j, &standAlone)
}

// standAlone are the words that follow a number without a noun.
var standAlone = func() lexicon.Set {
	s := verbs
	for _, c := range []lexicon.Class{lexicon.And, lexicon.PartOf, lexicon.In, lexicon.Near} {
		s.Add(c)
	}
	return s
}()
