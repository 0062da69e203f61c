package numbers

import (
	"sahelwatch/extract/internal/phrase"
	"sahelwatch/internal/conflict"
	"sahelwatch/internal/fold"
)

// Units that a Quantity can carry.
const (
	Percent  = "percent"
	Distance = "distance"
	Duration = "duration" // days to years; ages too
	Clock    = "clock"    // hours and minutes
	Money    = "money"
	Weight   = "weight"
)

// Quantity is one quantity as the text tells it.
type Quantity struct {
	Low, High  int
	Open       bool   // no upper bound is told; High means nothing
	Qualifier  string // conflict.Exact, AtLeast, About, UpTo, MoreThan
	Vague      bool   // a word such as dozens or several, no number
	Article    bool   // "un", "une", "a", "one": 1, but perhaps a mere article
	Zero       bool   // "aucun", "no", "none", "pas de"
	Year       bool   // plain digits between 1900 and 2100: perhaps a year
	Unit       string // Percent, Distance, ... when one stands beside the number
	Start, End int    // bytes of the text
	Word       string // text[Start:End]
}

// At reads the quantity that starts at words[i], with the qualifier before it.
// It returns the number of words consumed, 0 when none starts there. words
// are those of text, as fold.Words gives them.
func At(text string, words []fold.Word, i int, lang *Lang) (Quantity, int) {
	if i < 0 || i >= len(words) || lang == nil {
		return Quantity{}, 0
	}
	if w := words[i]; lang.table.Starts(w.Key)&starts == 0 && !digitInside(text[w.Start:w.End]) {
		return Quantity{}, 0 // lets most words go
	}
	s := scan{Cursor: lang.table.Cursor(text, words), lang: lang}
	q, next := s.quantity(i)
	if next == i {
		return Quantity{}, 0
	}
	q.Start = words[i].Start
	q.End = max(q.End, words[next-1].End)
	q.Word = text[q.Start:q.End]
	return q, next - i
}

// AtCount is At for digits behind which a noun of people stands: a weekday
// before them makes no day of the month of them, as in "vendredi 14 civils".
func AtCount(text string, words []fold.Word, i int, lang *Lang) (Quantity, int) {
	s := scan{Cursor: lang.table.Cursor(text, words), lang: lang, counts: true}
	q, next := s.quantity(i)
	if next == i {
		return Quantity{}, 0
	}
	q.Start, q.End = words[i].Start, max(q.End, words[next-1].End)
	q.Word = text[q.Start:q.End]
	return q, next - i
}

// scan is one reading of a text in one language.
type scan struct {
	phrase.Cursor
	lang   *Lang
	counts bool // a noun that is counted follows
}

func (s *scan) quantity(i int) (Quantity, int) {
	if s.second(i) {
		return Quantity{}, i
	}
	qualifier, j := s.qualifiers(i)
	q, next := Quantity{}, j
	if j == i || s.joined(j-1) {
		q, next = s.span(j)
	}
	if next == j {
		return s.plainVague(i)
	}
	if q.Article && qualifier == conflict.About { // "near a village"
		return Quantity{}, i
	}
	if qualifier == "" {
		qualifier = s.after(next, &q, &next)
	}
	qualify(&q, qualifier)
	if q.Unit == "" {
		next = s.unit(&q, next)
	}
	return q, next
}

// qualifiers reads "au moins", "more than about": the one that sets a bound wins.
func (s *scan) qualifiers(i int) (string, int) {
	found := ""
	for range 3 {
		e, n := s.match(i, before)
		if n == 0 {
			break
		}
		if n > 0 && i+n < len(s.Words) && !s.joined(i+n-1) {
			break
		}
		if found == "" || found == conflict.About {
			found = e.Text
		}
		i += n
	}
	return found, i
}

// plainVague reads a word that is a qualifier before numbers and a quantity
// before nouns: "some soldiers".
func (s *scan) plainVague(i int) (Quantity, int) {
	e, n := s.match(i, vague)
	if n == 0 {
		return Quantity{}, i
	}
	return open(e.Value), i + n
}

// after reads a qualifier behind the number or behind the one noun that
// follows it: "40 or more", "40 soldats au moins", "63+". Only in the first
// case its words belong to the quantity.
func (s *scan) after(next int, q *Quantity, consumed *int) string {
	end := max(q.End, s.Words[next-1].End)
	if end < len(s.Text) && s.Text[end] == '+' && !digitAt(s.Text, end+1) {
		q.End = end + 1
		return conflict.AtLeast
	}
	if s.joined(next - 1) {
		if e, n := s.match(next, behind); n > 0 && !s.opens(next+n) {
			*consumed = next + n
			return e.Text
		}
		noun := next
		if _, n := s.match(next, of); n > 0 {
			noun += n
		}
		for j := noun; j < noun+4 && j < len(s.Words) && s.joined(j-1) && s.joined(j); j++ { // "28 soldiers of the army at least"
			if e, n := s.match(j+1, behind); n > 0 {
				if s.opens(j + 1 + n) {
					break
				}
				return e.Text
			}
			if _, n := s.one(j + 1); n > j+1 {
				break
			}
		}
	}
	return ""
}

// opens reports whether the qualifier before words[i] belongs to a number
// behind it: "huit blessés et plus de 200 motos", "12 men, at least 5 women".
func (s *scan) opens(i int) bool {
	if !s.joined(i - 1) {
		return false
	}
	if _, n := s.match(i, of); n > 0 {
		return true
	}
	_, next := s.one(i)
	return next > i || digitAt(s.Text, s.Words[i].Start)
}

// qualify sets the bounds that a qualifier gives to a read number.
func qualify(q *Quantity, qualifier string) {
	if qualifier == "" || q.Zero {
		return
	}
	q.Article = false
	if q.Vague {
		return
	}
	q.Qualifier = qualifier
	switch qualifier {
	case conflict.AtLeast, conflict.MoreThan:
		q.Open = true
	}
}
