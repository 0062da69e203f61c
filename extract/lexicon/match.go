package lexicon

// Values of matches that are no names.
const (
	plainPhrase = -1
	openPhrase  = -2 // has a gap
)

// Actor is the value with which a name was entered; -1 for lexicon phrases.
func (m Match) Actor() int32 { return max(m.Value, plainPhrase) }

// Open reports whether the phrase has a gap, so that words inside it keep
// their own meaning.
func (m Match) Open() bool { return m.Value == openPhrase }
