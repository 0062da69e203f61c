package numbers

import "sahelwatch/extract/internal/phrase"

// match finds the longest phrase of the kind at words[i] and gives its number
// of words, 0 when there is none.
func (s *scan) match(i int, kind phrase.Kind) (phrase.Entry, int) {
	return s.Match(i, kind)
}

// joined reports whether words[i] and the next stand in one phrase.
func (s *scan) joined(i int) bool { return s.Joined(i) }

// spaced is joined with spaces alone.
func (s *scan) spaced(i int) bool {
	return i >= 0 && i+1 < len(s.Words) &&
		phrase.Loose(s.Text[s.Words[i].End:s.Words[i+1].Start], " \u00a0\u202f\u2009")
}
