package numbers

import "sahelwatch/extract/internal/phrase"

// match finds the longest phrase of the kind at words[i] and gives its number
// of words, 0 when there is none.
func (s *scan) match(i int, kind string) (phrase.Entry, int) {
	return s.lang.table.Match(s.text, s.words, i, kind)
}

// joined reports whether words[i] and the next stand in one phrase.
func (s *scan) joined(i int) bool { return phrase.Joined(s.text, s.words, i) }

// spaced is joined with spaces alone.
func (s *scan) spaced(i int) bool {
	return i >= 0 && i+1 < len(s.words) &&
		phrase.Loose(s.text[s.words[i].End:s.words[i+1].Start], " \u00a0\u202f\u2009")
}
